"""Drafts: the posts somebody works on, listed, begun, and kept at every pause of the hand."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import contains_eager, joinedload

from blog.db import db, find, now
from blog.desk import editor, trash
from blog.desk.door import author, own_post
from blog.paging import Column, page_asked, page_of
from blog.posts import Post
from blog.revisions import Revision
from blog.site import day, local
from blog.web import leave_for, respond
from blog.wording import later

bp = Blueprint("drafts", __name__)

AT_A_GLANCE = 10
ON_A_PAGE = 20


@dataclass(frozen=True)
class State:
    """A heap of the desk: what it is called, and the time by which its posts are ordered."""

    title: str
    moment: Column


STATES = {
    "draft": State(later("Drafts"), Revision.saved_at),
    "in review": State(later("In review"), Revision.saved_at),
    "scheduled": State(later("Scheduled"), Post.published_at),
    "published": State(later("Published"), Post.published_at),
    "trash": State(later("Trash"), Post.trashed_at),
}


@bp.get("")
def index() -> ResponseReturnValue:
    """Every heap at a glance, or one of them page by page."""
    trash.sweep()
    if "state" in request.args:
        return heap(request.args["state"])
    pages = {
        state: page_of(in_state(state), STATES[state].moment, Post.id, size=AT_A_GLANCE)
        for state in STATES
    }
    return render_template("desk/drafts/index.html", pages=pages, states=STATES)


def heap(state: str) -> ResponseReturnValue:
    if state not in STATES:
        abort(404)
    page = page_asked(in_state(state), STATES[state].moment, Post.id, size=ON_A_PAGE)
    return respond(
        "desk/drafts/_posts.html",
        page="desk/drafts/heap.html",
        posts=page.rows,
        next=page.next,
        newer=page.newer,
        state=state,
        title=STATES[state].title,
    )


def in_state(state: str) -> Select[Post]:
    """The posts in ``state`` that the member at the desk may work on; mirrors ``Post.state``."""
    posts = (
        Post.editable_by(author())
        .where(Post.kind == "post")
        .join(Post.draft)
        .options(contains_eager(Post.draft), joinedload(Post.author))
    )
    live, trashed = Post.live_id.is_not(None), Post.trashed_at.is_not(None)
    conditions: dict[str, tuple[ColumnElement[bool], ...]] = {
        "draft": (~trashed, ~live, Post.submitted_at.is_(None)),
        "in review": (~trashed, ~live, Post.submitted_at.is_not(None)),
        "scheduled": (~trashed, live, Post.published_at > now()),
        "published": (~trashed, live, Post.published_at <= now()),
        "trash": (trashed,),
    }
    return posts.where(*conditions[state])


@bp.post("/posts")
def create() -> Response:
    """A new post; one that was begun and never written into is as good as new."""
    post = find(Post.blank_of(author())) or Post.begin(author())
    post.draft.saved_at = now()
    db.session.commit()
    return leave_for(url_for("desk.drafts.edit", number=post.id))


@bp.get("/posts/<int:number>")
def edit(number: int) -> ResponseReturnValue:
    return editor.page(own_post(number))


@bp.route("/posts/<int:number>", methods=["PUT", "POST"])
def update(number: int) -> Response:
    post = own_post(number)
    editor.keep_words(post, editor.typed(post))
    db.session.commit()
    here = url_for("desk.drafts.edit", number=post.id)
    return respond("desk/drafts/_status.html", to=here, post=post)


@bp.app_template_filter()
def lately(moment: datetime) -> str:
    """``moment`` in as few words as it needs: 14:02 if that was today, else the day."""
    return f"{local(moment):%H:%M}" if day(moment) == day(now()) else day(moment)
