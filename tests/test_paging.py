"""Keyset paging: places in a list that survive what happens around them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from blog import paging
from blog.paging import Cursor
from tests.conftest import Made, Person, Visitor

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(NOON, 42)

    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "AAAA",
        "é",
        "a" * 10_000,
        str(Cursor(NOON, 42)) + "=",
        str(Cursor(NOON, 42))[:-1],
        str(Cursor(NOON, 0)),
        str(Cursor(NOON, -1)),
        str(Cursor(NOON, 2**31)),
        str(Cursor(NOON.replace(tzinfo=None), 1)),
        str(Cursor(datetime.min.replace(tzinfo=timezone(timedelta(hours=23))), 1)),
        str(Cursor(datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), 1)),
        str(Cursor(datetime.max.replace(tzinfo=timezone(-timedelta(hours=14))), 1)),
    ],
)
def test_a_place_that_was_never_handed_out_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        Cursor.read(text)


def test_every_post_is_reached_once_even_with_one_time_for_all(
    visit: Callable[..., Visitor], make_post: Callable[..., Made], alice: Person
) -> None:
    moment = NOON - timedelta(days=30)
    made = {make_post(alice, f"post-{n}", published_at=moment).slug for n in range(23)}

    seen: list[str] = []
    address: str | None = "/posts"
    pages = 0
    while address:
        page = visit().get(address).text
        seen += [slug for slug in made if f'/posts/{slug}"' in page]
        pages += 1
        start = page.find("/posts?before=")
        address = page[start : page.index('"', start)] if start >= 0 else None

    assert pages == 3
    assert sorted(seen) == sorted(made)


def test_a_list_that_was_grown_is_whole_again_when_it_is_opened_anew(
    visit: Callable[..., Visitor], make_post: Callable[..., Made], alice: Person
) -> None:
    for n in range(23):
        make_post(alice, f"post-{n}", published_at=NOON + timedelta(minutes=n))
    first = visit().get("/posts").text
    cursor = first.partition("/posts?before=")[2].partition('"')[0]

    grown = visit().get(f"/posts?through={cursor}").text

    assert grown.count('class="card h-entry"') == 20
    assert "Newest posts" not in grown
    assert "/posts/post-22" in grown


def test_a_list_never_grows_beyond_what_a_page_can_hold(
    visit: Callable[..., Visitor],
    make_post: Callable[..., Made],
    alice: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paging, "MOST_AT_ONCE", 10)
    for n in range(23):
        make_post(alice, f"post-{n}", published_at=NOON + timedelta(minutes=n))
    cursor = visit().get("/posts").text.partition("/posts?before=")[2].partition('"')[0]

    page = visit().get(f"/posts?through={cursor}").text

    assert page.count('class="card h-entry"') == 10
    assert "Newest posts" in page
    assert "/posts/post-22" not in page
