"""Sessions: who is signed in where, as rows, so that any of them can be ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from flask import Blueprint, Flask, Response, abort, g, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import ForeignKey, Select, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import BooleanField
from wtforms.validators import InputRequired

from blog import readers, throttles
from blog.db import Moment, Numbered, db, find, now
from blog.forms import EmailLine, Form, Password
from blog.members import Member, authenticate, normal_email
from blog.merging import merge
from blog.web import is_own_address, leave_for, respond, wants_part
from blog.wording import _, later

BRIEF = timedelta(hours=12)
REMEMBERED = timedelta(days=30)
LONGEST = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=10)
# How often anybody may try to sign in as one member in a day; after that, once a minute.
A_DAY = 50

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
        ended = delete(cls).where(cls.member_id == member.id, cls.expires_at < now())
        db.session.execute(ended)
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
        """Last a while longer from now on, but not for ever."""
        self.seen_at = now()
        lasts = REMEMBERED if self.remembered else BRIEF
        self.expires_at = min(self.seen_at + lasts, self.created_at + LONGEST)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(token: str) -> MemberSession | None:
    """The session of ``token``, unless it has ended."""
    return find(still_open(), sha256=digest(token), now=now())


@cache
def still_open() -> Select[MemberSession]:
    """The session whose token has the digest ``sha256``, if it is open ``now``."""
    return select(MemberSession).where(
        MemberSession.token_sha256 == bindparam("sha256"),
        MemberSession.expires_at > bindparam("now", type_=Moment),
    )


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


def member() -> Member | None:
    """The member who is signed in to this browser."""
    known: Member | None = current_user._get_current_object() if current_user else None  # noqa: SLF001
    return known if known and known.is_authenticated else None


def sign_in(member: Member, remembered: bool = False) -> None:
    """Begin a session for ``member`` in this browser; what its guest kept becomes the member's."""
    guest = readers.guest()
    if guest and guest.id != member.reader_id:
        merge(guest, into=member.reader)
    end_this()
    member.session_token = MemberSession.begin(member, remembered, request.user_agent.string)
    login_user(member)
    session.permanent = remembered
    g.reader = member.reader


def end_this() -> None:
    """End the session of this browser, if there is one."""
    if current_user.is_authenticated:
        token = current_user.get_id()
        db.session.execute(delete(MemberSession).where(MemberSession.token_sha256 == digest(token)))
    session.clear()


def end_others(member: Member, but: str | None = None) -> None:
    """End every session of ``member``, but the one with the token ``but``."""
    ended = delete(MemberSession).where(MemberSession.member_id == member.id)
    if but:
        ended = ended.where(MemberSession.token_sha256 != digest(but))
    db.session.execute(ended)


class SignInForm(Form):
    email = EmailLine(later("E-mail"))
    password = Password(later("Password"), [InputRequired(later("Type your password."))])
    remembered = BooleanField(later("Keep me signed in on this device"))


@bp.get("/sign-in")
def new() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return leave_for(next_address())
    return page(SignInForm())


@bp.post("/sign-in")
def create() -> ResponseReturnValue:
    form = SignInForm(request.form)
    if refusal := attempt(form):
        return page(form, *refusal)
    db.session.commit()
    return leave_for(next_address())


def attempt(form: SignInForm) -> tuple[int, dict[str, str]] | None:
    """Sign in whom ``form`` names; else say why not in the form: the status and headers for it."""
    if not form.validate():
        return 422, {}
    place = normal_email(form.email.data), request.remote_addr or ""
    try:
        slow_down(*place)
    except throttles.Throttled as refusal:
        form.password.errors = [refusal.words]
        return 429, refusal.headers
    member = authenticate(form.email.data or "", form.password.data or "")
    if member is None:
        form.password.errors = [_("That e-mail address and password do not belong together.")]
        return 422, {}
    forgive(*place)
    sign_in(member, bool(form.remembered.data))
    return None


def slow_down(email: str, address: str) -> None:
    """Throttled for whoever guesses: from one place, or from many places for one member."""
    for limit in limits(email, address):
        throttles.spend(*limit)
    try:
        throttles.spend("sign-in in a day", email, A_DAY, per=86_400)
    except throttles.Throttled:
        throttles.spend("sign-in after that", email, 1, per=60)


def limits(email: str, address: str) -> list[tuple[str, str, int, float]]:
    """How often one place may guess, for all members and for this one."""
    here = f"{email} {throttles.network(address)}"
    return [("sign-in", address, 20, 300), ("sign-in", here, 10, 300)]


def forgive(email: str, address: str) -> None:
    """Whoever knows the password did not guess."""
    for limit in limits(email, address):
        throttles.give_back(*limit)
    throttles.give_back("sign-in in a day", email, A_DAY, per=86_400)


@bp.post("/sign-out")
def destroy() -> Response:
    sign_out()
    db.session.commit()
    return leave_for("/")


def sign_out() -> None:
    """End the session of this browser, and whatever else it kept."""
    if current_user.is_authenticated:
        end_this()
        logout_user()
        session.clear()


def page(
    form: SignInForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    """The page of the form, or the dialog for whoever is in the middle of something."""
    response = respond(
        "sessions/_dialog.html",
        page="sessions/new.html",
        status=status,
        form=form,
        next=next_address(),
    )
    response.headers.update(headers or {})
    return response


def next_address() -> str:
    """Where the reader was before signing in, if that is a page of this site."""
    address = request.values.get("next", "")
    return address if is_own_address(address) else "/"


def init_app(app: Flask) -> None:
    """Know signed-in members in ``app``, and in every template as ``member``."""
    login_manager.session_protection = None
    login_manager.init_app(app)
    # Its second cookie is not used, and looking for it would make every file depend on a cookie.
    app.after_request_funcs[None].remove(login_manager._update_remember_cookie)  # noqa: SLF001

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"member": member()}
