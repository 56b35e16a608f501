"""Authors: all who wrote here, and for each who they are and what they wrote."""

from flask import Blueprint, Response, render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.db import db, find_or_404
from blog.members import Member
from blog.posts import Post
from blog.reading import listed
from blog.sharing import shared

bp = Blueprint("authors", __name__)

MOST = 1_000


@bp.get("/authors")
@shared()
def index() -> str:
    wrote = Post.published().where(Post.author_id == Member.id).correlate(Member).exists()
    authors = select(Member).where(wrote).options(joinedload(Member.portrait))
    chosen = db.session.scalars(authors.order_by(Member.name, Member.id).limit(MOST))
    return render_template("authors/index.html", authors=chosen.all())


@bp.get("/authors/<slug>")
@shared("before", "through")
def show(slug: str) -> Response:
    author = find_or_404(Member.author_at(slug))
    return listed(Post.by(author), "authors/show.html", author=author)
