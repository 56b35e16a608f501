"""Tags: all of them, and for each the posts that are filed under it."""

from flask import Blueprint, Response, render_template
from sqlalchemy import ColumnElement, select

from blog.db import db, find_or_404
from blog.posts import Post
from blog.reading import listed
from blog.sharing import shared
from blog.tags import Tag, revision_tags

bp = Blueprint("tags", __name__)

MOST = 1_000


def has_posts() -> ColumnElement[bool]:
    """Whether everyone can read a post under the tag."""
    revision = revision_tags.c.revision_id
    filed = select(revision).where(revision_tags.c.tag_id == Tag.id, Post.shows(revision))
    return filed.correlate(Tag).exists()


@bp.get("/tags")
@shared()
def index() -> str:
    tags = db.session.scalars(select(Tag).where(has_posts()).order_by(Tag.slug).limit(MOST))
    return render_template("tags/index.html", tags=tags.all())


@bp.get("/tags/<slug>")
@shared("before", "through")
def show(slug: str) -> Response:
    tag = find_or_404(Tag.at(slug).where(has_posts()))
    return listed(Post.tagged(tag), "tags/show.html", tag=tag)
