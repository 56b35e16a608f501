"""Visits: how many people opened a post, each counted once a day and none of them known."""

from __future__ import annotations

import hashlib
import hmac
import re
import zlib
from datetime import date

from flask import Blueprint, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ForeignKey, delete, update
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

bp = Blueprint("visits", __name__)


class Visit(Model):
    """One visitor of a post on one day, by a hash that nothing leads back from."""

    __tablename__ = "visits"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(primary_key=True)

    @classmethod
    def count(cls, post: Post, day: date, visitor: str) -> None:
        """Count ``visitor`` among those who saw ``post`` on ``day``, if they are not already."""
        seen = (
            insert(cls)
            .values(post_id=post.id, day=day, visitor=visitor)
            .on_conflict_do_nothing()
            .returning(cls.post_id)
        )
        if db.session.scalar(seen) is None:
            return
        db.session.execute(
            update(Post).where(Post.id == post.id).values(view_count=Post.view_count + 1)
        )
        db.session.execute(delete(cls).where(cls.post_id == post.id, cls.day < day))


@bp.post("/posts/<slug>/visits")
def create(slug: str) -> ResponseReturnValue:
    post = find_or_404(Post.at(slug))
    machine = MACHINES.search(request.user_agent.string) or is_ahead()
    if not (post.may_be_edited_by(member()) or machine):
        today = now().date()
        Visit.count(post, today, visitor(post, today))
        db.session.commit()
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
