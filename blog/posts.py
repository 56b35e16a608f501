"""Posts: essays on books. A post points to the revision readers see and the one being worked on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    func,
    or_,
    select,
)
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapped,
    column_property,
    defer,
    joinedload,
    mapped_column,
    relationship,
    undefer,
)
from sqlalchemy.sql.base import ExecutableOption

from blog import history, indexing
from blog.db import Numbered, db, now, unindexed
from blog.members import Member
from blog.revisions import Revision, made_safe
from blog.slugs import Slug
from blog.soundtracks import Track
from blog.stamps import Stamp
from blog.tags import Tag, revision_tags
from blog.wording import _
from blog.words import slug_of

# How long what was thrown away can be restored.
KEPT_IN_TRASH = timedelta(days=30)


class Stale(Exception):
    """A save that began from an older version than the one now kept; nothing was changed."""


class Unfinished(ValueError):
    """What keeps a draft from being published, in words for its author."""


class Post(Numbered):
    """What a reader opens: ``live``, from ``published_at`` on. Its author works on ``draft``.

    One of the kind "page" is a standing text, such as About.

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
    live_id: Mapped[int | None] = mapped_column(
        ForeignKey(Revision.id, use_alter=True), unique=True
    )
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
    comments_close_after: Mapped[int | None]
    comment_count: Mapped[int] = mapped_column(default=0)
    comment_change: Mapped[int] = mapped_column(default=0)
    view_count: Mapped[int] = mapped_column(default=0)
    note_count: Mapped[int] = mapped_column(default=0)
    preview_token: Mapped[str | None] = mapped_column(unique=True)

    author: Mapped[Member] = relationship()
    live: Mapped[Revision | None] = relationship(foreign_keys=live_id, post_update=True)
    draft: Mapped[Revision] = relationship(foreign_keys=draft_id, post_update=True)

    if TYPE_CHECKING:
        stamp: Mapped[int]

    @classmethod
    def published(
        cls, kind: str = "post", at: BindParameter[datetime] | None = None
    ) -> Select[Post]:
        """What everyone may read now: decided when asked, so no job has to run at any hour.

        In a query that is kept, now is a parameter ``at``.
        """
        return select(cls).where(
            cls.kind == kind,
            cls.live_id.is_not(None),
            cls.trashed_at.is_(None),
            unindexed(cls.published_at) <= (now() if at is None else at),
        )

    @classmethod
    def shows(cls, revision: InstrumentedAttribute[int] | Column[int]) -> ColumnElement[bool]:
        """Whether ``revision``, the number of one, is what everyone may read now.

        Asked for each of a few revisions, it is not asked of all posts that there are.
        """
        return cls.published().where(cls.live_id == revision).exists()

    @classmethod
    def cards(cls) -> Select[Post]:
        """Published posts with what a card shows of them."""
        return cls.published().options(*cls.card())

    @classmethod
    def card(cls) -> tuple[ExecutableOption, ...]:
        """What to load with a post to show its card."""
        return (
            joinedload(cls.live, innerjoin=True).options(
                defer(Revision.source),
                defer(Revision.introduction_source),
                joinedload(Revision.hero),
                undefer(Revision.credits),
            ),
            joinedload(cls.author, innerjoin=True),
        )

    @classmethod
    def at(
        cls,
        slug: str | BindParameter[str],
        kind: str = "post",
        at: BindParameter[datetime] | None = None,
    ) -> Select[Post]:
        """The published post that is, or once was, at ``slug``."""
        return cls.published(kind, at).join(Slug, Slug.post_id == cls.id).where(Slug.slug == slug)

    @classmethod
    def tagged(cls, tag: Tag) -> Select[Post]:
        """The cards of the published posts under ``tag``."""
        filed = select(revision_tags.c.revision_id).where(revision_tags.c.tag_id == tag.id)
        return cls.cards().where(cls.live_id.in_(filed))

    @classmethod
    def by(cls, author: Member) -> Select[Post]:
        """The cards of what ``author`` published."""
        return cls.cards().where(cls.author_id == author.id)

    @classmethod
    def in_series(
        cls, number: int | BindParameter[int], at: BindParameter[datetime] | None = None
    ) -> Select[Post]:
        """The published posts of the series with this ``number``, first part first."""
        order = (Revision.series_part.is_(None), Revision.series_part, cls.published_at, cls.id)
        parts = cls.published(at=at).join(Revision, Revision.id == cls.live_id)
        return parts.where(Revision.series_id == number).order_by(*order)

    @classmethod
    def editable_by(cls, member: Member) -> Select[Post]:
        """The posts ``member`` may work on: their own, and for editors everyone's and all pages.

        What lay in the trash for its time is gone, though its rows may still wait to be swept.
        """
        query = select(cls).where(
            or_(cls.trashed_at.is_(None), cls.trashed_at > now() - KEPT_IN_TRASH)
        )
        own = (cls.author_id == member.id, cls.kind == "post")
        return query if member.may_edit_others else query.where(*own)

    @classmethod
    def begin(cls, author: Member, kind: str = "post") -> Post:
        """A new post with an empty draft, kept from its first moment."""
        post = cls(author=author, kind=kind)
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
    def path(self) -> str:
        """Where readers find it: /posts/dune, or /pages/about."""
        return f"/{self.kind}s/{self.slug}"

    @property
    def has_changes(self) -> bool:
        """Whether the author works on something that readers do not see yet."""
        return self.draft_id != self.live_id

    @property
    def saved_at(self) -> datetime:
        """When the draft was saved, by which the desk pages its drafts."""
        return self.draft.saved_at

    def may_be_edited_by(self, member: Member | None) -> bool:
        """Whether ``member`` may work on it; says what ``editable_by`` asks the database."""
        own = member is not None and member.id == self.author_id and self.kind == "post"
        return own or (member is not None and member.may_edit_others)

    def may_be_taken_away_by(self, member: Member) -> bool:
        """Whether ``member``, who may edit it, may also take it from readers, if they have it."""
        return self.live_id is None or member.may_publish

    def save(
        self, member: Member, version: int, *, keep: bool = False, **words: object
    ) -> Revision:
        """Keep the ``words`` that ``member`` typed upon ``version``; Stale if there is a newer.

        With ``keep`` the state so far goes into the history, however young it is. The caller
        holds the post (``db.hold``).
        """
        if version != self.draft.version:
            raise Stale
        made = made_safe(words)
        revision = self.working_revision(member, words=made.get("word_count"), keep=keep)
        revision.take(member, made)
        return revision

    def working_revision(
        self,
        member: Member | None = None,
        *,
        words: int | None = None,
        tracks: int | None = None,
        keep: bool = False,
    ) -> Revision:
        """The draft, for ``member`` to change until it has so many ``words`` and ``tracks``.

        Once it is live that is a copy, so that readers keep what they see. What should not be
        lost goes into the history first.
        """
        if self.draft_id == self.live_id:
            self.draft = self.draft.copied()
            db.session.flush()
        elif keep or history.deserves(self.draft, member, words, tracks):
            history.keep(self.draft)
        return self.draft

    def restore(self, revision: Revision, member: Member) -> bool:
        """Go on from ``revision``, its words and its tracks; False if the draft says just that.

        The draft of until now stays in the history, and what began from it is stale.
        """
        present = self.draft
        if present.says_the_same_as(revision):
            return False
        self.draft = revision.copied()
        self.draft.number, self.draft.version = present.number + 1, present.version
        self.draft.touch(member)
        db.session.flush()
        return True

    def publish(self, at: datetime | None = None) -> None:
        """Show the draft to readers from ``at`` (now, or when it first was).

        Unfinished without a title.
        """
        if not self.draft.title:
            raise Unfinished(_("Give the %(kind)s a title before you publish it.", kind=self.kind))
        shown_before = self.state == "published"
        self.draft.join_concordance()
        wanted = self.draft.slug or self.slug or slug_of(self.draft.title) or self.kind
        self.slug = Slug.taken(wanted, self.id)
        self.live = self.draft
        self.published_at = at or self.published_at or now()
        self.updated_at = now() if shown_before else None
        self.submitted_at = self.returned_at = self.trashed_at = None
        db.session.flush()
        if self.kind == "post":
            self.draft.be_found()

    def unpublish(self) -> None:
        """Take the post back from readers; the draft and its old address stay."""
        self.live = None
        self.published_at = self.updated_at = None
        db.session.flush()
        indexing.drop("post", self.id)

    def track(self, key: int) -> Track | None:
        """The draft's track known as ``key``."""
        return next((track for track in self.draft.tracks if track.key == key), None)

    def add_tracks(self, tracks: list[Track], member: Member | None = None) -> None:
        """Put ``tracks`` behind those of the draft."""
        revision = self.working_revision(member)
        for position, track in enumerate(tracks, len(revision.tracks) + 1):
            track.position = position
            revision.tracks.append(track)
        db.session.flush()

    def move_tracks(self, keys: set[int], after: int | None, member: Member | None = None) -> bool:
        """Put the tracks ``keys`` behind ``after`` (None: to the front), in the order they have.

        False, and nothing moved, if one of them is gone.
        """
        moved = [track for track in self.draft.tracks if track.key in keys]
        others = [track.key for track in self.draft.tracks if track.key not in keys]
        if len(moved) < len(keys) or after not in {None, *others}:
            return False
        place = others.index(after) + 1 if after is not None else 0
        order = [*others[:place], *(track.key for track in moved), *others[place:]]
        if order != [track.key for track in self.draft.tracks]:
            revision = self.working_revision(member)
            present = {track.key: track for track in revision.tracks}
            revision.arrange([present[key] for key in order])
        return True

    def remove_tracks(self, keys: set[int], member: Member | None = None) -> list[Track]:
        """Take the tracks ``keys`` out and close the gaps; those that were there are returned."""
        if found := [track for track in self.draft.tracks if track.key in keys]:
            left = len(self.draft.tracks) - len(found)
            revision = self.working_revision(member, tracks=left)
            revision.arrange([track for track in revision.tracks if track.key not in keys])
        return found


# The stamp of what is said and counted under the post, for those who read it with the counts.
Post.stamp = column_property(
    select(func.coalesce(func.sum(Stamp.value), 0))
    .where(Stamp.id == Post.id)
    .correlate(Post)
    .scalar_subquery(),
    deferred=True,
)
