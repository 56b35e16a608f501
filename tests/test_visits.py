"""Visits: a post's readers, each counted once a day, and none of them known."""

import multiprocessing
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog import visits
from blog.db import db, now
from blog.posts import Post
from blog.readers import Reader
from blog.visits import Visit
from tests.conftest import Made, Person, Visitor

Visiting = Callable[..., Visitor]
MakePost = Callable[..., Made]

ADDRESS = "/posts/first-light/visits"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0"
CRAWLER = "Mozilla/5.0 AppleWebKit/537.36 (compatible; Googlebot/2.1) Chrome/156.0.0.0"


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(alice, "first-light")


def come(
    visitor: Visitor, agent: str = FIREFOX, address: str = "192.0.2.1", slug: str = "first-light"
) -> int:
    answer = visitor.post(
        f"/posts/{slug}/visits",
        headers={"User-Agent": agent},
        environ_base={"REMOTE_ADDR": address},
    )
    assert answer.text == ""
    return answer.status_code


def views(app: Flask, post: Made) -> int:
    with app.app_context():
        return db.session.get_one(Post, post.id).view_count


def rows(app: Flask) -> list[Visit]:
    with app.app_context():
        return list(db.session.scalars(select(Visit)))


def test_a_visit_is_counted_once_and_told_on_the_page(
    visit: Visiting, app: Flask, post: Made
) -> None:
    visitor = visit()
    assert "0 views" in visitor.get(post.url).text

    assert [come(visitor), come(visitor), come(visit())] == [204, 204, 204]

    assert views(app, post) == len(rows(app)) == 1
    assert "1 view<" in visitor.get(post.url).text


def test_a_visit_leaves_no_cookie_and_makes_no_reader(
    visit: Visiting, app: Flask, post: Made
) -> None:
    visitor = visit()

    answer = visitor.post(ADDRESS)

    assert "Set-Cookie" not in answer.headers
    with app.app_context():
        assert db.session.scalars(select(Reader.id).where(Reader.name == "")).all() == []


def test_other_browsers_and_other_addresses_are_other_visitors(
    visit: Visiting, app: Flask, post: Made
) -> None:
    come(visit(), FIREFOX, "192.0.2.1")
    come(visit(), CHROME, "192.0.2.1")
    come(visit(), FIREFOX, "192.0.2.2")

    assert views(app, post) == 3


def test_a_household_is_one_address_however_its_numbers_change(
    visit: Visiting, app: Flask, post: Made
) -> None:
    come(visit(), address="2001:db8:0:1::5")
    come(visit(), address="2001:db8:0:1:ffff::9")

    assert views(app, post) == 1


def test_a_script_with_many_names_cannot_run_the_number_up(
    visit: Visiting, app: Flask, post: Made
) -> None:
    for n in range(100):
        come(visit(), f"Browser/{n}")

    assert views(app, post) <= visits.BROWSERS_OF_AN_ADDRESS


def test_a_reader_is_the_same_at_home_and_on_the_train(
    visit: Visiting, app: Flask, post: Made, carol: Person
) -> None:
    come(visit(carol), FIREFOX, "192.0.2.1")
    come(visit(carol), CHROME, "198.51.100.7")

    assert views(app, post) == 1


def test_those_who_make_the_post_are_not_its_readers(
    visit: Visiting,
    app: Flask,
    post: Made,
    alice: Person,
    olga: Person,
    make_member: Callable[..., Person],
    bob: Person,
) -> None:
    for maker in (alice, olga, make_member("edith", "editor")):
        assert come(visit(maker)) == 204
    assert views(app, post) == 0

    come(visit(bob))
    assert views(app, post) == 1


@pytest.mark.parametrize(
    "agent",
    [CRAWLER, "bingbot/2.0", "facebookexternalhit/1.1", "Chrome-Lighthouse", "Yahoo! Slurp"],
)
def test_machines_are_not_readers(visit: Visiting, app: Flask, post: Made, agent: str) -> None:
    assert come(visit(), agent) == 204

    assert views(app, post) == 0


def test_a_new_day_counts_anew_and_forgets_the_old(
    visit: Visiting, app: Flask, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(visit())
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr(visits, "now", lambda: tomorrow)

    come(visit())

    assert views(app, post) == 2
    assert [row.day for row in rows(app)] == [tomorrow.date()]


def test_nothing_that_is_kept_says_who_came(
    visit: Visiting, app: Flask, post: Made, make_post: MakePost, bob: Person
) -> None:
    make_post(bob, "second-wind")
    visitor = visit()
    come(visitor)
    come(visitor, slug="second-wind")

    first, second = rows(app)

    assert first.visitor != second.visitor
    assert all(set(row.visitor) <= set("0123456789abcdef") for row in (first, second))
    assert all("192.0.2.1" not in row.visitor for row in (first, second))


@pytest.mark.parametrize("when", [None, timedelta(hours=1)])
def test_what_is_not_published_has_no_visitors(
    visit: Visiting, app: Flask, make_post: MakePost, alice: Person, when: timedelta | None
) -> None:
    post = make_post(alice, "first-light", published_at=now() + when if when else None)

    assert visit().post(ADDRESS).status_code == 404
    assert visit(alice).post(ADDRESS).status_code == 404
    assert visit().post("/posts/nowhere/visits").status_code == 404
    assert views(app, post) == 0


def test_a_visit_is_not_made_by_asking_nor_from_another_site(
    visit: Visiting, app: Flask, post: Made
) -> None:
    assert visit().get(ADDRESS).status_code == 405
    assert visit().post(ADDRESS, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert visit().post(ADDRESS, headers={"User-Agent": "\xff" * 5_000}).status_code == 204
    assert views(app, post) == 1


def test_a_script_that_takes_many_cookies_cannot_either(
    visit: Visiting, app: Flask, post: Made
) -> None:
    for _ in range(40):
        guest = visit()
        guest.post(f"{post.url}/bookmark", environ_base={"REMOTE_ADDR": "192.0.2.1"})
        come(guest)

    assert views(app, post) == 1


def test_visits_are_written_down_together(
    visit: Visiting, app: Flask, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = app.extensions["visits"]
    monkeypatch.setattr(gathered, "is_kept", True)
    monkeypatch.setattr(visits, "MOST_GATHERED", 4)
    for number in (1, 1, 2):
        come(visit(), address=f"192.0.2.{number}")
    assert views(app, post) == 0

    gathered.write_down()
    assert views(app, post) == 2
    for number in range(3, 7):
        come(visit(), address=f"192.0.2.{number}")
    assert views(app, post) == 6
    gathered.add((999, now().date(), "somebody"))
    gathered.write_down()
    assert views(app, post) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="Workers are forks on Linux.")
def test_a_worker_that_is_ended_writes_down_what_it_gathered(app: Flask, post: Made) -> None:
    def work() -> None:
        with app.app_context():
            db.engine.dispose(close=False)
        gathered = visits.Gathered(app)
        gathered.keep()
        gathered.add((post.id, now().date(), "somebody"))

    worker = multiprocessing.get_context("fork").Process(target=work)
    worker.start()
    worker.join(30)

    assert worker.exitcode == 0
    assert views(app, post) == 1
