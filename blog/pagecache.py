"""The page cache: pages that are the same for everyone, made once and given away from memory.

It stands before Flask. A view that is ``shared`` is asked with a request from which all was taken
but what the key of its page holds: host, path, the parameters it names, language, preferences, and
whether HTMX wants a part. So nothing else of whoever happened to ask first can be in the page. Who
has a session never gets here.

A page is given as long as the stamps it was made under are the current ones: they are read before
the view is asked, so a change in between makes the page too old at once, never too young.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import run_wsgi_app

from blog import languages, preferences
from blog.db import db
from blog.gauges import Gauge, gauge_of
from blog.packing import Form, Page, best_coding, is_among
from blog.sharing import NOTES, Notes
from blog.stores import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What a page weighs beside its bytes, about.
FRAME = 4_000
# How many ways to ask are remembered, and how many pages are made at a time at most.
MOST_WAYS = 20_000
MAKERS = 64
# What of a request has nothing to do with whoever sent it.
PLAIN = (
    "SCRIPT_NAME",
    "PATH_INFO",
    "SERVER_NAME",
    "SERVER_PORT",
    "SERVER_PROTOCOL",
    "HTTP_HOST",
    "wsgi.version",
    "wsgi.url_scheme",
    "wsgi.errors",
    "wsgi.multithread",
    "wsgi.multiprocess",
    "wsgi.run_once",
)


class Key(NamedTuple):
    """All that a shared page may depend on."""

    scheme: str
    host: str
    path: str
    query: str
    is_part: bool
    language: str
    preferences: str


class PageCache:
    """Middleware that answers what it has, and asks ``inner`` for all else."""

    def __init__(self, app: Flask, gauge: Gauge, room: int) -> None:
        self.app = app
        self.inner: WSGIApplication = app.wsgi_app
        self.gauge = gauge
        self.session = app.config["SESSION_COOKIE_NAME"]
        self.ways: dict[tuple[str, ...], Key | None] = {}
        self.pages: Store[Key, Page] = Store(room)
        self.making = [threading.Lock() for _ in range(MAKERS)]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        asked = environ.get
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.inner(environ, start)
        liked = impersonal(asked("HTTP_COOKIE", ""), self.session)
        if liked is None:
            return self.inner(environ, start)
        way = (
            liked,
            environ["wsgi.url_scheme"],
            asked("HTTP_HOST", ""),
            environ["PATH_INFO"],
            asked("QUERY_STRING", ""),
            asked("HTTP_ACCEPT_LANGUAGE", ""),
            asked("HTTP_HX_REQUEST", ""),
            asked("HTTP_HX_REQUEST_TYPE", ""),
        )
        try:
            key = self.ways[way]
        except KeyError:
            key = self.learn(way)
        if key is None:
            return self.inner(environ, start)
        page = self.pages.get(key)
        if page is None or not self.is_current(page):
            page = self.make(key, environ)
        coding = best_coding(asked("HTTP_ACCEPT_ENCODING", ""))
        form = page.forms.get(coding) or self.form(key, page, coding)
        if page.may_be_kept and (tags := asked("HTTP_IF_NONE_MATCH")) and is_among(form.tag, tags):
            start("304 NOT MODIFIED", form.unchanged)
            return []
        start(page.status, form.headers)
        return form.body if environ["REQUEST_METHOD"] == "GET" else []

    def learn(self, way: tuple[str, ...]) -> Key | None:
        """The key for those who ask in this ``way``; None if no shared page answers them."""
        liked, scheme, host, path, query, spoken, asks, kind = way
        key = None
        if (parameters := self.parameters_of(path)) is not None:
            given = dict(reversed(parse_qsl(query, keep_blank_values=True)))
            kept = urlencode(sorted((name, given[name]) for name in given.keys() & parameters))
            is_part = asks == "true" and kind != "full"
            chosen = preferences.read(liked)
            language = languages.preferred(spoken, chosen.language)
            key = Key(scheme, host, path, kept, is_part, language, str(chosen))
        if len(self.ways) >= MOST_WAYS:
            self.ways.clear()
        self.ways[way] = key
        return key

    def parameters_of(self, path: str) -> frozenset[str] | None:
        """The parameters of the shared view at ``path``, as WSGI writes it; None for any other."""
        try:
            plain = path.encode("latin-1").decode()
            endpoint, _values = self.app.url_map.bind("").match(plain, method="GET")
        except (HTTPException, RequestRedirect, UnicodeError):
            return None
        return getattr(self.app.view_functions[endpoint], "shared", None)

    def is_current(self, page: Page) -> bool:
        """Whether nothing happened since that it would show."""
        return time.time() < page.until and self.gauge.total(page.numbers) == page.total

    def form(self, key: Key, page: Page, coding: str) -> Form:
        """``page`` in ``coding``, made and kept with it."""
        form = page.forms[coding] = page.form(coding)
        self.pages.grow(key, page, len(form.body[0]))
        return form

    def make(self, key: Key, environ: WSGIEnvironment) -> Page:
        """The page for ``key``, made by one at a time; who waited takes what was made meanwhile."""
        came_at = time.monotonic()
        with self.making[hash(key) % MAKERS]:
            page = self.pages.get(key)
            if page is None or not (page.asked_at >= came_at or self.is_current(page)):
                page = self.answer(key, environ)
                if page.may_be_kept:
                    self.pages.keep(key, page, FRAME + len(page.content))
                else:
                    self.pages.forget(key)
        return page

    def answer(self, key: Key, environ: WSGIEnvironment) -> Page:
        """What the application says to a stranger of whom nothing but ``key`` is known."""
        notes = Notes(self.gauge)
        plain = {name: environ[name] for name in PLAIN if name in environ}
        plain |= {
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": key.query,
            "HTTP_COOKIE": f"{preferences.COOKIE}={key.preferences}",
            "wsgi.input": io.BytesIO(),
            NOTES: notes,
        }
        if key.language:
            plain["HTTP_ACCEPT_LANGUAGE"] = key.language
        if key.is_part:
            plain |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
        body, status, headers = run_wsgi_app(self.inner, plain, buffered=True)
        return Page(status, headers, b"".join(body), notes)


@lru_cache(1_000)
def impersonal(cookies: str, session: str) -> str | None:
    """The preferences in the header ``cookies``; None if there is a session among them."""
    chosen = ""
    for cookie in cookies.split(";"):
        name, _, value = cookie.strip().partition("=")
        if name == session:
            return None
        if name == preferences.COOKIE:
            chosen = value
    return str(preferences.read(chosen))


def init_app(app: Flask) -> None:
    """Stand before ``app``, unless no room is given."""
    with app.app_context():
        gauge = gauge_of(db.engine)
    if gauge and app.config["PAGE_CACHE"]:
        kept = PageCache(app, gauge, app.config["PAGE_CACHE"])
        app.extensions["pagecache"] = kept
        app.wsgi_app = kept  # type: ignore[assignment,method-assign]
