"""Since when somebody writes a comment: what a stamp is worth."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from blog.comments import Comment
from blog.comments.openings import VALID_FOR
from blog.db import db
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


def stamp_in(page: str) -> str:
    found = re.search(r'name="opened" value="([^"]*)"', page)
    assert found
    return found[1]


def signs(app: Flask, visitor: Visitor, post: Made, stamp: str | None) -> list[str]:
    said = {"name": "Dora", "body": "Of the sea."} | ({"opened": stamp} if stamp else {})
    assert visitor.post(f"{post.url}/comments", said).status_code == 303
    with app.app_context():
        comment = db.session.get_one(Comment, 1)
        assert not comment.is_held
        return comment.signs


def sign_at(monkeypatch: pytest.MonkeyPatch, ago: float) -> None:
    """Have the clock of signatures show what it did so many seconds ago."""
    real = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) - int(ago))


@pytest.mark.parametrize(
    ("ago", "expected"),
    [(0, ["haste"]), (30, []), (VALID_FOR - 60, []), (VALID_FOR + 60, ["unopened"])],
)
def test_a_stamp_tells_how_long_somebody_wrote(
    app: Flask,
    visit: Visit,
    post: Made,
    monkeypatch: pytest.MonkeyPatch,
    ago: float,
    expected: list[str],
) -> None:
    reader = visit()
    with monkeypatch.context() as patch:
        sign_at(patch, ago)
        answer = reader.get(f"{post.url}/comments/opening", htmx=True)

    assert answer.headers["Cache-Control"] == "no-store"
    assert signs(app, reader, post, stamp_in(answer.text)) == expected


@pytest.mark.parametrize("wrong", [None, "", "x", "MQ.aSgx.forged", "é"])
def test_a_stamp_that_is_none_is_noticed_and_holds_nobody_up(
    app: Flask, visit: Visit, post: Made, wrong: str | None
) -> None:
    assert signs(app, visit(), post, wrong) == ["unopened"]


def test_a_stamp_is_for_one_post(
    app: Flask, visit: Visit, post: Made, make_post: Callable[..., Made], alice: Person
) -> None:
    other = make_post(alice, "other")
    reader = visit()

    assert signs(app, reader, post, stamp_in(reader.get(f"{other.url}/comments/new").text)) == [
        "unopened"
    ]


def test_members_need_none(app: Flask, visit: Visit, post: Made, carol: Person) -> None:
    assert signs(app, visit(carol), post, None) == []


def test_pages_of_their_own_have_one_and_the_page_for_all_has_none(
    visit: Visit, post: Made
) -> None:
    reader = visit()
    said = {"name": "Dora", "body": "*Of* the sea."}

    assert stamp_in(reader.get(post.url).text) == ""
    first = stamp_in(reader.get(f"{post.url}/comments/new").text)
    shown = reader.post(f"{post.url}/comments/preview", said | {"opened": first})
    refused = reader.post(f"{post.url}/comments", {"name": "Dora", "opened": first})

    assert first
    assert stamp_in(shown.text) == stamp_in(refused.text) == first
    assert stamp_in(reader.post(f"{post.url}/comments/preview", said).text)
