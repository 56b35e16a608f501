"""Choices: what people want to be written to about, said from a link in a letter or at home."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import RadioField

from blog import outbox, sessions, throttles
from blog.correspondents import KINDS, OFTEN, Correspondent
from blog.db import db, find
from blog.forms import Form, choices
from blog.headers import keep_secret
from blog.letters import meant_by
from blog.members import Member
from blog.web import leave_for
from blog.wording import _, later

bp = Blueprint("letters", __name__, url_prefix="/letters")
bp.after_request(keep_secret)

# What a program for mail sends for whoever pressed its button (RFC 8058, section 3.2).
ONE_CLICK = "List-Unsubscribe"
STOPPED = {
    "replies": later("You will get no more letters about answers to your comments."),
    "comments": later("You will get no more letters about comments on your posts."),
    "waiting": later("You will get no more letters about comments that wait."),
    "digest": later("You will get no more letters of the day."),
}


class ChoicesForm(Form):
    """How often to write about each of KINDS; those that cannot concern somebody are left out."""

    replies = RadioField(KINDS["replies"], choices=choices(OFTEN))
    comments = RadioField(KINDS["comments"], choices=choices(OFTEN))
    waiting = RadioField(KINDS["waiting"], choices=choices(OFTEN))

    @classmethod
    def offered(cls, to: Correspondent | None, writes: bool, typed: Any = None) -> "ChoicesForm":
        """The form for ``to``, or for somebody who was never written to."""
        form = cls(typed, obj=to, data=None if to else dict.fromkeys(KINDS, "each"))
        if not writes:
            del form.comments, form.waiting
        return form

    def take(self, to: Correspondent) -> None:
        for field in self:
            to.choose(field.name, field.data)


def for_member(member: Member) -> dict[str, Any]:
    """What the page of an account shows of ``member``'s letters; nothing where none are sent."""
    if not outbox.is_open():
        return {}
    known = find(Correspondent.of(member))
    return {"letters_form": ChoicesForm.offered(known, member.may_write), "letters_to": known}


@bp.post("")
@login_required
def save() -> ResponseReturnValue:
    """Keep what a member chose at home."""
    member = own_member()
    to = Correspondent.known(member.reader_id, member.email, outbox.asked_language())
    form = ChoicesForm.offered(None, member.may_write, request.form)
    if not form.validate():
        abort(422)
    form.take(to)
    to.language = outbox.asked_language()
    db.session.commit()
    flash(_("Your choice of letters is kept."), "good")
    return leave_for(url_for("accounts.edit"))


@bp.post("/confirmation")
@login_required
def request_link() -> ResponseReturnValue:
    """Send a member the question again whether the address is theirs."""
    member = own_member()
    try:
        throttles.spend("confirmation", str(member.id), 3, per=3600)
    except throttles.Throttled as refusal:
        flash(refusal.words, "bad")
        return leave_for(url_for("accounts.edit"))
    to = Correspondent.known(member.reader_id, member.email, outbox.asked_language())
    to.ask(again=True)
    db.session.commit()
    flash(_("A letter is on its way to %(email)s. Open its link.", email=member.email))
    return leave_for(url_for("accounts.edit"))


@bp.get("/confirmation/<token>")
def ask(token: str) -> ResponseReturnValue:
    to, _purpose = meant(token, "confirm")
    return page("letters/ask.html", token, to) if to else lost()


@bp.post("/confirmation/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Be written to from now on, or never."""
    to, _purpose = meant(token, "confirm")
    if to is None:
        return lost()
    if "refuse" in request.form:
        to.refuse()
    else:
        to.confirm()
    db.session.commit()
    return leave_for(url_for("letters.ask", token=token))


@bp.get("/<token>")
def edit(token: str) -> ResponseReturnValue:
    """The choices; to open them changes nothing, as programs open links before people do."""
    to, purpose = meant(token, *STOPPED)
    return choices_page(token, to, purpose) if to else lost()


@bp.post("/<token>")
def update(token: str) -> ResponseReturnValue:
    """Stop letters of one kind by one click, or choose anew how often each shall come."""
    to, purpose = meant(token, *STOPPED)
    if to is None:
        return lost()
    if ONE_CLICK in request.form:
        stop(to, purpose)
        db.session.commit()
        return choices_page(token, to, purpose)
    form = ChoicesForm.offered(to, writes(to), request.form)
    if not form.validate():
        return choices_page(token, to, purpose, form, 422)
    form.take(to)
    to.language = outbox.asked_language()
    db.session.commit()
    return leave_for(url_for("letters.edit", token=token, kept=1))


def stop(to: Correspondent, purpose: str) -> None:
    """Write no more about ``purpose``; of a digest's kinds, about none that comes with it."""
    kinds = [kind for kind in KINDS if to.chosen(kind) == "daily"]
    for kind in kinds if purpose == "digest" else [purpose]:
        to.choose(kind, "none")


def is_stopped(to: Correspondent, purpose: str) -> bool:
    if purpose == "digest":
        return all(to.chosen(kind) != "daily" for kind in KINDS)
    return to.chosen(purpose) == "none"


def meant(token: str, *purposes: str) -> tuple[Correspondent | None, str]:
    """Whom a link of a letter means, if it is one for any of these ``purposes``; else nobody."""
    to, purpose = meant_by(token) or (None, "")
    return (to, purpose) if purpose in purposes else (None, "")


def writes(to: Correspondent) -> bool:
    """Whether they have posts of their own here."""
    member = find(Correspondent.member_at(to))
    return member is not None and member.may_write


def own_member() -> Member:
    """Who chooses at home; where no mail is sent there is nothing to choose."""
    return sessions.member() or abort(401) if outbox.is_open() else abort(404)


def choices_page(
    token: str,
    to: Correspondent,
    purpose: str,
    form: ChoicesForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    stopped = STOPPED[purpose] if is_stopped(to, purpose) else ""
    form = form or ChoicesForm.offered(to, writes(to))
    return page("letters/edit.html", token, to, status, form=form, stopped=stopped)


def page(
    name: str, token: str, to: Correspondent, status: int = 200, **context: Any
) -> ResponseReturnValue:
    return render_template(name, token=token, to=to, **context), status


def lost() -> ResponseReturnValue:
    return render_template("letters/lost.html"), 404
