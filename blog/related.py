"""Related: what to read after a post, by its book, the book's author, its music and its tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from blog.artists import Artist
from blog.books import Book
from blog.db import Moment, db, now, unindexed
from blog.posts import Post
from blog.revisions import Revision
from blog.series import Series
from blog.soundtracks import Track
from blog.tags import revision_tags

MOST = 4
OF_A_KIND = 2
# Of a long soundtrack, or of many tags, the first will do; the cost must not grow with them.
MOST_ARTISTS, MOST_TAGS = 8, 6


@dataclass(frozen=True)
class Tie:
    """A post that is related, and how: ``kind`` is book, author, artist or tag, ``name`` which."""

    post: Post
    kind: str
    name: str


@dataclass(frozen=True)
class Place:
    """Where a post stands in its series: which part, and the (slug, title) before and after it."""

    series: Series
    part: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def related(post: Post) -> list[Tie]:
    """Posts related to a published ``post``, the closest first; each once, in two queries."""
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
    found = db.session.execute(ties(), asked | {"now": now()}).all()
    chosen: dict[int, tuple[str, str]] = {}
    for rank, number in sorted(found, key=itemgetter(0)):
        kind, name, _what = known[rank]
        kinds = [k for k, _ in chosen.values()]
        if number != post.id and kinds.count(kind) < OF_A_KIND and len(chosen) < MOST:
            chosen.setdefault(number, (kind, name))
    cards = Post.cards().where(Post.id.in_(chosen)) if chosen else None
    posts = {} if cards is None else {p.id: p for p in db.session.scalars(cards).unique()}
    return [Tie(posts[number], *tie) for number, tie in chosen.items() if number in posts]


def artists_of(post: Post) -> dict[str, str]:
    """The address of each artist whose music stands in a published ``post``, by their key."""
    tracks = post.live.tracks if post.live else []
    return Artist.slugs_of(track.artist_key for track in tracks)


@cache
def ties() -> CompoundSelect[int, int]:
    """The query for (rank, post) of the newest posts that share something with one.

    What they share is asked for as ``what0`` (the book) and so on; nobody shares None. It is put
    together once: that takes longer than to ask it.
    """
    other = aliased(Book)
    lives = Revision.id == Post.live_id
    heard, filed = Track.revision_id == Post.live_id, revision_tags.c.revision_id == Post.live_id
    book, author = bindparam("what0", type_=Integer), bindparam("what1", type_=String)
    queries = [
        newest(0).join(Revision, lives).where(Revision.book_id == book),
        newest(1)
        .join(Revision, lives)
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


def newest(rank: int, order: Any = None) -> Select[int, int]:
    """The newest published posts, with their ``rank``; the post itself may be among them."""
    moment: BindParameter[datetime] = bindparam("now", type_=Moment)
    posts = Post.published(at=moment).with_only_columns(literal(rank).label("rank"), Post.id)
    by = unindexed(Post.published_at).desc() if order is None else order
    return posts.order_by(by).limit(MOST + 1)


def place_of(post: Post) -> Place | None:
    """Where ``post`` stands in its series, if it has one."""
    live = post.live
    if live is None or live.series is None:
        return None
    columns = Post.id, Post.slug, Revision.title
    parts = Post.in_series(live.series.id).with_only_columns(*columns).limit(1_000)
    row = [(number, (slug or "", title)) for number, slug, title in db.session.execute(parts)]
    at = next((place for place, (number, _) in enumerate(row) if number == post.id), None)
    if at is None:
        return None
    return Place(
        live.series,
        live.series_part or at + 1,
        row[at - 1][1] if at else None,
        row[at + 1][1] if at + 1 < len(row) else None,
    )
