"""Related: what to read after a post, by its book, the book's author, its music and its tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from blog.books import Book
from blog.db import Moment, db, now, unindexed
from blog.posts import Post
from blog.revisions import Revision
from blog.series import Series
from blog.soundtracks import Track
from blog.tags import revision_tags

MOST, RECENT = 4, 3
OF_A_KIND = 2
# Of a long soundtrack, or of many tags, the first will do; the cost must not grow with them.
MOST_ARTISTS, MOST_TAGS = 8, 6
MOST_PARTS = 1_000
# The rank under which the parts of a series are found; those of ties begin with 0, the closest.
PART = -1

# Rank, number, slug, title, and the book's title and author.
Listed: TypeAlias = "Select[int, int, str | None, str, str, str]"


@dataclass(frozen=True)
class Tie:
    """A related post, as it is listed, and how it is: ``kind`` is book, author, artist or tag,
    ``name`` which.
    """

    slug: str
    title: str
    book_title: str
    book_author: str
    kind: str
    name: str


@dataclass(frozen=True)
class Place:
    """Where a post stands in its series: which part, and the (slug, title) before and after it."""

    series: Series
    part: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


@dataclass(frozen=True)
class Further:
    """What leads on from a post: what is ``related``, the closest first, and its ``place``."""

    related: Sequence[Tie]
    place: Place | None


def further(post: Post) -> Further:
    """What leads on from a published ``post``, found in one query."""
    live = post.live
    assert live is not None  # noqa: S101  (it is published)
    book = live.book
    heard = {track.artist_key: track.artist for track in live.tracks if track.artist_key}
    artists, tags = list(heard.items())[:MOST_ARTISTS], live.tags[:MOST_TAGS]
    known: list[tuple[str, str, Any]] = [
        ("book", book.title if book else "", book.id if book else None),
        ("author", book.author if book else "", book.author_key or None if book else None),
        *(("artist", name, key) for key, name in artists),
        *[("artist", "", None)] * (MOST_ARTISTS - len(artists)),
        *(("tag", tag.name, tag.id) for tag in tags),
        *[("tag", "", None)] * (MOST_TAGS - len(tags)),
    ]
    asked = {f"what{rank}": what for rank, (_, _, what) in enumerate(known)}
    asked |= {"now": now(), "series": live.series_id}
    found = db.session.execute(paths(), asked).all()
    # Each part of the query has the order of its own, on either database.
    others = sorted((row for row in found if row.rank != PART), key=lambda row: row.rank)
    chosen = chosen_of(others, post, [kind for kind, _, _ in known])
    related = [
        Tie(row.slug, row.title, row.book_title, row.book_author, *known[row.rank][:2])
        for row in chosen
    ]
    return Further(related, place_of(post, [row for row in found if row.rank == PART]))


def chosen_of(others: Iterable[Row[Any]], post: Post, kinds: Sequence[str]) -> Iterable[Row[Any]]:
    """The closest of ``others``, each once and a few of a kind; ``kinds`` says which by rank."""
    chosen: dict[int, Row[Any]] = {}
    for row in others:
        like = [kinds[other.rank] for other in chosen.values()].count(kinds[row.rank])
        if row.id != post.id and like < OF_A_KIND and len(chosen) < MOST:
            chosen.setdefault(row.id, row)
    return chosen.values()


def place_of(post: Post, parts: Sequence[Row[Any]]) -> Place | None:
    """Where ``post`` stands among the ``parts`` of its series, if it has one."""
    live = post.live
    at = next((place for place, part in enumerate(parts) if part.id == post.id), None)
    if live is None or live.series is None or at is None:
        return None
    row = [(part.slug, part.title) for part in parts]
    return Place(
        live.series,
        live.series_part or at + 1,
        row[at - 1] if at else None,
        row[at + 1] if at + 1 < len(row) else None,
    )


def recent(post: Post) -> Sequence[Post]:
    """The newest posts beside ``post``."""
    newest = Post.cards().order_by(Post.published_at.desc(), Post.id.desc())
    return db.session.scalars(newest.where(Post.id != post.id).limit(RECENT)).all()


@cache
def paths() -> CompoundSelect[Any]:
    """The query for what leads on from a post: the newest that share something, and its series.

    What they share is asked for as ``what0`` (the book) and so on; nobody shares None. It is put
    together once: that takes longer than to ask it.
    """
    other = aliased(Book)
    heard, filed = Track.revision_id == Post.live_id, revision_tags.c.revision_id == Post.live_id
    book, author = bindparam("what0", type_=Integer), bindparam("what1", type_=String)
    series = bindparam("series", type_=Integer)
    queries = [
        listed(PART, Post.in_series(series, moment())).limit(MOST_PARTS),
        newest(0).where(Revision.book_id == book),
        newest(1)
        .join(other, other.id == Revision.book_id)
        .where(other.author_key == author, other.id != book),
    ]
    for rank in range(2, 2 + MOST_ARTISTS):
        artist = Track.artist_key == bindparam(f"what{rank}", type_=String)
        queries.append(newest(rank, Track.id.desc()).join(Track, heard).where(artist))
    for rank in range(2 + MOST_ARTISTS, 2 + MOST_ARTISTS + MOST_TAGS):
        tag = revision_tags.c.tag_id == bindparam(f"what{rank}", type_=Integer)
        newly = revision_tags.c.revision_id.desc()
        queries.append(newest(rank, newly).join(revision_tags, filed).where(tag))
    return union_all(*(select(query.subquery()) for query in queries))


def newest(rank: int, order: Any = None) -> Listed:
    """The newest published posts, listed with their ``rank``; the post itself may be among them."""
    posts = Post.published(at=moment()).join(Revision, Revision.id == Post.live_id)
    by = unindexed(Post.published_at).desc() if order is None else order
    return listed(rank, posts).order_by(by).limit(MOST + 1)


def listed(rank: int, posts: Select[Any]) -> Listed:
    """What a list says of ``posts``, found under this ``rank``."""
    words = Revision.title, Revision.book_title, Revision.book_author
    return posts.with_only_columns(literal(rank).label("rank"), Post.id, Post.slug, *words)


def moment() -> BindParameter[datetime]:
    return bindparam("now", type_=Moment)
