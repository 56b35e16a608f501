"""The things the prints are made of: hills, waves, moons, birds, trees, houses, ships."""

from collections.abc import Callable
from math import cos, pi, sin, tau
from random import Random

from blog.demo.printing import Plate, Point

Line = Callable[[float], float]


def dots(text: str) -> list[Point]:
    """The points of an outline written as "x,y x,y x,y"."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def rolling(rng: Random, level: float, rise: float, length: float = 700) -> Line:
    """A soft line around `level`: give it an x and it answers with a y."""
    parts = [(rise / n, length / n, rng.uniform(0, tau)) for n in (1, 2, 3.7)]

    def y(x: float) -> float:
        return level + sum(high * sin(tau * x / long + start) for high, long, start in parts)

    return y


def jagged(rng: Random, level: float, rise: float, step: float = 90) -> list[Point]:
    """A mountain's edge from left to right, peaks and notches by turns."""
    points: list[Point] = []
    x, up = -step, True
    while x < 1600 + step * 2:
        points.append((x, level - rise * rng.uniform(0.55, 1) if up else level))
        x, up = x + step * rng.uniform(0.5, 1.4), not up
    return points


def land(plate: Plate, line: Line, bottom: float = 1000, tone: int = 255) -> None:
    """Everything under a line."""
    plate.shape([(-10, bottom), *along(line, -10, 1610), (1610, bottom)], tone=tone)


def along(line: Line, left: float, right: float, step: float = 12) -> list[Point]:
    """The points of a line between two xs."""
    count = max(2, round((right - left) / step))
    xs = [left + (right - left) * n / count for n in range(count + 1)]
    return [(x, line(x)) for x in xs]


def bend(start: Point, control: Point, end: Point, count: int = 16) -> list[Point]:
    """A curve from start to end, drawn towards control."""
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * control[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * control[1] + t * t * end[1],
        )
        for t in (n / count for n in range(count + 1))
    ]


def ring(x: float, y: float, radius: float, start: float = 0, end: float = tau) -> list[Point]:
    """The points of an arc around (x, y)."""
    count = max(8, round(radius * abs(end - start) / 10))
    angles = [start + (end - start) * n / count for n in range(count + 1)]
    return [(x + radius * cos(a), y + radius * sin(a)) for a in angles]


def glints(
    plate: Plate, rng: Random, x: float, top: float, bottom: float, spread: float, tone: int = 255
) -> None:
    """A light's path on water: strokes that widen as they come nearer."""
    y = top
    while y < bottom:
        near = (y - top) / (bottom - top)
        middle = x + rng.uniform(-0.5, 0.5) * spread * (0.3 + near)
        half = spread * (0.25 + 0.75 * near) * rng.uniform(0.4, 1)
        plate.stroke(
            bend((middle - half, y), (middle, y + 3), (middle + half, y)), 4 + 7 * near, tone
        )
        y += 9 + 20 * near


def water(plate: Plate, rng: Random, top: float, bottom: float, tone: int = 255) -> None:
    """A calm surface, engraved: short strokes, sparse far away and broad nearby."""
    y = top
    while y < bottom:
        near = (y - top) / (bottom - top)
        x = rng.uniform(-200, 0)
        while x < 1600:
            long = rng.uniform(40, 150) * (0.5 + near)
            plate.stroke(bend((x, y), (x + long / 2, y + 4), (x + long, y)), 2 + 5 * near, tone)
            x += long + rng.uniform(20, 260)
        y += 10 + 26 * near


def swell(
    plate: Plate, y: float, length: float, height: float, start: float, tone: int = 255
) -> None:
    """A sea of crests that lean over to the right, and everything under it."""
    points: list[Point] = [(-length * 2, 1010)]
    x = -length * 2 + start
    while x < 1600 + length * 2:
        points += bend(
            (x, y), (x + length * 0.62, y + height * 0.1), (x + length * 0.8, y - height)
        )
        points += bend((x + length * 0.8, y - height), (x + length * 0.78, y), (x + length, y))
        x += length
    plate.shape([*points, (1610 + length * 2, 1010)], tone=tone)


def bird(
    plate: Plate, x: float, y: float, span: float, lift: float = 0.35, tone: int = 255
) -> None:
    """A gull far off: two wings."""
    for side in (-1, 1):
        tip = (x + side * span / 2, y - span * lift * 0.4)
        plate.stroke(bend((x, y), (x + side * span * 0.2, y - span * lift), tip), span * 0.09, tone)


def star(plate: Plate, x: float, y: float, size: float, tone: int = 255) -> None:
    """A star with four points."""
    points = []
    for n in range(8):
        radius = size if n % 2 == 0 else size * 0.28
        points.append((x + radius * cos(n * pi / 4), y + radius * sin(n * pi / 4)))
    plate.shape(points, tone=tone)


def bough(
    plate: Plate,
    rng: Random,
    start: Point,
    angle: float,
    length: float,
    width: float,
    tone: int = 255,
) -> None:
    """A bare branch and all its twigs."""
    end = (start[0] + length * cos(angle), start[1] + length * sin(angle))
    side = angle + pi / 2
    half, tip = width / 2, width * 0.34
    plate.shape(
        [
            (start[0] + half * cos(side), start[1] + half * sin(side)),
            (end[0] + tip * cos(side), end[1] + tip * sin(side)),
            (end[0] - tip * cos(side), end[1] - tip * sin(side)),
            (start[0] - half * cos(side), start[1] - half * sin(side)),
        ],
        tone=tone,
    )
    plate.disc(*end, tip, tone)
    if length < 26:
        return
    for turn in (rng.uniform(-0.7, -0.25), rng.uniform(0.2, 0.65)):
        bough(plate, rng, end, angle + turn, length * rng.uniform(0.66, 0.84), tip * 2, tone)


def figure(plate: Plate, x: float, y: float, height: float, tone: int = 255) -> None:
    """Somebody standing, far off, in a long coat."""
    head = height * 0.085
    plate.disc(x, y - height + head, head, tone)
    plate.shape(
        [
            (x - height * 0.05, y - height * 0.83),
            (x + height * 0.05, y - height * 0.83),
            (x + height * 0.11, y - height * 0.74),
            (x + height * 0.13, y),
            (x - height * 0.13, y),
            (x - height * 0.11, y - height * 0.74),
        ],
        tone=tone,
    )


def house(plate: Plate, x: float, y: float, width: float, height: float, tone: int = 255) -> None:
    """A long low house with two chimneys, standing on y."""
    eaves = y - height * 0.55
    plate.shape(
        [
            (x - width / 2, y),
            (x - width / 2, eaves),
            (x - width * 0.42, y - height * 0.86),
            (x + width * 0.42, y - height * 0.86),
            (x + width / 2, eaves),
            (x + width / 2, y),
        ],
        tone=tone,
    )
    for side in (-0.34, 0.3):
        plate.block(x + width * side, y - height, x + width * (side + 0.07), eaves, tone)


def arch(left: float, right: float, foot: float, spring: float) -> list[Point]:
    """A round-headed opening that stands on `foot`; the curve begins at `spring`."""
    radius = (right - left) / 2
    return [(left, foot), *ring(left + radius, spring, radius, pi, tau), (right, foot)]


def lancet(left: float, right: float, foot: float, spring: float) -> list[Point]:
    """A pointed opening, gothic: each side is drawn from the other's springing."""
    width = right - left
    return [
        (left, foot),
        *ring(right, spring, width, pi, pi + pi / 3),
        *ring(left, spring, width, -pi / 3, 0),
        (right, foot),
    ]


def gusts(
    plate: Plate, rng: Random, top: float, bottom: float, count: int, tone: int = 255
) -> None:
    """Wind: long strokes that rise and fall a little."""
    for _ in range(count):
        x, y, long = rng.uniform(-200, 1500), rng.uniform(top, bottom), rng.uniform(140, 520)
        sway = long * rng.uniform(-0.045, 0.045)
        plate.stroke(
            [(x + long * t / 20, y + sway * sin(pi * t / 10)) for t in range(21)],
            rng.uniform(2, 5),
            tone,
        )
