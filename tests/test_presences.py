"""Presences: who else has a draft open, told to those who have it open too."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from blog.db import db, now
from blog.presences import Presence
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
HERS, HIS = "hers-1234", "his-12345"


@pytest.fixture
def address(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


def tell(browser: Visitor, address: str, window: str) -> str:
    return browser.post(f"{address}/presence", {"window": window}, htmx=True).text


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Presence)) or 0


def age(app: Flask, **times: timedelta) -> None:
    """Have everybody been there by so much longer ago."""
    with app.app_context():
        db.session.execute(update(Presence).values({k: now() - ago for k, ago in times.items()}))
        db.session.commit()


def test_two_who_write_on_one_draft_are_told_of_each_other(
    visit: Visit, address: str, alice: Person, olga: Person
) -> None:
    assert "writing here too" not in tell(visit(alice), address, HERS)

    assert "Alice is writing here too, since" in tell(visit(olga), address, HIS)
    assert "Olga is writing here too, since" in tell(visit(alice), address, HERS)


def test_without_scripts_the_page_tells_of_others_when_it_is_opened(
    visit: Visit, address: str, alice: Person, olga: Person
) -> None:
    tell(visit(olga), address, HIS)

    assert "Olga is writing here too" in visit(alice).get(address).text
    assert "writing here too" not in visit(olga).get(address).text


def test_a_second_window_of_ones_own_is_told_apart(
    visit: Visit, address: str, alice: Person
) -> None:
    tell(visit(alice), address, HERS)

    answer = tell(visit(alice), address, "hers-5678")

    assert "You have this open in another window, since" in answer


def test_telling_twice_is_being_there_once(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    for _ in range(2):
        tell(visit(alice), address, HERS)

    assert count(app) == 1


def test_whoever_closes_the_window_is_gone_at_once(
    visit: Visit, address: str, alice: Person, olga: Person
) -> None:
    tell(visit(olga), address, HIS)

    for _ in range(2):
        left = visit(olga).delete(f"{address}/presence", data={"window": HIS})

    assert left.status_code == 204
    assert "Olga" not in tell(visit(alice), address, HERS)


def test_nobody_takes_somebody_else_away(
    visit: Visit, address: str, alice: Person, olga: Person
) -> None:
    tell(visit(olga), address, HIS)

    visit(alice).delete(f"{address}/presence", data={"window": HIS})

    assert "Olga" in tell(visit(alice), address, HERS)


def test_whoever_was_not_heard_of_for_a_minute_does_not_count_and_is_swept_out(
    visit: Visit, app: Flask, address: str, alice: Person, olga: Person
) -> None:
    tell(visit(olga), address, HIS)
    age(app, seen_at=timedelta(seconds=61))

    assert "Olga" not in visit(alice).get(address).text
    assert "Olga" not in tell(visit(alice), address, HERS)
    assert count(app) == 1


def test_whoever_comes_back_is_there_since_then(
    visit: Visit, app: Flask, address: str, alice: Person
) -> None:
    tell(visit(alice), address, HERS)
    age(app, since=timedelta(hours=2), seen_at=timedelta(hours=1))

    tell(visit(alice), address, HERS)

    with app.app_context():
        assert db.session.scalars(select(Presence.since)).one() > now() - timedelta(minutes=1)


def test_telling_costs_two_queries(
    visit: Visit, address: str, alice: Person, count_queries: Callable[..., int]
) -> None:
    browser = visit(alice)
    tell(browser, address, HERS)
    leaving = {"window": "nobodys-1"}

    told = count_queries(lambda: tell(browser, address, HERS))

    # To leave is one.
    assert told == 1 + count_queries(lambda: browser.delete(f"{address}/presence", data=leaving))


def test_someone_elses_draft_does_not_exist(visit: Visit, address: str, bob: Person) -> None:
    assert visit(bob).post(f"{address}/presence", {"window": HIS}).status_code == 404


def test_a_stranger_is_shown_the_door(visit: Visit, address: str) -> None:
    assert visit().post(f"{address}/presence", {"window": HIS}, htmx=True).status_code == 401


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "with blanks", "<b>bold</b>", "ünïcödé-x"])
def test_a_window_has_a_plain_name(visit: Visit, address: str, alice: Person, name: str) -> None:
    assert visit(alice).post(f"{address}/presence", {"window": name}).status_code == 400
