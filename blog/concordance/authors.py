"""An author's page: who they are, and the posts they wrote."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blog.db import find_or_404
from blog.members import Member
from blog.paging import page_of
from blog.posts import Post
from blog.web import respond

bp = Blueprint("authors", __name__)


@bp.get("/authors/<slug>")
def show(slug: str) -> ResponseReturnValue:
    author = find_or_404(Member.author_at(slug))
    page = page_of(
        Post.by(author),
        Post.published_at,
        Post.id,
        before=request.args.get("before"),
        through=request.args.get("through"),
    )
    return respond(
        "reading/_posts.html",
        page="authors/show.html",
        author=author,
        posts=page.rows,
        next=page.next,
        newer=page.newer,
        list=request.path,
    )
