"""Moving: all conversations of the site out into a file, and those of a file in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_

from blog import markup
from blog.comments import Comment
from blog.comments.archives import Kept
from blog.db import db, find, hold, now
from blog.posts import Post
from blog.readers import Reader
from blog.words import line

AT_ONCE = 500
LONGEST, LONGEST_NAME, LONGEST_EMAIL = 5_000, 80, 254


def all_kept() -> Iterator[Kept]:
    """Every comment, post by post and each behind the one it answers, a few at a time."""
    last = (0, 0)
    while rows := db.session.execute(
        select(Comment, Post.slug)
        .join(Post, Post.id == Comment.post_id)
        .where(tuple_(Comment.post_id, Comment.id) > tuple_(*last))
        .order_by(Comment.post_id, Comment.id)
        .limit(AT_ONCE)
    ).all():
        for comment, slug in rows:
            yield Kept(
                id=comment.id,
                parent=comment.parent_id or 0,
                post=slug or "",
                name=comment.name,
                email=comment.email,
                text=comment.source,
                said_at=comment.created_at,
                state=comment.state,
            )
        last = (rows[-1][0].post_id, rows[-1][0].id)
        db.session.expunge_all()


@dataclass
class Intake:
    """What became of the comments of a file: how many, and which posts they look for in vain."""

    fresh: int = 0
    known: int = 0
    refused: int = 0
    missing: set[str] = field(default_factory=set)


class Mover:
    """Takes comments in. The caller commits."""

    def __init__(self) -> None:
        self.posts: dict[str, Post | None] = {}
        self.comments: dict[int, Comment] = {}
        self.readers: dict[tuple[str, str], Reader] = {}
        self.intake = Intake()

    def take_in(self, kept: Sequence[Kept]) -> Intake:
        """Have each comment of ``kept`` under its post, once, with its date, name and place."""
        for one in sorted(kept, key=lambda one: (one.said_at, one.id)):
            self.take(one)
        return self.intake

    def take(self, one: Kept) -> None:
        post = self.post_at(one.post)
        name = line(one.name)[:LONGEST_NAME]
        if post is None:
            self.intake.missing.add(one.post)
        elif there := self.there(post, one):
            self.comments[one.id] = there
            self.intake.known += 1
        elif len(one.text) > LONGEST or one.said_at > now() or not (html := made(one.text)):
            self.intake.refused += 1
        else:
            comment = Comment.say(
                post,
                self.reader(name, one.email),
                name=name or "?",
                source=one.text,
                html=html,
                email=line(one.email)[:LONGEST_EMAIL],
                parent=self.comments.get(one.parent),
                held=one.state in ("waiting", "spam"),
                at=one.said_at,
            )
            if one.state in ("spam", "removed"):
                comment.bring_back(one.state)
            self.comments[one.id] = comment
            self.intake.fresh += 1

    def post_at(self, slug: str) -> Post | None:
        """The published post at that address, held until the commit."""
        if slug not in self.posts:
            post = find(Post.at(slug)) if slug else None
            if post:
                hold(post)
            self.posts[slug] = post
        return self.posts[slug]

    def there(self, post: Post, one: Kept) -> Comment | None:
        """The same words under the same post from the same moment, taken in or said before."""
        same = select(Comment).where(
            Comment.post_id == post.id,
            Comment.created_at == one.said_at,
            Comment.source == one.text,
        )
        return db.session.scalars(same.limit(1)).first()

    def reader(self, name: str, email: str) -> Reader:
        """One guest for each name and address in the file, and nobody who can sign in."""
        who = (name, email.casefold())
        if who not in self.readers:
            self.readers[who] = Reader(name=name)
            db.session.add(self.readers[who])
        return self.readers[who]


def made(text: str) -> str:
    """``text`` as safe HTML; nothing if it is too tangled to be shown."""
    try:
        return markup.comment(text)
    except markup.TooTangled:
        return ""
