"""Signing in and out: sessions are rows, and a cookie is worth nothing without its row."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from blog.db import db, now
from blog.members import Member
from blog.sessions import MemberSession
from tests.conftest import PASSWORD, Person, Visitor

Visit = Callable[..., Visitor]


def sign_in(visitor: Visitor, person: Person, password: str = PASSWORD, **more: Any) -> Any:
    return visitor.post("/sign-in", {"email": person.email, "password": password, **more})


def test_a_member_signs_in_and_comes_back_to_where_they_were(visit: Visit, alice: Person) -> None:
    visitor = visit()

    answer = sign_in(visitor, alice, next="/bookmarks?q=tide")

    assert (answer.status_code, answer.location) == (303, "/bookmarks?q=tide")
    assert "Sign out" in visitor.get("/account").text


def test_case_and_blanks_around_an_address_do_not_matter(visit: Visit, alice: Person) -> None:
    answer = visit().post("/sign-in", {"email": "  ALICE@Example.org ", "password": PASSWORD})

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@example.org", "not hers at all"), ("nobody@example.org", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_member_are_told_the_same(
    visit: Visit, alice: Person, email: str, password: str
) -> None:
    answer = visit().post("/sign-in", {"email": email, "password": password})

    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:1",
        "/ok\r\nSet-Cookie: a=b",
        "/\t/elsewhere.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(visit: Visit, alice: Person, address: str) -> None:
    answer = sign_in(visit(), alice, next=address)

    assert answer.location == "/"


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(
    visit: Visit, empty_app: Flask, alice: Person
) -> None:
    visitor, thief = visit(), visit()
    sign_in(visitor, alice)
    cookie = visitor.client.get_cookie("session")
    assert cookie
    thief.client.set_cookie("session", cookie.value)
    assert thief.get("/account").status_code == 200

    visitor.post("/sign-out")

    assert thief.get("/account").status_code == 303


def test_signing_out_twice_is_signing_out_once(visit: Visit, alice: Person) -> None:
    visitor = visit(alice)

    answers = [visitor.post("/sign-out").status_code for _ in range(2)]

    assert answers == [303, 303]


def test_a_session_ends_by_itself(visit: Visit, app: Flask, alice: Person) -> None:
    visitor = visit()
    sign_in(visitor, alice)
    with app.app_context():
        db.session.execute(update(MemberSession).values(expires_at=now()))
        db.session.commit()

    assert visitor.get("/desk").status_code == 303


def test_the_cookie_is_kept_only_where_asked(visit: Visit, alice: Person) -> None:
    brief, kept = visit(), visit()

    sign_in(brief, alice)
    sign_in(kept, alice, remembered="y")

    cookies = [visitor.client.get_cookie("session") for visitor in (brief, kept)]
    assert [bool(cookie and cookie.expires) for cookie in cookies] == [False, True]
    assert all(cookie and cookie.http_only and cookie.same_site == "Lax" for cookie in cookies)


def test_only_the_hash_of_a_token_is_kept(visit: Visit, app: Flask, alice: Person) -> None:
    visitor = visit()
    sign_in(visitor, alice)
    with visitor.client.session_transaction() as session:
        token = session["_user_id"]

    with app.app_context():
        kept = db.session.scalars(select(MemberSession.token_sha256)).all()
    assert len(kept) == 1
    assert token not in kept


def test_guessing_is_slowed_down_and_says_for_how_long(visit: Visit, alice: Person) -> None:
    visitor = visit()
    answers = [sign_in(visitor, alice, "wrong guess") for _ in range(12)]

    assert [answer.status_code for answer in answers[:10]] == [422] * 10
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Try again in" in answers[-1].text
    assert f'value="{alice.email}"' in answers[-1].text


def test_a_suspended_member_cannot_come_in(visit: Visit, app: Flask, alice: Person) -> None:
    visitor = visit(alice)
    with app.app_context():
        db.session.get_one(Member, alice.id).suspended_at = now()
        db.session.commit()

    assert visitor.get("/desk").status_code == 303
    assert sign_in(visit(), alice).status_code == 422


def test_looking_at_pages_leaves_no_cookie_and_no_row(visit: Visit, app: Flask) -> None:
    visitor = visit()

    answers = [visitor.get(path) for path in ("/", "/posts", "/sign-in", "/join", "/nowhere")]

    assert not any("Set-Cookie" in answer.headers for answer in answers)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(MemberSession)) == 0
