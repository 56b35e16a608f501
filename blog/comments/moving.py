"""Moving: all conversations of the site out into a file, and those of a file in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select, tuple_

from blog import markup
from blog.comments import Comment
from blog.comments.archives import Archive, Kept
from blog.db import db, find, hold, now
from blog.posts import Post
from blog.readers import Reader

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
                edited_at=comment.edited_at,
            )
        last = (rows[-1][0].post_id, rows[-1][0].id)
        db.session.expunge_all()


@dataclass
class Intake:
    """What became of the comments of a file: how many, and which posts they look for in vain.

    ``refused`` are too long, too tangled or from the future; ``incomplete`` lack a date, words or a
    state; ``orphans`` answer a comment that is not here, and were taken in beside the others.
    """

    fresh: int = 0
    known: int = 0
    refused: int = 0
    incomplete: int = 0
    orphans: int = 0
    missing: set[str] = field(default_factory=set)


class Mover:
    """Takes comments in, and has ``settle`` called now and then, so that nobody waits for long."""

    def __init__(self, settle: Callable[[], None]) -> None:
        self.settle = settle
        self.posts: dict[str, Post | None] = {}
        self.comments: dict[int, int] = {}
        self.readers: dict[tuple[str, str], int] = {}
        self.intake = Intake()

    def take_in(self, archive: Archive) -> Intake:
        """Have each comment of ``archive`` under its post, once, with its date, name and place."""
        self.intake.incomplete = archive.incomplete
        for at, one in enumerate(in_order(archive.comments), 1):
            self.take(one)
            if at % AT_ONCE == 0:
                self.settle()
                self.posts.clear()
        self.settle()
        return self.intake

    def take(self, one: Kept) -> None:
        post = self.post_at(one.post)
        if post is None:
            self.intake.missing.add(one.post)
        elif there := self.there(post, one):
            self.comments[one.id] = there
            self.intake.known += 1
        elif len(one.text) > LONGEST or one.said_at > now() or not (html := made(one.text)):
            self.intake.refused += 1
        else:
            self.comments[one.id] = self.say(post, one, html).id
            self.intake.fresh += 1

    def say(self, post: Post, one: Kept, html: str) -> Comment:
        parent = db.session.get(Comment, self.comments.get(one.parent, 0))
        self.intake.orphans += bool(one.parent) and parent is None
        comment = Comment.say(
            post,
            self.reader(one),
            name=one.name[:LONGEST_NAME] or "?",
            source=one.text,
            html=html,
            email=one.email[:LONGEST_EMAIL],
            parent=parent if parent and parent.post_id == post.id else None,
            held=one.state in ("waiting", "spam"),
            at=one.said_at,
        )
        comment.edited_at = one.edited_at
        if one.state == "spam":
            comment.put_with_spam()
        elif one.state == "removed":
            comment.remove()
        return comment

    def post_at(self, slug: str) -> Post | None:
        """The published post at that address, held until the commit."""
        if slug not in self.posts:
            post = find(Post.at(slug)) if slug else None
            if post:
                hold(post)
            self.posts[slug] = post
        return self.posts[slug]

    def there(self, post: Post, one: Kept) -> int | None:
        """What the same one said under the same post at the same moment, by its number.

        It says the same, or was changed since.
        """
        same = select(Comment.id).where(
            Comment.post_id == post.id,
            Comment.created_at == one.said_at,
            Comment.name == (one.name[:LONGEST_NAME] or "?"),
            or_(Comment.source == one.text, Comment.edited_at.is_not(None)),
        )
        return db.session.scalar(same.limit(1))

    def reader(self, one: Kept) -> Reader:
        """One guest for each name and address in the file, and nobody who can sign in."""
        who = (one.name, one.email.casefold())
        if who not in self.readers:
            reader = Reader(name=one.name[:LONGEST_NAME])
            db.session.add(reader)
            db.session.flush()
            self.readers[who] = reader.id
        return db.session.get_one(Reader, self.readers[who])


def in_order(comments: Sequence[Kept]) -> Iterator[Kept]:
    """``comments`` by their dates, but each behind the one it answers."""
    row = sorted(comments, key=lambda one: (one.said_at, one.id))
    places = {one.id: at for at, one in reversed(list(enumerate(row)))}
    done: set[int] = set()
    for at in range(len(row)):
        way = [] if at in done else [at]
        while way and (above := places.get(row[way[-1]].parent, at)) not in {*done, *way}:
            way.append(above)
        done.update(way)
        yield from (row[place] for place in reversed(way))


def made(text: str) -> str:
    """``text`` as safe HTML; nothing if it is too tangled to be shown."""
    try:
        return markup.comment(text)
    except markup.TooTangled:
        return ""
