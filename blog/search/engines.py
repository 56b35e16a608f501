"""The two databases' own ways to look through the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import text

from blog.db import db
from blog.indexing import PARTS

# So many things are found at most; nobody turns fifty pages.
MOST = 1_000
# How much a word counts for in a title, a name, a song, the prose.
WEIGHTS = {"title": 10.0, "names": 6.0, "music": 4.0, "prose": 1.0}

Phrases = Sequence[Sequence[str]]
Found = tuple[list[int], bool]


class Engine(Protocol):
    """A way to look through the index."""

    def hits(self, phrases: Phrases, is_open: bool, kind: str | None) -> Found:
        """The numbers of what has all ``phrases``, the best first, and whether that is all.

        The last word may be the start of one if the query ``is_open``. Without a ``kind`` it says
        at most whether there is anything.
        """
        ...


ANYTHING = text("SELECT rowid FROM documents_index WHERE documents_index MATCH :asked LIMIT 1")
NEWEST = (
    "SELECT rowid FROM documents_index WHERE documents_index MATCH :asked"
    " ORDER BY rowid DESC LIMIT :most"
)
COUNT = text(f"SELECT count(*) FROM ({NEWEST})")  # noqa: S608
RANKED = text(
    "SELECT d.thing_id FROM documents_index i JOIN documents d ON d.id = i.rowid"
    " WHERE documents_index MATCH :asked"
    " ORDER BY bm25(documents_index, 0.0, :title, :names, :music, :prose), i.rowid DESC"
)


class FTS5:
    """SQLite's: https://sqlite.org/fts5.html#full_text_query_syntax."""

    def hits(self, phrases: Phrases, is_open: bool, kind: str | None) -> Found:
        # Quoted words are never operators; folded ones hold no quotes.
        quoted = [f'"{" ".join(phrase)}"' for phrase in phrases]
        if is_open:
            quoted[-1] += " *"
        asked = f"{{{' '.join(PARTS)}}} : ({' AND '.join(quoted)})"
        if kind is None:
            return list(db.session.scalars(ANYTHING, {"asked": asked})), False
        asked = f'kind : "{kind}" AND {asked}'
        count = db.session.scalar(COUNT, {"asked": asked, "most": MOST + 1}) or 0
        if count > MOST:
            return sifted(asked, phrases, is_open), False
        return list(db.session.scalars(RANKED, {"asked": asked} | WEIGHTS)), True


def sifted(asked: str, phrases: Phrases, is_open: bool) -> list[int]:
    """The newest of very many that have what is ``asked``, by the part in which they have it.

    To weigh a word, bm25 counts everything that has it, which takes long for one that is nearly
    everywhere and says little then.
    """
    words = [f" {' '.join(phrase)} " for phrase in phrases]
    if is_open:
        words[-1] = words[-1].rstrip()
    named = {f"words{at}": word for at, word in enumerate(words)}
    found = (
        f"{WEIGHTS[part]} * (instr(' ' || {part} || ' ', :{name}) > 0)"
        for part in PARTS[:-1]
        for name in named
    )
    order = f" ORDER BY {' + '.join(found)} DESC, id DESC"
    query = f"SELECT thing_id FROM documents WHERE id IN ({NEWEST}){order}"  # noqa: S608
    return list(db.session.scalars(text(query), named | {"asked": asked, "most": MOST}))


class TextSearch:
    """PostgreSQL's: https://www.postgresql.org/docs/current/datatype-textsearch.html."""

    def hits(self, phrases: Phrases, is_open: bool, kind: str | None) -> Found:
        quoted = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in phrases]
        if is_open:
            quoted[-1] += ":*"
        asked = {"asked": " & ".join(f"({phrase})" for phrase in quoted)}
        if kind is None:
            return list(db.session.scalars(ANY, asked)), False
        found = list(db.session.scalars(WEIGHED, asked | {"kind": kind, "most": MOST + 1}))
        return found[:MOST], len(found) <= MOST


ANY = text("SELECT 1 FROM documents WHERE terms @@ CAST(:asked AS tsquery) LIMIT 1")
WEIGHED = text(
    "SELECT thing_id FROM ("
    " SELECT id, thing_id, terms FROM documents"
    " WHERE kind = :kind AND terms @@ CAST(:asked AS tsquery)"
    " ORDER BY id DESC LIMIT :most) AS newest"
    " ORDER BY ts_rank('{0.1, 0.4, 0.6, 1.0}', terms, CAST(:asked AS tsquery), 1) DESC, id DESC"
)


def engine() -> Engine:
    """The way of the database at hand."""
    return TextSearch() if db.engine.dialect.name == "postgresql" else FTS5()
