"""Slugs: every address a post ever had."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model, db
from blog.words import SLUG_LENGTH


class Slug(Model):
    """An address of a post, once and for ever; none is given to another, even once it is gone."""

    __tablename__ = "slugs"

    slug: Mapped[str] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey("posts.id", ondelete="SET NULL"), index=True
    )

    @classmethod
    def taken(cls, wanted: str, post_id: int) -> str:
        """``wanted``, or the next free address like it, as one of the post ``post_id`` from now on.

        One that the post had before is its own still.
        """
        number = 1
        while True:
            slug = wanted if number == 1 else f"{wanted[:SLUG_LENGTH]}-{number}"
            owner = db.session.get(cls, slug)
            if owner is None:
                db.session.add(cls(slug=slug, post_id=post_id))
            if owner is None or owner.post_id == post_id:
                return slug
            number += 1

    @classmethod
    def is_gone(cls, slug: str) -> bool:
        """Whether the post that lived at ``slug`` was deleted."""
        known = db.session.get(cls, slug)
        return known is not None and known.post_id is None
