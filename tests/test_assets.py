"""The built front-end parts: their addresses, and how browsers are given them."""

import gzip
import json
import os
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from blog import assets

SCRIPT = b"console.log('spring')"
FONT = b"wOF2 and so on"
BUILT = {"site.js": "site-ABCDEFG2.js", "book.woff2": "book-QRSTUVW7.woff2"}


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A static folder as the build leaves it, with an icon, a source and a secret nearby."""
    dist = tmp_path / "static/dist"
    dist.mkdir(parents=True)
    (dist / "manifest.json").write_text(json.dumps(BUILT))
    (dist / ".stamp").write_text("{}")
    (dist / BUILT["site.js"]).write_bytes(SCRIPT)
    (dist / f"{BUILT['site.js']}.br").write_bytes(brotli.compress(SCRIPT))
    (dist / f"{BUILT['site.js']}.gz").write_bytes(gzip.compress(SCRIPT))
    (dist / BUILT["book.woff2"]).write_bytes(FONT)
    (tmp_path / "static/favicon.svg").write_text("<svg/>")
    (tmp_path / "static/js").mkdir()
    (tmp_path / "static/js/site.js").write_text("import 'spring'")
    (tmp_path / "secret-ABCDEFG2.js").write_text("hush")
    return tmp_path / "static"


@pytest.fixture
def app(static: Path) -> Flask:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, static)
    return app


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def in_template(app: Flask, name: str) -> str:
    with app.test_request_context():
        return render_template_string("{{ asset(name) }}", name=name)


def test_a_template_writes_the_address_of_the_built_file(app: Flask) -> None:
    assert in_template(app, "site.js") == "/static/dist/site-ABCDEFG2.js"


def test_a_new_build_is_seen_without_a_restart(app: Flask, static: Path) -> None:
    in_template(app, "site.js")

    manifest = static / "dist/manifest.json"
    manifest.write_text(json.dumps({"site.js": "site-NEWNEW22.js"}))
    os.utime(manifest, ns=(1, 1))

    assert in_template(app, "site.js") == "/static/dist/site-NEWNEW22.js"


def test_a_missing_build_says_what_to_do(app: Flask, static: Path) -> None:
    (static / "dist/manifest.json").unlink()

    with pytest.raises(assets.NotBuilt, match="make setup"):
        in_template(app, "site.js")


def test_an_unknown_name_is_named(app: Flask) -> None:
    with pytest.raises(assets.NotBuilt, match=r"'sight\.js'"):
        in_template(app, "sight.js")


def test_a_fingerprinted_file_is_kept_for_ever(browser: FlaskClient) -> None:
    answer = browser.get("/static/dist/site-ABCDEFG2.js")

    assert answer.data == SCRIPT
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in answer.headers
    kept = {part.strip() for part in answer.headers["Cache-Control"].split(",")}
    assert kept == {"public", "max-age=31536000", "immutable"}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("*", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("zstd", None),
        ("", None),
    ],
)
def test_a_browser_gets_the_coding_it_likes_best(
    browser: FlaskClient, accepted: str, coding: str | None
) -> None:
    answer = browser.get("/static/dist/site-ABCDEFG2.js", headers={"Accept-Encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert answer.headers.get("Content-Encoding") == coding
    assert unpack(answer.data) == SCRIPT
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_each_coding_has_its_own_tag_and_is_not_sent_twice(browser: FlaskClient) -> None:
    url = "/static/dist/site-ABCDEFG2.js"
    plain = browser.get(url).headers["ETag"]
    squeezed = browser.get(url, headers={"Accept-Encoding": "br"}).headers["ETag"]

    again = browser.get(url, headers={"Accept-Encoding": "br", "If-None-Match": squeezed})
    other = browser.get(url, headers={"Accept-Encoding": "br", "If-None-Match": plain})

    assert plain != squeezed
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == "Accept-Encoding"
    assert other.status_code == 200


def test_a_font_is_sent_as_it_is(browser: FlaskClient) -> None:
    answer = browser.get("/static/dist/book-QRSTUVW7.woff2", headers={"Accept-Encoding": "br"})

    assert (answer.data, answer.content_type) == (FONT, "font/woff2")
    assert "Content-Encoding" not in answer.headers


def test_an_icon_is_kept_for_an_hour(browser: FlaskClient) -> None:
    answer = browser.get("/static/favicon.svg")

    assert answer.content_type.startswith("image/svg+xml")
    assert answer.cache_control.max_age == 3600
    assert not answer.cache_control.immutable


@pytest.mark.parametrize(
    "path",
    [
        "dist/site-ABCDEFG3.js",
        "dist/manifest.json",
        "dist/.stamp",
        "dist/site-ABCDEFG2.js.br",
        "dist/",
        "js/site.js",
        "../secret-ABCDEFG2.js",
        "dist/../../secret-ABCDEFG2.js",
        "dist/%2e%2e/%2e%2e/secret-ABCDEFG2.js",
        "dist/..%2f..%2fsecret-ABCDEFG2.js",
        "dist/..\\..\\secret-ABCDEFG2.js",
        "dist//site-ABCDEFG2.js",
        "/etc/passwd",
        "favicon.svg%00",
        "favicon.svg%0A",
        "dist/site-ABCDEFG2.js%0A",
    ],
)
def test_nothing_else_is_public(browser: FlaskClient, path: str) -> None:
    answer = browser.get(f"/static/{path}", follow_redirects=False)

    assert answer.status_code in {308, 404}
    assert b"hush" not in answer.data


def test_files_are_only_read(browser: FlaskClient) -> None:
    assert browser.head("/static/favicon.svg").status_code == 200
    assert browser.post("/static/favicon.svg").status_code == 405
