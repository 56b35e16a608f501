"""Joining and the account page."""

import io
from collections.abc import Callable

import PIL.Image
import pytest
from flask import Flask
from sqlalchemy import insert

from blog import darkroom, members, negatives
from blog.db import db
from blog.members import Member
from blog.negatives import Negative
from blog.throttles import Rate
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


def test_a_new_password_of_blanks_is_none(visit: Visit, alice: Person) -> None:
    answer = visit(alice).post(
        "/account", {"name": "Alice", "password": PASSWORD, "new_password": " "}
    )

    assert answer.status_code == 422
    assert "8 to 128" in answer.text
    assert visit().post("/sign-in", {"email": alice.email, "password": " "}).status_code == 422


def test_guessing_the_present_password_is_slowed_down(visit: Visit, alice: Person) -> None:
    visitor = visit(alice)
    typed = {"name": "Alice", "bio": "Still here.", "new_password": "another long walk"}

    answers = [visitor.post("/account", typed | {"password": f"guess {n}"}) for n in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Try again in" in answers[-1].text
    assert "Still here." in answers[-1].text


def test_pictures_of_oneself_are_taken_now_and_then(visit: Visit, alice: Person) -> None:
    visitor = visit(alice)

    codes = [
        visitor.post("/account", {"name": "Alice", "portrait": (png(n + 1), "me.png")}).status_code
        for n in range(11)
    ]

    assert codes == [303] * 10 + [429]


def test_nobody_else_waits_while_a_picture_is_drawn(
    visit: Visit, app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = negatives.read

    def draw_while_others_write(upload: bytes) -> Negative:
        with db.engine.begin() as other:
            other.execute(insert(Rate).values(key="somebody else", arrival=1))
        return read(upload)

    monkeypatch.setattr(darkroom, "read", draw_while_others_write)

    answer = visit(alice).post(
        "/account",
        {
            "name": "Alice",
            "password": PASSWORD,
            "new_password": "another long walk",
            "portrait": (png(), "me.png"),
        },
    )

    assert answer.status_code == 303


def test_a_picture_that_is_refused_leaves_the_password_as_it_was(
    visit: Visit, alice: Person
) -> None:
    visit(alice).post(
        "/account",
        {
            "name": "Alice",
            "password": PASSWORD,
            "new_password": "another long walk",
            "portrait": (io.BytesIO(b"<svg/>"), "me.svg"),
        },
    )

    assert visit().post("/sign-in", {"email": alice.email, "password": PASSWORD}).status_code == 303


def test_two_of_one_name_at_one_moment_are_told_so(
    visit: Visit, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "free_slug", lambda *_, **__: "alice")

    answer = visit().post("/join", NEWCOMER)

    assert answer.status_code == 422
    assert "this name" in answer.text
    assert "e-mail address already" not in answer.text


def test_whoever_joins_too_often_is_told_when(visit: Visit, app: Flask) -> None:
    answers = [visit().post("/join", NEWCOMER | {"email": f"{n}@a.example"}) for n in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_the_account_is_kept_by_no_cache(visit: Visit, alice: Person) -> None:
    kept = visit(alice).get("/account").headers["Cache-Control"]

    assert {"private", "no-store"} <= set(kept.split(", "))
