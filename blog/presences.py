"""Presences: who has a draft open at this moment, in which window, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint, case, delete, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from blog.db import Numbered, db, insert, now
from blog.members import Member
from blog.posts import Post

# A window tells of itself three times as often; a row that is older has nobody before it.
LASTS = timedelta(minutes=1)


class Presence(Numbered):
    """One window in which a member has a draft open; ``window`` is a name it gave itself."""

    __tablename__ = "presences"
    __table_args__ = (UniqueConstraint("post_id", "window"),)

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id, ondelete="CASCADE"), index=True)
    window: Mapped[str]
    since: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)

    member: Mapped[Member] = relationship()

    @classmethod
    def others(cls, post: Post, member: Member, window: str | None = None) -> Sequence[Presence]:
        """Who else has ``post`` open, whoever came first first.

        Each member once, and ``member`` only for windows other than ``window``, if that is known.
        """
        query = (
            select(cls)
            .where(cls.post_id == post.id, cls.seen_at > now() - LASTS)
            .where(cls.window != window if window else cls.member_id != member.id)
            .options(joinedload(cls.member, innerjoin=True))
            .order_by(cls.since.desc())
        )
        found = {presence.member_id: presence for presence in db.session.scalars(query)}
        return list(reversed(found.values()))

    @classmethod
    def tell(cls, post: Post, member: Member, window: str) -> None:
        """Note that ``window`` has ``post`` open now; whoever comes sweeps out who has left."""
        moment = now()
        told = (
            insert(cls)
            .values(
                post_id=post.id, member_id=member.id, window=window, since=moment, seen_at=moment
            )
            .on_conflict_do_update(
                index_elements=[cls.post_id, cls.window],
                set_={
                    "member_id": member.id,
                    "seen_at": moment,
                    "since": case((cls.seen_at < moment - LASTS, moment), else_=cls.since),
                },
            )
            .returning(cls.since)
        )
        if db.session.scalar(told) == moment:
            db.session.execute(delete(cls).where(cls.seen_at < moment - LASTS))

    @classmethod
    def leave(cls, post: Post, member: Member, window: str) -> None:
        """Take back that ``window`` has ``post`` open."""
        here = (cls.post_id == post.id, cls.member_id == member.id, cls.window == window)
        db.session.execute(delete(cls).where(*here))
