"""What every request must be before a view sees it: whole and readable, with possible numbers."""

import io
import threading
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from flask import Flask, abort, current_app, request
from werkzeug.routing import IntegerConverter
from werkzeug.wsgi import get_content_length

from blog.db import LARGEST_ID

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# How many requests a process works on at a time; more would only wait for each other.
AT_ONCE = 4
FORM = "application/x-www-form-urlencoded"


class WholeBody:
    """Middleware that has all of what was sent before it lets anything be done with it.

    Whoever sends slowly keeps nobody else waiting: for that the server has threads to spare, and
    a few at a time work. A server may also end what was sent where the connection broke off; half
    a form reads like a form, but held against its Content-Length it is refused with 400.
    """

    def __init__(self, app: "WSGIApplication", most: int) -> None:
        self.app = app
        self.most = most
        self.slots = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        environ.pop("wsgi.input_terminated", None)
        length = get_content_length(environ) or 0
        if length <= self.most:
            environ["wsgi.input"] = received(environ["wsgi.input"], length)
        with self.slots:
            return self.app(environ, start)


def received(stream: IO[bytes], length: int) -> IO[bytes]:
    """The next ``length`` bytes of ``stream``, or all it has if it ends before."""
    body = io.BytesIO()
    while (missing := length - body.tell()) and (part := stream.read(missing)):
        body.write(part)
    body.seek(0)
    return body


class RowNumber(IntegerConverter):
    """A number in an address that a row can bear; anything else is an unknown page."""

    def __init__(self, map: object, **options: int) -> None:  # noqa: A002  (Werkzeug's own name)
        super().__init__(map, max=LARGEST_ID, **options)  # type: ignore[arg-type]


def refuse_unreadable() -> None:
    """Refuse a path or query with a NUL or half a surrogate, which no database can be asked for."""
    for text in (request.path, *request.args.keys(), *request.args.values()):
        if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
            abort(400)


def refuse_unmeasured() -> None:
    """Refuse what does not say how long it is, and a form of more fields than any of ours has."""
    if "Transfer-Encoding" in request.headers:
        abort(411)
    if request.mimetype == FORM and request.content_length:
        fields = request.get_data(parse_form_data=False).count(b"&")
        if fields > current_app.config["MAX_FORM_PARTS"]:
            abort(413)


def init_app(app: Flask) -> None:
    """Stand at the edge of ``app``."""
    whole = WholeBody(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])
    app.wsgi_app = whole  # type: ignore[assignment,method-assign]
    app.url_map.converters["int"] = RowNumber
    app.before_request(refuse_unreadable)
    app.before_request(refuse_unmeasured)
