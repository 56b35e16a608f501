"""Publications: a post goes out to readers, now or at an hour, and comes back."""

from flask import Blueprint, Response, abort, flash, request, url_for
from sqlalchemy.exc import IntegrityError

from blog.db import db, now
from blog.desk import editor
from blog.desk.appointments import Appointment
from blog.desk.door import author, own_post
from blog.desk.sheet import Sheet
from blog.posts import Post, Unfinished
from blog.site import exact
from blog.web import leave_for

bp = Blueprint("publications", __name__)

TRIES = 5
TOO_LATE = "Readers have this post already. Unpublish it before you give it a later hour."


@bp.before_request
def publishers_only() -> None:
    if not author().may_publish:
        abort(403)


@bp.post("/posts/<int:number>/publication")
def create(number: int) -> Response:
    """Publish the draft, with the words that the request brings along, at ``at`` or now."""
    post = own_post(number)
    editor.make_room()
    appointment = Appointment.asked(request.form)
    if not appointment.validate():
        refuse(post, appointment)
    for tries_left in reversed(range(TRIES)):
        try:
            publish(post, appointment)
            break
        except IntegrityError:
            # Others took the same address, or named the same book first, at this very moment.
            db.session.rollback()
            if not tries_left:
                raise
    flash(news(post), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def publish(post: Post, appointment: Appointment) -> None:
    editor.keep_any_words(post)
    at = appointment.moment
    if at and at > now() and post.state == "published":
        appointment.at.errors = [TOO_LATE]
        refuse(post, appointment)
    if at is None and post.state == "scheduled":
        at = now()
    if at is None and post.state == "published" and not post.has_changes:
        return
    try:
        post.publish(at)
    except Unfinished as error:
        db.session.commit()
        sheet = Sheet(None, post.draft)
        sheet.title.errors = [str(error)]
        raise editor.NotKept(post, sheet, appointment=appointment) from error
    db.session.commit()


def refuse(post: Post, appointment: Appointment) -> None:
    raise editor.NotKept(post, Sheet(request.form, post.draft), appointment=appointment)


def news(post: Post) -> str:
    if post.state == "scheduled" and post.published_at:
        return f"Scheduled. Readers will see it from {exact(post.published_at)} on."
    return "Published. Readers see it now."


@bp.delete("/posts/<int:number>/publication")
def destroy(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    post.unpublish()
    db.session.commit()
    flash("Taken back. Only you and the editors see it now.", "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))
