"""Publications: a post goes out to readers, now or at an hour, and comes back."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from blog.db import db, now
from blog.desk import editor
from blog.desk.appointments import Appointment
from blog.desk.door import author, own_post
from blog.desk.sheet import Sheet
from blog.findings import findings
from blog.posts import Post, Unfinished
from blog.site import day, exact
from blog.web import leave_for
from blog.wording import _, later

bp = Blueprint("publications", __name__)

TRIES = 5
TOO_LATE = later("Readers have this post already. Unpublish it before you give it a later hour.")


@bp.before_request
def publishers_only() -> None:
    if not author().may_publish:
        abort(403)


@bp.get("/posts/<int:number>/publication")
def new(number: int) -> ResponseReturnValue:
    """What the draft still lacks, and the button that publishes it all the same."""
    post = own_post(number)
    appointment = Appointment.asked(request.args)
    appointment.validate()
    found = findings(post)
    stopped = any(finding.stops for finding in found)
    return render_template(
        "desk/publications/new.html",
        post=post,
        findings=found,
        stopped=stopped,
        act=act(post, appointment.moment),
    )


@bp.post("/posts/<int:number>/publication")
def create(number: int) -> Response:
    """Publish the draft, with the words that the request brings along, at ``at`` or now.

    Asked to look first (``checked=ask``), it shows what it finds instead.
    """
    post = own_post(number)
    appointment = Appointment.asked(request.form)
    if not appointment.validate():
        refuse(post, appointment)
    for tries_left in reversed(range(TRIES)):
        try:
            is_held_up = not publish(post, appointment)
            break
        except IntegrityError:
            # Others took the same address, or named the same book first, at this very moment.
            db.session.rollback()
            if not tries_left:
                raise
    if is_held_up:
        return ask(post)
    flash(news(post), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def ask(post: Post) -> Response:
    """Lead to what was found, with the hour that was chosen."""
    chosen: dict[str, Any] = {name: request.form.get(name) for name in ("at", "when")}
    return leave_for(url_for("desk.publications.new", number=post.id, **chosen))


def publish(post: Post, appointment: Appointment) -> bool:
    """Whether it could be done; what was found while looking first leaves it to the author."""
    editor.keep_any_words(post)
    at = appointment.moment
    if at and at > now() and post.state == "published":
        appointment.at.errors = [TOO_LATE]
        refuse(post, appointment)
    if at is None and post.state == "scheduled":
        at = now()
    if at is None and post.state == "published" and not post.has_changes:
        return True
    if request.args.get("checked") == "ask" and findings(post):
        db.session.commit()
        return False
    try:
        post.publish(at)
    except Unfinished as error:
        db.session.commit()
        sheet = Sheet(None, post.draft)
        sheet.title.errors = [str(error)]
        raise editor.NotKept(post, sheet, appointment=appointment) from error
    db.session.commit()
    return True


def refuse(post: Post, appointment: Appointment) -> None:
    raise editor.NotKept(post, Sheet(request.form, post.draft), appointment=appointment)


def act(post: Post, at: datetime | None) -> str:
    """What the button does that publishes ``post`` at that moment, or now."""
    if at and at > now():
        return _("Schedule for %(day)s", day=exact(at))
    if at:
        return _("Publish with the date %(day)s", day=day(at))
    return {"published": _("Publish changes"), "scheduled": _("Publish now")}.get(
        post.state, _("Publish")
    )


def news(post: Post) -> str:
    if post.state == "scheduled" and post.published_at:
        return _("Scheduled. Readers will see it from %(day)s on.", day=exact(post.published_at))
    return _("Published. Readers see it now.")


@bp.delete("/posts/<int:number>/publication")
def destroy(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    post.unpublish()
    db.session.commit()
    flash(_("Taken back. Only you and the editors see it now."), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))
