"""Preferences: how a reader wants pages to look and to speak, kept in their browser alone.

The cookie holds nothing but these choices, so a page depends on few values: ``chosen`` is all that
a cache needs to know of it.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, Flask, Response, current_app, request

from blog.web import is_own_address, leave_for, respond
from blog.wording import _, later

bp = Blueprint("preferences", __name__)

COOKIE = "preferences"
YEAR = 365 * 24 * 60 * 60
# The languages that the interface speaks, each as it calls itself.
SPOKEN = {"en": "English", "it": "Italiano"}
CHOICES = {
    "theme": {
        "auto": later("As the device"),
        "light": later("Light"),
        "sepia": later("Sepia"),
        "dark": later("Dark"),
    },
    "size": {
        "1": later("Smaller"),
        "2": later("Small"),
        "3": later("Normal"),
        "4": later("Large"),
        "5": later("Larger"),
    },
    "measure": {
        "narrow": later("Narrow"),
        "normal": later("Normal"),
        "wide": later("Wide"),
    },
    "language": {"any": later("As the browser"), **SPOKEN},
}


class Preferences(NamedTuple):
    """One choice of each kind; the first or the plainest unless the reader says otherwise."""

    theme: str = "auto"
    size: str = "3"
    measure: str = "normal"
    language: str = "any"

    def __str__(self) -> str:
        return ".".join(self)


def read(text: str) -> Preferences:
    """The preferences written as ``text``; what is not one of the choices is the plain one."""
    words = dict(zip(CHOICES, text.split("."), strict=False))
    return known(words)


def known(words: dict[str, str]) -> Preferences:
    """The preferences in ``words``, as far as they are choices there are."""
    kept = {name: word for name, word in words.items() if word in CHOICES.get(name, ())}
    return Preferences(**kept)


def chosen() -> Preferences:
    """What whoever asks prefers."""
    return read(request.cookies.get(COOKIE, ""))


@bp.get("/preferences")
def edit() -> Response:
    return respond(
        "preferences/_form.html",
        page="preferences/edit.html",
        kinds=CHOICES,
        chosen=chosen(),
        next=next_address(),
    )


@bp.post("/preferences")
def update() -> Response:
    """Keep what was chosen; nobody becomes a reader by it."""
    preferences = known(chosen()._asdict() | request.form.to_dict())
    answer = leave_for(next_address())
    if "HX-Request" in request.headers and preferences.language == chosen().language:
        answer = Response(status=204)
    answer.set_cookie(
        COOKIE,
        str(preferences),
        max_age=YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return answer


def next_address() -> str:
    """Where the reader was before, if that is a page of this site."""
    address = request.values.get("next", "")
    return address if is_own_address(address) else "/"


@bp.app_template_global()
def kind_in_words(name: str) -> str:
    """What a kind of choice is called."""
    kinds: dict[str, str] = {
        "theme": _("Colours"),
        "size": _("Size of the type"),
        "measure": _("Width of the text"),
        "language": _("Language of the page"),
    }
    return kinds[name]


def init_app(app: Flask) -> None:
    """Let every page of ``app`` look as its reader prefers."""

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"preferences": chosen()}

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Cookie")
        return response
