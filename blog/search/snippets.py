"""Snippets: the piece of a text that answers a search, and the words in it that do."""

import re
from collections.abc import Iterable, Iterator

from blog.indexing import words_of
from blog.search import Query

AROUND = 110
# So much of a text is looked through for a place to show.
DEPTH = 60_000
WORD = re.compile(r"[^\W_](?:[^\W_]|['’ʼ](?=[^\W_])|[\u0300-\u036f])*")


Piece = list[tuple[str, bool]]


def marked(text: str, query: Query) -> Piece:
    """``text`` in pieces, each with whether it is a word that ``query`` asks for."""
    pieces, end = [], 0
    for start, stop in places(text, query):
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [*pieces, (text[end:], False)]


def snippet(texts: Iterable[str], query: Query) -> Piece:
    """The first part of ``texts`` with a word of ``query``; empty where none of them has one."""
    for text in texts:
        shallow = text[:DEPTH]
        if spot := next(places(shallow, query), None):
            return marked(around(shallow, *spot), query)
    return []


def places(text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Where the words of ``text`` that ``query`` asks for begin and end."""
    for word in WORD.finditer(text):
        if any(map(query.matches, words_of(word[0]))):
            yield word.span()


def around(text: str, start: int, stop: int) -> str:
    """What stands around ``start`` and ``stop`` in ``text``, in whole words, on one line."""
    before, behind = text[:start], text[stop:]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(behind) > 2 * AROUND:
        behind = behind[: 2 * AROUND].rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[start:stop]}{behind}".split())
