"""Visits: how many people opened a post, each counted once a day and none of them known."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model
from blog.posts import Post


class Visit(Model):
    """One visitor of a post on one day, by a hash that nothing leads back from."""

    __tablename__ = "visits"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(primary_key=True)
