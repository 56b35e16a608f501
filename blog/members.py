"""Members: readers with a name, an e-mail address and a password, and what each role may do."""

from __future__ import annotations

import threading
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.db import Numbered, db, find, now
from blog.images import Image
from blog.readers import Reader
from blog.words import free_slug

ROLES = ("reader", "contributor", "author", "editor", "owner")
WRITERS = ROLES[1:]
# OWASP's floor (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verifying against this takes as long as against a real one, so that time tells nobody who is here.
NOBODYS_HASH = HASHER.hash("nobody")
TWO_AT_ONCE = threading.BoundedSemaphore(2)
PASSWORD_LENGTH = (8, 128)


class LastOwner(ValueError):
    """Nobody would be left to run the site; nothing was changed."""


class Member(UserMixin, Numbered):
    """A reader who can sign in. ``email`` is kept in lower case."""

    __tablename__ = "members"
    __table_args__ = (
        CheckConstraint(f"role IN {ROLES}", name="role"),
        Index("ix_members_newest", "created_at", "id"),
    )

    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id), unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(default="reader")
    bio: Mapped[str] = mapped_column(default="")
    portrait_id: Mapped[int | None] = mapped_column(ForeignKey(Image.id), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    suspended_at: Mapped[datetime | None]

    reader: Mapped[Reader] = relationship(lazy="joined", innerjoin=True)
    portrait: Mapped[Image | None] = relationship(lazy="joined")

    session_token = ""

    @classmethod
    def with_email(cls, email: str) -> Select[Member]:
        return select(cls).where(cls.email == normal_email(email))

    @classmethod
    def author_at(cls, slug: str) -> Select[Member]:
        """The member at ``slug``, if they may write."""
        return select(cls).where(cls.slug == slug, cls.role != "reader")

    @classmethod
    def join(cls, name: str, email: str, password: str, role: str = "reader") -> Member:
        """A new member; ``reader`` stays a guest's until the two are merged by signing in."""
        member = cls(
            reader=Reader(name=name),
            name=name,
            email=normal_email(email),
            slug=free_slug(name, cls.slug, otherwise="member"),
            password_hash=hashed(password),
            role=role,
        )
        db.session.add(member)
        db.session.flush()
        return member

    @property
    def may_write(self) -> bool:
        return self.role != "reader"

    @property
    def may_publish(self) -> bool:
        return self.role in ("author", "editor", "owner")

    @property
    def may_edit_others(self) -> bool:
        return self.role in ("editor", "owner")

    @property
    def may_own(self) -> bool:
        return self.role == "owner"

    @property
    def is_active(self) -> bool:
        return self.suspended_at is None

    def get_id(self) -> str:
        """What the cookie carries: the token of this session's row, never the member's number."""
        return self.session_token

    def take_role(self, role: str) -> None:
        """Be a ``role`` from now on; LastOwner if nobody else could run the site.

        For this and the next the caller holds what all of its kind hold (the site), so that two
        owners cannot step down at once.
        """
        if role != "owner":
            self.leave_an_owner()
        self.role = role

    def suspend(self) -> None:
        """Shut the member out until they are let in again; LastOwner as above."""
        self.leave_an_owner()
        self.suspended_at = self.suspended_at or now()

    def readmit(self) -> None:
        self.suspended_at = None

    def leave_an_owner(self) -> None:
        if self.may_own and self.is_active and not any_owner(self):
            raise LastOwner


def normal_email(email: str) -> str:
    return email.strip().lower()


def hashed(password: str) -> str:
    with TWO_AT_ONCE:
        return HASHER.hash(password)


def authenticate(email: str, password: str) -> Member | None:
    """The active member with this e-mail address and password, or None, in the same time."""
    member = find(Member.with_email(email))
    if not (matches(member.password_hash if member else NOBODYS_HASH, password) and member):
        return None
    if HASHER.check_needs_rehash(member.password_hash):
        member.password_hash = hashed(password)
    return member if member.is_active else None


def matches(password_hash: str, password: str) -> bool:
    with TWO_AT_ONCE:
        try:
            return HASHER.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def any_owner(besides: Member | None = None) -> bool:
    """Whether somebody owns the site who may come in, ``besides`` one."""
    owners = select(func.count()).where(Member.role == "owner", Member.suspended_at.is_(None))
    if besides:
        owners = owners.where(Member.id != besides.id)
    return bool(db.session.scalar(owners))
