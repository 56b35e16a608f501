"""Archives: all conversations of the site as a file, and those of a file brought in."""

from flask import Blueprint, Response, request, stream_with_context
from werkzeug.datastructures import CombinedMultiDict

from blog.comments.archives import KINDS, Archive, read
from blog.comments.moving import Intake, Mover, all_kept
from blog.db import db
from blog.desk.door import owners_only
from blog.forms import Form, Tick, Upload
from blog.web import respond
from blog.wording import _, counted, later

bp = Blueprint("archives", __name__, url_prefix="/comments")
bp.before_request(owners_only)

MOST_BYTES = 20 * 1024**2
# How many of the posts that are looked for in vain are named.
NAMED = 10


class ArchiveForm(Form):
    file = Upload(later("File"), read)
    is_trial = Tick(later("Only tell me what would be taken in"))


@bp.get("/archive")
def edit() -> Response:
    return page(ArchiveForm(is_trial=True))


@bp.get("/archive.<any(json, xml):kind>")
def export(kind: str) -> Response:
    write, mimetype = KINDS[kind]
    response = Response(stream_with_context(write(all_kept())), mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename=comments.{kind}"
    response.cache_control.no_store = True
    return response


@bp.post("/archive")
def create() -> Response:
    request.max_content_length = MOST_BYTES
    form = ArchiveForm(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return page(form, 422)
    intake = taken_in(form.file.found, is_trial=bool(form.is_trial.data))
    return page(form, 200, told_of(intake, is_trial=bool(form.is_trial.data)))


def taken_in(archive: Archive, *, is_trial: bool) -> Intake:
    """Take in what ``archive`` holds; in a trial all of it is let go again."""
    if not is_trial:
        return Mover(db.session.commit).take_in(archive)
    intake = Mover(db.session.flush).take_in(archive)
    db.session.rollback()
    return intake


def told_of(intake: Intake, *, is_trial: bool) -> list[str]:
    """What became, or would become, of the comments of a file."""
    fresh = counted(intake.fresh, "comment")
    told = [
        _("%(comments)s would be taken in.", comments=fresh)
        if is_trial
        else _("%(comments)s taken in.", comments=fresh)
    ]
    if intake.known:
        told.append(_("Here already: %(comments)s.", comments=counted(intake.known, "comment")))
    if intake.refused:
        told.append(
            _(
                "Too long, too tangled or from the future: %(comments)s.",
                comments=counted(intake.refused, "comment"),
            )
        )
    if intake.incomplete:
        told.append(
            _(
                "Without a date, words or a known state: %(comments)s.",
                comments=counted(intake.incomplete, "comment"),
            )
        )
    if intake.orphans:
        told.append(
            _(
                "Answers to comments that are not here, taken in beside the others: %(comments)s.",
                comments=counted(intake.orphans, "comment"),
            )
        )
    if intake.missing:
        named = ", ".join(sorted(intake.missing)[:NAMED]) or "–"
        told.append(_("Posts that are not here: %(posts)s.", posts=named))
    return told


def page(form: ArchiveForm, status: int = 200, news: list[str] | None = None) -> Response:
    return respond("desk/archives/edit.html", status=status, form=form, news=news or [])
