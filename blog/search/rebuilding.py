"""Rebuilding: the whole index made anew from what everyone may see."""

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload

from blog import indexing
from blog.artists import Artist
from blog.books import Book
from blog.comments import Comment
from blog.db import Numbered, db
from blog.indexing import Document, Spelling
from blog.posts import Post
from blog.revisions import Revision

AT_ONCE = 200
Row = TypeVar("Row", bound=Numbered)


def rebuild() -> int:
    """Make the index anew, in one transaction that the caller commits; says how much is in it."""
    for table in (Document, Spelling):
        db.session.execute(delete(table))
    for book in each(select(Book), Book):
        indexing.put("book", book.id, title=book.title, names=book.author)
    for artist in each(select(Artist), Artist):
        indexing.put("artist", artist.id, title=artist.name)
    for post in each(published(), Post):
        if post.live:
            post.live.be_found()
    for comment in each(shown(), Comment):
        comment.be_found()
    return sum(len(indexing.numbers_of(kind)) for kind in indexing.KINDS)


def is_current() -> bool:
    """Whether just what is published, or will be, can be found."""
    present = {
        "post": published().with_only_columns(Post.id),
        "comment": shown().with_only_columns(Comment.id),
        "book": select(Book.id),
        "artist": select(Artist.id),
    }
    return all(
        indexing.numbers_of(kind) == set(db.session.scalars(numbers))
        for kind, numbers in present.items()
    )


def published() -> Select[Post]:
    """The posts that are out, or will be by themselves."""
    live = joinedload(Post.live).selectinload(Revision.tracks)
    return select(Post).where(Post.kind == "post", Post.live_id.is_not(None)).options(live)


def shown() -> Select[Comment]:
    """The comments whose words everyone may read."""
    return select(Comment).where(Comment.number.is_not(None), Comment.removed_at.is_(None))


def each(query: Select[Row], table: type[Row]) -> Iterator[Row]:
    """The rows of ``query``, a few at a time: all at once may be larger than the memory."""
    last = 0
    while (
        rows := db.session.scalars(query.where(table.id > last).order_by(table.id).limit(AT_ONCE))
        .unique()
        .all()
    ):
        yield from rows
        last = rows[-1].id
        db.session.flush()
        db.session.expunge_all()
