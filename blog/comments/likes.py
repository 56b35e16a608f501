"""Likes: that somebody is glad of a comment, once each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from blog.comments import Comment
from blog.comments.counters import AS_IT_IS, next_change
from blog.db import Model, db, insert
from blog.readers import Reader


class Like(Model):
    """That one reader likes one comment; ``Comment.like_count`` counts them."""

    __tablename__ = "likes"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey(Comment.id, ondelete="CASCADE"), primary_key=True
    )
    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id), primary_key=True, index=True)

    @classmethod
    def give(cls, reader: Reader, comment: Comment) -> None:
        """Have ``reader`` like ``comment``, if they do not yet. The caller holds the post."""
        row = insert(cls).values(comment_id=comment.id, reader_id=reader.id)
        if db.session.scalar(row.on_conflict_do_nothing().returning(cls.comment_id)):
            count(comment, 1)

    @classmethod
    def take_back(cls, reader: Reader, comment: Comment) -> None:
        """Have ``reader`` like ``comment`` no more. The caller holds the post."""
        row = delete(cls).where(cls.comment_id == comment.id, cls.reader_id == reader.id)
        if db.session.scalar(row.returning(cls.comment_id)):
            count(comment, -1)

    @classmethod
    def hand_over(cls, giver: Reader, taker: Reader) -> None:
        """Give the likes of ``giver`` to ``taker``; what both like is liked once."""
        both = select(cls.comment_id).where(cls.reader_id == taker.id)
        twice = cls.reader_id == giver.id, cls.comment_id.in_(both)
        doubles = db.session.scalars(select(cls.comment_id).where(*twice)).all()
        db.session.execute(delete(cls).where(*twice))
        db.session.execute(
            update(Comment).where(Comment.id.in_(doubles)).values(like_count=Comment.like_count - 1)
        )
        db.session.execute(update(cls).where(cls.reader_id == giver.id).values(reader_id=taker.id))


def count(comment: Comment, more: int) -> None:
    """Count ``more`` likes of ``comment``, and have open pages told."""
    changed = {"like_count": Comment.like_count + more, "change": next_change(comment.post)}
    row = update(Comment).where(Comment.id == comment.id).values(changed)
    db.session.execute(row, execution_options=AS_IT_IS)
    db.session.expire(comment, [*changed])


def liked(reader: Reader | None, comments: Iterable[Comment]) -> frozenset[int]:
    """The ids of those ``comments`` that ``reader`` likes."""
    numbers = [comment.id for comment in comments if comment.like_count]
    if reader is None or not numbers:
        return frozenset()
    own = select(Like.comment_id).where(Like.reader_id == reader.id, Like.comment_id.in_(numbers))
    return frozenset(db.session.scalars(own))
