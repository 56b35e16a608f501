"""Search: what was asked for, what is found, and what was perhaps meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import func, select

from blog.db import db
from blog.indexing import Spelling, letters_of, words_of
from blog.search.engines import engine

LONGEST = 200
MOST_PHRASES = 16
# A word this near to a misspelt one is meant: so many letters changed, by the length of the word.
FAREST = {3: 1, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2}
LIKELY = 40
QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)(["“”„«»]|$)|([^"“”„«»]+)')

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """The phrases asked for, each of one or more words; the last may be only the start of one."""

    phrases: tuple[Phrase, ...] = ()
    is_open: bool = False

    @classmethod
    def read(cls, text: str) -> Query:
        """What ``text`` asks for; whatever is typed asks for something or for nothing."""
        phrases: list[Phrase] = []
        is_open = False
        for quoted, end, loose in QUOTED.findall(text[:LONGEST]):
            if loose:
                for word in loose.split():
                    # "rock’n’roll" and "AC/DC" are two words or more that stand together.
                    if parts := tuple(words_of(word)):
                        phrases.append(parts)
                        is_open = True
            elif parts := tuple(words_of(quoted)):
                phrases.append(parts)
                is_open = not end
        return cls(tuple(phrases[:MOST_PHRASES]), is_open and len(phrases) <= MOST_PHRASES)

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @property
    def words(self) -> list[str]:
        """All words, each once; the last one, if it is open, last."""
        return [word for phrase in self.phrases for word in phrase]

    def matches(self, word: str) -> bool:
        """Whether a folded ``word`` of a text is one of those asked for."""
        words = self.words
        return word in words or (self.is_open and word.startswith(words[-1]))


class Hits(NamedTuple):
    """The numbers of what was found, the best first; ``is_all`` unless there may be more."""

    numbers: Sequence[int]
    is_all: bool


def hits(query: Query, kind: str) -> Hits:
    """What of this ``kind`` has all that is asked for; of very many, the newest."""
    return Hits(*engine().hits(query.phrases, query.is_open, kind))


def meant(query: Query) -> Query | None:
    """``query`` with its misspelt words as they are spelt here; None where nothing is nearer."""
    mended = tuple(tuple(as_spelt(query, word) for word in phrase) for phrase in query.phrases)
    return replace(query, phrases=mended, is_open=False) if mended != query.phrases else None


def as_spelt(query: Query, word: str) -> str:
    """``word`` of ``query`` if anything here has it, or else the nearest one that something has."""
    is_open = query.is_open and word == query.words[-1]
    known, _ = engine().hits(((word,),), is_open, None)
    return word if known else nearest(word) or word


def nearest(word: str) -> str | None:
    """The word of a title or a name that ``word`` most likely means."""
    far = FAREST.get(min(len(word), 8))
    if far is None:
        return None
    shared = func.count().label("shared")
    likely = (
        select(Spelling.word, shared)
        .where(Spelling.letters.in_(letters_of(word)))
        .where(func.length(Spelling.word).between(len(word) - far, len(word) + far))
        .group_by(Spelling.word)
        .order_by(shared.desc(), Spelling.word)
        .limit(LIKELY)
    )
    ways = [(distance(word, other), -number, other) for other, number in db.session.execute(likely)]
    return min((way for way in ways if way[0] <= far), default=(0, 0, None))[2]


def distance(one: str, other: str) -> int:
    """How many letters to put in, take out, change or swap with their neighbour.

    Optimal string alignment (Damerau 1964, as Boytsov 2011 describes it).
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != there))
            if i > 1 < j and letter == other[j - 2] and there == one[i - 2]:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
