"""Passwords: a new one for who forgot theirs, by a link that is sent to their address."""

from __future__ import annotations

import hashlib

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from wtforms.validators import DataRequired

from blog import outbox, throttles
from blog.accounts import LONG_ENOUGH
from blog.correspondents import Correspondent
from blog.db import db, find, hold, row_number
from blog.forms import EmailLine, Form, Password
from blog.headers import keep_secret
from blog.members import Member, hashed, normal_email
from blog.sessions import end_others
from blog.web import leave_for
from blog.wording import _, later

LASTS = 3600

bp = Blueprint("passwords", __name__, url_prefix="/password")
bp.after_request(keep_secret)


class ForgottenForm(Form):
    email = EmailLine(later("E-mail"))


class PasswordForm(Form):
    password = Password(
        later("New password"), [DataRequired(later("Choose a password.")), LONG_ENOUGH]
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return page(ForgottenForm())


@bp.post("/new")
def create() -> ResponseReturnValue:
    """Send a link, if there is such a member; whether there is one, nobody is told."""
    if not outbox.is_open():
        abort(404)
    form = ForgottenForm(request.form)
    if not form.validate():
        return page(form, 422)
    try:
        throttles.spend("reset", request.remote_addr, 5, per=3600)
        throttles.spend("reset of one", normal_email(form.email.data), 5, per=86_400)
    except throttles.Throttled as refusal:
        form.email.errors = [refusal.words]
        return page(form, 429, refusal.headers)
    member = find(Member.with_email(form.email.data))
    outbox.put("reset", member.id if member else 0)
    db.session.commit()
    return leave_for(url_for("passwords.sent"))


@bp.get("/sent")
def sent() -> ResponseReturnValue:
    return render_template("passwords/sent.html")


@bp.get("/<token>")
def edit(token: str) -> ResponseReturnValue:
    if meant_by(token) is None:
        return too_late()
    return choice(PasswordForm(), token)


@bp.post("/<token>")
def update(token: str) -> ResponseReturnValue:
    """Take the new password, once; whoever was signed in anywhere is so no more."""
    form = PasswordForm(request.form)
    if (member := meant_by(token)) is None:
        return too_late()
    if not form.validate():
        return choice(form, token, 422)
    password_hash = hashed(form.password.data)
    hold(member)
    if meant_by(token) is None:
        db.session.rollback()
        return too_late()
    member.password_hash = password_hash
    end_others(member)
    # Whoever has the link reads what is sent to the address.
    Correspondent.known(member.reader_id, member.email, outbox.asked_language()).confirm()
    outbox.put("changed", member.id)
    db.session.commit()
    flash(_("Your new password is kept. Sign in with it."), "good")
    return leave_for(url_for("sessions.new"))


def link_for(member: Member) -> str:
    """The path at which ``member`` may choose a new password, within an hour from now."""
    return url_for("passwords.edit", token=f"{member.id}.{signer(member).dumps(member.email)}")


def meant_by(token: str) -> Member | None:
    """The member to whom the link with ``token`` was sent, while it is good.

    It is signed with the password it replaces, and so is good for nothing once that is changed.
    """
    number, _point, signed = token.partition(".")
    member = db.session.get(Member, row_number(number) or 0)
    if member is None or not member.is_active:
        return None
    try:
        signer(member).loads(signed, max_age=LASTS)
    except BadSignature:
        return None
    return member


def signer(member: Member) -> URLSafeTimedSerializer:
    present = hashlib.sha256(member.password_hash.encode()).hexdigest()
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"password {present}")


def page(
    form: ForgottenForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    return render_template("passwords/new.html", form=form), status, headers or {}


def choice(form: PasswordForm, token: str, status: int = 200) -> ResponseReturnValue:
    return render_template("passwords/edit.html", form=form, token=token), status


def too_late() -> ResponseReturnValue:
    return render_template("passwords/late.html"), 410
