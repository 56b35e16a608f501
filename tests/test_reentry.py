"""Reentry: a plain form whose session has ended loses nothing, and goes on after signing in."""

from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blog import throttles
from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
TYPED = "<p>Words “of” &amp; more</p>\r\n\r\n<p onclick=\"x\">'Second'</p>"


class Carried(HTMLParser):
    """The form of an answer: where it leads, and what it carries."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.fields: MultiDict[str, str] = MultiDict()
        self.action = ""
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and "/desk" in found.get("action", ""):
            self.action = found["action"]
        if tag == "input" and found.get("type") == "hidden":
            self.fields.add(found["name"], found.get("value", ""))


def sign_in(browser: Visitor, form: Carried, who: Person, password: str = "") -> TestResponse:
    """Fill in ``form`` as ``who`` and send it with all that it carries."""
    fields: dict[str, Any] = form.fields.to_dict(flat=False)
    fields |= {"sign-in-email": who.email, "sign-in-password": password or who.password}
    return browser.post(form.action, fields)


@pytest.fixture
def address(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


def test_what_was_typed_is_carried_and_kept_after_signing_in(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    stranger = visit()
    refused = stranger.post(address, {"version": 2, "title": "Of “two” minds", "body": TYPED})
    assert refused.status_code == 401

    answer = sign_in(stranger, Carried(refused), alice)

    assert answer.status_code == 303
    assert kept(app, address)["title"] == "Of “two” minds"
    assert kept(app, address)["source"] == TYPED.replace("\r\n", "\n")
    assert stranger.get(address).status_code == 200


def test_the_act_goes_on_too(visit: Visit, app: Flask, address: str, alice: Person) -> None:
    stranger = visit()
    words = {"version": 2, "title": "Out", "when": "now"}

    sign_in(stranger, Carried(stranger.post(f"{address}/publication", words)), alice)

    with app.app_context():
        post = db.session.query(Post).one()
        assert post.state == "published"
        assert post.live
        assert post.live.title == "Out"


def test_a_track_a_list_and_a_rewritten_track_are_carried(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    with app.app_context():
        key = db.session.query(Post).one().draft.tracks[0].key
    for path, words in (
        (f"{address}/tracks", {"artist": "Low", "title": "Words"}),
        (f"{address}/tracks", {"text": "1. Björk – Jóga\r\n2. Blink-182 – Down"}),
        (f"{address}/tracks/{key}?_method=PUT", {"title": "Glory Box", "note": "a\nb"}),
    ):
        stranger = visit()
        answer = sign_in(stranger, Carried(stranger.post(path, words)), alice)
        assert answer.status_code == 303

    with app.app_context():
        titles = [track.title for track in db.session.query(Post).one().draft.tracks]
    assert titles == ["Glory Box", "Words", "Jóga", "Down"]


def test_a_wrong_password_keeps_what_was_typed(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    stranger = visit()
    form = Carried(stranger.post(address, {"version": 2, "title": "Patience"}))

    refused = sign_in(stranger, form, alice, "not hers at all")

    assert refused.status_code == 401
    assert "do not belong together" in refused.text
    assert "not hers at all" not in refused.text
    assert Carried(refused).fields == form.fields
    assert sign_in(stranger, Carried(refused), alice).status_code == 303
    assert kept(app, address)["title"] == "Patience"


def test_whoever_guesses_is_slowed_down_and_keeps_what_was_typed(
    visit: Visit, address: str, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise throttles.Throttled(90)

    monkeypatch.setattr(throttles, "spend", refuse)
    stranger = visit()
    form = Carried(stranger.post(address, {"version": 2, "title": "Patience"}))

    refused = sign_in(stranger, form, alice)

    assert refused.headers["Retry-After"] == "90"
    assert "Try again in 90 seconds" in refused.text
    assert Carried(refused).fields == form.fields


@pytest.mark.parametrize("role", ["author", "reader"])
def test_whoever_comes_back_as_somebody_else_may_try_once_more(
    visit: Visit, app: Flask, address: str, alice: Person, make_member: Any, role: str
) -> None:
    other = make_member("dora", role)
    stranger = visit()
    form = Carried(stranger.post(address, {"version": 2, "title": "Mine"}))

    refused = sign_in(stranger, form, other)

    assert refused.status_code == 401
    assert "Sign in as the member who began it" in refused.text
    assert stranger.get("/desk").status_code == 303
    assert sign_in(stranger, Carried(refused), alice).status_code == 303
    assert kept(app, address)["title"] == "Mine"


def test_a_picture_cannot_wait_and_is_asked_for_again(visit: Visit, address: str) -> None:
    words = {"version": "2", "title": "Seen", "picture": (BytesIO(b"drawn"), "dance.png")}

    refused = visit().post(address, words, content_type="multipart/form-data")

    assert "The picture could not wait here" in refused.text
    assert Carried(refused).fields["title"] == "Seen"


def test_a_whole_post_is_carried_and_more_than_that_is_refused(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    stranger = visit()
    long = "<p>" + "é" * 299_000 + "</p>"

    answer = sign_in(stranger, Carried(stranger.post(address, {"version": 2, "body": long})), alice)

    assert answer.status_code == 303
    assert kept(app, address)["source"] == long
    assert visit().post(address, {"version": 2, "body": "x" * 5_000_000}).status_code == 413


def test_a_whole_soundtrack_that_was_put_right_is_carried(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    stranger = visit()
    lines = [f"Song {number}" for number in range(400)]
    fields = {"lines": "400", "artist": ["Low"] * 400, "title": lines, "length": ["1:00"] * 400}

    form = Carried(stranger.post(f"{address}/tracks", fields, content_type="multipart/form-data"))
    form.fields |= {"sign-in-email": alice.email, "sign-in-password": alice.password}
    answer = stranger.post(form.action, form.fields, content_type="multipart/form-data")

    assert answer.status_code == 303
    with app.app_context():
        titles = [track.title for track in db.session.query(Post).one().draft.tracks]
    assert titles[1:] == lines


def test_another_site_signs_nobody_in(visit: Visit, address: str, alice: Person) -> None:
    words = {"sign-in-email": alice.email, "sign-in-password": alice.password}

    answer = visit().post(address, words, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_htmx_is_told_alone_that_nobody_is_signed_in(visit: Visit, address: str) -> None:
    refused = visit().put(address, {"version": 2, "title": "Kept on the page"}, htmx=True)

    assert refused.status_code == 401
    assert "Kept on the page" not in refused.text


def test_whoever_is_signed_in_is_not_signed_in_again(
    visit: Visit, app: Flask, address: str, alice: Person, bob: Person
) -> None:
    words = {"version": 2, "title": "Hers", "sign-in-email": bob.email}

    answer = visit(alice).post(address, words | {"sign-in-password": bob.password})

    assert answer.status_code == 303
    assert kept(app, address)["title"] == "Hers"
