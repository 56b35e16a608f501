"""Cards: the picture by which a post is shown where somebody shares it, drawn when first asked for.

1,200 by 630 pixels, as the Open Graph protocol's users expect (https://ogp.me).
"""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path

import PIL.Image
import PIL.ImageDraw
from flask import Blueprint, Response, current_app, request, send_file
from flask.typing import ResponseReturnValue

from blog import darkroom, site
from blog.db import find_or_404, now
from blog.lettering import Line, broken, drawn_width, is_drawable
from blog.posts import Post
from blog.reading import whole
from blog.revisions import Revision

bp = Blueprint("cards", __name__)

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
# Of a card with a picture, what is left for the words.
TEXT_BESIDE = 700
DAY = 24 * 60 * 60
ONE_AT_A_TIME = threading.Lock()
# Each accent's plate, as tokens.css has it: oklch(0.42, its chroma, its hue).
PLATES = {
    "oxblood": (0.142, 22),
    "rust": (0.131, 42),
    "ochre": (0.095, 72),
    "moss": (0.079, 135),
    "teal": (0.076, 205),
    "ink": (0.095, 262),
    "plum": (0.116, 338),
    "slate": (0.032, 240),
}
SIZES = (84, 72, 62, 54, 46, 40)
LEADING = 1.16
INK = (246, 243, 236)
QUIET = (246, 243, 236, 205)
RULE = (246, 243, 236, 60)


@dataclass(frozen=True)
class Card:
    """What stands on a card; ``picture`` is a file, cut around the point ``focus``, or None."""

    above: str
    title: str
    below: tuple[str, ...]
    foot: str
    accent: str
    picture: Path | None = None
    focus: tuple[int, int] = (50, 50)

    @property
    def name(self) -> str:
        """A name for the file of just this card."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:24] + ".png"


@bp.get("/card.png")
def index() -> ResponseReturnValue:
    here = site.current()
    title = here.title if here else "Leitmotif"
    tagline = here.tagline if here else ""
    return picture_of(Card("", title, (tagline,), "", accent()))


@bp.get("/posts/<slug>/card.png")
def show(slug: str) -> ResponseReturnValue:
    post = find_or_404(whole(), slug=slug, now=now())
    assert post.live is not None  # noqa: S101  (it is published)
    return picture_of(card_of(post, post.live))


def card_of(post: Post, live: Revision) -> Card:
    """The card of a published ``post``."""
    here = site.current()
    book = ", ".join(filter(None, (live.book_title, live.book_author)))
    songs = [" – ".join(filter(None, (track.artist, track.title))) for track in live.tracks[:3]]
    picture = None
    if hero := live.hero:
        name = darkroom.file_name(hero.sha256, min(hero.widths, key=lambda w: abs(w - 960)))
        picture = current_app.config["MEDIA"] / name
    foot = f"{post.author.name} · {here.title}" if here else post.author.name
    focus = (live.hero_x, live.hero_y)
    return Card(book, live.title, tuple(songs), foot, accent(), picture, focus)


def accent() -> str:
    here = site.current()
    return here.accent if here and here.accent in PLATES else "oxblood"


def picture_of(card: Card) -> Response:
    """``card`` as a file, drawn if it has not been yet."""
    folder: Path = current_app.config["INSTANCE"] / "cards"
    path = folder / card.name
    if not path.exists():
        with ONE_AT_A_TIME:
            if not path.exists():
                darkroom.write(path, png(card))
    response = send_file(path, mimetype="image/png", etag=card.name, max_age=DAY)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.make_conditional(request)
    return response


def png(card: Card) -> bytes:
    """The bytes of ``card``, drawn."""
    plate = plate_of(card.accent)
    sheet = PIL.Image.new("RGB", (WIDTH, HEIGHT), plate)
    draw = PIL.ImageDraw.Draw(sheet, "RGBA")
    room = WIDTH - 2 * MARGIN
    if card.picture and card.picture.exists():
        lay_picture(sheet, card.picture, card.focus)
        room = TEXT_BESIDE - MARGIN - 40
    else:
        draw_rings(draw)
    write_words(draw, card, room)
    file = io.BytesIO()
    sheet.quantize(160, dither=PIL.Image.Dither.FLOYDSTEINBERG).save(file, "PNG", optimize=True)
    return file.getvalue()


def lay_picture(sheet: PIL.Image.Image, path: Path, focus: tuple[int, int]) -> None:
    """Put the picture to the right of the words, from edge to edge."""
    width = WIDTH - TEXT_BESIDE
    with PIL.Image.open(path) as opened:
        picture = opened.convert("RGB")
    scale = max(width / picture.width, HEIGHT / picture.height)
    size = (max(width, round(picture.width * scale)), max(HEIGHT, round(picture.height * scale)))
    picture = picture.resize(size, PIL.Image.Resampling.LANCZOS)
    left = round((size[0] - width) * focus[0] / 100)
    top = round((size[1] - HEIGHT) * focus[1] / 100)
    sheet.paste(picture.crop((left, top, left + width, top + HEIGHT)), (TEXT_BESIDE, 0))


def draw_rings(draw: PIL.ImageDraw.ImageDraw) -> None:
    """The grooves of a record, from the lower right corner."""
    for radius in range(40, 760, 18):
        box = (WIDTH - radius, HEIGHT - radius, WIDTH + radius, HEIGHT + radius)
        draw.ellipse(box, outline=(246, 243, 236, 34), width=2)


def write_words(draw: PIL.ImageDraw.ImageDraw, card: Card, room: int) -> None:
    """Set what the card says, from the top down to the foot."""
    top = MARGIN
    if card.above and is_drawable(card.above):
        for line in broken(card.above, 32, room, most=2, slanted=True):
            top = written(draw, line, top, QUIET)
        top += 14
    foot = HEIGHT - MARGIN - 26
    if card.foot and is_drawable(card.foot):
        written(draw, broken(card.foot, 26, room, most=1)[0], foot, QUIET)
    rows = [row for row in card.below if row and is_drawable(row)]
    start = foot - 28 - 42 * len(rows)
    if rows:
        draw.line((MARGIN, start - 14, MARGIN + room, start - 14), fill=RULE, width=2)
    for number, row in enumerate(rows):
        written(draw, broken(row, 29, room, most=1)[0], start + 42 * number, INK)
    if is_drawable(card.title):
        for line in largest(card.title, room, start - 24 - top):
            top = written(draw, line, top, INK)


def largest(text: str, room: int, height: int) -> list[Line]:
    """``text`` in the largest size that fits, or cut off in the smallest."""
    for size in SIZES:
        lines = broken(text, size, room, most=max(1, int(height / (size * LEADING))))
        if not any(words.endswith("…") for words, _ in lines[-1].runs):
            break
    return lines


def written(draw: PIL.ImageDraw.ImageDraw, line: Line, top: int, colour: tuple[int, ...]) -> int:
    """Set one ``line`` at the margin; says where the next one begins."""
    left = float(MARGIN)
    for words, font in line.runs:
        draw.text((left, top), words, font=font, fill=colour, anchor="la")
        left += drawn_width(words, font)
    return top + round(line.size * LEADING)


@lru_cache
def plate_of(name: str) -> tuple[int, int, int]:
    """The colour of a card for this accent, as sRGB."""
    chroma, hue = PLATES[name]
    return rgb(0.42, chroma, hue)


def rgb(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    """A colour of OKLCH in sRGB's 0 to 255 (https://bottosson.github.io/posts/oklab/)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (encoded(min(max(part, 0.0), 1.0)) for part in linear)
    return red, green, blue


def encoded(part: float) -> int:
    """One linear part of a colour as sRGB writes it."""
    curved = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(255 * curved)
