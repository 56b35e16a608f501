"""An author's page: who they are, and the posts they wrote."""

from flask import Blueprint, Response

from blog.db import find_or_404
from blog.members import Member
from blog.posts import Post
from blog.reading import listed

bp = Blueprint("authors", __name__)


@bp.get("/authors/<slug>")
def show(slug: str) -> Response:
    author = find_or_404(Member.author_at(slug))
    return listed(Post.by(author), "authors/show.html", author=author)
