"""Merging: signing in takes along what the guest kept; nothing is lost and nothing is doubled."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.bookmarks import Bookmark
from blog.db import db, now
from blog.readers import Reader
from tests.conftest import PASSWORD, Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


@pytest.fixture
def posts(make_post: MakePost, alice: Person) -> list[Made]:
    """Three posts of Alice's."""
    return [make_post(alice, slug) for slug in ("first-light", "second-wind", "third-time")]


def keep(visitor: Visitor, slug: str, **words: str) -> None:
    assert visitor.put(f"/posts/{slug}/bookmark", words).status_code == 303


def sign_in(visitor: Visitor, person: Person) -> None:
    answer = visitor.post("/sign-in", {"email": person.email, "password": PASSWORD})
    assert answer.status_code == 303


def shelf(visitor: Visitor) -> dict[str, dict[str, str]]:
    entries = json.loads(visitor.get("/bookmarks.json").text)
    assert len(entries) == len({entry["url"] for entry in entries})
    return {entry["title"]: entry for entry in entries}


def readers(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Reader)) or 0


def test_signing_in_takes_the_guests_bookmarks_along(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    keep(visit(carol), "first-light", note="From home")
    guest = visit()
    keep(guest, "second-wind", note="From the train", shelf="reading")
    saved_at = shelf(guest)["Second Wind"]["saved_at"]

    sign_in(guest, carol)

    assert shelf(guest).keys() == {"First Light", "Second Wind"}
    assert shelf(guest)["Second Wind"]["note"] == "From the train"
    assert shelf(guest)["Second Wind"]["shelf"] == "reading"
    assert shelf(guest)["Second Wind"]["saved_at"] == saved_at
    assert shelf(visit(carol)) == shelf(guest)


def test_what_both_kept_is_kept_once_with_the_words_of_both(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    member, guest = visit(carol), visit()
    keep(member, "first-light", note="From home", shelf="kept")
    keep(guest, "first-light", note="From the train")
    keep(member, "second-wind", note="The same")
    keep(guest, "second-wind", note="The same")
    keep(member, "third-time")
    keep(guest, "third-time", note="Only here")

    sign_in(guest, carol)

    notes = {title: entry["note"] for title, entry in shelf(guest).items()}
    assert notes == {
        "First Light": "From home\n\nFrom the train",
        "Second Wind": "The same",
        "Third Time": "Only here",
    }
    assert shelf(guest)["First Light"]["shelf"] == "kept"


def test_a_long_note_of_two_can_still_be_moved_to_another_shelf(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    guest = visit()
    keep(visit(carol), "first-light", note="a" * 500)
    keep(guest, "first-light", note="b" * 500)
    sign_in(guest, carol)

    keep(guest, "first-light", shelf="read")

    assert shelf(guest)["First Light"]["note"] == "a" * 500 + "\n\n" + "b" * 500


def test_what_one_of_them_removed_stays_if_the_other_keeps_it(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    member, guest = visit(carol), visit()
    for visitor in (member, guest):
        keep(visitor, "first-light")
        keep(visitor, "second-wind")
        keep(visitor, "third-time")
    member.delete("/posts/first-light/bookmark")
    guest.delete("/posts/second-wind/bookmark")
    member.delete("/posts/third-time/bookmark")
    guest.delete("/posts/third-time/bookmark")

    sign_in(guest, carol)

    assert shelf(guest).keys() == {"First Light", "Second Wind"}


def test_the_guest_is_forgotten_and_the_old_cookie_opens_nothing(
    visit: Visit, app: Flask, posts: list[Made], carol: Person
) -> None:
    guest, thief = visit(), visit()
    keep(guest, "first-light")
    cookie = guest.client.get_cookie("session")
    assert cookie
    thief.client.set_cookie("session", cookie.value)
    assert shelf(thief).keys() == {"First Light"}
    before = readers(app)

    sign_in(guest, carol)

    new = guest.client.get_cookie("session")
    assert new
    assert new.value != cookie.value
    with guest.client.session_transaction() as session:
        assert "reader" not in session
    assert readers(app) == before - 1
    assert shelf(thief) == {}


def test_joining_takes_them_along_too(visit: Visit, app: Flask, posts: list[Made]) -> None:
    guest = visit()
    keep(guest, "first-light", note="Mine")

    guest.post(
        "/join", {"name": "Dora", "email": "dora@example.org", "password": "seven small stones"}
    )

    assert shelf(guest)["First Light"]["note"] == "Mine"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Bookmark)) == 1


def test_after_signing_out_the_browser_is_a_strangers_again(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    guest = visit()
    keep(guest, "first-light")
    sign_in(guest, carol)

    guest.post("/sign-out")

    assert shelf(guest) == {}
    assert shelf(visit(carol)).keys() == {"First Light"}


def test_signing_in_again_with_nothing_new_changes_nothing(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    visitor = visit()
    keep(visitor, "first-light", note="Once")
    sign_in(visitor, carol)
    visitor.post("/sign-out")
    before = shelf(visit(carol))

    sign_in(visitor, carol)

    assert shelf(visitor) == before


def test_a_wrong_password_takes_nothing_from_the_guest(
    visit: Visit, posts: list[Made], carol: Person
) -> None:
    guest = visit()
    keep(guest, "first-light")

    guest.post("/sign-in", {"email": carol.email, "password": "not hers at all"})

    assert shelf(guest).keys() == {"First Light"}
    assert shelf(visit(carol)) == {}


def test_what_was_kept_before_stands_in_its_place_by_date(
    visit: Visit, app: Flask, posts: list[Made], carol: Person
) -> None:
    guest = visit()
    keep(guest, "first-light")
    with app.app_context():
        db.session.scalars(select(Bookmark)).one().created_at = now() - timedelta(days=2)
        db.session.commit()
    keep(visit(carol), "second-wind")

    sign_in(guest, carol)

    assert list(shelf(guest)) == ["Second Wind", "First Light"]
