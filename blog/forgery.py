"""Writes come from our own pages: no tokens, but what the browser says of a request's origin.

Fetch Metadata first, ``Origin`` where a browser sends none (plain http on a home network), as Go's
CrossOriginProtection and Rails' header-only protection do. Pages without tokens are the same for
everyone and can be kept.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A program for mail asks for this without a page (RFC 8058); only the secret in its address counts.
BY_LETTER = frozenset({"letters.update"})


def refuse_foreign_writes() -> None:
    """Answer 403 to a change that another site asks this browser for."""
    if request.method in SAFE or request.endpoint in BY_LETTER:
        return
    if site := request.headers.get("Sec-Fetch-Site"):
        if site not in ("same-origin", "none"):
            abort(403)
    elif origin := request.headers.get("Origin"):
        if origin not in own_origins():
            abort(403)
    elif request.cookies or current_app.config["SESSION_COOKIE_SECURE"]:
        abort(403)


def own_origins() -> tuple[str, ...]:
    if address := current_app.config["URL"]:
        site = urlsplit(address)
        return (f"{site.scheme}://{site.netloc}".lower(),)
    return (f"http://{request.host}", f"https://{request.host}")


def init_app(app: Flask) -> None:
    """Guard every view of ``app``."""
    app.before_request(refuse_foreign_writes)
