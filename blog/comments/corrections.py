"""Corrections: what one may still change, or take back, of what one said."""

from dataclasses import replace

from flask import Blueprint, Response, abort, g, request

from blog.comments import Comment
from blog.comments.answers import about, address, placed
from blog.comments.conversations import seen
from blog.comments.decisions import Decision
from blog.comments.forms import WordsForm
from blog.comments.judgements import remark
from blog.comments.refusals import Refusal, asked_again, check, slow_down
from blog.db import db, hold
from blog.sessions import member
from blog.verdicts import judge
from blog.wording import _, later

bp = Blueprint("corrections", __name__, url_prefix="/comments/<int:number>")

TOO_LATE = later(
    "A comment can be changed for fifteen minutes. Your words are kept below, to copy."
)

WOULD_WAIT = later(
    "So changed, the comment would wait for approval: it looks like advertising. Your words are"
    " kept below; say it otherwise, or say it in a comment of its own."
)


@bp.get("/edit")
def edit(number: int) -> Response:
    comment = own(number)
    if not comment.may_be_edited_by(g.reader, member()):
        abort(403)
    return edit_page(WordsForm(body=comment.source, place=f"edit-{number}"), comment)


@bp.post("/edit")
def update(number: int) -> Response:
    comment = own(number)
    form = WordsForm(request.form, place=f"edit-{number}")
    try:
        if not comment.may_be_edited_by(g.reader, member()):
            raise Refusal(403, TOO_LATE)
        check(form)
        slow_down("correction")
        judge_again(comment, form.body.data or "")
    except Refusal as refusal:
        return edit_page(form, comment, refusal)
    hold(comment.post)
    comment.reword(form.body.data or "", form.html)
    db.session.commit()
    return placed("comments/_corrected.html", comment, _("Your changes are saved."))


@bp.get("/deletion")
def removal(number: int) -> Response:
    return about(removable(number), "comments/_removal.html", "comments/removal.html")


@bp.post("/deletion")
def destroy(number: int) -> Response:
    comment = removable(number)
    hold(comment.post)
    moderator, decision = member(), None
    if moderator and not comment.is_said_by(g.reader):
        decision = Decision.take("deletion", comment, moderator)
    else:
        comment.remove()
    db.session.commit()
    words = _("The comment is removed.")
    return placed("comments/_corrected.html", comment, words, decision=decision)


def judge_again(comment: Comment, body: str) -> None:
    """Refuse to make words that would have waited of words that everyone sees."""
    if comment.is_held or comment.post.may_be_edited_by(member()):
        return
    # Who may not say anything new may still mend what stands.
    verdict = judge(replace(remark(comment.name, body, comment.post), is_blocked=False))
    if verdict.waits:
        raise Refusal(422, WOULD_WAIT)


def own(number: int) -> Comment:
    """The comment, if whoever asks said it or moderates; someone else's does not exist."""
    comment = seen(number)
    theirs = comment.is_said_by(g.reader) or comment.post.may_be_edited_by(member())
    return comment if theirs and comment.removed_at is None else abort(404)


def removable(number: int) -> Comment:
    """The comment, if whoever asks may still take it away."""
    comment = own(number)
    return comment if comment.may_be_removed_by(g.reader, member()) else abort(403)


def edit_page(form: WordsForm, comment: Comment, refusal: Refusal | None = None) -> Response:
    """The form with the words of ``comment``; when refused, with what was typed and why."""
    context = {"form": form, "comment": comment, "post": comment.post, "place": address(comment)}
    return asked_again("comments/_edit.html", "comments/edit.html", form, refusal, context)
