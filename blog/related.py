"""Related: what to read after a post, by its book, the book's author, its music and its tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import aliased

from blog.artists import Artist
from blog.books import Book
from blog.db import db
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
    queries = list(ties_of(post))
    if not queries:
        return []
    found = db.session.execute(union_all(*(select(q.subquery()) for q in queries))).all()
    chosen: dict[int, tuple[str, str]] = {}
    for number, kind, name, _ in sorted(found, key=lambda row: row[3]):
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


def ties_of(post: Post) -> Iterator[Select[int, str, str, int]]:
    """Queries for (post, kind, name, rank) of the newest posts that share something with it."""
    live = post.live
    assert live is not None  # noqa: S101  (it is published)
    if live.book:
        yield (
            newest("book", live.book.title, 0)
            .join(Revision, Revision.id == Post.live_id)
            .where(Revision.book_id == live.book.id)
        )
        if live.book.author_key:
            other = aliased(Book)
            yield (
                newest("author", live.book.author, 1)
                .join(Revision, Revision.id == Post.live_id)
                .join(other, other.id == Revision.book_id)
                .where(other.author_key == live.book.author_key, other.id != live.book.id)
            )
    artists = {track.artist_key: track.artist for track in live.tracks if track.artist_key}
    for rank, (key, name) in enumerate(list(artists.items())[:MOST_ARTISTS], 2):
        heard = newest("artist", name, rank).join(Track, Track.revision_id == Post.live_id)
        yield heard.where(Track.artist_key == key).order_by(None).order_by(Track.id.desc())
    for rank, tag in enumerate(live.tags[:MOST_TAGS], 2 + MOST_ARTISTS):
        filed = revision_tags.c.revision_id
        under = newest("tag", tag.name, rank).join(revision_tags, filed == Post.live_id)
        yield under.where(revision_tags.c.tag_id == tag.id).order_by(None).order_by(filed.desc())


def newest(kind: str, name: str, rank: int) -> Select[int, str, str, int]:
    """The newest published posts as ties of this ``kind``, itself among them."""
    columns = Post.id, literal(kind).label("kind"), literal(name).label("name")
    tie = Post.published().with_only_columns(*columns, literal(rank).label("rank"))
    return tie.order_by(Post.published_at.desc()).limit(MOST + 1)


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
