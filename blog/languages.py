"""Languages: in which of them the site speaks to whoever asks."""

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from blog import site

# What the interface has been put into; the first is the one it is written in.
SPOKEN = ("en", "it")


def chosen() -> str:
    """The language of ``SPOKEN`` that the reader's browser likes best, or else the site's own."""
    here = site.current()
    own = here.language if here and here.language in SPOKEN else SPOKEN[0]
    return request.accept_languages.best_match(SPOKEN, own) or own


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` speak, and say of every page that it depends on the reader."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen)
    app.jinja_env.globals["locale"] = get_locale

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Accept-Language")
        return response
