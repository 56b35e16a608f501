"""Suggestions: what the site knows already, offered while somebody types it again."""

from flask import Blueprint, render_template, request
from sqlalchemy import union

from blog.books import Book
from blog.db import db
from blog.desk.door import author
from blog.posts import Post
from blog.series import Series
from blog.soundtracks import Track
from blog.tags import Tag, names_in
from blog.words import line

bp = Blueprint("suggestions", __name__)

MOST = 8
LONGEST = 600


def typed() -> str:
    """What was typed so far."""
    return request.args.get("q", "")[:LONGEST]


@bp.get("/books/suggestions")
def books() -> str:
    """Books one of whose words begins as each of those typed does."""
    found = db.session.scalars(Book.suggested_by(line(typed())).limit(MOST))
    return render_template("desk/suggestions/_books.html", books=found.all())


@bp.get("/tags/suggestions")
def tags() -> str:
    """Tags for the last of those typed, which commas part; none of the others again."""
    others, _, last = typed().rpartition(",")
    before = names_in(others)
    found = db.session.scalars(Tag.suggested_by(line(last), apart_from=before).limit(MOST))
    return render_template("desk/suggestions/_tags.html", tags=found.all(), before=before)


@bp.get("/series/suggestions")
def series() -> str:
    """Series whose title begins so."""
    found = db.session.scalars(Series.suggested_by(line(typed())).limit(MOST))
    return render_template("desk/suggestions/_series.html", series=found.all())


@bp.get("/tracks/suggestions")
def tracks() -> str:
    """Songs whose artist or title begins so, of posts that everyone reads or that are one's own."""
    shown = Post.published().with_only_columns(Post.live_id)
    own = Post.editable_by(author()).with_only_columns(Post.draft_id)
    songs = Track.suggested_by(line(typed()), union(shown, own).subquery().select(), MOST)
    return render_template("desk/suggestions/_tracks.html", tracks=db.session.scalars(songs).all())
