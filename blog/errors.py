"""What can go wrong in the blog's own words, and the page that says so."""

import logging
from typing import Any

from flask import Flask, Response, make_response, render_template
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError, ServiceUnavailable

from blog.db import db
from blog.web import HTMX_HEADERS, wants_part
from blog.wording import _, later

log = logging.getLogger(__name__)

WORDS = {
    400: (
        later("That address is not quite right"),
        later("Something in the request could not be read."),
    ),
    401: (later("Please sign in"), later("This page is for members.")),
    403: (later("Not allowed here"), later("You may see this site, but you may not do that.")),
    404: (
        later("Nothing here"),
        later("There is no page at this address, or it is not for everyone yet."),
    ),
    405: (later("Not this way"), later("This page exists, but it cannot be used like that.")),
    409: (
        later("Two at once"),
        later("This met another change of the same moment. Please try again."),
    ),
    410: (
        later("No longer here"),
        later("What stood at this address was taken away by its author, for good."),
    ),
    413: (
        later("Too large"),
        later("What was sent is larger than this site accepts. Nothing was changed."),
    ),
    415: (
        later("Unknown kind of file"),
        later("What was sent is not of a kind this site can read."),
    ),
    422: (later("Not quite"), later("Something in what was sent needs another look.")),
    429: (
        later("A little slower, please"),
        later("That was done many times in a short while. Try again soon."),
    ),
    500: (
        later("Something broke"),
        later("The fault is ours. It has been written down; please try again."),
    ),
    503: (
        later("Busy for a moment"),
        later("The site is busy. Nothing was lost; please try again."),
    ),
    507: (later("No room left"), later("The disk of this site is full. Nothing was changed.")),
}


def answer(error: HTTPException) -> Response:
    """Say ``error`` in the site's clothes: a whole page, or a fragment for HTMX."""
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    if code >= 500:
        db.session.rollback()
    heading, words = WORDS.get(code, (error.name, _("The request could not be carried out.")))
    template = "errors/_error.html" if wants_part() else "errors/error.html"
    said: dict[str, Any] = {"code": code, "heading": heading, "words": words}
    try:
        body = render_template(template, **said)
    except Exception:
        log.exception("The error page itself failed")
        body = f"<!doctype html><html lang=en><title>{heading}</title><h1>{heading}</h1><p>{words}"
    response = make_response(body, code)
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    )
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(HTMX_HEADERS)
    return response


def answer_full_or_locked(error: OperationalError) -> Response:
    """A database that is busy or full is no fault of the reader's: 503 or 507."""
    db.session.rollback()
    words = str(error.orig)
    log.error("The database refused: %s", words)
    if "full" in words or "disk I/O" in words:
        return answer(NoRoomLeft())
    return answer(ServiceUnavailable() if "locked" in words else InternalServerError())


def answer_crossed(error: IntegrityError | ObjectDeletedError | StaleDataError) -> Response:
    """What was to be changed is gone or taken by now: a guest signed in elsewhere, say."""
    db.session.rollback()
    log.error("Two changes met: %s", error)
    return answer(Conflict())


class NoRoomLeft(HTTPException):
    code = 507


def init_app(app: Flask) -> None:
    """Answer every error with the site's own page."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(OperationalError, answer_full_or_locked)
    app.register_error_handler(IntegrityError, answer_crossed)
    app.register_error_handler(ObjectDeletedError, answer_crossed)
    app.register_error_handler(StaleDataError, answer_crossed)
