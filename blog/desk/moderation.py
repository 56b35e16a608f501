"""Moderation: comments that wait for a decision, the newest of the others, what was decided."""

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.comments import Comment
from blog.comments.answers import placed
from blog.comments.decisions import ACTS, Decision
from blog.comments.reports import Report
from blog.db import db, find_or_404, hold, row_number
from blog.desk.door import author
from blog.paging import Page, page_asked, page_of
from blog.posts import Post
from blog.verdicts import REASONS
from blog.web import is_own_address, respond
from blog.wording import _, counted, later

bp = Blueprint("moderation", __name__, url_prefix="/comments")

STATES = {
    "waiting": later("Waiting for approval"),
    "reported": later("Reported by readers"),
    "shown": later("On the pages"),
    "spam": later("Spam"),
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
    return render_template(
        "desk/moderation/index.html",
        pages=pages,
        states=STATES,
        reports=reports_on(*pages.values()),
    )


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
        reports=reports_on(page),
    )


def reports_on(*pages: Page[Comment]) -> dict[int, list[Report]]:
    """What readers told of the comments on ``pages``."""
    return Report.of([comment.id for page in pages for comment in page.rows])


def may_decide(act: str) -> None:
    """404 for what is no act. To block somebody holds for the whole site, so editors do that."""
    if act not in ACTS:
        abort(404)
    if act == "block" and not author().may_edit_others:
        abort(403)


@bp.post("")
def decide_on_all() -> ResponseReturnValue:
    """Do one act about every comment that is chosen."""
    act = request.form.get("act", "")
    chosen = [row_number(number) for number in request.form.getlist("chosen")]
    numbers = sorted({number for number in chosen if number})[:ON_A_PAGE]
    may_decide(act)
    found = under_own_posts().where(Comment.id.in_(numbers)).order_by(Comment.post_id, Comment.id)
    taken = 0
    for comment in db.session.scalars(found).all():
        hold(comment.post)
        taken += Decision.take(act, comment, author()) is not None
    db.session.commit()
    flash(_("%(what)s: %(count)s.", what=ACTS[act], count=counted(taken, "comment")).capitalize())
    return respond("_flashes.html", to=back_to("/desk/comments"))


def back_to(place: str) -> str:
    """Where the form says that it stands, somewhere below ``place``; else the list of comments."""
    back = request.form.get("next", "")
    known = back.startswith(place) and is_own_address(back)
    return back if known else url_for("desk.moderation.index")


@bp.post("/<int:number>/<act>")
def decide(number: int, act: str) -> Response:
    may_decide(act)
    comment = moderated(number)
    hold(comment.post)
    decision = Decision.take(act, comment, author())
    db.session.commit()
    return decided(comment, decision)


@bp.get("/log")
def log() -> ResponseReturnValue:
    """What was decided, by whom and when, the newest first."""
    page = page_asked(
        Decision.about(under_own_posts()), Decision.decided_at, Decision.id, size=ON_A_PAGE
    )
    return respond(
        "desk/moderation/_decisions.html",
        page="desk/moderation/log.html",
        decisions=page.rows,
        next=page.next,
        newer=page.newer,
    )


@bp.post("/log/<int:number>/undo")
def undo(number: int) -> Response:
    decision = find_or_404(Decision.about(under_own_posts()).where(Decision.id == number))
    hold(decision.comment.post)
    decision.undo()
    db.session.commit()
    return decided(decision.comment, None)


def in_state(state: str) -> Select[Comment]:
    """The comments in ``state`` that the member at the desk decides on."""
    if state == "spam":
        return under_own_posts().where(Comment.is_spam)
    standing = under_own_posts().where(Comment.removed_at.is_(None), ~Comment.is_spam)
    if state == "reported":
        return standing.where(Report.is_open())
    approved = Comment.approved_at.is_not(None)
    return standing.where(approved if state == "shown" else ~approved)


def moderated(number: int) -> Comment:
    """One of them; under someone else's post it does not exist."""
    return find_or_404(under_own_posts().where(Comment.id == number))


def under_own_posts() -> Select[Comment]:
    posts = Post.editable_by(author()).where(Post.live_id.is_not(None)).with_only_columns(Post.id)
    title = joinedload(Comment.post).joinedload(Post.live)
    return select(Comment).where(Comment.post_id.in_(posts)).options(title)


def decided(comment: Comment, decision: Decision | None) -> Response:
    """What became of ``comment``, in its place on the desk, on the page, or where it came from."""
    words = WORDS[comment.state] % {"name": comment.name}
    if "since" in request.form:
        return placed("comments/_corrected.html", comment, words, decision=decision)
    answer = respond(
        "desk/moderation/_decided.html",
        to=back_to("/posts/"),
        comment=comment,
        decision=decision,
        words=words,
    )
    if answer.status_code == 303:
        flash(words)
    return answer


WORDS = {
    "spam": later("The comment by %(name)s lies with the spam."),
    "removed": later("The comment by %(name)s is removed."),
    "shown": later("The comment by %(name)s is approved."),
    "waiting": later("The comment by %(name)s waits again."),
}
