"""Tags: the few words a post is filed under."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Select, Table, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model, Numbered, db, find
from blog.words import free_slug, line, slug_of

MOST_TAGS = 12


class Tag(Numbered):
    """A word and its address; two spellings with the same slug are one tag."""

    __tablename__ = "tags"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]

    @classmethod
    def at(cls, slug: str) -> Select[Tag]:
        """The tag at ``slug``."""
        return select(cls).where(cls.slug == slug)

    @classmethod
    def called(cls, name: str) -> Tag:
        """The tag of this name, made when nobody has used it before."""
        tag = find(select(cls).where(cls.slug == slug_of(name))) if slug_of(name) else None
        if tag is None:
            tag = cls(name=name, slug=free_slug(name, cls.slug, otherwise="tag"))
            db.session.add(tag)
            db.session.flush()
        return tag

    @classmethod
    def suggested_by(cls, text: str, apart_from: list[str]) -> Select[Tag]:
        """The tags with a word that begins as ``text`` does, those that begin so themselves first.

        ``apart_from`` are names of tags that are chosen already.
        """
        start = slug_of(text)
        if not start:
            return select(cls).where(false())
        at_once = cls.slug.startswith(start, autoescape=True)
        later = cls.slug.contains(f"-{start}", autoescape=True)
        fresh = cls.slug.not_in(map(slug_of, apart_from))
        return select(cls).where(or_(at_once, later), fresh).order_by(at_once.desc(), cls.slug)


revision_tags = Table(
    "revision_tags",
    Model.metadata,
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
    Index("ix_revision_tags_tag_id", "tag_id", "revision_id"),
)


def names_in(text: str) -> list[str]:
    """The tag names in a comma-separated ``text``, each once, in the order typed."""
    names: dict[str, str] = {}
    for part in text.split(","):
        if name := line(part):
            names.setdefault(slug_of(name) or name, name)
    return list(names.values())
