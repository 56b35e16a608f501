"""Recipients: who is told of a comment, decided once it is there, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from blog import outbox, site
from blog.comments import Comment
from blog.correspondents import Correspondent
from blog.db import db, find, hold, now
from blog.languages import own
from blog.members import Member
from blog.outbox import Errand
from blog.posts import Post

MORNING = time(7)
HOURLY = timedelta(hours=1)


def tell_of(errand: Errand) -> None:
    """Put letters into the outbox to all who want to know of the comment ``errand`` is about.

    Whoever was answered hears of it as of an answer, even under a post of their own.
    """
    comment = find(about_comments().where(Comment.id == errand.about_id))
    if comment is None or comment.removed_at is not None or comment.is_spam:
        return
    if comment.is_held:
        for to in moderators(comment.post):
            tell_what_waits(to)
        return
    if (said_by := writer_of(comment, errand.language)) and not member_of(comment.reader_id):
        said_by.ask()
    told = {comment.reader_id}
    if comment.parent and comment.parent.reader_id not in told:
        if answered := writer_of(comment.parent):
            tell(answered, "replies", comment)
        told.add(comment.parent.reader_id)
    author = comment.post.author
    if author.reader_id not in told and author.is_active:
        tell(correspondent(author), "comments", comment)


def about_comments() -> Select[Comment]:
    """Comments, each with the one it answers and the post it is under."""
    post = joinedload(Comment.post)
    return select(Comment).options(
        joinedload(Comment.parent), post.joinedload(Post.author), post.joinedload(Post.live)
    )


def writer_of(comment: Comment, language: str = "") -> Correspondent | None:
    """Where to write to whoever said ``comment``; None if they gave no address."""
    if known := member_of(comment.reader_id):
        return correspondent(known) if known.is_active else None
    if not comment.email:
        return None
    return Correspondent.known(comment.reader_id, comment.email, language or own())


def member_of(reader_id: int) -> Member | None:
    return find(select(Member).where(Member.reader_id == reader_id))


def correspondent(member: Member) -> Correspondent:
    return Correspondent.known(member.reader_id, member.email, own())


def moderators(post: Post) -> Iterator[Correspondent]:
    """All who may decide about the comments under ``post``."""
    decides = or_(Member.id == post.author_id, Member.role.in_(("editor", "owner")))
    for member in db.session.scalars(
        select(Member).where(decides, Member.suspended_at.is_(None)).order_by(Member.id)
    ):
        yield correspondent(member)


def tell(to: Correspondent, kind: str, comment: Comment) -> None:
    """Put a letter about ``comment`` into the outbox, or into the digest, as they chose.

    Whoever never said that the address is theirs is asked that instead.
    """
    if may_hear(to, kind):
        hold(to)
        daily = to.chosen(kind) == "daily"
        key = f"{kind} {comment.id} {to.id}"
        outbox.put(kind, comment.id, to_id=to.id, key=key, gathered=daily, language=to.language)
        if daily:
            gather(to)


def tell_what_waits(to: Correspondent) -> None:
    """Have ``to`` told that comments wait: within the hour since they last were, or daily."""
    if not may_hear(to, "waiting"):
        return
    hold(to)
    if to.chosen("waiting") == "daily":
        gather(to)
        return
    newest = Errand.created_at.desc()
    before = select(Errand).where(Errand.to_id == to.id, Errand.kind == "waiting")
    last = db.session.scalars(before.order_by(newest, Errand.id.desc()).limit(1)).first()
    if last is None or not is_still_to_begin(last):
        due = max(now(), (last.done_at or now()) + HOURLY) if last else now()
        outbox.put("waiting", to_id=to.id, due_at=due, language=to.language)


def gather(to: Correspondent) -> None:
    """Have the digest of ``to`` sent in the morning. The caller holds ``to``."""
    digests = select(Errand).where(Errand.to_id == to.id, Errand.kind == "digest")
    if not any(map(is_still_to_begin, db.session.scalars(digests.where(Errand.tries == 0)))):
        outbox.put("digest", to_id=to.id, due_at=next_morning(now()), language=to.language)


def may_hear(to: Correspondent, kind: str) -> bool:
    """Whether they want to hear of ``kind``; who might but has not confirmed is asked to."""
    if to.chosen(kind) == "none":
        return False
    if to.confirmed_at is None:
        to.ask()
    return to.confirmed_at is not None


def is_still_to_begin(errand: Errand) -> bool:
    """Whether nobody has begun it: what is put beside it will be seen by whoever does."""
    return errand.due_at is not None and errand.tries == 0


def next_morning(moment: datetime) -> datetime:
    """Seven o'clock after ``moment`` by the clocks of the site's place."""
    here = site.local(moment)
    morning = here.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return morning if morning > here else morning + timedelta(days=1)
