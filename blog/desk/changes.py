"""Changes: what became of a post from one revision to another: its fields, text and soundtrack."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from blog import differences, markup
from blog.alignment import pinned
from blog.desk.conflicts import shown
from blog.desk.sheet import COLUMNS, NAMES, Sheet
from blog.differences import Change, Piece, by_part, by_word
from blog.revisions import Revision
from blog.soundtracks import Track
from blog.wording import _, called, counted

FIELDS = {COLUMNS.get(name, name): name for name in NAMES}
# Unchanged paragraphs beside a changed one that are shown, and how many more are worth hiding.
BESIDE, FEW = 1, 3


@dataclass(frozen=True)
class Field:
    """A field that changed, in words."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Stretch:
    """Parts of a text one after another; hidden ones did not change and stand far from a change."""

    is_hidden: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Song:
    """What became of a track: any of "added", "removed", "moved", "rewritten", and its words."""

    kinds: tuple[str, ...]
    track: Track
    was_at: int
    details: tuple[Field, ...]


def label_of(column: str) -> str:
    """What authors call a ``column`` of a revision."""
    name = FIELDS.get(column)
    return str(vars(Sheet)[name].args[0]) if name else column.replace("_", " ").capitalize()


def columns(before: Revision, after: Revision) -> list[str]:
    """The columns that were typed differently, in the order of the sheet."""
    old, new = before.words, after.words
    order = [*FIELDS, *sorted(new.keys() - FIELDS.keys())]
    return [column for column in order if old[column] != new[column]]


def fields(before: Revision, after: Revision) -> list[Field]:
    """What changed besides the text."""
    return [
        Field(label_of(column), by_word(said_in(before, column), said_in(after, column)))
        for column in columns(before, after)
        if column != "source"
    ]


def said_in(revision: Revision, column: str) -> str:
    return shown(FIELDS.get(column, column), revision.words[column])


def text(before: Revision, after: Revision) -> list[Stretch]:
    """The text with its changes; empty if there are none."""
    if before.html == after.html:
        return []
    return list(stretches(by_part(before.html, after.html)))


def stretches(changes: list[Change]) -> Iterator[Stretch]:
    """``changes`` with those hidden that did not change, are far from one that did, and many."""
    far = [
        all(near.kind == differences.SAME for near in changes[max(0, i - BESIDE) : i + BESIDE + 1])
        for i in range(len(changes))
    ]
    for is_far, run in groupby(zip(far, changes, strict=True), key=lambda pair: pair[0]):
        found = tuple(change for _, change in run)
        yield Stretch(is_far and len(found) > FEW, found)


def soundtrack(before: Revision, after: Revision) -> list[Song]:
    """The tracks that changed, in their order; those that went come last."""
    old = {track.key: track for track in before.tracks}
    new = {track.key: track for track in after.tracks}
    keys = list(old)
    stayed = {keys[place] for place, _ in pinned(keys, list(new))}
    songs = [
        song(old.get(key), track, was_moved=key in old and key not in stayed)
        for key, track in new.items()
    ]
    gone = [
        Song(("removed",), track, track.position, ())
        for key, track in old.items()
        if key not in new
    ]
    return [one for one in songs if one.kinds] + gone


def song(old: Track | None, new: Track, *, was_moved: bool) -> Song:
    if old is None:
        return Song(("added",), new, 0, ())
    details = tuple(rewritten(old, new))
    kinds = ("moved",) * was_moved + ("rewritten",) * bool(details)
    return Song(kinds, new, old.position, details)


def rewritten(old: Track, new: Track) -> Iterator[Field]:
    """The words of a track that changed."""
    for name, value in new.words.items():
        if value != old.words[name]:
            before, after = (said(name, track) for track in (old, new))
            yield Field(called(name), by_word(before, after))


def said(name: str, track: Track) -> str:
    if name == "note":
        return markup.plain(track.note_html)
    value = track.words[name]
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def in_short(before: Revision, after: Revision) -> list[str]:
    """What changed, in a few words for each thing."""
    old, new = before.words, after.words
    changed = [label_of(name) for name in columns(before, after) if name != "source"]
    if old["source"] != new["source"]:
        changed.insert(0, longer_by(after.word_count - before.word_count))
    kinds = Counter(kind for one in soundtrack(before, after) for kind in one.kinds)
    return changed + [f"{counted(count, 'track')} {kind}" for kind, count in kinds.items()]


def longer_by(words: int) -> str:
    if not words:
        return _("Text")
    return _(
        "Text %(words)s%(count)s",
        words="+" if words > 0 else "−",
        count=counted(abs(words), "word"),
    )
