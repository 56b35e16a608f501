"""How a reader wants pages to look and to speak."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import db
from blog.preferences import Preferences, read
from blog.readers import Reader
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
DARK = {"theme": "dark", "size": "5", "measure": "wide", "language": "any"}


def test_what_was_chosen_is_in_the_page_before_anything_is_drawn(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post, stranger = make_post(alice), visit()

    answer = stranger.post("/preferences", DARK | {"next": post.url})
    page = stranger.get(post.url).text

    assert (answer.status_code, answer.location) == (303, post.url)
    assert 'data-theme="dark" data-size="5" data-measure="wide"' in page
    assert '<meta name="color-scheme" content="dark">' in page
    assert 'data-theme="auto"' in visit().get(post.url).text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reader)) == 1


def test_one_choice_leaves_the_others(app: Flask, visit: Visit) -> None:
    stranger = visit()
    stranger.post("/preferences", DARK)

    answer = stranger.post("/preferences", {"size": "2"}, htmx=True)

    assert answer.status_code == 204
    assert 'data-theme="dark" data-size="2"' in stranger.get("/").text


def test_the_form_shows_what_was_chosen(app: Flask, visit: Visit) -> None:
    stranger = visit()
    stranger.post("/preferences", DARK)

    page, part = stranger.get("/preferences"), stranger.get("/preferences", htmx=True)

    assert 'value="dark" checked' in page.text
    assert 'value="dark" checked' in part.text
    assert "<html" not in part.text


def test_another_language_leads_to_a_page_in_it(app: Flask, visit: Visit) -> None:
    stranger = visit()

    answer = stranger.post("/preferences", {"language": "it", "next": "/posts"}, htmx=True)

    assert answer.headers["HX-Redirect"] == "/posts"
    assert '<html lang="it"' in stranger.get("/posts").text


@pytest.mark.parametrize(
    "text", ["", "dark", "x.y.z", "dark.9.wide.xx", "dark.3.wide.it.more", '"><script>', "." * 500]
)
def test_anything_else_in_the_cookie_is_no_choice(app: Flask, visit: Visit, text: str) -> None:
    preferences = read(text)

    assert read(str(preferences)) == preferences
    assert preferences.size == "3"
    page = visit().get("/", headers={"Cookie": f"preferences={text}"}).text
    assert "<script>" not in page.partition("<head>")[0]


def test_nonsense_is_not_kept(app: Flask, visit: Visit) -> None:
    stranger = visit()

    answer = stranger.post("/preferences", {"theme": "neon", "next": "https://example.org"})

    assert answer.location == "/"
    assert read("neon.1.wide.it").theme == Preferences().theme
    assert 'data-theme="auto"' in stranger.get("/").text
