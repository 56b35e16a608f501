"""Steps: what was done to a soundtrack, one act after another, and the way back."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Numbered, db
from blog.members import Member
from blog.posts import Post
from blog.soundtracks import Track

# What is known of a soundtrack: the words of each track by its key, in their order.
Standing = dict[int, dict[str, Any]]
MOST_STEPS = 20


class Step(Numbered):
    """One act on the soundtrack of a draft, and what it changed.

    ``order`` has the keys as they stood before it, ``words`` those of the tracks that it rewrote
    or took out. ``edition`` sums up the soundtrack that it led to: once something else was
    changed there is no way back from here.
    """

    __tablename__ = "steps"
    __table_args__ = (Index("ix_steps_newest", "post_id", "id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    news: Mapped[str]
    order: Mapped[list[int]] = mapped_column(JSON)
    words: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    edition: Mapped[str]

    @classmethod
    def last(cls, post: Post) -> Step | None:
        """The step that led to the soundtrack as it is, if there is a way back from it."""
        newest = select(cls).where(cls.post_id == post.id).order_by(cls.id.desc()).limit(1)
        step = db.session.scalar(newest)
        return step if step and step.edition == edition(standing(post)) else None

    @classmethod
    def take(cls, post: Post, before: Standing, news: str) -> Step | None:
        """Remember how it was ``before``; None, and nothing remembered, if it is so still."""
        now = standing(post)
        if list(before.items()) == list(now.items()):
            return None
        changed = {str(key): words for key, words in before.items() if now.get(key) != words}
        step = cls(
            post_id=post.id, news=news, order=list(before), words=changed, edition=edition(now)
        )
        db.session.add(step)
        db.session.flush()
        newest = select(cls.id).where(cls.post_id == post.id).order_by(cls.id.desc())
        kept = db.session.scalars(newest.limit(MOST_STEPS)).all()
        db.session.execute(delete(cls).where(cls.post_id == post.id, cls.id < kept[-1]))
        return step

    def take_back(self, post: Post, member: Member) -> None:
        """Make the soundtrack what it was before, every track under its old key."""
        revision = post.working_revision(member, tracks=len(self.order))
        present = {track.key: track for track in revision.tracks}
        tracks = []
        for key in self.order:
            track = present.get(key) or with_key(key)
            if words := self.words.get(str(key)):
                track.rewrite(**words)
            tracks.append(track)
        revision.arrange(tracks)
        db.session.delete(self)


def standing(post: Post) -> Standing:
    """The soundtrack of the draft of ``post`` as it is now."""
    return {track.key: track.words for track in post.draft.tracks}


def edition(tracks: Standing) -> str:
    """A short sum of a soundtrack: another order or another word makes another."""
    said = json.dumps(list(tracks.items()), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def with_key(key: int) -> Track:
    """A new track that is known by ``key``: by its own number, unless a copy has that."""
    taken = db.session.get(Track, key) is not None
    return Track(first_id=key) if taken else Track(id=key)
