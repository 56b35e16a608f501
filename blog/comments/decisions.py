"""Decisions: what moderators do about comments, who did it and when, and the way back.

Whom a moderator blocks is known again by marks: hashes under the site's secret, of which nobody can
tell whom they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, delete, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from blog.comments import Comment
from blog.comments.reports import Report
from blog.db import Numbered, db, now
from blog.members import Member
from blog.posts import Post
from blog.readers import Reader
from blog.throttles import keyed
from blog.wording import later

# What can be decided, and how a log tells of it.
ACTS = {
    "approval": later("approved"),
    "spam": later("put with the spam"),
    "deletion": later("removed"),
    "block": later("put with the spam, and its author blocked"),
    "pass": later("left as it is"),
}

# Where each leads; what is passed stays where it was.
LED_TO = {"approval": "shown", "spam": "spam", "deletion": "removed", "block": "spam"}


class Decision(Numbered):
    """One of the ACTS about a comment that was in the state ``was`` (``Comment.state``)."""

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_newest", "decided_at", "id"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey(Comment.id, ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id), index=True)
    act: Mapped[str]
    was: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship()
    member: Mapped[Member] = relationship()

    @property
    def what(self) -> str:
        return ACTS[self.act]

    @classmethod
    def about(cls, comments: Select[Comment]) -> Select[Decision]:
        """All that was decided about ``comments``, with what a log shows of it."""
        said = joinedload(cls.comment, innerjoin=True).joinedload(Comment.post, innerjoin=True)
        shown = select(cls).where(cls.comment_id.in_(comments.with_only_columns(Comment.id)))
        return shown.options(said.joinedload(Post.live), joinedload(cls.member, innerjoin=True))

    @classmethod
    def take(cls, act: str, comment: Comment, member: Member) -> Decision | None:
        """Have ``member`` do one of the ACTS about ``comment``.

        Gives the decision, be it an earlier one that came to the same; None if there was none. The
        caller holds the post.
        """
        was, moment = comment.state, now()
        reported = Report.settle(comment, moment)
        fresh = unknown(marks(comment.reader_id, comment.email)) if act == "block" else set()
        do(act, comment)
        if comment.state == was and not fresh and not (act == "pass" and reported):
            return cls.last(act, comment)
        decision = cls(comment=comment, member=member, act=act, was=was, decided_at=moment)
        db.session.add(decision)
        db.session.flush()
        db.session.add_all(Block(decision_id=decision.id, mark=mark) for mark in fresh)
        db.session.flush()
        return decision

    @classmethod
    def last(cls, act: str, comment: Comment) -> Decision | None:
        """The newest decision about ``comment`` that stands, if it was that ``act``."""
        standing = select(cls).where(cls.comment_id == comment.id, cls.undone_at.is_(None))
        found = db.session.scalars(standing.order_by(cls.id.desc()).limit(1)).first()
        return found if found and found.act == act else None

    def undo(self) -> None:
        """Bring the comment back to where it was before, and let in whom this shut out.

        What became of it since, be it that its author removed it, stays. The caller holds the post.
        """
        if self.undone_at is None:
            db.session.execute(delete(Block).where(Block.decision_id == self.id))
            if self.comment.state == LED_TO.get(self.act, self.was):
                bring_back(self.comment, self.was)
            Report.reopen(self.comment, self.decided_at)
            self.undone_at = now()
            db.session.flush()


class Block(Numbered):
    """A mark by which somebody is known again; it stands until its decision is undone."""

    __tablename__ = "blocks"

    decision_id: Mapped[int] = mapped_column(
        ForeignKey(Decision.id, ondelete="CASCADE"), index=True
    )
    mark: Mapped[str] = mapped_column(index=True)


def do(act: str, comment: Comment) -> None:
    if act == "approval":
        comment.approve()
    elif act == "deletion":
        comment.remove()
    elif act in ("spam", "block"):
        comment.put_with_spam()


def bring_back(comment: Comment, state: str) -> None:
    """Undo what led ``comment`` away from ``state``. The caller holds the post."""
    if state == "spam":
        comment.put_with_spam()
    elif state == "removed":
        comment.remove()
    else:
        comment.is_spam = False
        comment.restore()
        if state == "shown":
            comment.approve()
        elif not comment.is_held:
            withhold(comment)
    db.session.flush()


def withhold(comment: Comment) -> None:
    """Have ``comment`` wait again. Where it has replies its place must stay, so it lies with the
    spam, where it can be approved.
    """
    if comment.reply_count:
        comment.put_with_spam()
    else:
        comment.remove()
        comment.removed_at = comment.number = comment.approved_at = None


def marks(reader_id: int | None, email: str) -> list[str]:
    """By what whoever says something is known again."""
    known = [f"reader {reader_id}"] if reader_id else []
    known += [f"mail {email.casefold()}"] if email else []
    return [keyed("blocked", mark) for mark in known]


def unknown(marked: Iterable[str]) -> set[str]:
    """Those of the marks by which nobody is kept out yet."""
    wanted = set(marked)
    return wanted - set(db.session.scalars(select(Block.mark).where(Block.mark.in_(wanted))))


def is_blocked(reader_id: int | None, email: str) -> bool:
    known = set(marks(reader_id, email))
    return bool(known) and unknown(known) != known


def hand_over(giver: Reader, taker: Reader) -> None:
    """Have whoever was blocked as ``giver`` be blocked as ``taker``."""
    theirs, own = marks(giver.id, "")[0], marks(taker.id, "")[0]
    db.session.execute(update(Block).where(Block.mark == theirs).values(mark=own))
