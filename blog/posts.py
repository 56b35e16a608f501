"""Posts: essays on books. A post points to the revision readers see and the one being worked on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from blog.db import Model, Numbered, db, now
from blog.members import Member
from blog.revisions import Revision
from blog.soundtracks import Track, renumber
from blog.words import SLUG_LENGTH, slug_of

# How long what was thrown away can be restored.
KEPT_IN_TRASH = timedelta(days=30)


class Stale(Exception):
    """A save that began from an older version than the one now kept; nothing was changed."""


class Unfinished(ValueError):
    """What keeps a draft from being published, in words for its author."""


class Post(Numbered):
    """What a reader opens: ``live``, from ``published_at`` on. Its author works on ``draft``.

    Publishing makes the draft live; the next change copies it, so readers never see half of one.
    ``comment_change`` numbers every change among the comments.
    """

    __tablename__ = "posts"
    __table_args__ = (
        Index("ix_posts_newest", "kind", "published_at", "id"),
        Index("ix_posts_by_author", "author_id", "published_at", "id"),
        CheckConstraint("kind IN ('post', 'page')", name="kind"),
        CheckConstraint("live_id IS NULL OR slug IS NOT NULL", name="live_has_slug"),
    )

    kind: Mapped[str] = mapped_column(default="post")
    author_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    slug: Mapped[str | None] = mapped_column(unique=True)
    live_id: Mapped[int | None] = mapped_column(ForeignKey(Revision.id, use_alter=True), index=True)
    draft_id: Mapped[int | None] = mapped_column(
        ForeignKey(Revision.id, use_alter=True), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    trashed_at: Mapped[datetime | None]
    comment_policy: Mapped[str] = mapped_column(default="")
    comment_count: Mapped[int] = mapped_column(default=0)
    comment_change: Mapped[int] = mapped_column(default=0)
    view_count: Mapped[int] = mapped_column(default=0)
    note_count: Mapped[int] = mapped_column(default=0)
    preview_token: Mapped[str | None] = mapped_column(unique=True)

    author: Mapped[Member] = relationship()
    live: Mapped[Revision | None] = relationship(foreign_keys=live_id, post_update=True)
    draft: Mapped[Revision] = relationship(foreign_keys=draft_id, post_update=True)

    @classmethod
    def published(cls) -> Select[Post]:
        """What everyone may read now: decided when asked, so no job has to run at any hour."""
        return select(cls).where(
            cls.kind == "post",
            cls.live_id.is_not(None),
            cls.trashed_at.is_(None),
            cls.published_at <= now(),
        )

    @classmethod
    def cards(cls) -> Select[Post]:
        """Published posts with what a card shows of them."""
        return cls.published().options(
            joinedload(cls.live, innerjoin=True).options(
                joinedload(Revision.hero), selectinload(Revision.tracks)
            ),
            joinedload(cls.author, innerjoin=True).joinedload(Member.portrait),
        )

    @classmethod
    def at(cls, slug: str) -> Select[Post]:
        """The published post that is, or once was, at ``slug``."""
        return cls.published().join(Slug, Slug.post_id == cls.id).where(Slug.slug == slug)

    @classmethod
    def editable_by(cls, member: Member) -> Select[Post]:
        """The posts ``member`` may work on: their own, and for editors everyone's.

        What lay in the trash for its time is gone, though its rows may still wait to be swept.
        """
        query = select(cls).where(
            or_(cls.trashed_at.is_(None), cls.trashed_at > now() - KEPT_IN_TRASH)
        )
        return query if member.may_edit_others else query.where(cls.author_id == member.id)

    @classmethod
    def begin(cls, author: Member) -> Post:
        """A new post with an empty draft, kept from its first moment."""
        post = cls(author=author)
        db.session.add(post)
        db.session.flush()
        post.draft = Revision(post_id=post.id, saved_by=author)
        db.session.flush()
        return post

    @classmethod
    def blank_of(cls, author: Member) -> Select[Post]:
        """A draft that ``author`` began and nobody wrote into."""
        unwritten = (cls.draft.has(Revision.version == 1), ~cls.draft.has(Revision.tracks.any()))
        held_back = (cls.live_id.is_(None), cls.trashed_at.is_(None), cls.submitted_at.is_(None))
        blank = select(cls).where(cls.author_id == author.id, cls.kind == "post", *held_back)
        return blank.where(cls.note_count == 0, *unwritten).order_by(cls.id).limit(1)

    @property
    def state(self) -> str:
        if self.trashed_at:
            return "trash"
        if self.live_id and self.published_at:
            return "published" if self.published_at <= now() else "scheduled"
        return "in review" if self.submitted_at else "draft"

    @property
    def has_changes(self) -> bool:
        """Whether the author works on something that readers do not see yet."""
        return self.draft_id != self.live_id

    @property
    def saved_at(self) -> datetime:
        """When the draft was saved, by which the desk pages its drafts."""
        return self.draft.saved_at

    def may_be_edited_by(self, member: Member | None) -> bool:
        """Whether ``member`` may work on it: its author may, and editors."""
        return member is not None and (member.may_edit_others or member.id == self.author_id)

    def save(self, member: Member, version: int, **words: object) -> Revision:
        """Keep the ``words`` that ``member`` typed upon ``version``; Stale if there is a newer.

        The caller holds the post (``db.hold``).
        """
        if version != self.draft.version:
            raise Stale
        revision = self.working_revision()
        revision.change(member, **words)
        return revision

    def working_revision(self) -> Revision:
        """The draft to change; once it is live, a copy, so that readers keep what they see."""
        if self.draft_id == self.live_id:
            self.draft = self.draft.copied()
            db.session.flush()
        return self.draft

    def publish(self, at: datetime | None = None) -> None:
        """Show the draft to readers from ``at`` (now, or when it first was).

        Unfinished without a title.
        """
        if not self.draft.title:
            raise Unfinished("Give the post a title before you publish it.")
        shown_before = self.state == "published"
        self.draft.join_concordance()
        self.take_slug(self.draft.slug or self.slug or slug_of(self.draft.title) or "post")
        self.live = self.draft
        self.published_at = at or self.published_at or now()
        self.updated_at = now() if shown_before else None
        self.submitted_at = self.returned_at = self.trashed_at = None
        db.session.flush()

    def unpublish(self) -> None:
        """Take the post back from readers; the draft and its old address stay."""
        self.live = None
        self.published_at = self.updated_at = None
        db.session.flush()

    def take_slug(self, wanted: str) -> None:
        """Live at ``wanted``, or the next free address like it; old ones still lead here."""
        number = 1
        while True:
            slug = wanted if number == 1 else f"{wanted[:SLUG_LENGTH]}-{number}"
            owner = db.session.get(Slug, slug)
            if owner is None:
                db.session.add(Slug(slug=slug, post_id=self.id))
            if owner is None or owner.post_id == self.id:
                self.slug = slug
                return
            number += 1

    def track(self, key: int) -> Track | None:
        """The draft's track known as ``key``."""
        return next((track for track in self.draft.tracks if track.key == key), None)

    def add_tracks(self, tracks: list[Track]) -> None:
        """Put ``tracks`` behind those of the draft."""
        revision = self.working_revision()
        for position, track in enumerate(tracks, len(revision.tracks) + 1):
            track.position = position
            revision.tracks.append(track)
        db.session.flush()

    def move_track(self, key: int, after: int | None) -> Track | None:
        """Move the track ``key`` behind ``after`` (None: to the front); None if one is gone."""
        self.working_revision()
        moved = self.track(key)
        others = [track for track in self.draft.tracks if track is not moved]
        places = {track.key: place for place, track in enumerate(others, 1)} | {None: 0}
        if moved is None or after not in places:
            return None
        others.insert(places[after], moved)
        renumber(others)
        db.session.expire(self.draft, ["tracks"])
        return moved

    def remove_track(self, key: int) -> bool:
        """Take the track ``key`` out and close the gap; False if it was gone already."""
        revision = self.working_revision()
        if (track := self.track(key)) is None:
            return False
        revision.tracks.remove(track)
        db.session.flush()
        renumber(revision.tracks)
        return True


class Slug(Model):
    """Every address a post ever had; none is given to another, even once its post is gone."""

    __tablename__ = "slugs"

    slug: Mapped[str] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(
        ForeignKey(Post.id, ondelete="SET NULL"), index=True
    )

    @classmethod
    def is_gone(cls, slug: str) -> bool:
        """Whether the post that lived at ``slug`` was deleted."""
        known = db.session.get(cls, slug)
        return known is not None and known.post_id is None
