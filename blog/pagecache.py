"""The page cache: pages that are the same for everyone, made once and given away from memory.

It stands before Flask. A view that is ``shared`` is asked with a request from which all was taken
but what the key of its page holds: host, path, the parameters it names, language, preferences, and
whether HTMX wants a part. So nothing else of whoever happened to ask first can be in the page. Who
has a session never gets here.

A page is given as long as the stamps it was made under are the current ones: they are read before
the view is asked, so a change in between makes the page too old at once, never too young.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

import brotli
from flask import Flask, Response, request
from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header, parse_set_header
from werkzeug.routing import RequestRedirect
from werkzeug.test import run_wsgi_app

from blog import languages, preferences
from blog.db import db, now
from blog.gauges import Gauge, gauge_of
from blog.pieces import LONGEST, edition
from blog.posts import Post
from blog.stamps import COUNTED, WHOLE_SITE, Stamp
from blog.stores import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])

NOTES = "leitmotif.notes"
KEPT = {200, 204, 301}
PRIVATE = re.compile(r"no-store|private")
TEXT = re.compile(r"text/|application/|image/svg")
CODINGS = ("br", "gzip")
# Shorter ones grow by being packed.
SMALLEST = 500
LARGEST = 2 * 1024**2
# What a page weighs beside its bytes, about.
FRAME = 4_000
# Browsers ask each time; whoever caches for others asks after a second.
FOR_OTHERS = "public, max-age=0, s-maxage=1"
OF_UNCHANGED = {"Cache-Control", "ETag", "Vary"}
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

    What the post's row says of that is read once more, together with the stamp, on the request's
    own connection: on another it could wait for somebody who waits for this request.
    """
    notes: Notes | None = request.environ.get(NOTES)
    if notes is None:
        return
    counts = [getattr(Post, name) for name in COUNTED]
    read = select(func.coalesce(Stamp.value, 0), *counts).where(Post.id == post.id)
    row = db.session.execute(read.outerjoin(Stamp, Stamp.id == Post.id)).one_or_none()
    notes.values[post.id] = row[0] if row else None
    for name, value in zip(COUNTED, row[1:] if row else (), strict=False):
        set_committed_value(post, name, value)


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


class Key(NamedTuple):
    """All that a shared page may depend on."""

    scheme: str
    host: str
    path: str
    query: str
    is_part: bool
    language: str
    preferences: str


class Form(NamedTuple):
    """A page in one coding, with its headers; ``unchanged`` are those of a 304."""

    tag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]
    body: list[bytes]


class Page:
    """What a view answered, under the stamps in ``notes``, in the codings asked for so far.

    The bytes are kept as gzip has them; those that know no other take them, and all else is made
    of them.
    """

    def __init__(self, status: str, headers: Headers, body: bytes, notes: Notes) -> None:
        self.status = status
        self.headers = headers
        self.numbers, self.total = tuple(notes.values), notes.total
        self.asked_at, self.until = notes.asked_at, notes.until
        self.may_be_kept = (
            int(status[:3]) in KEPT
            and len(body) <= LARGEST
            and self.total is not None
            and "Set-Cookie" not in headers
            and not PRIVATE.search(headers.get("Cache-Control", ""))
        )
        self.is_packed = len(body) >= SMALLEST and bool(TEXT.match(headers["Content-Type"]))
        self.content = gzip.compress(body, 6, mtime=0) if self.is_packed else body
        self.digest = hashlib.blake2b(body, digest_size=12).hexdigest()
        self.forms: dict[str, Form] = {}

    def form(self, coding: str) -> Form:
        """The page in ``coding``, one of CODINGS or ""."""
        body, headers = self.content, Headers(self.headers)
        if not self.is_packed:
            coding = ""
        elif coding != "gzip":
            body = gzip.decompress(body)
        if coding == "br":
            body = brotli.compress(body, quality=5)
        if coding:
            headers["Content-Encoding"] = coding
        tag = f'"{self.digest}-{coding or "plain"}"'
        if self.may_be_kept:
            headers["ETag"] = tag
            headers.setdefault("Cache-Control", FOR_OTHERS)
            depends = parse_set_header(headers.get("Vary"))
            depends.add("Accept-Encoding")
            headers["Vary"] = depends.to_header()
        if not self.status.startswith("204"):
            headers["Content-Length"] = str(len(body))
        unchanged = [(name, value) for name, value in headers if name in OF_UNCHANGED]
        return Form(tag, list(headers), unchanged, [body])


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


@lru_cache(1_000)
def best_coding(accepted: str) -> str:
    """The coding that the header ``accepted`` likes best, Brotli before gzip; "" for none."""
    header = parse_accept_header(accepted)
    best = max(CODINGS, key=lambda coding: header[coding])
    return best if header[best] > 0 else ""


def is_among(tag: str, tags: str) -> bool:
    """Whether ``tag`` is one of ``tags`` (If-None-Match), compared weakly as RFC 9110 asks."""
    return tags in (tag, "*") or tag in tags.replace("W/", "").replace(" ", "").split(",")


def init_app(app: Flask) -> None:
    """Stand before ``app``, unless no room is given."""
    with app.app_context():
        gauge = gauge_of(db.engine)
    if gauge and app.config["PAGE_CACHE"]:
        kept = PageCache(app, gauge, app.config["PAGE_CACHE"])
        app.extensions["pagecache"] = kept
        app.wsgi_app = kept  # type: ignore[assignment,method-assign]

    @app.after_request
    def note_what_appears(response: Response) -> Response:
        """A page is another as soon as a post appears that waits for its hour."""
        notes: Notes | None = request.environ.get(NOTES)
        if notes and (shown := edition()):
            notes.until = min(notes.until, shown.until)
        return response
