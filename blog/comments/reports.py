"""Reports: what readers tell moderators of a comment, once each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, exists, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from blog.comments import Comment
from blog.db import Model, db, insert, now
from blog.readers import Reader
from blog.wording import later

REASONS = {
    "spam": later("It advertises something"),
    "insult": later("It insults somebody"),
    "ending": later("It gives the ending away"),
    "other": later("Something else"),
}


class Report(Model):
    """What one reader told of one comment; settled by whatever is decided after it."""

    __tablename__ = "reports"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey(Comment.id, ondelete="CASCADE"), primary_key=True
    )
    reader_id: Mapped[int] = mapped_column(
        ForeignKey(Reader.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    reason: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None] = mapped_column(index=True)

    @property
    def why(self) -> str:
        return REASONS[self.reason]

    @classmethod
    def file(cls, comment: Comment, reader: Reader, reason: str, words: str) -> None:
        """Keep what ``reader`` tells of ``comment``, in place of what they told before."""
        told = {"reason": reason, "words": words, "reported_at": now(), "settled_at": None}
        row = insert(cls).values(comment_id=comment.id, reader_id=reader.id, **told)
        pair = [cls.comment_id, cls.reader_id]
        db.session.execute(row.on_conflict_do_update(index_elements=pair, set_=told))

    @classmethod
    def settle(cls, comment: Comment, moment: datetime) -> bool:
        """Ask nobody about ``comment`` any more for what was told so far; False if nothing was."""
        open_ones = update(cls).where(cls.comment_id == comment.id, cls.settled_at.is_(None))
        settled = db.session.scalars(open_ones.values(settled_at=moment).returning(cls.reader_id))
        return bool(settled.all())

    @classmethod
    def reopen(cls, comment: Comment, moment: datetime) -> None:
        """Ask again for what was settled at that ``moment``."""
        settled = update(cls).where(cls.comment_id == comment.id, cls.settled_at == moment)
        db.session.execute(settled.values(settled_at=None))

    @classmethod
    def is_open(cls) -> ColumnElement[bool]:
        """Whether something was told of a comment that nobody has decided about."""
        return exists().where(cls.comment_id == Comment.id, cls.settled_at.is_(None))

    @classmethod
    def of(cls, comments: list[int]) -> dict[int, list[Report]]:
        """The unsettled ones by the numbers of the ``comments`` they are about."""
        told: dict[int, list[Report]] = {}
        open_ones = select(cls).where(cls.comment_id.in_(comments), cls.settled_at.is_(None))
        for report in db.session.scalars(open_ones.order_by(cls.reported_at)) if comments else ():
            told.setdefault(report.comment_id, []).append(report)
        return told

    @classmethod
    def hand_over(cls, giver: Reader, taker: Reader) -> None:
        """Give the reports of ``giver`` to ``taker``; about one comment the taker's own stays."""
        own = set(db.session.scalars(select(cls.comment_id).where(cls.reader_id == taker.id)))
        for report in db.session.scalars(select(cls).where(cls.reader_id == giver.id)).all():
            if report.comment_id in own:
                db.session.delete(report)
            else:
                report.reader_id = taker.id
        db.session.flush()
