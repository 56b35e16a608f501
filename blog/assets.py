"""The built front-end parts: their addresses for templates, their bytes for browsers."""

import json
import re
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, url_for

HERE = Path(__file__).parent
# A wheel carries static/ inside the package, a checkout keeps it beside the package.
STATIC = HERE / "static" if (HERE / "static").is_dir() else HERE.parent / "static"

TYPES = {
    ".css": "text/css",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
FINGERPRINTED = re.compile(
    r"dist/[\w-]+-(?P<hash>[A-Z2-7]{8})\.(?:js|css|woff2|svg|png|webp)", re.ASCII
)
PLAIN = re.compile(
    r"favicon\.(?:ico|svg)|icons/[\w-]+\.(?:ico|svg|png|webp)|dist/licences\.txt", re.ASCII
)
COMPRESSED = {".css", ".js"}
CODINGS = {"br": ".br", "gzip": ".gz"}
YEAR = 365 * 24 * 60 * 60
HOUR = 60 * 60


class NotBuilt(RuntimeError):
    """The front-end parts are missing, or lack one that a template asks for."""


class Assets:
    """The files under one static folder, and what its manifest calls them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest: tuple[int, dict[str, str]] = (0, {})

    def file(self, name: str) -> str:
        """Translate a logical name ("site.css") into the built file's; raises NotBuilt."""
        try:
            return self.manifest()[name]
        except KeyError:
            message = f"static/dist has no part named {name!r}. Run `make setup`."
            raise NotBuilt(message) from None

    def manifest(self) -> dict[str, str]:
        """The manifest as it now is, read anew only when its file has changed."""
        path = self.folder / "dist/manifest.json"
        try:
            changed = path.stat().st_mtime_ns
            if changed != self._manifest[0]:
                self._manifest = (changed, json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            message = f"The front-end parts are not built: {path} is missing. Run `make setup`."
            raise NotBuilt(message) from None
        return self._manifest[1]


def init_app(app: Flask, folder: Path = STATIC) -> None:
    """Give templates `asset`, and answer /static/… from `folder`.

    The endpoint is Flask's own "static", so `app` must be made with `static_folder=None`.
    """
    app.extensions["assets"] = Assets(folder)
    app.jinja_env.globals["asset"] = asset
    app.add_url_rule("/static/<path:filename>", "static", show)


def asset(name: str) -> str:
    """The address of the built file that a logical name ("site.css") stands for."""
    assets: Assets = current_app.extensions["assets"]
    return url_for("static", filename=f"dist/{assets.file(name)}")


def show(filename: str) -> Response:
    """One file, in the smallest form that the browser takes; 404 for all that is not public."""
    fingerprinted = FINGERPRINTED.fullmatch(filename)
    if not fingerprinted and not PLAIN.fullmatch(filename):
        abort(404)
    assets: Assets = current_app.extensions["assets"]
    path = assets.folder / filename
    coding = accepted_coding() if path.suffix in COMPRESSED else None
    try:
        content = Path(f"{path}{CODINGS[coding]}" if coding else path).read_bytes()
    except FileNotFoundError:
        abort(404)
    response = Response(content, mimetype=TYPES[path.suffix])
    response.cache_control.public = True
    if fingerprinted:
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        response.set_etag(f"{fingerprinted['hash']}-{coding or 'plain'}")
    else:
        response.cache_control.max_age = HOUR
        response.add_etag()
    if coding:
        response.content_encoding = coding
    if path.suffix in COMPRESSED:
        response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response


def accepted_coding() -> str | None:
    """The coding that this request likes best, Brotli before gzip; None for plain bytes."""
    best = max(CODINGS, key=lambda coding: request.accept_encodings[coding])
    return best if request.accept_encodings[best] > 0 else None
