"""Errors: in the site's clothes, as a fragment for HTMX, and never without words."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError, OperationalError

from blog.db import db
from blog.errors import WORDS
from blog.slugs import Slug
from tests.conftest import Person, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def broken(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[], str]], None]]:
    """Let the home page do something else."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def become(view: Callable[[], str]) -> None:
        monkeypatch.setitem(app.view_functions, "reading.home", view)

    yield become
    app.config["PROPAGATE_EXCEPTIONS"] = None


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 422, 429, 500, 503])
def test_each_error_has_a_page_and_a_fragment(
    visit: Visit, broken: Callable[[Callable[[], str]], None], code: int
) -> None:
    broken(lambda: abort(code))

    page, fragment = visit().get("/"), visit().get("/", htmx=True)

    assert page.status_code == fragment.status_code == code
    heading = WORDS[code][0].replace("'", "&#39;")
    assert heading in page.text
    assert "<html" in page.text
    assert heading in fragment.text
    assert "<html" not in fragment.text
    assert page.headers["Cache-Control"] == "no-store"


def test_an_accident_tells_readers_nothing_of_the_inside(
    visit: Visit, broken: Callable[[Callable[[], str]], None]
) -> None:
    def accident() -> str:
        raise RuntimeError("the inside")

    broken(accident)

    answer = visit().get("/")

    assert answer.status_code == 500
    assert "Something broke" in answer.text
    assert "the inside" not in answer.text


@pytest.mark.parametrize(
    ("words", "code"),
    [("database is locked", 503), ("database or disk is full", 507), ("disk I/O error", 507)],
)
def test_a_busy_or_full_database_is_called_so(
    visit: Visit, broken: Callable[[Callable[[], str]], None], words: str, code: int
) -> None:
    def refuse() -> str:
        raise OperationalError("INSERT", {}, Exception(words))

    broken(refuse)

    answer = visit().get("/")

    assert answer.status_code == code
    assert str(WORDS[code][0]) in answer.text


def test_another_host_is_refused_even_where_a_page_cannot_be_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["books.example"])

    answer = app.test_client().get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400


def test_what_crossed_with_another_change_is_called_so(
    visit: Visit, broken: Callable[[Callable[[], str]], None], alice: Person
) -> None:
    def cross() -> str:
        db.session.execute(text("INSERT INTO slugs (slug, post_id) VALUES ('nowhere', 999)"))
        return ""

    broken(cross)

    answer = visit(alice).get("/")

    assert answer.status_code == 409
    assert str(WORDS[409][0]) in answer.text
    assert "Sign out" in answer.text


def test_what_is_gone_while_it_is_looked_at_is_called_so(
    visit: Visit, broken: Callable[[Callable[[], str]], None], alice: Person
) -> None:
    def vanish() -> str:
        slug = Slug(slug="somewhere")
        db.session.add(slug)
        db.session.commit()
        with db.engine.begin() as elsewhere:
            elsewhere.execute(delete(Slug))
        db.session.expire(slug)
        return slug.slug

    broken(vanish)

    assert visit(alice).get("/").status_code == 409


def test_an_accident_in_the_middle_of_a_change_has_a_page_too(
    visit: Visit, broken: Callable[[Callable[[], str]], None], alice: Person
) -> None:
    def accident() -> str:
        db.session.add(Slug(slug="nowhere", post_id=999))
        with contextlib.suppress(IntegrityError):
            db.session.flush()
        raise RuntimeError("the inside")

    broken(accident)

    answer = visit(alice).get("/")

    assert answer.status_code == 500
    assert "Sign out" in answer.text
