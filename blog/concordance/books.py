"""Books: all that posts are about, and for each its posts, its author's others and its music."""

from typing import Any

from flask import Blueprint, Response, render_template
from sqlalchemy import ColumnElement, select

from blog.alphabet import LETTERS, leaf_asked
from blog.books import Book
from blog.concordance.songs import songs_of
from blog.db import db, find_or_404
from blog.posts import Post
from blog.reading import listed
from blog.revisions import Revision
from blog.sharing import shared
from blog.soundtracks import Track

bp = Blueprint("books", __name__)

MOST_OTHERS = 24
MOST_TRACKS = 200


def has_posts() -> ColumnElement[bool]:
    """Whether a book is one that everyone can read a post about."""
    about = select(Revision.id).where(Revision.book_id == Book.id, Post.shows(Revision.id))
    return about.correlate(Book).exists()


@bp.get("/books")
@shared("from", "at")
def index() -> str:
    leaf = leaf_asked(select(Book).where(has_posts()), Book.title_key, Book.id)
    return render_template("books/index.html", leaf=leaf, letters=LETTERS)


@bp.get("/books/<slug>")
@shared("before", "through")
def show(slug: str) -> Response:
    book = find_or_404(select(Book).where(Book.slug == slug, has_posts()))
    about = select(Revision.id).where(Revision.book_id == book.id)
    return listed(
        Post.cards().where(Post.live_id.in_(about)),
        "books/show.html",
        book=book,
        others=others_of(book),
        songs=songs_of(music_of(book)),
    )


def others_of(book: Book) -> list[Book]:
    """The other books by the author of ``book`` that posts are about."""
    if not book.author_key:
        return []
    same = (Book.author_key == book.author_key, Book.id != book.id, has_posts())
    chosen = select(Book).where(*same).order_by(Book.title_key).limit(MOST_OTHERS)
    return list(db.session.scalars(chosen))


def music_of(book: Book) -> list[Any]:
    """The tracks that stand beside ``book``, each with its post, those of the newest post first."""
    query = (
        Post.published()
        .with_only_columns(Track, Post, Revision)
        .join(Revision, Revision.id == Post.live_id)
        .join(Track, Track.revision_id == Revision.id)
        .where(Revision.book_id == book.id)
        .order_by(Post.published_at.desc(), Post.id, Track.position)
        .limit(MOST_TRACKS)
    )
    return list(db.session.execute(query))
