"""Reporting: how a reader tells moderators that something is wrong with a comment."""

from flask import Blueprint, Response, abort, g, request
from wtforms import RadioField

from blog import readers, throttles
from blog.comments import Comment
from blog.comments.answers import address
from blog.comments.conversations import seen
from blog.comments.reports import REASONS, Report
from blog.db import db
from blog.forms import Form, Passage, choices
from blog.web import respond, told, wants_part
from blog.wording import _, later

bp = Blueprint("reporting", __name__, url_prefix="/comments/<int:number>/report")

IN_AN_HOUR = 10


class ReportForm(Form):
    reason = RadioField(later("What is wrong with it?"), choices=choices(REASONS), default="spam")
    words = Passage(later("Anything to add?"), 500)


@bp.get("")
def new(number: int) -> Response:
    return page(reportable(number), ReportForm())


@bp.post("")
def create(number: int) -> Response:
    throttles.spend("report", request.remote_addr, IN_AN_HOUR, per=3600)
    comment, form = reportable(number), ReportForm(request.form)
    if not form.validate():
        return page(comment, form, 422)
    Report.file(comment, readers.remember(), form.reason.data, form.words.data or "")
    db.session.commit()
    news = _("Thank you. Whoever looks after this page will read it.")
    answer = respond("comments/_reported.html", to=address(comment), comment=comment, words=news)
    return told(news, answer) if answer.status_code == 303 else answer


def reportable(number: int) -> Comment:
    """The comment, if it is somebody else's and everyone sees it."""
    comment = seen(number)
    if not comment.may_be_answered:
        abort(404)
    return abort(403) if comment.is_said_by(g.reader) else comment


def page(comment: Comment, form: ReportForm, status: int = 200) -> Response:
    return respond(
        "comments/_report.html",
        page="comments/report.html",
        status=status,
        form=form,
        comment=comment,
        post=comment.post,
        place=address(comment),
        in_place=wants_part(),
    )
