"""Pieces: what pages show of the site alone, made once and used until the site is another.

Most of a page has nothing to do with who reads it, nor with what was said under it a moment ago.
What is kept here is found again by whoever has a session, and when only a comment is new.
"""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Callable, Hashable
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_babel import get_locale
from markupsafe import Markup
from werkzeug.local import LocalProxy

from blog import masthead
from blog.db import db
from blog.gauges import Gauge, gauge_of
from blog.markup import trusted
from blog.stamps import WHOLE_SITE
from blog.stores import Store

Value = TypeVar("Value")

# A comment is asked for only when the conversation it stands in is made anew, so those have a room
# of their own, where they push nothing else out.
ROOM, ROOM_FOR_COMMENTS = 6 * 1024**2, 2 * 1024**2
# What takes place beside the words themselves, about.
FRAME = 500
# What the clock changes and nobody foresaw is noticed after an hour.
LONGEST = 3600.0
MASTHEAD, COMMENT = "masthead", "comment"


class Edition(NamedTuple):
    """The site as it is from one change to the next, or until a post appears by the clock."""

    stamp: int
    until: float


class Pieces:
    """What is kept of one edition after another."""

    def __init__(self, gauge: Gauge) -> None:
        self.gauge = gauge
        self.edition: Edition | None = None
        self.rows: Store[Hashable, tuple[Edition, object]] = Store(ROOM)
        self.comments: Store[Hashable, tuple[Edition, object]] = Store(ROOM_FOR_COMMENTS)

    def current(self) -> Edition | None:
        """Today's edition, as of now; None if that cannot be known."""
        stamp = self.gauge.total_now((WHOLE_SITE,))
        if stamp is None:
            return None
        edition = self.edition
        if edition is None or edition.stamp != stamp or edition.until <= time.time():
            latest, shown = time.time() + LONGEST, masthead.read()
            until = min(shown.next_at.timestamp(), latest) if shown.next_at else latest
            edition = self.edition = Edition(stamp, until)
            self.rows.keep(MASTHEAD, (edition, shown), FRAME)
        return edition

    def store_of(self, key: Hashable) -> Store[Hashable, tuple[Edition, Any]]:
        """Where what is known by ``key`` is kept."""
        return self.comments if isinstance(key, tuple) and key[0] == COMMENT else self.rows

    def clear(self) -> None:
        self.rows.clear()
        self.comments.clear()


def edition() -> Edition | None:
    """The edition that the page at hand shows; None where nothing is to be kept."""
    found: Edition | None = g.get("edition")
    return found


def kept(
    key: Hashable, make: Callable[[], Value], weigh: Callable[[Value], int] = sys.getsizeof
) -> Value:
    """What ``make`` gives, once an edition. It must be a function of the site and ``key`` alone.

    ``weigh`` tells about how many bytes it takes.
    """
    known = edition()
    if known is None:
        return make()
    rows = current_app.extensions["pieces"].store_of(key)
    found: tuple[Edition, Value] | None = rows.get(key)
    if found and found[0] == known:
        return found[1]
    value = make()
    rows.keep(key, (known, value), FRAME + weigh(value))
    return value


def shown() -> masthead.Masthead:
    """The masthead of the page at hand; after an act, as the act left it."""
    return kept(MASTHEAD, masthead.read)


def is_kept(name: str, key: Hashable) -> bool:
    """Whether the piece of that ``name`` need not be made for the page at hand."""
    rows = current_app.extensions["pieces"].rows
    found = rows.get(spelled(name, key)) if edition() else None
    return found is not None and found[0] == edition()


def piece(name: str, key: Hashable, caller: Callable[[], Markup]) -> Markup:
    """What stands in a template's ``{% call piece(name, key) %}``; without a key it is not kept.

    It is kept packed: a page is three quarters the same words, and to unpack it takes a tenth of a
    millisecond where to make it takes ten.
    """
    if key is None:
        return caller()
    packed = kept(spelled(name, key), lambda: zlib.compress(caller().encode(), 1))
    return trusted(zlib.decompress(packed).decode())


def lazily(make: Callable[..., Value], *of: Any) -> Value:
    """What ``make`` gives, asked for when a template touches it: never, if the piece is kept."""
    return cast("Value", LocalProxy(cache(partial(make, *of))))


def spelled(name: str, key: Hashable) -> Hashable:
    """By what a piece of a page is known: whole addresses and words are part of it."""
    if "spelling" not in g:
        g.spelling = str(get_locale()), request.host_url
    return name, key, *g.spelling


def init_app(app: Flask) -> None:
    """Keep pieces of the pages of ``app``; nothing is kept where it cannot be told from old."""
    app.jinja_env.globals["piece"] = piece
    with app.app_context():
        gauge = gauge_of(db.engine)
    if not gauge:
        return
    pieces = app.extensions["pieces"] = Pieces(gauge)

    @app.before_request
    def open_edition() -> None:
        """An answer to an act is made of what the act changed."""
        if request.method in ("GET", "HEAD"):
            g.edition = pieces.current()
