"""Revisions: one state of a post's words, book and soundtrack, be it drafted or live."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog import markup
from blog.books import Book
from blog.db import Numbered, db, now
from blog.images import Image
from blog.members import Member
from blog.soundtracks import Track
from blog.tags import Tag, revision_tags

if TYPE_CHECKING:
    from blog.posts import Post


class Revision(Numbered):
    """One state of a post's content.

    ``source`` is what the author typed and ``html`` the same made safe when it was saved; the
    book and tags stand here as typed, and are joined to the concordance when published.
    ``version`` counts the saves, so that a save that began from an older one is noticed.
    """

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_history", "post_id", "number", unique=True),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(default="")
    slug: Mapped[str] = mapped_column(default="")
    standfirst: Mapped[str] = mapped_column(default="")
    book_title: Mapped[str] = mapped_column(default="")
    book_author: Mapped[str] = mapped_column(default="")
    book_year: Mapped[int | None]
    book_isbn: Mapped[str] = mapped_column(default="")
    book_id: Mapped[int | None] = mapped_column(ForeignKey(Book.id), index=True)
    epigraph: Mapped[str] = mapped_column(default="")
    epigraph_source: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    html: Mapped[str] = mapped_column(default="")
    introduction_source: Mapped[str] = mapped_column(default="")
    introduction_html: Mapped[str] = mapped_column(default="")
    markup_policy: Mapped[int] = mapped_column(default=markup.POLICY)
    word_count: Mapped[int] = mapped_column(default=0)
    hero_id: Mapped[int | None] = mapped_column(ForeignKey(Image.id), index=True)
    hero_alt: Mapped[str] = mapped_column(default="")
    hero_decorative: Mapped[bool] = mapped_column(default=False)
    tag_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(default="")
    canonical_url: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))

    post: Mapped[Post] = relationship(foreign_keys=post_id)
    book: Mapped[Book | None] = relationship()
    hero: Mapped[Image | None] = relationship()
    saved_by: Mapped[Member | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=revision_tags, order_by=Tag.name)
    tracks: Mapped[list[Track]] = relationship(
        order_by=Track.position, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def reading_minutes(self) -> int:
        return markup.reading_minutes(self.word_count)

    @property
    def summary(self) -> str:
        """What a card says of the post: its description, standfirst or first words."""
        return self.description or self.standfirst or markup.excerpt(markup.plain(self.html))

    def change(self, member: Member, **words: Any) -> None:
        """Take the ``words`` (columns by name) that ``member`` typed; HTML is made safe here."""
        for column, value in words.items():
            setattr(self, column, value)
        if "source" in words:
            self.html = markup.clean_post(self.source)
            self.word_count = markup.word_count(markup.plain(self.html))
        if "introduction_source" in words:
            self.introduction_html = markup.clean_note(self.introduction_source)
        self.markup_policy = markup.POLICY
        self.touch(member)

    def touch(self, member: Member) -> None:
        """Count one save by ``member``."""
        self.version += 1
        self.saved_at = now()
        self.saved_by = member

    def copied(self) -> Revision:
        """A new revision with the same words and tracks, one number on."""
        copy = Revision(number=self.number + 1, tags=list(self.tags))
        for column in inspect(Revision).columns:
            if column.key not in ("id", "number", "name", "created_at"):
                setattr(copy, column.key, getattr(self, column.key))
        copy.tracks = [track.copied() for track in self.tracks]
        db.session.add(copy)
        return copy

    def join_concordance(self) -> None:
        """Tie the book and tags, as typed, to those that other posts share."""
        self.book = (
            Book.called(self.book_title, self.book_author, self.book_year, self.book_isbn)
            if self.book_title
            else None
        )
        self.tags = list({tag.id: tag for tag in map(Tag.called, self.tag_names)}.values())
