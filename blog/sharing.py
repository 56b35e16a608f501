"""Sharing: what views say of a page that is the same for everyone, so that it can be kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, Response, request
from sqlalchemy import Select, select
from sqlalchemy.orm import undefer
from sqlalchemy.orm.attributes import set_committed_value

from blog.db import db, now
from blog.gauges import Gauge
from blog.pieces import LONGEST, edition
from blog.posts import Post
from blog.stamps import COUNTED, WHOLE_SITE

View = TypeVar("View", bound=Callable[..., Any])

# Where a request that makes a page to be kept has its notes.
NOTES = "leitmotif.notes"


def shared(*parameters: str) -> Callable[[View], View]:
    """Declare that what a view says is the same for everyone, but for these ``parameters``.

    What changes under one post alone (comments, likes, views) is to be named by ``depends_on``.
    """

    def declare(view: View) -> View:
        view.shared = frozenset(parameters)  # type: ignore[attr-defined]
        return view

    return declare


def depends_on(post: Post) -> None:
    """Say that the page at hand shows what is said or counted under ``post``.

    What the post's row says of that is to be as old as the stamp; so both are read once more,
    unless the post was ``stamped``, on the request's own connection: on another it could wait for
    somebody who waits for this request.
    """
    notes: Notes | None = request.environ.get(NOTES)
    if notes is None:
        return
    if "stamp" not in post.__dict__:
        names = ("stamp", *COUNTED)
        read = select(*(getattr(Post, name) for name in names)).where(Post.id == post.id)
        row = db.session.execute(read).one_or_none()
        for name, value in zip(names, row or (), strict=False):
            set_committed_value(post, name, value)
    notes.values[post.id] = post.__dict__.get("stamp")


def stamped(query: Select[Post]) -> Select[Post]:
    """The posts of ``query``, each with its stamp and all else as old as it."""
    return query.options(undefer(Post.stamp)).execution_options(populate_existing=True)


def expires(moment: datetime | None) -> None:
    """Say that the page at hand is another from ``moment`` on."""
    notes: Notes | None = request.environ.get(NOTES)
    if notes and moment and moment > now():
        notes.until = min(notes.until, moment.timestamp())


class Notes:
    """What a view says of the page it makes: the stamps it depends on, and how long it is right.

    Each stamp is read before anything that it stands for.
    """

    def __init__(self, gauge: Gauge) -> None:
        self.asked_at = time.monotonic()
        self.until = time.time() + LONGEST
        self.values = {WHOLE_SITE: gauge.total_now((WHOLE_SITE,))}

    @property
    def total(self) -> int | None:
        """What the stamps add up to; None if one could not be read."""
        known = [value for value in self.values.values() if value is not None]
        return sum(known) if len(known) == len(self.values) else None


def init_app(app: Flask) -> None:
    """Let ``app`` note of each page until when it is right."""

    @app.after_request
    def note_what_appears(response: Response) -> Response:
        """A page is another as soon as a post appears that waits for its hour."""
        notes: Notes | None = request.environ.get(NOTES)
        if notes and (shown := edition()):
            notes.until = min(notes.until, shown.until)
        return response
