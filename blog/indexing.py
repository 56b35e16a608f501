"""The index of all that can be searched for, kept in step by whoever publishes or takes away.

A document is the folded words of one thing that everyone may see. SQLite looks through them with
FTS5 (https://sqlite.org/fts5.html, external content, kept in step by triggers), PostgreSQL with a
``tsvector`` that is put together here, so that both know the very same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import (
    Executable,
    ForeignKey,
    Index,
    String,
    Text,
    bindparam,
    cast,
    delete,
    select,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import PLAIN_ORDER, Model, Numbered, db, insert
from blog.words import PLAIN

KINDS = ("post", "book", "artist", "comment")
# The parts of a document, the weightiest first.
PARTS = ("title", "names", "music", "prose")
# PostgreSQL's letters for their weights, and how many places of a word it keeps.
WEIGHTS = dict(zip(PARTS, "ABCD", strict=True))
LAST_PLACE = 16_383
MOST_WORDS = 30_000
LONGEST_WORD = 40
# Writings that put no blanks between words: each two letters that stand together count as one.
UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+)")
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = str.maketrans("", "", "'’ʼ")


class Document(Numbered):
    """The words of one thing: its number among those of its ``kind``, and the parts, folded."""

    __tablename__ = "documents"
    __table_args__ = (Index("uq_documents_thing", "kind", "thing_id", unique=True),)

    kind: Mapped[str]
    thing_id: Mapped[int]
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(Text, default="")
    names: Mapped[str] = mapped_column(Text, default="")
    music: Mapped[str] = mapped_column(Text, default="")
    prose: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[str | None] = mapped_column(String().with_variant(TSVECTOR(), "postgresql"))


class Spelling(Model):
    """A word of a title or a name, by each three letters of it, to find what was misspelt."""

    __tablename__ = "spellings"

    letters: Mapped[str] = mapped_column(PLAIN_ORDER, primary_key=True)
    word: Mapped[str] = mapped_column(PLAIN_ORDER, primary_key=True)


def put(kind: str, thing_id: int, post_id: int | None = None, **parts: str) -> None:
    """Have the thing found by the words of its ``parts`` (see ``PARTS``) from the commit on."""
    words = {part: words_of(parts.get(part, "")) for part in PARTS}
    values = {part: " ".join(words[part]) for part in PARTS}
    document = {"kind": kind, "thing_id": thing_id, "post_id": post_id} | values
    dialect = db.engine.dialect.name
    terms = {"terms": terms_of(words)} if dialect == "postgresql" else {}
    db.session.connection().execute(keep(dialect), document | terms)
    if kind != "comment":
        learn({word for part in ("title", "names", "music") for word in words[part]})


@cache
def keep(dialect: str) -> Executable:
    """What writes a document down, by the names of its columns, in place of the one there was."""
    own = ("kind", "thing_id", "post_id", *PARTS)
    values: dict[str, Any] = {name: bindparam(name) for name in own}
    if dialect == "postgresql":
        values["terms"] = cast(bindparam("terms", type_=Text), TSVECTOR)
    kept = insert(Document).values(values)
    changed = {name: kept.excluded[name] for name in (*PARTS, "post_id", "terms")}
    return kept.on_conflict_do_update(
        index_elements=[Document.kind, Document.thing_id], set_=changed
    )


def drop(kind: str, thing_id: int) -> None:
    """Have the thing found no more."""
    gone = (Document.kind == kind, Document.thing_id == thing_id)
    db.session.execute(delete(Document).where(*gone))


def learn(words: Iterable[str]) -> None:
    """Have ``words`` offered to whoever misspells one of them."""
    pairs = [
        {"letters": letters, "word": word}
        for word in sorted(words)
        if len(word) > 2 and not UNSPACED.match(word)
        for letters in letters_of(word)
    ]
    if pairs:
        db.session.execute(insert(Spelling).on_conflict_do_nothing(), pairs)


def words_of(text: str) -> list[str]:
    """The words of ``text``, in order, as the index and a search write them."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN).translate(APOSTROPHES)
    plain = unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))
    words: list[str] = []
    for word in WORD.findall(plain):
        if word.isascii():
            words.append(word[:LONGEST_WORD])
        else:
            words.extend(parted(word))
        if len(words) >= MOST_WORDS:
            break
    return words


def parted(word: str) -> Iterable[str]:
    """``word``, and where no blanks part words, each two letters of it."""
    for part in filter(None, UNSPACED.split(word)):
        if UNSPACED.match(part) and len(part) > 1:
            yield from (part[at : at + 2] for at in range(len(part) - 1))
        else:
            yield part[:LONGEST_WORD]


def letters_of(word: str) -> set[str]:
    """Each three letters that stand together in ``word``, with its two ends marked."""
    framed = f"^{word}$"
    return {framed[at : at + 3] for at in range(len(framed) - 2)}


def terms_of(words: dict[str, list[str]]) -> str:
    """A tsvector's text: each word with its places and the weights of its part.

    https://www.postgresql.org/docs/current/datatype-textsearch.html
    """
    places: dict[str, list[str]] = {}
    place = 0
    for part, row in words.items():
        for word in row:
            place += 1
            places.setdefault(word, []).append(f"{min(place, LAST_PLACE)}{WEIGHTS[part]}")
        # A phrase does not reach from one part into the next.
        place += 10
    return " ".join(f"'{word}':{','.join(at[:250])}" for word, at in places.items())


def numbers_of(kind: str) -> set[int]:
    """The numbers of all things of this ``kind`` that can be found."""
    return set(db.session.scalars(select(Document.thing_id).where(Document.kind == kind)))
