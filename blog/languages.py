"""Languages: in which of them the site speaks to whoever asks."""

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from blog import preferences, site, wording

SPOKEN = tuple(preferences.SPOKEN)
# Written from right to left (https://www.w3.org/International/questions/qa-scripts).
LEFTWARD = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def chosen() -> str:
    """The language that the reader chose, or else their browser, or else the site."""
    if not has_request_context():
        return own()
    wanted = preferred(request.headers.get("Accept-Language", ""), preferences.chosen().language)
    return wanted or own()


def own() -> str:
    """The site's own language, if the interface speaks it."""
    here = site.current()
    return here.language if here and here.language in SPOKEN else SPOKEN[0]


def preferred(accepted: str, choice: str) -> str:
    """The language of ``SPOKEN`` that ``choice`` or the header ``accepted`` asks for; or ""."""
    if choice in SPOKEN:
        return choice
    header = parse_accept_header(accepted, LanguageAccept)
    return header.best_match(SPOKEN, "") or ""


def direction(language: str) -> str:
    """How ``language`` is written: "rtl" or "ltr"."""
    return "rtl" if language.partition("-")[0].lower() in LEFTWARD else "ltr"


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` speak, and say of every page that it depends on the reader."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen)
    wording.teach(app)
    app.jinja_env.globals.update(locale=get_locale, direction=direction)

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Accept-Language")
        return response
