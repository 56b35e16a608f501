"""Readers: whoever acts here, a browser with a signed cookie or a signed-in member."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask import Flask, Response, g, request, session
from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Numbered, db, find, now

COOKIE = "reader"
# Files are the same for everyone, so their answers must not depend on a cookie.
IMPERSONAL = frozenset({"static", "images.show", "health.show"})


class Reader(Numbered):
    """One who bookmarks and comments: a guest, known by ``token``, or the reader of a member."""

    __tablename__ = "readers"

    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(24))
    name: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def known_by(cls, token: str) -> Select[Reader]:
        return select(cls).where(cls.token == token)


def current() -> Reader | None:
    """Who is reading: the signed-in member's reader, this browser's, or None for a stranger."""
    if current_user.is_authenticated:
        return current_user.reader  # type: ignore[no-any-return]
    return guest()


def guest() -> Reader | None:
    """The reader this browser was before it signed in, if it ever did anything."""
    token = session.get(COOKIE)
    return find(Reader.known_by(token)) if isinstance(token, str) else None


def remember() -> Reader:
    """The one who acts now. A stranger becomes a reader, and gets the cookie that says which."""
    if g.reader is None:
        g.reader = Reader()
        db.session.add(g.reader)
        db.session.flush()
        session[COOKIE] = g.reader.token
        session.permanent = True
    return g.reader  # type: ignore[no-any-return]


def init_app(app: Flask) -> None:
    """Know the reader in every view as ``g.reader`` and in every template as ``reader``."""

    @app.before_request
    def know() -> None:
        g.reader = None if request.endpoint in IMPERSONAL else current()

    @app.after_request
    def keep_on_the_way(response: Response) -> Response:
        """No cache between here and a reader gives their page to somebody else."""
        if g.get("reader"):
            response.cache_control.private = True
        return response

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"reader": g.get("reader")}
