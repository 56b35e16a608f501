"""What every request must be before a view sees it: readable text and numbers a row can have."""

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**63 - 1


class RowNumber(IntegerConverter):
    """A number in an address that a row can bear; anything else is an unknown page."""

    def __init__(self, map: object, **options: int) -> None:  # noqa: A002  (Werkzeug's own name)
        super().__init__(map, max=LARGEST_ID, **options)  # type: ignore[arg-type]


def refuse_unreadable() -> None:
    """Refuse a path or query with a NUL or half a surrogate, which no database can be asked for."""
    for text in (request.path, *request.args.keys(), *request.args.values()):
        if "\0" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)):
            abort(400)


def init_app(app: Flask) -> None:
    """Stand at the edge of ``app``."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(refuse_unreadable)
