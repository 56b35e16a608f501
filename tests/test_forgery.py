"""Writes come from our own pages."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import PASSWORD, Person, Visitor

Visit = Callable[..., Visitor]


def code(app: Flask, headers: dict[str, str], *, cookie: bool = False) -> int:
    client = app.test_client()
    if cookie:
        client.set_cookie("session", "anything")
    return client.post("/sign-out", headers=headers).status_code


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost:8000"}, 403),
        ({"Origin": "http://localhost.elsewhere.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_browser_says_where_a_write_comes_from(
    app: Flask, headers: dict[str, str], expected: int
) -> None:
    assert code(app, headers) == expected


def test_a_write_that_says_nothing_may_carry_no_cookie(app: Flask) -> None:
    assert code(app, {}) == 303
    assert code(app, {}, cookie=True) == 403


def test_behind_tls_a_write_must_say_where_it_comes_from(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", value=True)
    monkeypatch.setitem(app.config, "URL", "https://books.example")

    assert code(app, {}) == 403
    assert code(app, {"Origin": "http://localhost"}) == 403
    assert code(app, {"Origin": "https://books.example"}) == 303


@pytest.mark.parametrize("address", ["http://Books.Example", "http://books.example/blog"])
def test_the_address_may_be_written_as_people_do(
    app: Flask, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setitem(app.config, "URL", address)

    assert code(app, {"Origin": "http://books.example"}, cookie=True) == 303


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_no_kind_of_write_passes_unseen(app: Flask, method: str) -> None:
    answer = app.test_client().open(
        "/sign-out", method=method, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403


def test_another_site_cannot_sign_anybody_in(visit: Visit, alice: Person) -> None:
    answer = visit().post(
        "/sign-in",
        {"email": alice.email, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
