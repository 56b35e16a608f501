"""A small print room: plates are cut, inked and pressed one after another on paper."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import pi, sin

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Size = tuple[int, int]

SUPERSAMPLING = 2


@dataclass(frozen=True)
class Fade:
    """Ink wiped off downwards: full at one share of the height, gone at another."""

    full: float
    gone: float

    def ramp(self, size: Size) -> Image.Image:
        steps = 256
        strip = bytes(
            round(255 * min(1, max(0, (self.gone - y / steps) / (self.gone - self.full))))
            for y in range(steps)
        )
        return Image.frombytes("L", (1, steps), strip).resize(size, Image.Resampling.BICUBIC)


@dataclass(frozen=True)
class Glow:
    """Ink full at a centre and gone at a radius, all three as shares of the width."""

    x: float
    y: float
    radius: float

    def ramp(self, size: Size) -> Image.Image:
        width, ramp = size[0], Image.new("L", size, 0)
        across = round(width * self.radius * 2)
        halo = Image.radial_gradient("L").point(lambda v: max(0, 255 - v * 2))
        corner = (round(self.x * width - across / 2), round(self.y * width - across / 2))
        ramp.paste(halo.resize((across, across), Image.Resampling.BICUBIC), corner)
        return ramp


class Plate:
    """One colour's block: what is drawn on it prints, what is cut from it does not.

    Coordinates are those of the sheet's design, whatever the size of the print. The tone 255
    inks fully and 0 cuts away.
    """

    def __init__(self, size: Size, scale: float) -> None:
        self.scale = scale * SUPERSAMPLING
        self.mask = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), 0)
        self._pen = ImageDraw.Draw(self.mask)

    def shape(self, *outline: Iterable[Point], tone: int = 255) -> None:
        """A filled outline, which may be given in parts."""
        self._pen.polygon(self._scaled(chain(*outline)), fill=tone)

    def block(self, left: float, top: float, right: float, bottom: float, tone: int = 255) -> None:
        """An upright rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], tone=tone)

    def disc(self, x: float, y: float, radius: float, tone: int = 255) -> None:
        """A filled circle around (x, y)."""
        box = self._scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.ellipse(box, fill=tone)

    def line(self, points: Iterable[Point], width: float, tone: int = 255) -> None:
        """A line of one width through the points."""
        thick = max(1, round(width * self.scale))
        self._pen.line(self._scaled(points), fill=tone, width=thick, joint="curve")

    def stroke(self, points: Sequence[Point], width: float, tone: int = 255) -> None:
        """A gouge's mark: a line that swells to `width` in the middle and ends in points."""
        over, under = [], []
        last = len(points) - 1
        for place, (x, y) in enumerate(points):
            (x0, y0), (x1, y1) = points[max(place - 1, 0)], points[min(place + 1, last)]
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
            half = width / 2 * sin(pi * place / last)
            dx, dy = -(y1 - y0) / length * half, (x1 - x0) / length * half
            over.append((x + dx, y + dy))
            under.append((x - dx, y - dy))
        self.shape(over, under[::-1], tone=tone)

    def _scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


class Sheet:
    """A sheet of paper in the press; its design is `width` by `height` units."""

    def __init__(self, width: int, height: int, pixels: int, paper: str, seed: str) -> None:
        self.width, self.height = width, height
        self.scale = pixels / width
        self.size = (pixels, round(height * self.scale))
        self.rng = random.Random(seed)
        self.print = Image.new("RGB", self.size, paper)

    @contextmanager
    def plate(
        self,
        ink: str,
        *,
        worn: float = 0.2,
        overprint: bool = False,
        fade: Fade | Glow | None = None,
    ) -> Iterator[Plate]:
        """Give a plate to draw on, and press it in `ink` when the drawing is done.

        `worn` (0 to 1) is how bare the ink leaves the veins of the wood, `overprint` lets the
        inks below shine through, and `fade` wipes ink off as a block printer does with a rag.
        """
        plate = Plate(self.size, self.scale)
        yield plate
        mask = plate.mask.reduce(SUPERSAMPLING)
        if fade is not None:
            mask = ImageChops.multiply(mask, self._wiped(fade))
        if worn:
            mask = ImageChops.multiply(mask, self._wear(worn))
        colour = Image.new("RGB", self.size, ink)
        if overprint:
            colour = ImageChops.multiply(self.print, colour)
        self.print.paste(colour, (0, 0), mask)

    def wash(self, ink: str, fade: Fade | Glow | None = None, *, overprint: bool = False) -> None:
        """Lay one colour over the whole sheet, fading as told."""
        with self.plate(ink, worn=0.1, overprint=overprint, fade=fade) as plate:
            plate.block(0, 0, self.width, self.height)

    def finish(self) -> Image.Image:
        """Give the print, with the tooth of its paper."""
        tooth = self._laid(_grain(self.size)).point([238 + v * 17 // 255 for v in range(256)])
        return ImageChops.multiply(self.print, Image.merge("RGB", (tooth, tooth, tooth)))

    def _wear(self, worn: float) -> Image.Image:
        bare = ImageChops.multiply(self._laid(_veins(self.size)), self._laid(_flecks(self.size)))
        return bare.point([255 - round((255 - v) * worn) for v in range(256)])

    def _wiped(self, fade: Fade | Glow) -> Image.Image:
        """A mask that thins out in specks where the ink was wiped."""
        ramp = fade.ramp(self.size)
        specks = ImageChops.add(ramp, self._laid(_grain(self.size)), scale=1, offset=-128)
        return Image.blend(ramp, specks.point([min(255, max(0, v)) for v in range(256)]), 0.45)

    def _laid(self, texture: Image.Image) -> Image.Image:
        across, down = self.rng.randrange(self.size[0]), self.rng.randrange(self.size[1])
        return ImageChops.offset(texture, across, down)


def _noise(size: Size, seed: str) -> Image.Image:
    return Image.frombytes("L", size, random.Random(seed).randbytes(size[0] * size[1]))


@lru_cache(maxsize=2)
def _grain(size: Size) -> Image.Image:
    """The tooth of paper: noise a little softer than a pixel."""
    fine = _noise(size, "grain")
    coarse = _noise((size[0] // 2 + 1, size[1] // 2 + 1), "tooth").resize(size)
    return Image.blend(fine, coarse, 0.6)


@lru_cache(maxsize=2)
def _veins(size: Size) -> Image.Image:
    """Wood grain: long streaks that print paler."""
    streaks = _noise((max(2, size[0] // 260), max(2, size[1] // 3)), "veins")
    return streaks.resize(size, Image.Resampling.BICUBIC).point(
        [min(255, 120 + v) for v in range(256)]
    )


@lru_cache(maxsize=2)
def _flecks(size: Size) -> Image.Image:
    """Specks that took no ink."""
    specks = _noise((max(2, size[0] // 3), max(2, size[1] // 3)), "flecks")
    return specks.resize(size, Image.Resampling.BICUBIC).point(
        [min(255, max(0, (v - 22) * 9)) for v in range(256)]
    )
