"""Signing in and out: sessions are rows, and a cookie is worth nothing without its row."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from blog import sessions
from blog.db import db, now
from blog.members import Member
from blog.sessions import LONGEST, MemberSession
from tests.conftest import PASSWORD, Person, Visitor

Visit = Callable[..., Visitor]


def sign_in(visitor: Visitor, person: Person, password: str = PASSWORD, **more: Any) -> Any:
    return visitor.post("/sign-in", {"email": person.email, "password": password, **more})


def test_a_member_signs_in_and_comes_back_to_where_they_were(visit: Visit, alice: Person) -> None:
    visitor = visit()

    answer = sign_in(visitor, alice, next="/bookmarks?q=tide")

    assert (answer.status_code, answer.location) == (303, "/bookmarks?q=tide")
    assert "Sign out" in visitor.get("/account").text


def test_in_the_middle_of_something_a_dialog_signs_in_and_the_page_stays(
    visit: Visit, alice: Person
) -> None:
    visitor = visit()
    words = {"email": alice.email, "password": PASSWORD}

    assert visitor.get("/sign-in", htmx=True).text.count("<dialog") == 1
    refused = visitor.post("/sign-in", words | {"password": "not hers at all"}, htmx=True)
    assert refused.status_code == 422
    assert refused.text.count("<dialog") == 1
    assert "do not belong together" in refused.text
    assert visitor.post("/sign-in", words, htmx=True).status_code == 204
    assert visitor.get("/sign-in", htmx=True).status_code == 204


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


def test_whoever_knows_the_password_is_not_slowed_down(visit: Visit, alice: Person) -> None:
    answers = [sign_in(visit(), alice).status_code for _ in range(25)]

    assert answers == [303] * 25


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


def test_signing_in_again_ends_what_this_browser_had_before(
    visit: Visit, alice: Person, bob: Person
) -> None:
    visitor, thief = visit(), visit()
    sign_in(visitor, alice)
    cookie = visitor.client.get_cookie("session")
    assert cookie
    thief.client.set_cookie("session", cookie.value)

    sign_in(visitor, bob)

    assert thief.get("/account").status_code == 303
    assert bob.email in visitor.get("/account").text


def test_no_session_lasts_for_ever(visit: Visit, app: Flask, alice: Person) -> None:
    visitor = visit(alice)
    with app.app_context():
        row = db.session.scalars(select(MemberSession)).one()
        row.created_at = now() - LONGEST + timedelta(hours=1)
        row.seen_at = now() - timedelta(days=1)
        db.session.commit()

    assert visitor.get("/account").status_code == 200

    with app.app_context():
        row = db.session.scalars(select(MemberSession)).one()
        assert row.expires_at - now() < timedelta(hours=1)


def test_sessions_that_have_ended_leave_no_row(visit: Visit, app: Flask, alice: Person) -> None:
    sign_in(visit(), alice)
    with app.app_context():
        db.session.execute(update(MemberSession).values(expires_at=now()))
        db.session.commit()

    sign_in(visit(), alice)

    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(MemberSession)) == 1


def test_another_spelling_and_another_room_are_no_new_guess(visit: Visit, alice: Person) -> None:
    answers = [
        visit().post(
            "/sign-in",
            {"email": alice.email.upper() if n % 2 else alice.email, "password": "wrong guess"},
            environ_base={"REMOTE_ADDR": f"2001:db8::{n:x}"},
        )
        for n in range(11)
    ]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_guessing_from_everywhere_is_slowed_down_and_locks_nobody_out(
    visit: Visit, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "A_DAY", 3)

    def guess(n: int, password: str) -> int:
        data = {"email": alice.email, "password": password}
        address = {"REMOTE_ADDR": f"192.0.2.{n}"}
        return visit().post("/sign-in", data, environ_base=address).status_code

    assert [guess(n, "wrong guess") for n in range(6)] == [422, 422, 422, 422, 429, 429]

    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert guess(7, PASSWORD) == 303


def test_files_are_the_same_for_everyone(visit: Visit, alice: Person) -> None:
    for path in ("/static/favicon.svg", "/healthz"):
        assert "Cookie" not in visit(alice).get(path).headers.get("Vary", "")


def test_a_page_for_one_reader_is_kept_by_no_cache_on_the_way(
    visit: Visit, make_post: Callable[..., Any], alice: Person
) -> None:
    post = make_post(alice)
    guest = visit()
    guest.post(f"{post.url}/bookmark")

    for path in ("/", "/posts", post.url):
        for visitor in (guest, visit(alice)):
            answer = visitor.get(path)
            assert "private" in answer.headers["Cache-Control"]
            assert "Cookie" in answer.headers["Vary"]
        assert "public" in visit().get(path).headers["Cache-Control"]


def test_htmx_too_is_led_to_an_address_in_any_script(visit: Visit, alice: Person) -> None:
    answer = visit(alice).get("/sign-in?next=/posts?q=%C3%A9", htmx=True)

    assert answer.headers["HX-Redirect"] == "/posts?q=%C3%A9"
