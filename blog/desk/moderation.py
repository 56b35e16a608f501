"""Moderation: the comments that wait for a decision, and the newest of the others."""

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.comments import Comment
from blog.db import db, find_or_404, hold
from blog.desk.door import author
from blog.paging import page_asked, page_of
from blog.posts import Post
from blog.verdicts import REASONS
from blog.web import respond
from blog.wording import _, later

bp = Blueprint("moderation", __name__, url_prefix="/comments")

STATES = {
    "waiting": later("Waiting for approval"),
    "shown": later("On the pages"),
    "spam": later("Spam"),
}
ACTS = {
    "approval": Comment.approve,
    "spam": Comment.put_with_spam,
    "deletion": Comment.remove,
}
AT_A_GLANCE = 10
ON_A_PAGE = 20


@bp.context_processor
def tell() -> dict[str, object]:
    return {"reasons": REASONS}


@bp.get("")
def index() -> ResponseReturnValue:
    """All heaps at a glance, or one of them page by page."""
    if "state" in request.args:
        return heap(request.args["state"])
    pages = {
        state: page_of(in_state(state), Comment.created_at, Comment.id, size=AT_A_GLANCE)
        for state in STATES
    }
    return render_template("desk/moderation/index.html", pages=pages, states=STATES)


def heap(state: str) -> ResponseReturnValue:
    if state not in STATES:
        abort(404)
    page = page_asked(in_state(state), Comment.created_at, Comment.id, size=ON_A_PAGE)
    return respond(
        "desk/moderation/_comments.html",
        page="desk/moderation/heap.html",
        comments=page.rows,
        next=page.next,
        newer=page.newer,
        state=state,
        title=STATES[state],
    )


@bp.post("/<int:number>/<act>")
def decide(number: int, act: str) -> Response:
    if act not in ACTS:
        abort(404)
    comment = moderated(number)
    hold(comment.post)
    ACTS[act](comment)
    db.session.commit()
    return decided(comment)


def in_state(state: str) -> Select[Comment]:
    """The comments in ``state`` that the member at the desk decides on."""
    if state == "spam":
        return under_own_posts().where(Comment.is_spam)
    approved = Comment.approved_at.is_not(None)
    standing = under_own_posts().where(Comment.removed_at.is_(None), ~Comment.is_spam)
    return standing.where(approved if state == "shown" else ~approved)


def moderated(number: int) -> Comment:
    """One of them; under someone else's post it does not exist."""
    return find_or_404(under_own_posts().where(Comment.id == number))


def under_own_posts() -> Select[Comment]:
    posts = Post.editable_by(author()).where(Post.live_id.is_not(None)).with_only_columns(Post.id)
    title = joinedload(Comment.post).joinedload(Post.live)
    return select(Comment).where(Comment.post_id.in_(posts)).options(title)


def decided(comment: Comment) -> Response:
    """What was decided, in the place of the comment or on the page it came from."""
    if comment.is_spam:
        words = _("The comment by %(name)s lies with the spam.", name=comment.name)
    elif comment.removed_at:
        words = _("The comment by %(name)s is removed.", name=comment.name)
    else:
        words = _("The comment by %(name)s is approved.", name=comment.name)
    answer = respond(
        "desk/moderation/_decided.html",
        to=url_for("desk.moderation.index"),
        comment=comment,
        words=words,
    )
    if answer.status_code == 303:
        flash(words)
    return answer
