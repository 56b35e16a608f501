"""The navigation: which pages every page leads to, in the order that was chosen."""

import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.db import db
from blog.navigation import Entry
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
Make = Callable[..., Made]


@pytest.fixture
def three(make_page: Make, olga: Person) -> list[int]:
    """The numbers of three pages: about, contact, thanks."""
    return [make_page(olga, slug).id for slug in ("about", "contact", "thanks")]


def led_to(visitor: Visitor, path: str = "/bookmarks") -> list[str]:
    return re.findall(r'href="/pages/([^"]+)"', visitor.get(path).text)


def order(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(Entry.post_id).order_by(Entry.position)))


def test_every_page_leads_to_the_published_ones_in_order(
    visit: Visit, three: list[int], make_page: Make, olga: Person
) -> None:
    make_page(olga, "imprint", published=False)

    for path in ("/", "/posts", "/sign-in", "/nowhere", "/pages/about"):
        assert led_to(visit(), path) == ["about", "contact", "thanks"]


def test_the_page_shown_is_marked(visit: Visit, three: list[int]) -> None:
    page = visit().get("/pages/contact").text

    assert re.search(r'href="/pages/contact" aria-current="page"', page)
    assert not re.search(r'href="/pages/about" aria-current', page)


def test_the_sixth_page_stands_at_the_foot(visit: Visit, make_page: Make, olga: Person) -> None:
    for number in range(1, 7):
        make_page(olga, f"page-{number}")

    page = visit().get("/posts").text

    head, foot = page.split("<main")
    assert "/pages/page-5" in head
    assert "/pages/page-6" not in head
    assert "/pages/page-6" in foot
    assert "/pages/page-5" not in foot


def test_two_short_titles_need_no_menu(visit: Visit, make_page: Make, olga: Person) -> None:
    make_page(olga)
    assert "<details" not in visit().get("/sign-in").text

    make_page(olga, "contact", title="How to write to us")

    assert "masthead__pages--open" in visit().get("/sign-in").text


def test_a_page_view_asks_for_it_once(
    visit: Visit, three: list[int], make_page: Make, olga: Person, count_queries: Callable[..., int]
) -> None:
    few = count_queries(lambda: visit().get("/posts"))
    for number in range(5):
        make_page(olga, f"page-{number}")

    assert count_queries(lambda: visit().get("/posts")) == few


@pytest.mark.parametrize(
    ("moved", "after", "wanted"), [(2, None, [2, 0, 1]), (0, 1, [1, 0, 2]), (0, 2, [1, 2, 0])]
)
def test_a_page_is_moved(
    visit: Visit, app: Flask, olga: Person, three: list[int],
    moved: int, after: int | None, wanted: list[int],
) -> None:  # fmt: skip
    said = {"page": three[moved], "after": "" if after is None else three[after]}

    plain = visit(olga).post("/desk/pages/moves", said)
    again = visit(olga).post("/desk/pages/moves", said, htmx=True)

    assert plain.location == f"/desk/pages#page-{three[moved]}"
    assert again.status_code == 200
    assert "<html" not in again.text
    assert f"moved to {wanted.index(moved) + 1} of 3" in again.headers["HX-Trigger"]
    assert order(app) == [three[place] for place in wanted]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 422),
        ({"page": "x"}, 422),
        ({"page": "{0}", "after": "{0}"}, 422),
        ({"page": "{0}", "after": "x"}, 422),
        ({"page": "{0}", "after": "99999999999999999999"}, 409),
        ({"page": "99999999999999999999"}, 409),
        ({"page": "{0}", "after": "-1"}, 409),
    ],
)
def test_a_move_that_cannot_be_is_refused_with_words(
    visit: Visit, app: Flask, olga: Person, three: list[int], said: dict[str, str], status: int
) -> None:
    told = {name: value.format(three[0]) for name, value in said.items()}

    for browser in ({"htmx": True}, {}):
        answer = visit(olga).post("/desk/pages/moves", told, **browser)
        assert answer.status_code == status
        assert "notice--warning" in answer.text
    assert order(app) == three


def test_a_page_that_left_in_another_tab_is_no_neighbour(
    visit: Visit, app: Flask, olga: Person, three: list[int]
) -> None:
    owner = visit(olga)
    owner.delete(f"/desk/pages/{three[1]}/navigation")

    answer = owner.post("/desk/pages/moves", {"page": three[0], "after": three[1]}, htmx=True)

    assert answer.status_code == 409
    assert "changed elsewhere" in answer.text
    assert order(app) == [three[0], three[2]]


def test_a_page_is_taken_out_and_put_back_at_the_end(
    visit: Visit, app: Flask, olga: Person, three: list[int]
) -> None:
    owner, navigation = visit(olga), f"/desk/pages/{three[0]}/navigation"

    out = [owner.delete(navigation, htmx=browser).status_code for browser in (False, True)]
    assert led_to(visit()) == ["contact", "thanks"]
    assert visit().get("/pages/about").status_code == 200
    back = [owner.post(navigation, htmx=browser).status_code for browser in (True, False)]

    assert (out, back) == ([303, 200], [200, 303])
    assert order(app) == [three[1], three[2], three[0]]


def test_a_post_is_no_page(
    visit: Visit, app: Flask, olga: Person, three: list[int], make_post: Make
) -> None:
    post = make_post(olga)

    assert visit(olga).post(f"/desk/pages/{post.id}/navigation").status_code == 404
    assert visit(olga).post("/desk/pages/moves", {"page": post.id}).status_code == 409
    assert order(app) == three


def test_two_tabs_at_once_lose_no_page(
    visit: Visit, app: Flask, olga: Person, three: list[int]
) -> None:
    start = threading.Barrier(4)
    codes = []

    def move(number: int) -> None:
        browser, said = visit(olga), {"page": three[number % 3], "after": ""}
        start.wait()
        codes.append(browser.post("/desk/pages/moves", said, htmx=True).status_code)

    threads = [threading.Thread(target=move, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == [200] * 4
    assert sorted(order(app)) == three
