"""The editor: the page a post is written on, what it keeps, and what it says when it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from blog import markup
from blog.db import db, hold
from blog.desk import pictures
from blog.desk.appointments import Appointment
from blog.desk.door import author
from blog.desk.sheet import COLUMNS, NAMES, Sheet
from blog.images import MOST_BYTES, Unusable
from blog.posts import Post, Stale
from blog.revisions import Revision
from blog.web import HTMX_HEADERS, wants_part

# All the words of a sheet; longer ones are refused unread, shorter ones are given back.
MOST_FORM_BYTES = 4 * 1024 * 1024


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


@dataclass(frozen=True)
class Difference:
    """A field in which two texts differ, both of them HTML if ``is_html``."""

    label: str
    mine: str
    theirs: str
    is_html: bool


def page(
    post: Post,
    sheet: Sheet | None = None,
    appointment: Appointment | None = None,
    differences: tuple[Difference, ...] = (),
) -> str:
    """The page on which ``post`` is written."""
    return render_template(
        "desk/drafts/edit.html",
        post=post,
        sheet=sheet or Sheet(None, post.draft),
        appointment=appointment or Appointment.of(post),
        differences=differences,
    )


def make_room() -> None:
    """Accept a whole sheet and a picture; to be called before the request is read."""
    request.max_content_length = MOST_BYTES + MOST_FORM_BYTES
    request.max_form_memory_size = MOST_FORM_BYTES


def typed(post: Post) -> Sheet:
    """What the request says of the post; NotKept if something in it cannot be right."""
    make_room()
    sheet = Sheet(request.form, post.draft)
    if not sheet.validate():
        raise NotKept(post, sheet)
    upload = request.files.get("picture")
    if upload and upload.filename:
        try:
            sheet.take_hero(pictures.kept(upload).id)
        except Unusable as error:
            sheet.hero.errors = [str(error)]
            raise NotKept(post, sheet) from error
    return sheet


def keep_words(post: Post, sheet: Sheet) -> None:
    """Hold ``post`` and keep what stands on ``sheet`` on top of the version it began from.

    The same words are kept already, whichever version they began from: a save whose answer was
    lost may be sent once more.
    """
    hold(post)
    columns = sheet.columns()
    if any(getattr(post.draft, column) != value for column, value in columns.items()):
        with refusals(post, sheet):
            post.save(author(), sheet.version.data or 0, **columns)


def keep_any_words(post: Post) -> None:
    """Hold ``post`` and keep what was typed, if the request brings the sheet along.

    Every button of the page does, so that no act on a post loses words that were not yet saved.
    """
    make_room()
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
        body = page(post, sheet, refusal.appointment, found)
    response: Response = make_response(body, refusal.status)
    response.vary.update(HTMX_HEADERS)
    return response


def differences(sheet: Sheet, kept: Revision) -> tuple[Difference, ...]:
    """Where the words on ``sheet`` and those now kept part ways."""
    columns = sheet.columns()
    names = [name for name in NAMES if COLUMNS.get(name, name) in columns]
    pairs = ((name, columns[COLUMNS.get(name, name)], kept_words(kept, name)) for name in names)
    return tuple(
        Difference(sheet[name].label.text, shown(name, mine), shown(name, theirs), name == "body")
        for name, mine, theirs in pairs
        if mine != theirs
    )


def kept_words(revision: Revision, name: str) -> object:
    return getattr(revision, COLUMNS.get(name, name))


def shown(name: str, value: object) -> str:
    if name == "body":
        return markup.clean_post(str(value))
    if name == "hero":
        return "Another picture" if value else "No picture"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return ", ".join(value) if isinstance(value, list) else str(value or "")
