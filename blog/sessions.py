"""Sessions: who is signed in where, as rows, so that any of them can be ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Blueprint, Flask, Response, abort, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import BooleanField
from wtforms.validators import InputRequired

from blog import readers, throttles
from blog.db import Numbered, db, find, now
from blog.forms import EmailLine, Form, Password
from blog.members import Member, authenticate
from blog.merging import merge
from blog.web import is_own_address, leave_for, wants_part

BRIEF = timedelta(hours=12)
REMEMBERED = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=10)

bp = Blueprint("sessions", __name__)
login_manager = LoginManager()


class MemberSession(Numbered):
    """One browser in which a member is signed in; the cookie has the token, the row its hash."""

    __tablename__ = "member_sessions"

    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id, ondelete="CASCADE"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    remembered: Mapped[bool]
    agent: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def begin(cls, member: Member, remembered: bool, agent: str = "") -> str:
        """Sign ``member`` in and return the new token, which is kept nowhere else."""
        token = secrets.token_urlsafe(32)
        lasts = REMEMBERED if remembered else BRIEF
        db.session.add(
            cls(
                member=member,
                token_sha256=digest(token),
                remembered=remembered,
                agent=agent[:200],
                expires_at=now() + lasts,
            )
        )
        return token

    def seen(self) -> None:
        """Last a while longer from now on."""
        self.seen_at = now()
        self.expires_at = now() + (REMEMBERED if self.remembered else BRIEF)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(token: str) -> MemberSession | None:
    """The session of ``token``, unless it has ended."""
    query = select(MemberSession).where(
        MemberSession.token_sha256 == digest(token), MemberSession.expires_at > now()
    )
    return find(query)


@login_manager.user_loader
def load(token: str) -> Member | None:
    row = open_session(token)
    if row is None or not row.member.is_active:
        return None
    if row.seen_at < now() - SEEN_EVERY:
        row.seen()
        db.session.commit()
    row.member.session_token = token
    return row.member


@login_manager.unauthorized_handler
def lead_to_sign_in() -> Response:
    """A stranger who opens a member's page signs in first and then sees it; an act answers 401."""
    if wants_part() or request.method != "GET":
        abort(401)
    here = request.full_path.rstrip("?")
    return leave_for(url_for("sessions.new", next=here))


def sign_in(member: Member, remembered: bool = False) -> None:
    """Begin a session for ``member`` in this browser; what its guest kept becomes the member's."""
    guest = readers.guest()
    if guest and guest.id != member.reader_id:
        merge(guest, into=member.reader)
    session.clear()
    member.session_token = MemberSession.begin(member, remembered, request.user_agent.string)
    login_user(member)
    session.permanent = remembered
    g.reader = member.reader


def end_others(member: Member, but: str | None = None) -> None:
    """End every session of ``member``, but the one with the token ``but``."""
    ended = delete(MemberSession).where(MemberSession.member_id == member.id)
    if but:
        ended = ended.where(MemberSession.token_sha256 != digest(but))
    db.session.execute(ended)


class SignInForm(Form):
    email = EmailLine("E-mail")
    password = Password("Password", [InputRequired("Type your password.")])
    remembered = BooleanField("Keep me signed in on this device")


@bp.get("/sign-in")
def new() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return leave_for(next_address())
    return page(SignInForm())


@bp.post("/sign-in")
def create() -> ResponseReturnValue:
    form = SignInForm(request.form)
    if not form.validate():
        return page(form, 422)
    try:
        throttles.spend("sign-in", request.remote_addr, 20, per=300)
        throttles.spend("sign-in", f"{form.email.data} {request.remote_addr}", 10, per=300)
    except throttles.Throttled as refusal:
        form.password.errors = [refusal.words]
        return page(form, 429, {"Retry-After": str(refusal.pause)})
    member = authenticate(form.email.data or "", form.password.data or "")
    if member is None:
        form.password.errors = ["That e-mail address and password do not belong together."]
        return page(form, 422)
    sign_in(member, bool(form.remembered.data))
    db.session.commit()
    return leave_for(next_address())


@bp.post("/sign-out")
def destroy() -> Response:
    if current_user.is_authenticated:
        row = open_session(current_user.get_id())
        logout_user()
        session.clear()
        if row:
            db.session.delete(row)
            db.session.commit()
    return leave_for("/")


def page(
    form: SignInForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    words = render_template("sessions/new.html", form=form, next=next_address())
    return words, status, headers or {}


def next_address() -> str:
    """Where the reader was before signing in, if that is a page of this site."""
    address = request.values.get("next", "")
    return address if is_own_address(address) else "/"


def init_app(app: Flask) -> None:
    """Know signed-in members in ``app``."""
    login_manager.session_protection = None
    login_manager.init_app(app)
