"""Correspondents: the addresses that may be written to, by whom they were given, and about what."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    UniqueConstraint,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from blog import outbox
from blog.db import Numbered, db, insert, now
from blog.members import Member, normal_email
from blog.readers import Reader
from blog.wording import later

OFTEN = {
    "each": later("At once"),
    "daily": later("Once a day, all in one"),
    "none": later("Never"),
}
KINDS = {
    "replies": later("When somebody answers a comment of yours"),
    "comments": later("When somebody comments on a post of yours"),
    "waiting": later("When comments wait for your approval (at once means: at most hourly)"),
}
ASKED_AGAIN = timedelta(days=1)


class Correspondent(Numbered):
    """An address that a reader gave; nobody is written to before they confirmed it from there.

    ``replies``, ``comments`` and ``waiting`` each say how often: one of OFTEN. An address that was
    ``refused`` is not even asked any more, whoever gives it.
    """

    __tablename__ = "correspondents"
    __table_args__ = (
        UniqueConstraint("reader_id", "email"),
        *(CheckConstraint(f"{kind} IN {tuple(OFTEN)}", name=kind) for kind in KINDS),
    )

    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id, ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    replies: Mapped[str] = mapped_column(default="each")
    comments: Mapped[str] = mapped_column(default="each")
    waiting: Mapped[str] = mapped_column(default="each")
    created_at: Mapped[datetime] = mapped_column(default=now)
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    @classmethod
    def at(cls, reader_id: int, email: str) -> Select[Correspondent]:
        return select(cls).where(cls.reader_id == reader_id, cls.email == normal_email(email))

    @classmethod
    def of(cls, member: Member) -> Select[Correspondent]:
        """The one that ``member`` is, at the address they sign in with."""
        return cls.at(member.reader_id, member.email)

    @classmethod
    def member_at(cls, to: Correspondent) -> Select[Member]:
        """The member who is ``to``; none if it is a guest."""
        return select(Member).where(Member.reader_id == to.reader_id, Member.email == to.email)

    @classmethod
    def known(cls, reader_id: int, email: str, language: str) -> Correspondent:
        """The one at ``email`` for this reader; a new one is written to in ``language``."""
        new = {"reader_id": reader_id, "email": normal_email(email), "language": language}
        kept = insert(cls).values(new).on_conflict_do_nothing()
        db.session.execute(kept)
        return db.session.execute(cls.at(reader_id, email)).scalar_one()

    def chosen(self, kind: str) -> str:
        """How often they want to hear of ``kind``."""
        often: str = getattr(self, kind)
        return often

    def choose(self, kind: str, often: str) -> None:
        setattr(self, kind, often)

    def ask(self, *, again: bool = False) -> None:
        """Ask by mail whether the address is theirs: once a day, unless they want it ``again``."""
        here = Correspondent.email == self.email
        lately = Correspondent.asked_at > now() - ASKED_AGAIN
        no = Correspondent.refused_at.is_not(None)
        bothered = select(Correspondent.id).where(here, no if again else or_(no, lately)).limit(1)
        if self.confirmed_at or db.session.scalar(bothered):
            return
        self.asked_at = now()
        outbox.put("confirmation", to_id=self.id, language=self.language)

    def confirm(self) -> None:
        """Be written to from now on, as whoever reads what is sent there wants it."""
        self.confirmed_at = self.confirmed_at or now()
        here = update(Correspondent).where(Correspondent.email == self.email)
        db.session.execute(here.values(refused_at=None))

    def refuse(self) -> None:
        """Never be written to or asked again, whoever gives the address."""
        here = update(Correspondent).where(Correspondent.email == self.email)
        db.session.execute(here.values(refused_at=now(), confirmed_at=None))

    @classmethod
    def hand_over(cls, guest: Reader, into: Reader) -> None:
        """Forget the addresses of ``guest``; what is confirmed of the member's own stays so."""
        own = select(Member.email).where(Member.reader_id == into.id)
        proven = select(cls.id).where(
            cls.reader_id == guest.id, cls.email.in_(own), cls.confirmed_at.is_not(None)
        )
        if db.session.scalar(proven):
            mine = cls.known(into.id, db.session.scalars(own).one(), outbox.asked_language())
            mine.confirmed_at = mine.confirmed_at or now()
        db.session.execute(delete(cls).where(cls.reader_id == guest.id))


def greet(member: Member) -> None:
    """Ask a new member by mail whether the address is theirs, where mail is sent."""
    if outbox.is_open():
        db.session.flush()
        Correspondent.known(member.reader_id, member.email, outbox.asked_language()).ask()
