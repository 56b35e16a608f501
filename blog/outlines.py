"""Outlines: the headings, links and pictures of a text, and the words that stand around each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from blog.allowlist import INLINE

AROUND = 30
HEADINGS = ("h2", "h3", "h4")


@dataclass
class Piece:
    """One of them: its tag and attributes, its words, and its ``place`` among those of its kind."""

    tag: str
    attributes: dict[str, str | None]
    place: int
    start: int
    said: list[str] = field(default_factory=list)
    around: str = ""

    @cached_property
    def words(self) -> str:
        """All that stands in it."""
        return "".join(self.said)

    @property
    def level(self) -> int:
        """2 for a heading, 3 and 4 for the smaller ones."""
        return int(self.tag[1])


@dataclass
class Outline:
    """What a text is made of, each kind in the order in which it stands there."""

    headings: list[Piece] = field(default_factory=list)
    links: list[Piece] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)
    text: str = ""

    @classmethod
    def of(cls, html: str) -> Outline:
        """The outline of cleaned ``html``.

        Python's parser needs minutes for some of what people may type, so none of that comes here.
        """
        reader = Reader()
        reader.feed(html)
        reader.close()
        outline = reader.outline
        outline.text = "".join(reader.said)
        for piece in outline.headings + outline.links + outline.pictures:
            end = piece.start + len(piece.words)
            before = outline.text[max(0, piece.start - AROUND) : piece.start]
            behind = outline.text[end : end + AROUND]
            piece.around = " ".join(f"{cut(before, -1)}{piece.words}{cut(behind, 0)}".split())
        return outline


class Reader(HTMLParser):
    """Reads HTML into an outline; what a picture shows counts as words of a link around it."""

    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline()
        self.open: list[Piece] = []
        # Put together once, at the end: a string that grows is copied at every step.
        self.said: list[str] = []
        self.length = 0
        outline = self.outline
        self.kinds = dict.fromkeys(HEADINGS, outline.headings) | {
            "a": outline.links,
            "img": outline.pictures,
        }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (kind := self.kinds.get(tag)) is not None:
            kind.append(piece := Piece(tag, dict(attrs), len(kind), self.length))
            if tag == "img":
                self.tell(piece.attributes.get("alt") or "", lambda open_: open_.tag == "a")
            else:
                self.open.append(piece)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
        if tag not in INLINE:
            self.say(" ")

    def handle_data(self, data: str) -> None:
        self.say(data)
        self.tell(data, lambda _: True)

    def say(self, words: str) -> None:
        self.said.append(words)
        self.length += len(words)

    def tell(self, words: str, hears: Callable[[Piece], bool]) -> None:
        for piece in filter(hears, self.open):
            piece.said.append(words)


def cut(words: str, side: int) -> str:
    """``words`` without the one that may be cut off at ``side``: -1 the first, 0 the last."""
    if len(words) < AROUND:
        return words
    return f"…{words.partition(' ')[2]}" if side else f"{words.rpartition(' ')[0]}…"
