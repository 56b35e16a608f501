"""Invitations: a link by which somebody becomes a member who writes here."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from blog import correspondents, sessions, throttles
from blog.accounts import JUST_TAKEN, TAKEN, JoinForm
from blog.db import Numbered, db, find, hold, now
from blog.headers import keep_secret
from blog.members import ROLES, WRITERS, Member, authenticate, normal_email
from blog.web import leave_for
from blog.wording import _, later

LASTS = timedelta(days=7)
MOST_OPEN = 50
ALREADY = later("You may do all of that already. The link still works for somebody else.")

bp = Blueprint("invitations", __name__, url_prefix="/invitations/<token>")
bp.after_request(keep_secret)


class TooManyOpen(ValueError):
    """As many invitations as a site may have are still unanswered."""


class Invitation(Numbered):
    """What an owner offers to whoever has its link, once; the link has the token, this its hash."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(f"role IN {WRITERS}", name="role"),
        Index("ix_invitations_newest", "created_at", "id"),
    )

    token_sha256: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    invited_by_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))

    invited_by: Mapped[Member] = relationship(foreign_keys=invited_by_id)
    accepted_by: Mapped[Member | None] = relationship(foreign_keys=accepted_by_id)

    @classmethod
    def with_token(cls, token: str) -> Select[Invitation]:
        by = joinedload(cls.invited_by, innerjoin=True)
        return select(cls).where(cls.token_sha256 == sessions.digest(token)).options(by)

    @classmethod
    def unanswered(cls) -> Select[Invitation]:
        return select(cls).where(
            cls.accepted_at.is_(None), cls.revoked_at.is_(None), cls.expires_at > now()
        )

    @classmethod
    def issue(cls, inviter: Member, role: str, name: str, email: str) -> tuple[Invitation, str]:
        """A new invitation and its token, which is kept nowhere else; TooManyOpen past MOST_OPEN.

        One to the same person that is still open ends by it, so that the newest link counts.
        """
        if name or email:
            same = (cls.name == name, cls.email == normal_email(email))
            before = cls.unanswered().where(*same).with_only_columns(cls.id)
            db.session.execute(update(cls).where(cls.id.in_(before)).values(revoked_at=now()))
        waiting = select(func.count()).select_from(cls.unanswered().subquery())
        if (db.session.scalar(waiting) or 0) >= MOST_OPEN:
            raise TooManyOpen
        token = secrets.token_urlsafe(32)
        invitation = cls(
            token_sha256=sessions.digest(token),
            role=role,
            name=name,
            email=normal_email(email),
            invited_by=inviter,
            expires_at=now() + LASTS,
        )
        db.session.add(invitation)
        db.session.flush()
        return invitation, token

    @property
    def state(self) -> str:
        """An owner who is none any more has invited nobody."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at or not (self.invited_by.may_own and self.invited_by.is_active):
            return "revoked"
        return "open" if self.expires_at > now() else "expired"

    @property
    def person(self) -> str:
        return self.name or self.email or _("Somebody")

    def offers_more_than(self, member: Member) -> bool:
        """Whether ``member`` would gain by it: nobody loses a role by following a link."""
        return ROLES.index(self.role) > ROLES.index(member.role)

    def revoke(self) -> None:
        """Let the link lead nowhere, unless somebody has followed it already."""
        if not self.accepted_at:
            self.revoked_at = self.revoked_at or now()

    def accept(self, member: Member) -> None:
        """Make ``member`` what was offered. The caller holds the invitation and found it open."""
        member.role = self.role
        self.accepted_by, self.accepted_at = member, now()


@bp.get("")
def show(token: str) -> ResponseReturnValue:
    invitation = find(Invitation.with_token(token))
    if invitation is None or invitation.state != "open":
        return settled(invitation)
    return page(invitation, JoinForm(data={"name": invitation.name, "email": invitation.email}))


@bp.post("")
def accept(token: str) -> ResponseReturnValue:
    """Become a member, or as one already signed in, take the role that is offered."""
    invitation = find(Invitation.with_token(token))
    if invitation is None:
        return settled(None)
    if known := sessions.member():
        return promote(invitation, known)
    form = JoinForm(request.form)
    if not form.validate():
        return page(invitation, form, 422)
    try:
        throttles.spend("invitation", request.remote_addr, 20, per=3600)
        if invitation.state == "open" and join(invitation, form):
            return leave_for(url_for("desk.drafts.index"))
        return come_back(invitation, form)
    except throttles.Throttled as refusal:
        form.password.errors = [refusal.words]
        return page(invitation, form, 429, refusal.headers)


def join(invitation: Invitation, form: JoinForm) -> bool:
    """Make a member of whoever filled ``form`` in; False if it is refused or came too late."""
    try:
        added = Member.join(form.name.data, form.email.data, form.password.data)
        hold(invitation)
        if invitation.state != "open":
            db.session.rollback()
            return False
        invitation.accept(added)
        correspondents.greet(added)
        sessions.sign_in(added, remembered=True)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        taken = find(Member.with_email(form.email.data))
        field, words = (form.email, TAKEN) if taken else (form.name, JUST_TAKEN)
        field.errors = [words]
        return False
    flash(
        _("Welcome, %(name)s. You are signed in, and this is your desk.", name=added.name), "good"
    )
    return True


def come_back(invitation: Invitation, form: JoinForm) -> ResponseReturnValue:
    """Answer one who could not join: sent twice it is once, for the one who was let in."""
    if invitation.state == "open":
        return page(invitation, form, 422)
    place = normal_email(form.email.data), request.remote_addr or ""
    sessions.slow_down(*place)
    known = authenticate(form.email.data, form.password.data)
    if known is None or known.id != invitation.accepted_by_id:
        return settled(invitation)
    sessions.forgive(*place)
    sessions.sign_in(known, remembered=True)
    db.session.commit()
    return leave_for(url_for("desk.drafts.index"))


def promote(invitation: Invitation, known: Member) -> ResponseReturnValue:
    hold(invitation)
    if invitation.state != "open":
        db.session.rollback()
        return settled(invitation)
    if invitation.offers_more_than(known):
        invitation.accept(known)
        flash(
            _("You are %(role)s here now. This is your desk.", role=article(invitation.role)),
            "good",
        )
    else:
        flash(ALREADY)
    db.session.commit()
    return leave_for(url_for("desk.drafts.index"))


def settled(invitation: Invitation | None) -> ResponseReturnValue:
    """Say why the link leads nowhere, but to the desk for the one whom it led there."""
    known = sessions.member()
    if invitation and known and invitation.accepted_by_id == known.id:
        return leave_for(url_for("desk.drafts.index"))
    words = render_template("invitations/settled.html", invitation=invitation)
    return words, 410 if invitation else 404


def page(
    invitation: Invitation, form: JoinForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    words = render_template("invitations/show.html", invitation=invitation, form=form)
    return words, status, headers or {}


@bp.app_template_filter()
def article(role: str) -> str:
    """``role`` with its article: an author, a contributor."""
    return {
        "reader": _("a reader"),
        "contributor": _("a contributor"),
        "author": _("an author"),
        "editor": _("an editor"),
        "owner": _("an owner"),
    }[role]
