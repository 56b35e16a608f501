"""The list of books, and each book's page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.db import db, now
from blog.posts import Post
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_a_book_shows_its_posts_its_authors_others_and_its_music(
    visit: Visit, make_post: MakePost, alice: Person, bob: Person
) -> None:
    make_post(alice, "tides", book_title="The Waves", book_author="Virginia Woolf")
    make_post(
        bob, "ebb", book_title="the waves", book_author="virginia woolf", tracks=[("Low", "Words")]
    )
    make_post(bob, "rooms", book_title="Jacob’s Room", book_author="Virginia Woolf")
    make_post(bob, "whales", book_title="Moby-Dick", book_author="Herman Melville")

    page = visit().get("/books/the-waves").text

    for words in ("Tides", "Ebb", "Words", "Roads", 'href="/books/jacobs-room"'):
        assert words in page
    assert "whales" not in page.casefold()
    assert 'href="/books/the-waves"' in visit().get("/posts/ebb").text


def test_books_stand_by_their_letters_without_articles(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    for number, title in enumerate(("Zeno", "The Waves", "An Artist", "Étranger")):
        make_post(alice, f"post-{number}", book_title=title)

    page = visit().get("/books").text
    places = [page.index(f"<cite>{t}") for t in ("An Artist", "Étranger", "The Waves", "Zeno")]

    assert places == sorted(places)
    assert "Étranger" not in visit().get("/books?from=w").text
    assert "The Waves" in visit().get("/books?from=w").text


def test_a_list_of_books_goes_on_where_it_stopped(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.alphabet.ON_A_PAGE", 2)
    for number in range(5):
        make_post(alice, f"post-{number}", book_title="Poems", book_author=f"Poet {number}")
    address, seen = "/books", ""

    for _ in range(3):
        page = visit().get(address).text
        seen += page
        address = page.partition('href="/books?from=poems')[2].partition('"')[0]
        address = "/books?from=poems" + address.replace("&amp;", "&")

    assert [seen.count(f"Poet {number}") for number in range(5)] == [1] * 5


def test_what_nobody_may_read_is_no_book(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "draft", book_title="Drafts", published_at=None)
    make_post(alice, "later", book_title="Later", published_at=now() + timedelta(days=1))
    thrown = make_post(alice, "thrown", book_title="Thrown")
    with app.app_context():
        db.session.get_one(Post, thrown.id).trashed_at = now()
        db.session.commit()

    page = visit().get("/books").text

    assert not any(title in page for title in ("Drafts", "Later", "Thrown"))
    for slug in ("drafts", "later", "thrown", "nothing"):
        assert visit().get(f"/books/{slug}").status_code == 404


def test_any_place_in_the_list_can_be_asked_for(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, book_title="Poems")

    for query in (
        "from=%F0%9F%98%80&at=x",
        "at=99999999999999",
        "from=" + "x" * 5_000,
        "from='%25_",
    ):
        assert visit().get(f"/books?{query}").status_code == 200
