"""Previews: a draft as readers will see it, shown to whoever has its private link."""

import hashlib
import hmac
import secrets

from flask import Blueprint, Response, abort, current_app, make_response, render_template
from sqlalchemy import select

from blog.db import find_or_404
from blog.posts import Post
from blog.related import recent

bp = Blueprint("previews", __name__)

# Beside the site's own headers. The address is a secret, so no link tells it to another site; an
# origin is still sent, as players ask for one.
ALONE = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@bp.get("/preview/<token>")
def show(token: str) -> Response:
    """The draft whose link this is; once it is taken back or thrown away, there is nothing here."""
    name, _, seal = token.partition(".")
    if not hmac.compare_digest(seal.encode(), seal_of(name).encode()):
        abort(404)
    opened = select(Post).where(Post.preview_token == name, Post.trashed_at.is_(None))
    return page(find_or_404(opened), is_private=True)


def page(post: Post, *, is_private: bool) -> Response:
    """The draft on the page it will be on, with nothing that counts, keeps or asks for words."""
    body = render_template(
        "previews/show.html",
        post=post,
        revision=post.draft,
        preview=True,
        recent=recent(post),
        is_private=is_private,
    )
    response = make_response(body)
    response.headers.update(ALONE)
    return response


def new_name() -> str:
    """What is kept of a private link. It opens nothing without the site's secret."""
    return secrets.token_urlsafe(16)


def token(name: str) -> str:
    """What the link to the post that keeps ``name`` ends in."""
    return f"{name}.{seal_of(name)}"


def seal_of(name: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"preview {name}".encode(), hashlib.sha256).hexdigest()[:32]
