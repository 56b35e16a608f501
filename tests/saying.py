"""Comments that were said before a test begins."""

from datetime import datetime
from typing import Any

from flask import Flask

from blog.comments import Comment
from blog.db import db
from blog.posts import Post
from blog.readers import Reader
from tests.conftest import Made, Person


def say(
    app: Flask,
    post: Made,
    by: Person | str,
    words: str = "How true.",
    *,
    to: int | None = None,
    held: bool = False,
    at: datetime | None = None,
) -> int:
    """The number of a comment under ``post``, ``by`` a member or a guest of that name."""
    with app.app_context():
        if isinstance(by, Person):
            name, reader = by.name, db.session.get_one(Reader, by.reader_id)
        else:
            name, reader = by, Reader(name=by)
        db.session.add(reader)
        comment = Comment.say(
            db.session.get_one(Post, post.id),
            reader,
            name=name,
            source=words,
            parent=db.session.get(Comment, to) if to else None,
            held=held,
            at=at,
        )
        db.session.commit()
        return comment.id


def change(app: Flask, number: int, verb: str, *words: str) -> None:
    """Have the comment ``number`` approved, reworded or removed."""
    with app.app_context():
        getattr(db.session.get_one(Comment, number), verb)(*words)
        db.session.commit()


def state(app: Flask, post: Made) -> dict[str, Any]:
    """What the row of ``post`` knows of its comments."""
    with app.app_context():
        row = db.session.get_one(Post, post.id)
        return {"count": row.comment_count, "change": row.comment_change}
