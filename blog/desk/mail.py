"""Mail: whether letters leave, what waits, and what nobody would take, for the owner to see."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from blog import outbox, throttles
from blog.correspondents import Correspondent
from blog.db import db
from blog.desk.door import author, owners_only
from blog.members import Member
from blog.outbox import Errand
from blog.web import leave_for, told
from blog.wording import _, later

bp = Blueprint("mail", __name__, url_prefix="/mail")
bp.before_request(owners_only)

AT_A_GLANCE = 50
KINDS = {
    "said": later("Who is told of a comment"),
    "replies": later("An answer to a comment"),
    "comments": later("A comment on a post"),
    "waiting": later("Comments that wait"),
    "digest": later("The letter of the day"),
    "confirmation": later("Whether an address is theirs"),
    "reset": later("A link to a new password"),
    "changed": later("That a password was changed"),
    "trial": later("A letter to try the mail"),
}


@bp.get("")
def index() -> ResponseReturnValue:
    lost = list(db.session.scalars(Errand.given_up().limit(AT_A_GLANCE)))
    return render_template(
        "desk/mail/index.html",
        state=state(),
        lost=[(errand, KINDS[errand.kind], addressee(errand)) for errand in lost],
    )


@bp.post("/trial")
def try_out() -> ResponseReturnValue:
    """Send the owner a letter."""
    throttles.spend("trial", str(author().id), 10, per=3600)
    outbox.put("trial", author().id)
    db.session.commit()
    words = _("A letter to %(email)s is on its way.", email=author().email)
    return told(words, leave_for(url_for("desk.mail.index")))


@bp.post("/retrial")
def retry() -> ResponseReturnValue:
    """Try again what was given up."""
    outbox.retry()
    db.session.commit()
    return told(_("They are tried again."), leave_for(url_for("desk.mail.index")))


@bp.post("/clearance")
def clear() -> ResponseReturnValue:
    """Forget what was given up."""
    outbox.forget()
    db.session.commit()
    return told(_("They are forgotten."), leave_for(url_for("desk.mail.index")))


@bp.app_template_global("mail_state")
def state() -> dict[str, Any]:
    """How the mail does: its ``server``, how many letters wait or were ``lost``, and why."""
    server = urlsplit(current_app.config["SMTP_URL"])
    failing = Errand.waiting().where(Errand.failure != "").limit(1)
    return {
        "server": server.hostname or "",
        "sender": current_app.config["MAIL_FROM"],
        "waiting": counted_rows(Errand.due_at.is_not(None)),
        "lost": counted_rows(Errand.given_up_at.is_not(None)),
        "failing": db.session.scalars(failing).first(),
    }


def counted_rows(which: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(Errand).where(which)) or 0


def addressee(errand: Errand) -> str:
    """To whom a letter was to go."""
    if errand.to_id:
        to = db.session.get(Correspondent, errand.to_id)
        return to.email if to else ""
    member = db.session.get(Member, errand.about_id) if errand.kind != "said" else None
    return member.email if member else ""
