"""Results: the search page, which grows as somebody types, and what tells browsers of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, joinedload

from blog import markup
from blog.artists import Artist
from blog.books import Book
from blog.comments import Comment
from blog.concordance.artists import is_heard
from blog.concordance.books import has_posts
from blog.concordance.tags import has_posts as is_used
from blog.db import db, row_number
from blog.pieces import kept, lazily
from blog.posts import Post
from blog.revisions import Revision
from blog.search import LONGEST, Query, hits, meant
from blog.search.snippets import Piece, marked, snippet
from blog.sharing import shared
from blog.soundtracks import Track
from blog.tags import Tag
from blog.web import absolute, respond

bp = Blueprint("search", __name__)

ON_A_PAGE = 20
SUGGESTED_TAGS = 12


@dataclass(frozen=True)
class Heap:
    """What was found of one kind: the numbers of all, and whether there may be still more."""

    kind: str
    numbers: Sequence[int]
    is_all: bool

    @property
    def count(self) -> str:
        """How many they are: 12, or 1,000+."""
        return f"{len(self.numbers):,}{'' if self.is_all else '+'}"

    def weight(self) -> int:
        """About how many bytes it takes."""
        return 40 * len(self.numbers)


@bp.get("/search")
def index() -> Response:
    asked = " ".join(request.args.get("q", "")[: LONGEST + 1].split())
    query = Query.read(asked)
    heaps = heaps_of(query)
    other = None if any(heap.numbers for heap in heaps.values()) else meant(query)
    if other and query:
        heaps = heaps_of(other)
    heap = chosen(heaps)
    number = row_number(request.args.get("page", "1")) or 1
    at = (number - 1) * ON_A_PAGE
    shown = heap.numbers[at : at + ON_A_PAGE]
    return respond(
        "search/_results.html",
        page="search/index.html",
        q=asked,
        too_long=len(asked) > LONGEST,
        query=other or query,
        other=" ".join(word for phrase in other.phrases for word in phrase) if other else "",
        heaps=heaps,
        heap=heap,
        things=lazily(LOADERS[heap.kind], shown),
        number=number,
        more=len(heap.numbers) > at + ON_A_PAGE,
        tags=[] if shown else newest_tags(),
    )


@bp.get("/opensearch.xml")
@shared()
def describe() -> Response:
    """What lets a browser search here from its own field (OpenSearch 1.1)."""
    page = render_template("search/_opensearch.xml", template=absolute("/search?q={searchTerms}"))
    return Response(page, mimetype="application/opensearchdescription+xml")


def heaps_of(query: Query) -> dict[str, Heap]:
    """What ``query`` finds, by kind, as far as everyone may see it now."""
    return {kind: heap_of(kind, query) for kind in VISIBLE}


def heap_of(kind: str, query: Query) -> Heap:
    """What ``query`` finds of one kind; but for comments that is another only if the site is."""
    if not query:
        return Heap(kind, (), is_all=True)
    if kind == "comment":
        return found(kind, query)
    return kept(("found", kind, query), partial(found, kind, query), weigh=Heap.weight)


def found(kind: str, query: Query) -> Heap:
    numbers, is_all = hits(query, kind)
    seen = set(db.session.scalars(VISIBLE[kind](numbers))) if numbers else set()
    return Heap(kind, tuple(number for number in numbers if number in seen), is_all)


def chosen(heaps: dict[str, Heap]) -> Heap:
    """The heap that the address asks for, or else the first that has anything."""
    if wanted := heaps.get(request.args.get("in", "")):
        return wanted
    return next((heap for heap in heaps.values() if heap.numbers), heaps["post"])


def visible_posts(numbers: Sequence[int]) -> Select[int]:
    # Of these few it is asked whether they may be read, and not of all that may whether it is them.
    found = aliased(Post)
    readable = Post.published().where(Post.id == found.id).correlate(found).exists()
    return select(found.id).where(found.id.in_(numbers), readable)


def visible_books(numbers: Sequence[int]) -> Select[int]:
    return select(Book.id).where(Book.id.in_(numbers), has_posts())


def visible_artists(numbers: Sequence[int]) -> Select[int]:
    return select(Artist.id).where(Artist.id.in_(numbers), is_heard())


def visible_comments(numbers: Sequence[int]) -> Select[int]:
    shown = (Comment.number.is_not(None), Comment.removed_at.is_(None))
    under = Post.published().with_only_columns(Post.id).where(Post.id == Comment.post_id)
    return select(Comment.id).where(
        Comment.id.in_(numbers), *shown, under.correlate(Comment).exists()
    )


VISIBLE: dict[str, Callable[[Sequence[int]], Select[int]]] = {
    "post": visible_posts,
    "book": visible_books,
    "artist": visible_artists,
    "comment": visible_comments,
}


def in_order(query: Select[Any], numbers: Sequence[int]) -> list[Any]:
    """The rows of ``query`` in the order of their ``numbers``."""
    rows = {row.id: row for row in db.session.scalars(query).unique()} if numbers else {}
    return [rows[number] for number in numbers if number in rows]


def posts(numbers: Sequence[int]) -> list[Any]:
    tracks = joinedload(Post.live, innerjoin=True).selectinload(Revision.tracks)
    cards = Post.cards().options(tracks.defer(Track.note_source))
    return in_order(cards.where(Post.id.in_(numbers)), numbers)


def books(numbers: Sequence[int]) -> list[Any]:
    return in_order(select(Book).where(Book.id.in_(numbers)), numbers)


def artists(numbers: Sequence[int]) -> list[Any]:
    return in_order(select(Artist).where(Artist.id.in_(numbers)), numbers)


def comments(numbers: Sequence[int]) -> list[Any]:
    live = joinedload(Comment.post).joinedload(Post.live)
    return in_order(select(Comment).where(Comment.id.in_(numbers)).options(live), numbers)


LOADERS = {"post": posts, "book": books, "artist": artists, "comment": comments}


def newest_tags() -> Sequence[Tag]:
    """A few ways into the library for whoever found nothing."""
    tags = select(Tag).where(is_used()).order_by(Tag.id.desc()).limit(SUGGESTED_TAGS)
    return db.session.scalars(tags).all()


@bp.app_template_global()
def piece_of(thing: Post | Comment, query: Query) -> Piece:
    """The words of a post or a comment that answer ``query``, marked."""
    if isinstance(thing, Comment):
        return snippet([markup.plain(thing.html)], query)
    live = thing.live
    return snippet(texts_of(live), query) if live else []


def texts_of(live: Revision) -> list[str]:
    """Where the words that were found may stand, the likeliest first."""
    tracks = [f"{track.artist} – {track.title}" for track in live.tracks]
    notes = [markup.plain(track.note_html) for track in live.tracks if track.note_html]
    introduction = markup.plain(live.introduction_html)
    return [markup.plain(live.html), live.standfirst, live.epigraph, introduction, *tracks, *notes]


bp.add_app_template_global(marked)
