"""Joining and the account page."""

import io
from collections.abc import Callable

import PIL.Image
import pytest
from flask import Flask

from blog.db import db
from blog.members import Member
from tests.conftest import PASSWORD, Person, Visitor

Visit = Callable[..., Visitor]
NEWCOMER = {"name": "Dora", "email": "dora@example.org", "password": "seven small stones"}


def png(width: int = 60, height: int = 40) -> io.BytesIO:
    file = io.BytesIO()
    PIL.Image.new("RGB", (width, height), "teal").save(file, "PNG")
    file.seek(0)
    return file


def test_whoever_joins_is_signed_in_as_a_reader(visit: Visit, app: Flask) -> None:
    visitor = visit()

    answer = visitor.post("/join", NEWCOMER | {"next": "/posts"})

    assert (answer.status_code, answer.location) == (303, "/posts")
    assert visitor.get("/account").status_code == 200
    assert visitor.get("/desk").status_code == 403


def test_an_address_joins_once(visit: Visit, alice: Person) -> None:
    answer = visit().post("/join", NEWCOMER | {"email": alice.email.upper()})

    assert answer.status_code == 422
    assert "joined with this e-mail address already" in answer.text
    assert 'value="Dora"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Type the name others will see."),
        ({"name": "x" * 81}, "at most 80"),
        ({"email": "dora"}, "does not look like"),
        ({"email": "d o@example.org"}, "does not look like"),
        ({"password": "short"}, "8 to 128"),
        ({"password": "x" * 129}, "8 to 128"),
        ({"password": ""}, "Choose a password."),
    ],
)
def test_nonsense_is_refused_with_words(
    visit: Visit, app: Flask, wrong: dict[str, str], words: str
) -> None:
    answer = visit().post("/join", NEWCOMER | wrong)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_role_cannot_be_asked_for(visit: Visit, app: Flask) -> None:
    visit().post("/join", NEWCOMER | {"role": "owner"})

    with app.app_context():
        assert (
            db.session.execute(Member.with_email(NEWCOMER["email"])).scalar_one().role == "reader"
        )


def test_a_stranger_has_no_account_page(visit: Visit, app: Flask) -> None:
    visitor = visit()

    assert visitor.get("/account").location == "/sign-in?next=/account"
    assert visitor.post("/account", {"name": "X"}).status_code == 401


def test_a_member_changes_name_and_picture(visit: Visit, app: Flask, alice: Person) -> None:
    visitor = visit(alice)

    answer = visitor.post(
        "/account", {"name": "Alice M.", "bio": "Writes.", "portrait": (png(), "me.png")}
    )

    assert answer.status_code == 303
    page = visitor.get("/account").text
    assert 'value="Alice M."' in page
    assert "/media/" in page


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(
    visit: Visit, alice: Person
) -> None:
    answer = visit(alice).post(
        "/account", {"name": "Alice M.", "portrait": (io.BytesIO(b"<svg/>"), "me.svg")}
    )

    assert answer.status_code == 422
    assert "no picture we can read" in answer.text
    assert 'value="Alice M."' in answer.text


def test_a_new_password_ends_the_other_sessions(visit: Visit, alice: Person) -> None:
    here, elsewhere = visit(alice), visit(alice)

    here.post(
        "/account",
        {"name": "Alice", "password": PASSWORD, "new_password": "another long walk"},
    )

    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    signed = visit().post("/sign-in", {"email": alice.email, "password": "another long walk"})
    assert signed.status_code == 303


def test_a_new_password_needs_the_present_one(visit: Visit, alice: Person) -> None:
    visitor = visit(alice)

    answer = visitor.post(
        "/account", {"name": "Alice", "password": "a guess", "new_password": "another long walk"}
    )

    assert answer.status_code == 422
    assert "not your present password" in answer.text
    assert visit().post("/sign-in", {"email": alice.email, "password": PASSWORD}).status_code == 303
