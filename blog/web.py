"""How a view answers: the part alone to HTMX, a whole page or a redirect to anyone else."""

import json
from functools import cache, partial
from typing import Any, cast

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
)
from jinja2 import Environment
from werkzeug.urls import iri_to_uri

HTMX_HEADERS = ("HX-Request", "HX-Request-Type")


def wants_part() -> bool:
    """Whether HTMX asks for a part; a history restore, too, wants the whole page."""
    asks = request.headers.get("HX-Request") == "true"
    return asks and request.headers.get("HX-Request-Type") != "full"


def respond(
    part: str,
    *,
    page: str | None = None,
    to: str | None = None,
    status: int = 200,
    **context: Any,
) -> Response:
    """Give HTMX the part alone; give anyone else the page, or send them to it.

    ``part`` and ``page`` are template names, ``to`` an address of this site. With ``to`` a plain
    browser is redirected by 303, which is right after a form was carried out.
    """
    if wants_part():
        response = make_response(render_template(part, **context), status)
    elif to:
        response = make_response(redirect(to, 303))
    else:
        response = make_response(render_template(page or part, **context), status)
    response.vary.update(HTMX_HEADERS)
    return response


def leave_for(to: str) -> Response:
    """Send the browser to ``to``, a page that no part can stand for."""
    if wants_part():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = iri_to_uri(to)
    else:
        response = make_response(redirect(to, 303))
    response.vary.update(HTMX_HEADERS)
    return response


def told(news: str, response: Response, event: str = "tell") -> Response:
    """``response`` with ``news``: announced once it is there, and shown where it leads.

    The ``event`` is "say" where nothing was changed that readers do not see yet.
    """
    response.headers["HX-Trigger"] = json.dumps({event: {"words": str(news)}})
    if response.status_code == 303:
        flash(str(news))
    return response


def absolute(path: str) -> str:
    """``path`` of this site as a whole address, by the public name of the site if it has one."""
    return (current_app.config["URL"] or request.root_url.rstrip("/")) + path


def is_own_address(address: str) -> bool:
    """Whether ``address`` is a path of this site, safe to be sent to after signing in."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and "\\" not in address
        and address.isprintable()
        and " " not in address
    )


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` write whole addresses and draw signs beside their words."""
    app.jinja_env.globals["absolute"] = absolute
    app.jinja_env.globals["icon"] = cache(partial(drawn, app.jinja_env))


def drawn(templates: Environment, name: str) -> str:
    """The sign of that ``name``; there are few, and pages have many."""
    signs: Any = templates.get_template("_icon.html").module
    return cast("str", signs.icon(name))
