"""Deletions: a post in the trash goes for good, with all that belongs to it."""

from flask import Blueprint, Response, abort, flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, func, select

from blog import site
from blog.bookmarks import Bookmark
from blog.db import db, hold
from blog.desk import editor
from blog.desk.door import post_to_take_away
from blog.posts import Post
from blog.web import leave_for
from blog.wording import _

bp = Blueprint("deletions", __name__)


@bp.get("/posts/<int:number>/deletion")
def new(number: int) -> ResponseReturnValue:
    """The warning: what goes with the post, and what stays."""
    post = thrown_away(number)
    kept = select(func.count()).select_from(Bookmark).where(Bookmark.post_id == post.id)
    bookmarks = db.session.scalar(kept)
    return render_template("desk/deletions/new.html", post=post, bookmarks=bookmarks)


@bp.post("/posts/<int:number>/deletion")
def create(number: int) -> Response:
    """Delete the post, its revisions, comments, bookmarks and visits in one transaction.

    The database lets the rows go with it; its addresses stay, so that they lead nowhere else.
    """
    post = thrown_away(number)
    hold(post)
    if post.trashed_at is None:
        abort(409)
    if post.kind == "page":
        site.one_at_a_time()
    title, back = post.draft.title or _("Untitled"), editor.way_back(post)
    db.session.execute(delete(Post).where(Post.id == post.id))
    db.session.commit()
    flash(_("“%(title)s” is gone for good.", title=title), "good")
    return leave_for(back)


def thrown_away(number: int) -> Post:
    """The post in the trash that the member at the desk may delete."""
    post = post_to_take_away(number)
    return post if post.trashed_at else abort(404)
