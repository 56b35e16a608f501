"""What the tests of the desk ask again and again."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from blog.db import db
from blog.posts import Post
from blog.revisions import Revision
from tests.conftest import Visitor


def kept(app: Flask, address: str) -> dict[str, Any]:
    """What is kept of the draft at ``address`` (/desk/posts/7), by columns."""
    with app.app_context():
        draft = db.session.get_one(Post, number_in(address)).draft
        return {column.key: getattr(draft, column.key) for column in Revision.__table__.columns}


def save(browser: Visitor, app: Flask, address: str, **words: str) -> TestResponse:
    """Keep ``words`` on top of the newest version, as the editor's script does."""
    return browser.put(address, {"version": kept(app, address)["version"]} | words, htmx=True)


def write_often(app: Flask, address: str, times: int) -> None:
    """Let the author of the draft at ``address`` leave so many states of it in its history."""
    with app.app_context():
        post = db.session.get_one(Post, number_in(address))
        for number in range(times):
            post.save(post.author, post.draft.version, keep=True, title=f"Title {number}")
        db.session.commit()


def history(app: Flask, address: str) -> list[tuple[int, str]]:
    """The number and title of every revision of the draft at ``address``, in order."""
    with app.app_context():
        post = Revision.post_id == number_in(address)
        found = db.session.query(Revision).filter(post).order_by(Revision.number)
        return [(revision.number, revision.title) for revision in found]


def number_in(address: str) -> int:
    return int(address.split("/")[3])
