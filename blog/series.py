"""Series: posts that follow one another under a name of their own."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Numbered, db, find
from blog.words import folded, free_slug


class Series(Numbered):
    """A row of posts, known by its title, compared without case, diacritics and articles."""

    __tablename__ = "series"

    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)

    @classmethod
    def at(cls, slug: str) -> Select[Series]:
        """The series at ``slug``."""
        return select(cls).where(cls.slug == slug)

    @classmethod
    def called(cls, title: str) -> Series:
        """The series of this title, made when no post has named it before."""
        key = folded(title)
        series = find(select(cls).where(cls.key == key))
        if series is None:
            series = cls(slug=free_slug(title, cls.slug, otherwise="series"), title=title, key=key)
            db.session.add(series)
            db.session.flush()
        return series

    @classmethod
    def suggested_by(cls, text: str) -> Select[Series]:
        """The series whose titles begin as ``text`` does."""
        start = cls.key.startswith(folded(text), autoescape=True)
        return select(cls).where(start).order_by(cls.key)
