"""Comments: what readers say under a post, live and in the order it was said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.db import Numbered, now
from blog.posts import Post
from blog.readers import Reader


class Comment(Numbered):
    """What one reader said, perhaps in reply. ``change`` numbers its last change within the post.

    Visible once approved and until removed; a removed one with replies leaves its place.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_changes", "post_id", "change"),
        Index("ix_comments_thread", "post_id", "parent_id", "id"),
        Index("uq_comments_submission", "reader_id", "submission", unique=True),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    html: Mapped[str]
    change: Mapped[int]
    submission: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    approved_at: Mapped[datetime | None] = mapped_column(index=True)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()
    reader: Mapped[Reader] = relationship()
    parent: Mapped[Comment | None] = relationship(remote_side="Comment.id")
