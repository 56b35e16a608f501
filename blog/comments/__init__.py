"""Comments: what readers say under a post, live and in the order in which it appeared."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship
from sqlalchemy.sql.base import ExecutableOption

from blog import indexing, markup, outbox
from blog.comments.counters import AS_IT_IS, next_change
from blog.db import Moment, Numbered, db, find, now, unindexed
from blog.members import Member
from blog.posts import Post
from blog.readers import Reader
from blog.verdicts import Verdict
from blog.words import fingerprint

CORRECTABLE = timedelta(minutes=15)
SAID_AGAIN = timedelta(minutes=10)
NEWS_AT_ONCE = 100
WAITING_AT_ONCE = 20


class Comment(Numbered):
    """What one reader said, perhaps in reply.

    ``number`` is its place in the order in which comments appeared under the post, None while it
    is held; ``change`` is its last change; both count ``post.comment_change``. ``place`` is what
    it is shown under: ``parent``, or the parent's own place from the third level on. ``thread``,
    ``branch`` and ``leaf`` are the numbers of those on the first, second and third level on the way
    to it, itself the last, then 0: the order in which a conversation is read. A removed one is
    shown as long as any of its ``reply_count`` replies is. ``signs`` are those by which it was
    judged (``verdicts``), ``fingerprint`` is the same for the same words elsewhere.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_changes", "post_id", "change"),
        Index("ix_comments_order", "post_id", "number"),
        Index("ix_comments_reading", "post_id", "thread", "branch", "leaf"),
        Index("ix_comments_submission", "post_id", "submission"),
        Index("ix_comments_reader", "reader_id", "post_id"),
        Index("ix_comments_newest", "created_at", "id"),
        CheckConstraint("(approved_at IS NULL) = (number IS NULL)", name="approved"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    html: Mapped[str]
    number: Mapped[int | None]
    thread: Mapped[int | None]
    branch: Mapped[int | None]
    leaf: Mapped[int | None]
    change: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)
    like_count: Mapped[int] = mapped_column(default=0)
    submission: Mapped[str | None]
    is_spam: Mapped[bool] = mapped_column(default=False)
    signs: Mapped[list[str]] = mapped_column(JSON, default=list)
    fingerprint: Mapped[str] = mapped_column(default="", index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    approved_at: Mapped[datetime | None] = mapped_column(index=True)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()
    reader: Mapped[Reader] = relationship()
    parent: Mapped[Comment | None] = relationship(foreign_keys=parent_id, remote_side="Comment.id")
    place: Mapped[Comment | None] = relationship(foreign_keys=place_id, remote_side="Comment.id")

    @classmethod
    def under(cls, post: Post | BindParameter[int]) -> Select[Comment]:
        """All of ``post``'s, each with the one it answers. In a query that is kept, ``post`` is a
        parameter.
        """
        number = post.id if isinstance(post, Post) else post
        return select(cls).where(cls.post_id == number).options(with_parent())

    @classmethod
    def shown(cls, post: Post | BindParameter[int]) -> Select[Comment]:
        """What everyone sees under ``post``."""
        stands = or_(cls.removed_at.is_(None), cls.reply_count > 0)
        return cls.under(post).where(unindexed(cls.number).is_not(None), stands)

    @classmethod
    def waiting(cls, post: Post, reader: Reader | None = None) -> Select[Comment]:
        """What ``reader`` said under ``post`` and nobody else sees yet; of all without ``reader``,
        but for spam, what has waited longest first.
        """
        if reader:
            theirs = cls.number.is_(None), cls.removed_at.is_(None), cls.reader_id == reader.id
            return cls.under(post).where(*theirs)
        return cls.under(post).where(*cls.undecided()).order_by(cls.id).limit(WAITING_AT_ONCE)

    @classmethod
    def undecided(cls) -> tuple[ColumnElement[bool], ...]:
        """What is true of a comment that waits for a moderator."""
        return cls.number.is_(None), cls.removed_at.is_(None), ~cls.is_spam

    @classmethod
    def said_lately(
        cls, post: Post, reader: Reader | None, parent: Comment | None, source: str, submission: str
    ) -> Comment | None:
        """The same words of the same ``reader``, or of the stranger whom ``submission`` betrays."""
        asked: dict[str, Any] = {"post": post.id, "submission": submission}
        asked["since"] = now() - SAID_AGAIN
        if reader:
            asked |= {"reader": reader.id, "parent": parent and parent.id, "source": source}
        return find(said_again(is_known=reader is not None), **asked)

    @classmethod
    def changed(cls, post: Post, since: int) -> Select[Comment]:
        """What appeared, changed or went under ``post`` after change ``since``, in that order."""
        later = cls.under(post).where(cls.change > since)
        return later.order_by(cls.change).limit(NEWS_AT_ONCE)

    @property
    def level(self) -> int:
        """1 for what answers the post, 2 and 3 for replies; deeper ones stand flat on the third."""
        if self.parent is None:
            return 1
        return 2 if self.place_id == self.parent_id and self.parent.place_id is None else 3

    @property
    def is_held(self) -> bool:
        return self.number is None

    @property
    def is_shown(self) -> bool:
        return self.number is not None and (self.removed_at is None or self.reply_count > 0)

    @property
    def is_gone(self) -> bool:
        """Removed or withheld, without a trace where anybody could see it."""
        return (self.removed_at is not None or self.change > 0) and not self.is_shown

    @property
    def state(self) -> str:
        """Where it lies: "waiting", "shown", "spam" or "removed"."""
        if self.is_spam:
            return "spam"
        if self.removed_at:
            return "removed"
        return "waiting" if self.is_held else "shown"

    @property
    def may_be_answered(self) -> bool:
        return self.number is not None and self.removed_at is None

    @property
    def is_by_author(self) -> bool:
        return self.reader_id == self.post.author.reader_id

    @property
    def editable_until(self) -> datetime:
        return self.created_at + CORRECTABLE

    def is_seen_by(self, reader: Reader | None, member: Member | None) -> bool:
        own = self.removed_at is None and self.is_said_by(reader)
        return self.is_shown or own or (self.is_held and self.post.may_be_edited_by(member))

    def is_said_by(self, reader: Reader | None) -> bool:
        return reader is not None and reader.id == self.reader_id

    def may_be_edited_by(self, reader: Reader | None, member: Member | None) -> bool:
        own = self.is_said_by(reader) and self.editable_until > now()
        return own or (member is not None and member.may_edit_others)

    def may_be_removed_by(self, reader: Reader | None, member: Member | None) -> bool:
        return self.post.may_be_edited_by(member) or self.may_be_edited_by(reader, member)

    @classmethod
    def say(
        cls,
        post: Post,
        reader: Reader,
        *,
        name: str,
        source: str,
        html: str = "",
        email: str = "",
        parent: Comment | None = None,
        submission: str | None = None,
        verdict: Verdict | None = None,
        held: bool = False,
        at: datetime | None = None,
    ) -> Comment:
        """What ``reader`` says under ``post``, now or ``at`` some time; ``held`` until approved.

        A ``verdict`` holds it, too, if it says so. The caller holds the post.
        """
        moment = at or now()
        comment = cls(post=post, reader=reader, parent=parent, name=name, email=email)
        comment.place = parent.place if parent and parent.level == 3 else parent
        comment.source, comment.html = source, html or markup.comment(source)
        comment.submission, comment.created_at = submission, moment
        comment.fingerprint = fingerprint(source)
        if verdict:
            comment.signs, comment.is_spam = list(verdict.signs), verdict.is_spam
            held = held or verdict.waits
        db.session.add(comment)
        if not held:
            # It is counted first, so that it is written with its number, at once: others wait.
            with db.session.no_autoflush:
                comment.approve(moment)
        db.session.flush()
        if at is None:
            outbox.put("said", comment.id)
        return comment

    def approve(self, at: datetime | None = None) -> None:
        """Show it to everyone from now on. The caller holds the post."""
        if self.is_spam:
            self.is_spam = False
            self.restore()
        if self.is_held and self.removed_at is None:
            self.number = self.change = next_change(self.post, more=1)
            self.approved_at = at or now()
            if self.thread is None:
                self.thread, self.branch, self.leaf = self.way(self.number)
            self.count_among_replies(1)
            self.be_found()
            if at is None:
                outbox.put("said", self.id)

    def reword(self, source: str, html: str) -> None:
        """Say it otherwise. The caller holds the post."""
        if source != self.source:
            self.source, self.html = source, html
            self.edited_at, self.submission = now(), None
            if not self.is_held:
                self.change = next_change(self.post)
                self.be_found()
            db.session.flush()

    def remove(self) -> None:
        """Take it away; where it has replies, its place stays. The caller holds the post."""
        self.is_spam = False
        if self.removed_at is None:
            self.removed_at, self.submission = now(), None
            if not self.is_held:
                self.change = next_change(self.post, more=-1)
                self.count_among_replies(-1)
                indexing.drop("comment", self.id)
            db.session.flush()

    def restore(self) -> None:
        """Undo its removal. The caller holds the post."""
        if self.removed_at is not None:
            self.removed_at = None
            if not self.is_held:
                self.change = next_change(self.post, more=1)
                self.count_among_replies(1)
                self.be_found()
            db.session.flush()

    def put_with_spam(self) -> None:
        """Take it from the pages into a heap of its own. The caller holds the post."""
        if not self.is_held:
            self.remove()
        self.is_spam = True
        db.session.flush()

    def way(self, number: int) -> tuple[int, int, int]:
        """Where it stands in the order of reading, if its own number is ``number``."""
        place = self.place
        if place is None or place.thread is None:
            return number, 0, 0
        if place.place_id is None:
            return place.thread, number, 0
        return place.thread, place.branch or 0, number

    def be_found(self) -> None:
        """Have readers find it by its words from the commit on."""
        words = markup.plain(self.html)
        indexing.put("comment", self.id, self.post_id, names=self.name, prose=words)

    def count_among_replies(self, more: int) -> None:
        """Tell those it stands under; a removed one of them comes or goes with its replies."""
        above = [place for place in (self.place, self.place and self.place.place) if place]
        changed = case((Comment.removed_at.is_not(None), self.change), else_=Comment.change)
        db.session.flush()
        if not above:
            return
        db.session.execute(
            update(Comment)
            .where(Comment.id.in_([place.id for place in above]))
            .values(reply_count=Comment.reply_count + more, change=changed),
            execution_options=AS_IT_IS,
        )
        for place in above:
            db.session.expire(place, ["reply_count", "change"])


@cache
def said_again(*, is_known: bool) -> Select[Comment]:
    """What was said under ``post`` ``since`` some time by the same ``submission``, or, where the
    ``reader`` is known, by them in the words of ``source`` in reply to ``parent``.
    """
    again = Comment.submission == bindparam("submission")
    if is_known:
        same = (
            Comment.reader_id == bindparam("reader", type_=Integer),
            Comment.parent_id.is_not_distinct_from(bindparam("parent", type_=Integer)),
            Comment.source == bindparam("source"),
        )
        again = or_(again, and_(*same))
    lately = Comment.created_at > bindparam("since", type_=Moment)
    under = Comment.under(bindparam("post", type_=Integer))
    return under.where(lately, again, Comment.removed_at.is_(None)).limit(1)


def with_parent() -> ExecutableOption:
    """Load beside a comment what is shown of the one it answers."""
    answered = joinedload(Comment.parent)
    return answered.load_only(Comment.name, Comment.place_id, Comment.parent_id, Comment.removed_at)
