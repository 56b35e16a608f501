"""Prints of cities."""

from math import cos, pi, sin, tau

from blog.demo import motifs
from blog.demo.motifs import bend, dots, ring
from blog.demo.printing import Fade, Plate, Point, Sheet


def leaden_circles(sheet: Sheet) -> None:
    """Mrs Dalloway: the hour, dissolving over Westminster."""
    rng = sheet.rng
    sheet.wash("#e9c9c0")
    sheet.wash("#93a8b6", Fade(-0.1, 0.72))
    with sheet.plate("#4f6576", worn=0.3) as hours:
        for n in range(15):
            _dissolving(hours, sheet, 120 + n * 76, 1 - n / 16)
    with sheet.plate("#f6efe0", worn=0.1) as smoke:
        trail = bend((120, 250), (330, 70), (470, 190)) + bend((470, 190), (560, 300), (400, 280))
        trail += bend((400, 280), (310, 200), (560, 120)) + bend((560, 120), (640, 96), (700, 120))
        smoke.stroke(trail[:17], 16)
        smoke.line(trail[8:], 11)
    with sheet.plate("#33404c", worn=0.1) as far:
        far.shape(dots("700,116 748,102 764,116 748,128"))
        far.block(716, 80, 724, 152)
        far.block(694, 104, 700, 130)
        _terraces(far, sheet)
    _clock_tower(sheet)
    with sheet.plate("#1e2730", worn=0.15) as near:
        x = -60.0
        while x < 1620:
            wide, eaves = rng.uniform(150, 260), 1000 - rng.uniform(90, 170)
            near.block(x, eaves, x + wide, 1000)
            near.shape([(x, eaves), (x + wide / 2, eaves - 46), (x + wide, eaves)])
            near.block(x + wide * 0.7, eaves - 70, x + wide * 0.82, 1000)
            x += wide
    with sheet.plate("#f0b95c", worn=0) as lit:
        for _ in range(26):
            x, y = rng.uniform(0, 1580), rng.uniform(930, 985)
            lit.block(x, y, x + 12, y + 17)


def _dissolving(plate: Plate, sheet: Sheet, radius: float, whole: float) -> None:
    """A ring of sound; `whole` is how much is left of it."""
    start = sheet.rng.uniform(0, tau)
    end = start + tau
    while start < end - 0.3:
        length = (0.25 + 1.5 * whole) * sheet.rng.uniform(0.6, 1.3)
        plate.stroke(ring(1080, 330, radius, start, start + length), 5 + 15 * whole)
        start += length * (1.92 - 0.9 * whole) + 0.04


def _terraces(plate: Plate, sheet: Sheet) -> None:
    rng, x = sheet.rng, -20.0
    while x < 1620:
        wide, top = rng.uniform(70, 150), rng.uniform(640, 760)
        plate.block(x, top, x + wide, 1000)
        for n in range(rng.randrange(2, 5)):
            plate.block(x + 10 + n * 22, top - rng.uniform(16, 40), x + 22 + n * 22, 1000)
        x += wide - 2


def _clock_tower(sheet: Sheet) -> None:
    with sheet.plate("#8c4a4a", worn=0.2) as tower:
        tower.block(1000, 230, 1160, 1000)
        tower.block(986, 210, 1174, 234)
        tower.block(986, 430, 1174, 452)
        tower.shape(dots("1000,212 1030,120 1130,120 1160,212"))
        tower.shape(dots("1040,122 1080,-10 1120,122"))
        for n in range(5):
            tower.block(1019 + n * 28, 480, 1027 + n * 28, 960, 0)
    with sheet.plate("#f6efe0", worn=0.05) as dial:
        dial.disc(1080, 330, 74)
    with sheet.plate("#33404c", worn=0) as hands:
        for n in range(12):
            dx, dy = cos(n * tau / 12), sin(n * tau / 12)
            hands.line([(1080 + 60 * dx, 330 + 60 * dy), (1080 + 69 * dx, 330 + 69 * dy)], 5)
        hands.line([(1086, 334), (1044, 309)], 8)
        hands.line([(1080, 340), (1080, 274)], 6)


def glass_city(sheet: Sheet) -> None:
    """We: straight lines, one rocket, and the weather beyond the Wall."""
    sheet.wash("#eef0ea")
    for ink in ("#bcd6e2", "#9cc3d8", "#c9dfe6"):
        with sheet.plate(ink, worn=0.1, overprint=True) as glass:
            _towers(glass, sheet)
    with sheet.plate("#1f4e78", worn=0.1, overprint=True) as frame:
        for n in range(41):
            frame.line([(n * 40, 1000), (n * 40, 640 + 60 * ((n * 7) % 5))], 1.6)
        for n in range(10):
            frame.line([(0, 640 + n * 40), (1600, 640 + n * 40)], 1.6)
    with sheet.plate("#1f4e78", worn=0.05) as citizens:
        for n in range(78):
            row, place = divmod(n, 26)
            motifs.figure(citizens, 60 + place * 42 + row * 8, 812 + row * 76, 44 + row * 10)
    with sheet.plate("#d63a26", worn=0.15, overprint=True) as red:
        red.disc(1130, 330, 210)
        red.shape(dots("0,1000 0,960 1600,60 1600,108"))
    with sheet.plate("#15202b", worn=0.08) as rocket:
        rocket.shape(
            _launched(bend((0, -40), (430, -62), (664, 0))),
            _launched(bend((664, 0), (430, 62), (0, 40))),
        )
        rocket.shape(_launched(dots("130,-50 -70,-130 -40,-20 -40,20 -70,130 130,50")))
        for x in (250, 280, 310, 340):
            rocket.shape(_launched([(x, -60), (x + 12, -60), (x + 12, 60), (x, 60)]), tone=0)
    with sheet.plate("#2f6b3c", worn=0.25, overprint=True) as leaves:
        for n in range(13):
            _frond(leaves, sheet, (1640 - n * 8, 1030), pi * (0.98 - n * 0.0595))


def _towers(plate: Plate, sheet: Sheet) -> None:
    x = -40.0
    while x < 1600:
        wide = sheet.rng.choice((80, 120, 160, 200))
        if sheet.rng.random() < 0.66:
            plate.block(x, 1000 - 90 * sheet.rng.randrange(3, 9), x + wide, 1000)
        x += wide * sheet.rng.choice((0.5, 0.75, 1))


def _launched(points: list[Point]) -> list[Point]:
    """Turn a rocket that lies along the x axis, tail at 0, so that it climbs to the right."""
    return [(430 + x * 0.873 + y * 0.491, 504 - x * 0.491 + y * 0.873) for x, y in points]


def _frond(plate: Plate, sheet: Sheet, root: Point, angle: float) -> None:
    """A long leaf that points up and to the left by `angle`, counted against the clock."""
    long, side = sheet.rng.uniform(260, 470), sheet.rng.uniform(46, 80)
    end = (root[0] + long * cos(angle), root[1] - long * sin(angle))
    x, y = (root[0] + end[0]) / 2, (root[1] + end[1]) / 2
    plate.shape(bend(root, (x - side, y - side), end), bend(end, (x + side, y + side), root))
    plate.line([root, end], 3, 0)
