"""Bulk: rows written past the models, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, cast, func, insert, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from blog import indexing
from blog.artists import Artist
from blog.books import Book
from blog.comments import Comment
from blog.db import Model, Numbered, db
from blog.indexing import Document
from blog.members import Member
from blog.posts import Post
from blog.readers import Reader
from blog.revisions import Revision
from blog.soundtracks import Track
from blog.tags import Tag

Thing = TypeVar("Thing")

AT_ONCE = 500


def index(kind: str, things: Iterable[tuple[int, int | None, dict[str, str]]]) -> None:
    """Have ``things``, each with its number, its post's and its parts, be found."""
    query = insert(Document)
    if db.engine.dialect.name == "postgresql":
        query = query.values(terms=cast(bindparam("places"), TSVECTOR))
    for some in batches(things):
        db.session.execute(query, [document(kind, *thing) for thing in some])


def document(kind: str, number: int, post: int | None, parts: dict[str, str]) -> dict[str, Any]:
    words = {part: indexing.words_of(parts.get(part, "")) for part in indexing.PARTS}
    row: dict[str, Any] = {"kind": kind, "thing_id": number, "post_id": post}
    row |= {part: " ".join(words[part]) for part in indexing.PARTS}
    if db.engine.dialect.name == "postgresql":
        row["places"] = indexing.terms_of(words)
    return row


def put(table: type[Model] | Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert ``rows``, some at a time."""
    for some in batches(rows):
        db.session.execute(insert(table), some)


def batches(things: Iterable[Thing], size: int = AT_ONCE) -> Iterator[list[Thing]]:
    """``things``, so many at a time."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def next_id(table: type[Numbered]) -> int:
    """The next free number of ``table``."""
    return (db.session.scalar(select(func.max(table.id))) or 0) + 1


def count_on() -> None:
    """Have PostgreSQL count on from the numbers that were given here."""
    if db.engine.dialect.name == "postgresql":
        for table in (Reader, Member, Tag, Artist, Book, Post, Revision, Track, Comment):
            name = table.__tablename__
            db.session.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608
            )
