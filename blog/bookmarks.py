"""Bookmarks: the posts a reader saved, and the shelf that shows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.db import Numbered, now
from blog.posts import Post
from blog.readers import Reader


class Bookmark(Numbered):
    """A post on a reader's shelf."""

    __tablename__ = "bookmarks"
    __table_args__ = (
        Index("uq_bookmarks_reader_post", "reader_id", "post_id", unique=True),
        Index("ix_bookmarks_shelf", "reader_id", "created_at", "id"),
        CheckConstraint("shelf IN ('to read', 'reading', 'read', 'kept')", name="shelf"),
    )

    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id, ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), index=True)
    shelf: Mapped[str] = mapped_column(default="to read")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    post: Mapped[Post] = relationship()
