"""Differences: where two texts part, first by paragraph and then by word.

Everything here is a pure function over cleaned HTML or plain words, and gives plain words back in
pieces, which templates escape. The time it takes is bounded on any input: what would take longer to
compare counts as changed from end to end.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from blog import markup
from blog.alignment import Effort, Places, heaviest, matches
from blog.allowlist import BLOCKS, VOID

SAME, ADDED, REMOVED = "same", "added", "removed"
CHANGED, RESHAPED = "changed", "reshaped"
# Steps that a look at two paragraphs counts for.
LOOK = 10
# What two paragraphs must have in common to be one that was changed; and what must be left of a
# text to mark single words in it, and not all of them.
LIKE, LEAST = 0.4, 0.25

# Words with what joins their parts; letter by letter where a script has no blanks between words.
UNPARTED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
WORD = re.compile(
    rf"[{UNPARTED}] | [^\W{UNPARTED}]+ (?: [-'’] [^\W{UNPARTED}]+ )* | \s+ | .", re.VERBOSE
)
TOKEN = re.compile(r"<(?P<closing>/?)(?P<name>\w+)[^<>]*>|[^<]+")
ALT = re.compile(r'\salt="([^"]*)"')


@dataclass(frozen=True)
class Piece:
    """Some words: the same in both texts, ``added`` by the later one, or ``removed`` by it."""

    kind: str
    words: str


@dataclass(frozen=True)
class Part:
    """A paragraph, heading, list item or picture: its tag, its HTML and its plain words."""

    tag: str
    html: str
    words: str


Pair = tuple[Part | None, Part | None]


@dataclass(frozen=True)
class Change:
    """What became of a part. ``reshaped``: the words are the same, how they are set is not."""

    kind: str
    tag: str
    pieces: tuple[Piece, ...]


def by_word(before: str, after: str, effort: Effort | None = None) -> tuple[Piece, ...]:
    """The pieces that lead from one plain text to the other.

    The same and the removed ones together are ``before``, the same and the added ones ``after``.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    i = j = 0
    for x, y in [*matches(old, new, effort or Effort()), (len(old), len(new))]:
        pieces += [Piece(REMOVED, "".join(old[i:x])), Piece(ADDED, "".join(new[j:y]))]
        pieces += [Piece(SAME, word) for word in old[x : x + 1]]
        i, j = x + 1, y + 1
    found = tuple(joined(pieces))
    kept = sum(len(piece.words) for piece in found if piece.kind == SAME)
    if kept < LEAST * max(len(before), len(after)):
        return tuple(full(before, after, ""))
    return found


def by_part(before: str, after: str) -> list[Change]:
    """What became of every part of the cleaned HTML ``before`` on its way to ``after``."""
    effort = Effort()
    return [change(old, new, effort) for old, new in paired(parts(before), parts(after), effort)]


def change(old: Part | None, new: Part | None, effort: Effort) -> Change:
    if old and new and old.words != new.words:
        return Change(CHANGED, new.tag, by_word(old.words, new.words, effort))
    if old and new:
        return Change(SAME if old == new else RESHAPED, new.tag, (Piece(SAME, new.words),))
    kind, part = (ADDED if new else REMOVED), new or old or Part("", "", "")
    return Change(kind, part.tag, (Piece(kind, part.words),))


def paired(old: Sequence[Part], new: Sequence[Part], effort: Effort) -> Iterator[Pair]:
    """The parts of two texts in their order: those that became each other together."""
    i = j = 0
    for x, y in [*matches(old, new, effort), (len(old), len(new))]:
        yield from likened(old[i:x], new[j:y], effort)
        yield from zip(old[x : x + 1], new[y : y + 1], strict=True)
        i, j = x + 1, y + 1


def likened(old: Sequence[Part], new: Sequence[Part], effort: Effort) -> Iterator[Pair]:
    i = j = 0
    for x, y in [*likest(old, new, effort), (len(old), len(new))]:
        yield from ((part, None) for part in old[i:x])
        yield from ((None, part) for part in new[j:y])
        yield from zip(old[x : x + 1], new[y : y + 1], strict=True)
        i, j = x + 1, y + 1


def blocks(cleaned: str) -> list[Part]:
    """The paragraphs of cleaned HTML, whole lists and quotes among them, without blanks between.

    Their HTML, put together, is the text.
    """
    found, depth, held = [], 0, ""
    tag = ""
    for token in TOKEN.finditer(cleaned):
        held, tag = held + token[0], tag or token["name"] or ""
        if token["name"] and token["name"] not in VOID:
            depth += -1 if token["closing"] else 1
        if depth == 0 and held.strip():
            found.append(Part(tag, held.strip(), markup.plain(held)))
        if depth == 0:
            held = tag = ""
    return found


def parts(cleaned: str) -> list[Part]:
    """The smallest parts of cleaned HTML: paragraphs, headings, list items, pictures, lines."""
    found: list[Part] = []
    within: list[str] = []
    held = ""
    for token in TOKEN.finditer(cleaned):
        name = token["name"]
        if name not in BLOCKS:
            held += token[0]
            continue
        found += part(within, held)
        held = ""
        if name in VOID:
            found.append(Part(name, "", ""))
        elif token["closing"]:
            within = within[:-1]
        else:
            within = [*within, name]
    return found + part(within, held)


def part(within: list[str], held: str) -> list[Part]:
    """The HTML ``held`` as a part of the innermost block that says something; none if blank."""
    alts = " ".join(html.unescape(alt) for alt in ALT.findall(held))
    words = markup.plain(held) or alts
    if not words and "<img" not in held:
        return []
    telling = [tag for tag in within if tag != "p"] or ["p"]
    return [Part(telling[-1], held.strip(), words)]


def likest(old: Sequence[Part], new: Sequence[Part], effort: Effort) -> Places:
    """Places rising in both of parts that have most of their words in common."""
    if not effort.allows(len(old) * len(new) * LOOK):
        return []
    ours, theirs = (
        [{word.casefold() for word in WORD.findall(part.words) if word.isalnum()} for part in side]
        for side in (old, new)
    )
    return heaviest([[likeness(one, other) for other in theirs] for one in ours])


def likeness(one: set[str], other: set[str]) -> float:
    """What two bags of words share: 0 if it is too little, 1 if it is all."""
    share = 2 * len(one & other) / ((len(one) + len(other)) or 1)
    return share if share >= LIKE else 0.0


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one; a blank between two changes is part of both."""
    removed = added = same = ""
    for piece in pieces:
        if not piece.words:
            continue
        if piece.kind == SAME:
            same += piece.words
            continue
        if same and removed and added and same.isspace():
            removed, added = removed + same, added + same
        elif same:
            yield from full(removed, added, same)
            removed = added = ""
        same = ""
        if piece.kind == REMOVED:
            removed += piece.words
        else:
            added += piece.words
    yield from full(removed, added, same)


def full(removed: str, added: str, same: str) -> Iterator[Piece]:
    for kind, words in ((REMOVED, removed), (ADDED, added), (SAME, same)):
        if words:
            yield Piece(kind, words)
