"""Conflicts: where two texts of one draft part, place by place, and one text made of both."""

import hashlib
import html
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Any

from blog import markup, site
from blog.alignment import Effort
from blog.desk.sheet import COLUMNS, NAMES, Sheet
from blog.differences import Pair, Part, Piece, blocks, by_word, paired
from blog.revisions import Revision
from blog.wording import _

# A form has room for so many choices among its other fields.
MOST_CHOICES = 100
SIDES = {"mine": ("mine",), "theirs": ("theirs",), "both": ("mine", "theirs")}


@dataclass(frozen=True)
class Place:
    """A place where two texts may part: what stands there in mine and in theirs.

    ``name`` is that of the choice between them. It is made of both, so that a choice is never
    taken for one between other words than were shown. In ``pieces`` what theirs has alone is
    removed, and what mine has alone is added.
    """

    name: str
    mine: Part | None
    theirs: Part | None
    pieces: tuple[Piece, ...] = ()

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs

    @property
    def looks_alike(self) -> bool:
        """Whether the words are the same and only set differently."""
        return bool(self.mine and self.theirs and self.mine.words == self.theirs.words)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What may be chosen here and how it is called, first what loses nothing."""
        if self.mine and self.theirs:
            return (("both", _("Both, mine first")), ("mine", _("Mine")), ("theirs", _("Theirs")))
        there, gone = ("mine", "theirs") if self.mine else ("theirs", "mine")
        return ((there, _("Take it in")), (gone, _("Leave it out")))

    def taken(self, choice: str | None) -> str:
        """The HTML that goes on: mine, theirs, or both, mine first, so that nothing is lost."""
        if not self.differs:
            choice = "mine"
        found = [getattr(self, side) for side in SIDES.get(choice or "", SIDES["both"])]
        return "".join(part.html for part in found if part)


@dataclass(frozen=True)
class Difference:
    """A field in which two texts differ, and where in it; a text may take both sides."""

    label: str
    places: tuple[Place, ...]
    is_text: bool


def differences(sheet: Sheet, kept: Revision) -> tuple[Difference, ...]:
    """Where the words on ``sheet`` and those now ``kept`` part ways."""
    effort = Effort()
    return tuple(
        Difference(
            sheet[name].label.text,
            tuple(
                in_pieces(place, effort)
                for place in places(name, mine, theirs, legible)
                if place.differs
            ),
            name == "body",
        )
        for name, mine, theirs in disputed(sheet, kept)
    )


def in_pieces(place: Place, effort: Effort) -> Place:
    mine, theirs = (part.words if part else "" for part in (place.mine, place.theirs))
    return replace(place, pieces=by_word(theirs, mine, effort))


def merged(sheet: Sheet, kept: Revision, choices: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a text made of ``sheet`` and ``kept``, by the ``choices`` between them.

    Where nothing was chosen, a paragraph stays in both its forms and any other field as on
    ``sheet``.
    """
    columns = sheet.columns()
    for name, mine, theirs in disputed(sheet, kept):
        found = places(name, mine, theirs, markup.clean_post)
        if name == "body":
            columns["source"] = "".join(place.taken(choices.get(place.name)) for place in found)
        elif choices.get(found[0].name) == "theirs":
            columns[COLUMNS.get(name, name)] = theirs
    return columns


def disputed(sheet: Sheet, kept: Revision) -> Iterator[tuple[str, Any, Any]]:
    """The name of each field that was sent and says something else by now, and both its values."""
    columns = sheet.columns()
    for name in NAMES:
        column = COLUMNS.get(name, name)
        if column in columns and columns[column] != getattr(kept, column):
            yield name, columns[column], getattr(kept, column)


def legible(source: str) -> str:
    """``source`` to be compared, though it may be too tangled to go on with."""
    try:
        return markup.clean_post(source)
    except markup.TooTangled:
        return f"<p>{html.escape(markup.plain(source))}</p>"


def places(name: str, mine: Any, theirs: Any, clean: Callable[[str], str]) -> list[Place]:
    """The places of the field ``name``, in order: those of a text, once ``clean``, are paragraphs.

    More of them than a form has room for are one.
    """
    if name != "body":
        said = [Part("", "", shown(name, value)) for value in (mine, theirs)]
        return [Place(f"choice-{name}", said[0], said[1])]
    ours, others = (blocks(clean(source)) for source in (mine, theirs))
    pairs = list(closed(paired(ours, others, Effort())))
    if sum(one != other for one, other in pairs) > MOST_CHOICES:
        pairs = [(whole(ours), whole(others))]
    times: Counter[str] = Counter()
    found = []
    for one, other in pairs:
        told = "\0".join(part.html if part else "" for part in (one, other))
        digest = hashlib.sha256(told.encode()).hexdigest()[:12]
        found.append(Place(f"choice-{digest}-{times[digest]}", one, other))
        times[digest] += 1
    return found


def closed(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """``pairs`` where what stands alone in mine faces what stands alone there in theirs."""
    for paired_up, run in groupby(pairs, key=all):
        found = list(run)
        if paired_up:
            yield from found
        else:
            mine, theirs = zip(*found, strict=True)
            yield from zip_longest(filter(None, mine), filter(None, theirs))


def whole(parts: list[Part]) -> Part:
    """Many paragraphs as one."""
    return Part("p", "".join(p.html for p in parts), "\n".join(p.words for p in parts))


def shown(name: str, value: object) -> str:
    """The ``value`` of a field in words."""
    if name in ("hero", "cover"):
        return _("Picture %(value)s", value=value) if value else ""
    if name == "language":
        return site.LANGUAGES.get(str(value), str(value))
    return ", ".join(value) if isinstance(value, list) else str(value or "")
