"""Lettering: words set in the site's own type on a picture, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import PIL.ImageFont
from flask import current_app

from blog.assets import Assets

Font = PIL.ImageFont.FreeTypeFont
# The parts in which the type comes, those that most words need first.
PARTS = ("latin", "latin-ext", "cyrillic", "greek")
# A place in Unicode where no letter ever stands: how a face shows what it lacks.
NOWHERE = "\uffff"


@dataclass(frozen=True)
class Line:
    """Words to be set side by side, each run in the face that has its letters."""

    runs: tuple[tuple[str, Font], ...]
    size: int


def faces(size: int, slanted: bool) -> list[Font]:
    """The type in this ``size``, in all its parts."""
    style = "italic" if slanted else "normal"
    assets: Assets = current_app.extensions["assets"]
    names = [assets.file(f"literata-{part}-400-{style}.woff2") for part in PARTS]
    return [face(str(assets.folder / "dist" / name), size) for name in names]


@lru_cache(64)
def face(path: str, size: int) -> Font:
    return PIL.ImageFont.truetype(path, size)


@lru_cache(20_000)
def has(font: Font, letter: str) -> bool:
    """Whether ``font`` has a shape of its own for ``letter``."""
    if letter == " ":
        return True
    mask, nothing = font.getmask(letter), font.getmask(NOWHERE)
    return mask.size != nothing.size or bytes(mask) != bytes(nothing)


def is_drawable(text: str) -> bool:
    """Whether the type has every letter of ``text``: better no line than one of boxes."""
    fonts = faces(40, slanted=False)
    return all(any(has(font, letter) for font in fonts) for letter in text)


def runs_of(text: str, fonts: list[Font]) -> Iterator[tuple[str, Font]]:
    """``text`` in runs, each with the first font that has its letters."""
    run, font = "", fonts[0]
    for letter in text:
        own = next((one for one in fonts if has(one, letter)), fonts[0])
        if own is not font and letter != " ":
            if run:
                yield run, font
            run, font = "", own
        run += letter
    if run:
        yield run, font


def drawn_width(words: str, font: Font) -> float:
    """How many pixels ``words`` take."""
    return font.getlength(words)


def broken(text: str, size: int, room: int, most: int, *, slanted: bool = False) -> list[Line]:
    """``text`` in lines of at most ``room`` pixels; past ``most`` it ends with an ellipsis."""
    fonts = faces(size, slanted)

    def width(words: str) -> float:
        return sum(drawn_width(run, font) for run, font in runs_of(words, fonts))

    rows: list[str] = []
    for word in " ".join(text.split()).split(" "):
        if rows and width(f"{rows[-1]} {word}") <= room:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
    for number, row in enumerate(rows):
        if width(row) > room:
            kept = row[:400]
            while kept and width(f"{kept}…") > room:
                kept = kept[:-1]
            rows[number] = f"{kept.rstrip()}…"
    return [Line(tuple(runs_of(row, fonts)), size) for row in rows]
