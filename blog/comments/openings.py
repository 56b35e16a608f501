"""Openings: since when somebody writes, by a stamp that only this site can have given.

The page with the form is the same for everyone, so the stamp is asked for when the form gets the
focus; a form that is on a page of its own has one from the beginning.
"""

from __future__ import annotations

import time

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from blog.posts import Post

VALID_FOR = 24 * 3600


def stamp(post: Post) -> str:
    """What says that a form for words under ``post`` was opened now."""
    return seal().dumps(post.id)


def pause(stamped: str, post: Post) -> float | None:
    """The seconds since a form under ``post`` was opened; None if ``stamped`` does not say so."""
    try:
        number, moment = seal().loads(stamped, max_age=VALID_FOR, return_timestamp=True)
    except BadSignature:
        return None
    return time.time() - moment.timestamp() if number == post.id else None


def seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="comment form")
