"""The editor: the page a post is written on, what it keeps, and what it says when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog import markup, prose
from blog.db import db, hold
from blog.desk import pictures
from blog.desk.appointments import Appointment
from blog.desk.conflicts import Difference, differences
from blog.desk.door import author
from blog.desk.sheet import Sheet
from blog.negatives import Unusable
from blog.posts import Post, Stale
from blog.web import HTMX_HEADERS, wants_part


class NotKept(Exception):
    """What was typed could not be kept; the answer gives all of it back.

    422 for what cannot be right, 409 when somebody has kept other words meanwhile.
    """

    def __init__(
        self, post: Post, sheet: Sheet, status: int = 422, appointment: Appointment | None = None
    ) -> None:
        super().__init__()
        self.post, self.sheet, self.status = post, sheet, status
        self.appointment = appointment


def page(
    post: Post,
    sheet: Sheet | None = None,
    appointment: Appointment | None = None,
    found: tuple[Difference, ...] = (),
) -> str:
    """The page on which ``post`` is written."""
    return render_template(
        "desk/drafts/edit.html",
        post=post,
        sheet=sheet or Sheet(None, post.draft),
        appointment=appointment or Appointment.of(post),
        differences=found,
        words_a_minute=prose.WORDS_A_MINUTE,
        way_back=way_back(post),
    )


def way_back(post: Post) -> str:
    """Where ``post`` lies at the desk, among its like."""
    return url_for("desk.pages.index" if post.kind == "page" else "desk.drafts.index")


def typed(post: Post) -> Sheet:
    """What the request says of the post; NotKept if something in it cannot be right."""
    sheet = Sheet(request.form, post.draft)
    if not sheet.validate():
        raise NotKept(post, sheet)
    for name, field in {"picture": sheet.hero, "cover_picture": sheet.cover}.items():
        upload = request.files.get(name)
        if upload and upload.filename:
            try:
                field.take(pictures.kept(upload))
            except Unusable as error:
                field.errors = [str(error)]
                raise NotKept(post, sheet) from error
    clean_ahead(sheet)
    return sheet


def clean_ahead(sheet: Sheet) -> None:
    """Clean the text while nobody waits: once the post is held, all who write on SQLite would."""
    if sheet.body.raw_data:
        with suppress(markup.TooTangled):
            markup.clean_post(sheet.body.data)


def keep_words(post: Post, sheet: Sheet) -> None:
    """Hold ``post`` and keep what stands on ``sheet`` on top of the version it began from.

    The same words are kept already, whichever version they began from: a save whose answer was
    lost may be sent once more.
    """
    hold(post)
    columns = sheet.columns()
    if any(getattr(post.draft, column) != value for column, value in columns.items()):
        with refusals(post, sheet):
            keep = request.form.get("keep") == "1"
            post.save(author(), sheet.version.data or 0, keep=keep, **columns)


def keep_any_words(post: Post) -> None:
    """Hold ``post`` and keep what was typed, if the request brings the sheet along.

    Every button of the page does, so that no act on a post loses words that were not yet saved.
    """
    if "version" in request.form:
        keep_words(post, typed(post))
    else:
        hold(post)


@contextmanager
def refusals(post: Post, sheet: Sheet) -> Iterator[None]:
    """Say what cannot be kept in the words of the page."""
    try:
        yield
    except Stale as error:
        raise NotKept(post, sheet, 409) from error
    except markup.TooTangled as error:
        sheet.body.errors = [str(error)]
        raise NotKept(post, sheet) from error


def refuse(refusal: NotKept) -> ResponseReturnValue:
    """Answer with both texts (409), or with what is wrong beside its field (422)."""
    db.session.rollback()
    post, sheet = refusal.post, refusal.sheet
    found: tuple[Difference, ...] = ()
    if refusal.status == 409:
        found = differences(sheet, post.draft)
    if wants_part():
        part = (
            "desk/drafts/_conflict.html" if refusal.status == 409 else "desk/drafts/_refusal.html"
        )
        body = render_template(part, post=post, sheet=sheet, differences=found)
    else:
        typed_hour = Appointment(request.form) if "at" in request.form else None
        body = page(post, sheet, refusal.appointment or typed_hour, found)
    response: Response = make_response(body, refusal.status)
    response.vary.update(HTMX_HEADERS)
    return response
