"""The archive by year and month."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from blog import site
from blog.db import db
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_posts_stand_under_their_months(visit: Visit, make_post: MakePost, alice: Person) -> None:
    for slug, moment in (
        ("old", datetime(2021, 3, 5, tzinfo=UTC)),
        ("new", datetime(2024, 5, 2, tzinfo=UTC)),
        ("newer", datetime(2024, 5, 3, tzinfo=UTC)),
    ):
        make_post(alice, slug, published_at=moment)

    newest, older = visit().get("/archive").text, visit().get("/archive/2021").text

    assert "May 2024" in newest
    assert "2 posts" in newest
    assert newest.index("Newer") < newest.index(">New<")
    assert "March 2021" not in newest
    assert "March 2021" in older
    assert 'href="/archive/2021"' in newest
    assert "/archive/2022" not in newest
    assert visit().get("/archive/2022").status_code == 404


@pytest.mark.parametrize("year", [1, 9999, 10_000, 99_999_999])
def test_a_year_that_no_calendar_has_is_not_found(
    visit: Visit, make_post: MakePost, alice: Person, year: int
) -> None:
    make_post(alice)

    assert visit().get(f"/archive/{year}").status_code == 404


def test_months_are_those_of_the_sites_clocks(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    with app.app_context():
        site.current().time_zone = "Europe/Rome"  # type: ignore[union-attr]
        db.session.commit()
    make_post(alice, "eve", published_at=datetime(2023, 12, 31, 23, 30, tzinfo=UTC))

    assert "January 2024" in visit().get("/archive").text


def test_an_empty_archive_says_so(app: Flask, visit: Visit) -> None:
    assert "Nothing has been published yet." in visit().get("/archive").text


def test_a_long_year_goes_on(
    visit: Visit, make_post: MakePost, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.concordance.archive.ON_A_PAGE", 2)
    for day in (1, 2, 3):
        make_post(alice, f"day-{day}", published_at=datetime(2024, 5, day, tzinfo=UTC))
    first = visit().get("/archive").text

    rest = visit().get("/archive/2024?before=" + first.partition("?before=")[2].partition('"')[0])

    assert "Day 1" not in first
    assert "Day 1" in rest.text
