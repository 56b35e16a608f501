"""Revisions: one state of a post's words, book and soundtrack, be it drafted or live."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, ScalarSelect, func, select, text
from sqlalchemy.orm import (
    Mapped,
    column_property,
    mapped_column,
    relationship,
)

from blog import figures, footnotes, indexing, markup, prose
from blog.artists import Artist
from blog.books import Book
from blog.db import Numbered, db, now, renumber
from blog.images import Image
from blog.members import Member
from blog.series import Series
from blog.soundtracks import Track
from blog.tags import Tag, revision_tags

if TYPE_CHECKING:
    from blog.posts import Post

# Not typed: where a revision stands, who saved it and when, and what was made of the words.
PLACE = {"id", "post_id", "number", "version", "name"}
HANDS = {"created_at", "saved_at", "saved_by_id"}
MADE = {"book_id", "series_id", "html", "introduction_html", "markup_policy", "word_count"}
# Typed, but about a picture: without one they say nothing.
FOCUS = {"hero_x", "hero_y"}


class Revision(Numbered):
    """One state of a post's content.

    ``source`` is what the author typed and ``html`` the same made safe when it was saved; the
    book and tags stand here as typed, and are joined to the concordance when published.
    ``hero_x`` and ``hero_y`` say, in hundredths, around which point the picture is cut.
    ``version`` counts the saves, so that a save that began from an older one is noticed.
    ``created_at`` is when the writing of this state began, ``saved_at`` when it last changed.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        Index("ix_revisions_history", "post_id", "number", unique=True),
        # Most have none: an index full of those would look of no use to a planner.
        Index(
            "ix_revisions_series_id",
            "series_id",
            sqlite_where=text("series_id IS NOT NULL"),
            postgresql_where=text("series_id IS NOT NULL"),
        ),
        CheckConstraint("hero_x BETWEEN 0 AND 100 AND hero_y BETWEEN 0 AND 100", name="hero_focus"),
    )

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
    hero_x: Mapped[int] = mapped_column(default=50)
    hero_y: Mapped[int] = mapped_column(default=50)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey(Image.id), index=True)
    hero_decorative: Mapped[bool] = mapped_column(default=False)
    tag_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(default="")
    series_title: Mapped[str] = mapped_column(default="")
    series_part: Mapped[int | None]
    series_id: Mapped[int | None] = mapped_column(ForeignKey(Series.id))
    canonical_url: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))

    post: Mapped[Post] = relationship(foreign_keys=post_id)
    book: Mapped[Book | None] = relationship()
    series: Mapped[Series | None] = relationship()
    hero: Mapped[Image | None] = relationship(foreign_keys=hero_id)
    cover: Mapped[Image | None] = relationship(foreign_keys=cover_id)
    images: Mapped[list[Image]] = relationship(secondary=figures.revision_images)
    saved_by: Mapped[Member | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=revision_tags, order_by=Tag.name)
    tracks: Mapped[list[Track]] = relationship(
        order_by=Track.position, cascade="all, delete-orphan", passive_deletes=True
    )

    if TYPE_CHECKING:
        credits: Mapped[str | None]

    @property
    def credited(self) -> list[str]:
        """The artist of each track, as a card needs them; "" where nobody is named."""
        return [] if self.credits is None else self.credits.split("\n")

    @property
    def reading_minutes(self) -> int:
        return prose.reading_minutes(self.word_count)

    @property
    def summary(self) -> str:
        """What a card says of the post: its description, standfirst or first words."""
        return self.description or self.standfirst or prose.excerpt(markup.plain(self.html))

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, by columns."""
        return {name: getattr(self, name) for name in COLUMNS - PLACE - HANDS - MADE}

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything here."""
        return not self.tracks and not any(self.words[name] for name in self.words.keys() - FOCUS)

    def says_the_same_as(self, other: Revision | None) -> bool:
        """Whether ``other`` has the same words and the same tracks in the same order."""
        return (
            other is not None
            and self.words == other.words
            and [track.words for track in self.tracks] == [track.words for track in other.tracks]
        )

    def change(self, member: Member, **words: Any) -> None:
        """Take the ``words`` (columns by name) that ``member`` typed; HTML is made safe here."""
        self.take(member, made_safe(words))

    def take(self, member: Member, made: dict[str, Any]) -> None:
        """Take what ``made_safe`` made of the words that ``member`` typed."""
        for column, value in made.items():
            setattr(self, column, value)
        self.touch(member)

    def touch(self, member: Member) -> None:
        """Count one save by ``member``."""
        self.version += 1
        self.saved_at = now()
        self.saved_by = member

    def arrange(self, tracks: list[Track]) -> None:
        """Make ``tracks``, some of which may be new, the whole soundtrack."""
        for track in set(self.tracks) - set(tracks):
            self.tracks.remove(track)
        db.session.flush()
        last = max((track.position for track in self.tracks), default=0)
        for position, track in enumerate((new for new in tracks if not new.position), last + 1):
            track.position = position
            self.tracks.append(track)
        db.session.flush()
        renumber(tracks)
        db.session.expire(self, ["tracks"])

    def copied(self) -> Revision:
        """A new revision with the same words and tracks, one number on."""
        copy = Revision(number=self.number + 1, tags=list(self.tags), images=list(self.images))
        for name in COLUMNS - {"id", "number", "name", "created_at"}:
            setattr(copy, name, getattr(self, name))
        copy.tracks = [track.copied() for track in self.tracks]
        db.session.add(copy)
        return copy

    def join_concordance(self) -> None:
        """Tie book, series, artists, tags and pictures, as typed, to what other posts share."""
        self.book = (
            Book.called(
                self.book_title, self.book_author, self.book_year, self.book_isbn, self.cover_id
            )
            if self.book_title
            else None
        )
        self.series = Series.called(self.series_title) if self.series_title else None
        Artist.make_known(track.artist for track in self.tracks)
        figures.describe(self.images, self.html)
        if self.hero and not self.hero.alt:
            self.hero.alt = self.hero_alt
        self.tags = list({tag.id: tag for tag in map(Tag.called, self.tag_names)}.values())

    def be_found(self) -> None:
        """Have readers find the post by these words from the commit on."""
        songs = [f"{track.artist} {track.title}" for track in self.tracks]
        notes = [markup.plain(track.note_html) for track in self.tracks]
        words = [
            self.standfirst,
            markup.plain(self.html),
            self.epigraph,
            self.epigraph_source,
            markup.plain(self.introduction_html),
            *notes,
        ]
        indexing.put(
            "post",
            self.post_id,
            self.post_id,
            title=self.title,
            names=" ".join([self.book_title, self.book_author, self.series_title, *self.tag_names]),
            music=" ".join(songs),
            prose="\n".join(words),
        )


def credits_of() -> ScalarSelect[str]:
    """The artists of a revision's tracks in their order, one a line."""
    tracks = select(Track.artist).where(Track.revision_id == Revision.id).order_by(Track.position)
    heard = tracks.correlate(Revision).subquery()
    return select(func.aggregate_strings(heard.c.artist, "\n")).scalar_subquery()


COLUMNS = set(Revision.__table__.columns.keys())
# What a card says of the soundtrack, without its tracks.
Revision.credits = column_property(credits_of(), deferred=True)


def made_safe(words: dict[str, Any]) -> dict[str, Any]:
    """``words`` (columns by name) with the columns that are made of them; TooTangled."""
    made = words | {"markup_policy": markup.POLICY}
    if "source" in words:
        made["html"] = footnotes.set_out(markup.clean_post(words["source"]))
        made["images"] = figures.shown_in(made["html"])
        made["word_count"] = prose.word_count(markup.plain(made["html"]))
    if "introduction_source" in words:
        made["introduction_html"] = markup.clean_note(words["introduction_source"])
    return made
