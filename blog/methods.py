"""Methods: a plain HTML form can only GET and POST; ``?_method=DELETE`` says what it means."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MEANT = frozenset({"PUT", "DELETE"})


class MeantMethod:
    """Middleware that takes a POST for the PUT or DELETE its address asks for."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST" and "_method=" in environ.get("QUERY_STRING", ""):
            meant = parse_qs(environ["QUERY_STRING"]).get("_method", [""])[-1].upper()
            if meant in MEANT:
                environ["REQUEST_METHOD"] = meant
        return self.app(environ, start)


def init_app(app: Flask) -> None:
    """Understand plain forms in ``app``."""
    app.wsgi_app = MeantMethod(app.wsgi_app)  # type: ignore[assignment,method-assign]
