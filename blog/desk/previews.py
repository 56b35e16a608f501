"""Previews: a draft as readers would see it, and the private link that shows it to others."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import previews
from blog.db import db, hold
from blog.desk.door import own_post
from blog.headers import POLICY
from blog.posts import Post
from blog.related import recent
from blog.web import absolute, respond
from blog.wording import _

bp = Blueprint("previews", __name__)

# The page that shows the draft on a phone's width frames one other page: the draft itself.
FRAMING = POLICY.replace("frame-src ", "frame-src 'self' ")
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@bp.get("/posts/<int:number>/preview")
def show(number: int) -> ResponseReturnValue:
    """The draft on the whole page, or as on a phone (``width=phone``)."""
    post = own_post(number)
    width = request.args.get("width", "")
    body = render_template(
        "desk/previews/show.html",
        post=post,
        revision=post.draft,
        preview=True,
        recent=recent(post),
        width=width,
        link=link(post),
    )
    response = make_response(body)
    if width == "phone":
        response.headers["Content-Security-Policy"] = FRAMING
    return response


@bp.get("/posts/<int:number>/preview/page")
def page(number: int) -> Response:
    """The draft alone, to be shown in a frame of the desk's own."""
    response = previews.page(own_post(number), is_private=False)
    response.headers["Content-Security-Policy"] = FRAMED
    return response


@bp.post("/posts/<int:number>/preview/link")
def create(number: int) -> Response:
    """Make the private link; where there is one, it stays."""
    post = own_post(number)
    hold(post)
    if post.trashed_at:
        abort(409)
    post.preview_token = post.preview_token or previews.new_name()
    db.session.commit()
    return answer(post, _("The private link is there."))


@bp.delete("/posts/<int:number>/preview/link")
def destroy(number: int) -> Response:
    """Take the link back; the next one will be another."""
    post = own_post(number)
    hold(post)
    post.preview_token = None
    db.session.commit()
    return answer(post, _("The private link leads nowhere any more."))


def link(post: Post) -> str:
    """The whole address of the post's private link, or nothing."""
    if post.preview_token is None or post.trashed_at:
        return ""
    return absolute(url_for("previews.show", token=previews.token(post.preview_token)))


def answer(post: Post, news: str) -> Response:
    here = url_for("desk.previews.show", number=post.id)
    return respond("desk/previews/_link.html", to=here, post=post, link=link(post), news=news)
