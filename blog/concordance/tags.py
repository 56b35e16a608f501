"""A tag's page: the posts that are filed under it."""

from flask import Blueprint, Response

from blog.db import find_or_404
from blog.posts import Post
from blog.reading import listed
from blog.tags import Tag

bp = Blueprint("tags", __name__)


@bp.get("/tags/<slug>")
def show(slug: str) -> Response:
    tag = find_or_404(Tag.at(slug))
    return listed(Post.tagged(tag), "tags/show.html", tag=tag)
