"""Visits: how many people opened a post, each counted once a day and none of them known."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import threading
import time
import zlib
from datetime import date
from multiprocessing.util import Finalize

from flask import Blueprint, Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model, db, find_or_404, insert, now
from blog.posts import Post
from blog.sessions import member
from blog.throttles import network

# Those that run a page's scripts without anybody reading it.
MACHINES = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|facebookexternalhit|lighthouse|prerender", re.IGNORECASE
)
BROWSERS_OF_AN_ADDRESS = 16
# In seconds; and how many visits are not left to wait for it.
WRITTEN_EVERY = 5.0
MOST_GATHERED = 500

log = logging.getLogger(__name__)

bp = Blueprint("visits", __name__)


class Visit(Model):
    """One visitor of a post on one day, by a hash that nothing leads back from."""

    __tablename__ = "visits"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(primary_key=True)

    @classmethod
    def count(cls, post_id: int, day: date, visitor: str) -> None:
        """Count ``visitor`` among those who saw a post on ``day``, if they are not already."""
        seen = (
            insert(cls)
            .values(post_id=post_id, day=day, visitor=visitor)
            .on_conflict_do_nothing()
            .returning(cls.post_id)
        )
        if db.session.scalar(seen) is None:
            return
        db.session.execute(
            update(Post).where(Post.id == post_id).values(view_count=Post.view_count + 1)
        )
        db.session.execute(delete(cls).where(cls.post_id == post_id, cls.day < day))


class Gathered:
    """Visits that are written down together, every few seconds where something sees to it.

    A popular page is visited many times a second; to write each down would have it made anew as
    often. What is lost when a process is killed are the visits of these seconds.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.lock = threading.Lock()
        self.waiting: dict[tuple[int, date, str], None] = {}
        self.is_kept = False

    def add(self, visit: tuple[int, date, str]) -> None:
        with self.lock:
            self.waiting[visit] = None
        if not self.is_kept or len(self.waiting) >= MOST_GATHERED:
            self.write_down()

    def write_down(self) -> None:
        """Count all that were gathered, in one transaction; a post that is gone counts none."""
        with self.lock:
            visits, self.waiting = self.waiting, {}
        if not visits:
            return
        with self.app.app_context():
            there = select(Post.id).where(Post.id.in_({post_id for post_id, _, _ in visits}))
            posts = set(db.session.scalars(there))
            for post_id, day, visitor in sorted(visits):
                if post_id in posts:
                    Visit.count(post_id, day, visitor)
            db.session.commit()

    def keep(self) -> None:
        """Gather from now on, and write down every few seconds and at the end."""
        self.is_kept = True
        threading.Thread(target=self.go_on, daemon=True, name="visits").start()
        # Workers that are forks end without atexit; this is called for them as well.
        Finalize(None, self.write_down, exitpriority=0)

    def go_on(self) -> None:
        while True:
            time.sleep(WRITTEN_EVERY)
            try:
                self.write_down()
            except SQLAlchemyError:
                log.exception("Visits could not be written down")


@bp.post("/posts/<slug>/visits")
def create(slug: str) -> ResponseReturnValue:
    post = find_or_404(Post.at(slug))
    machine = MACHINES.search(request.user_agent.string) or is_ahead()
    if not (post.may_be_edited_by(member()) or machine):
        today = now().date()
        gathered: Gathered = current_app.extensions["visits"]
        gathered.add((post.id, today, visitor(post, today)))
    return "", 204


def is_ahead() -> bool:
    """Whether a browser asks before anybody has decided to read."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)


def visitor(post: Post, day: date) -> str:
    """A name for whoever asks that means nothing tomorrow, nor beside another post.

    An address counts as a few browsers at most, so that a script that takes new names or cookies
    all day cannot run the number up.
    """
    if member():
        who = f"reader {g.reader.id}"
    else:
        browser = zlib.crc32(request.user_agent.string.encode()) % BROWSERS_OF_AN_ADDRESS
        who = f"{network(request.remote_addr or '')} {browser}"
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{day} {post.id} {who}".encode(), hashlib.sha256).hexdigest()[:32]


def init_app(app: Flask) -> None:
    """Let ``app`` gather visits."""
    app.extensions["visits"] = Gathered(app)
