"""A tag's page: the posts that are filed under it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blog.db import find_or_404
from blog.paging import page_of
from blog.posts import Post
from blog.tags import Tag
from blog.web import respond

bp = Blueprint("tags", __name__)


@bp.get("/tags/<slug>")
def show(slug: str) -> ResponseReturnValue:
    tag = find_or_404(Tag.at(slug))
    page = page_of(
        Post.tagged(tag),
        Post.published_at,
        Post.id,
        before=request.args.get("before"),
        through=request.args.get("through"),
    )
    return respond(
        "reading/_posts.html",
        page="tags/show.html",
        tag=tag,
        posts=page.rows,
        next=page.next,
        newer=page.newer,
        list=request.path,
    )
