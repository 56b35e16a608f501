"""Leitmotif: a blog where every post is an essay on a book and carries its soundtrack."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from blog import config

# The table of contents: what guards every request, then what readers open, then the desk.
ROOMS = (
    "edge",
    "methods",
    "db",
    "pieces",
    "outbox",
    "errors",
    "forgery",
    "headers",
    "assets",
    "web",
    "wording",
    "markup",
    "site",
    "preferences",
    "languages",
    "sessions",
    "readers",
    "health",
    "first_run",
    "images",
    "navigation",
    "figures",
    "passages",
    "contents",
    "reading",
    "concordance.tags",
    "concordance.authors",
    "concordance.soundtracks",
    "concordance.books",
    "concordance.artists",
    "concordance.series",
    "concordance.archive",
    "structured",
    "cards",
    "icons",
    "search.results",
    "feeds",
    "sitemaps",
    "pages",
    "comments.conversations",
    "comments.corrections",
    "comments.liking",
    "comments.reporting",
    "bookmarks",
    "shelf",
    "shelf_imports",
    "carrying",
    "visits",
    "previews",
    "accounts",
    "passwords",
    "letters.choices",
    "invitations",
    "desk",
    "sharing",
    "pagecache",
)


def create_app(**settings: Any) -> Flask:
    """The application; ``settings`` override those read from the environment."""
    app = Flask(
        __name__,
        instance_path=str(Path.cwd() / "instance"),
        template_folder=beside("templates"),
        static_folder=None,
    )
    app.config.update(config.read())
    app.config.update(settings)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.strict_slashes = False
    Htmx(app)
    # What is not kept is packed for one answer: twice as fast as by default, and 5 % larger.
    app.config["COMPRESS_BR_LEVEL"] = 2
    Compress(app)
    for name in ROOMS:
        room = import_module(f"blog.{name}")
        if hasattr(room, "init_app"):
            room.init_app(app)
        if hasattr(room, "bp"):
            app.register_blueprint(room.bp)
    if proxies := app.config["PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    return app


def beside(folder: str) -> str:
    """Where ``folder`` lies: within this package when installed, beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / folder
    return str(installed if installed.is_dir() else here.parent / folder)
