"""Bookmarks: saved by one press, without an account, and nothing said of them is lost."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.bookmarks import REGRET, Bookmark
from blog.db import db, now
from blog.posts import Post
from blog.readers import Reader
from blog.slugs import Slug
from tests.conftest import Made, Person, Visitor
from tests.shelf import kept, titles

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

ADDRESS = "/posts/first-light/bookmark"
ON_SHELF = f"{ADDRESS}?next=/bookmarks"


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    """Alice's post, which anybody may keep."""
    return make_post(
        alice,
        "first-light",
        book_title="To the Lighthouse",
        book_author="Virginia Woolf",
    )


def count(app: Flask, table: type[Any]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


# ---- One press ----


def test_a_press_saves_and_answers_with_the_button_alone(visit: Visit, post: Made) -> None:
    answer = visit().post(ADDRESS, htmx=True)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<form id="bookmark-{post.id}"')
    assert 'aria-pressed="true"' in answer.text
    assert f'data-hx-delete="{ADDRESS}"' in answer.text
    assert re.search(r'<hx-partial id="announcements"[^>]*>Saved to your bookmarks\.', answer.text)
    assert "HX-Request" in answer.headers["Vary"]


def test_another_press_takes_it_back(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.post(ADDRESS, htmx=True)

    answer = visitor.delete(ADDRESS, htmx=True)

    assert 'aria-pressed="false"' in answer.text
    assert "Removed from your bookmarks." in answer.text
    assert titles(visitor.get("/bookmarks").text) == []


def test_without_scripts_a_form_does_the_same_and_comes_back(visit: Visit, post: Made) -> None:
    visitor = visit()

    saved = visitor.post(ADDRESS)
    assert (saved.status_code, saved.location) == (303, post.url)
    assert 'aria-pressed="true"' in visitor.get(post.url).text

    removed = visitor.post(f"{ADDRESS}?_method=DELETE")
    assert (removed.status_code, removed.location) == (303, post.url)
    assert 'aria-pressed="false"' in visitor.get(post.url).text


def test_twice_is_once(visit: Visit, app: Flask, post: Made) -> None:
    visitor = visit()

    answers = [visitor.post(ADDRESS, htmx=True), visitor.post(ADDRESS, htmx=True)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (count(app, Bookmark), count(app, Reader)) == (1, 2)

    answers = [visitor.delete(ADDRESS, htmx=True), visitor.delete(ADDRESS, htmx=True)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert 'aria-pressed="false"' in answers[1].text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_old_address_of_a_post_leads_to_its_bookmark(
    visit: Visit, app: Flask, post: Made, method: str
) -> None:
    with app.app_context():
        db.session.get_one(Post, post.id).slug = Slug.taken("last-light", post.id)
        db.session.commit()

    answer = visit().ask(method, ADDRESS)

    assert (answer.status_code, answer.location) == (303, "/posts/last-light")


def test_a_stranger_becomes_a_reader_by_the_first_save_and_by_nothing_less(
    visit: Visit, app: Flask, post: Made
) -> None:
    visitor = visit()
    before = count(app, Reader)

    visitor.get(post.url)
    visitor.get("/bookmarks")
    visitor.get("/bookmarks.json")
    visitor.delete(ADDRESS)
    assert count(app, Reader) == before
    assert visitor.client.get_cookie("session") is None

    visitor.post(ADDRESS)
    cookie = visitor.client.get_cookie("session")
    assert count(app, Reader) == before + 1
    assert cookie
    assert cookie.http_only
    assert cookie.expires


def test_everyone_has_a_shelf_of_their_own(
    visit: Visit, post: Made, bob: Person, carol: Person
) -> None:
    visit(carol).post(ADDRESS)

    assert titles(visit(carol).get("/bookmarks").text) == ["First Light"]
    for other in (visit(), visit(bob)):
        other.delete(ADDRESS)
        assert titles(other.get("/bookmarks").text) == []
        assert 'aria-pressed="false"' in other.get(post.url).text
    assert titles(visit(carol).get("/bookmarks").text) == ["First Light"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("htmx", [True, False])
def test_a_post_that_is_not_published_does_not_exist(
    visit: Visit,
    app: Flask,
    make_post: MakePost,
    alice: Person,
    carol: Person,
    method: str,
    htmx: bool,
) -> None:
    make_post(alice, "first-light", published_at=None)
    make_post(alice, "to-come", published_at=now() + timedelta(hours=1))

    for slug in ("first-light", "to-come", "nowhere", "first-light%00"):
        for visitor in (visit(), visit(carol), visit(alice)):
            answer = visitor.ask(method, f"/posts/{slug}/bookmark", htmx=htmx)
            assert answer.status_code in (404, 400)
    assert count(app, Bookmark) == 0


def test_another_site_cannot_press_the_button(visit: Visit, app: Flask, post: Made) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}

    assert visit().post(ADDRESS, headers=headers).status_code == 403
    assert visit().get(ADDRESS).status_code == 405
    assert count(app, Bookmark) == 0


def test_one_address_does_not_become_a_thousand_readers(
    visit: Visit, app: Flask, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.bookmarks.NEW_READERS", 2)
    known = visit()
    known.post(ADDRESS)

    answers = [visit().post(ADDRESS).status_code for _ in range(3)]

    assert answers[-1] == 429
    assert known.post(ADDRESS).status_code == 303


# ---- What a reader says of it ----


def test_a_bookmark_moves_to_another_shelf_and_bears_a_note(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.post(ADDRESS)

    moved = visitor.put(ON_SHELF, {"shelf": "reading"}, htmx=True)
    noted = visitor.put(ON_SHELF, {"note": "Chapter two.\r\nThe window."}, htmx=True)

    assert f'<li class="list__post entry" id="entry-{post.id}"' in moved.text
    assert re.search(r'value="reading" aria-pressed="true"', moved.text)
    assert "Moved to “Reading”." in moved.text
    assert "Note saved." in noted.text
    assert kept(visitor)[0]["shelf"] == "reading"
    assert kept(visitor)[0]["note"] == "Chapter two.\nThe window."


def test_without_scripts_a_note_is_saved_and_the_shelf_comes_back(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.post(ADDRESS)

    answer = visitor.post(f"{ADDRESS}?_method=PUT&next=/bookmarks?shelf=read", {"note": "Aloud."})

    assert (answer.status_code, answer.location) == (303, f"/bookmarks?shelf=read#entry-{post.id}")
    assert kept(visitor)[0]["note"] == "Aloud."


def test_a_note_alone_saves_the_post_too(visit: Visit, app: Flask, post: Made) -> None:
    visitor = visit()

    visitor.put(ADDRESS, {"note": "Before I forget."})
    visitor.put(ADDRESS, {"note": "Before I forget."})

    assert [entry["note"] for entry in kept(visitor)] == ["Before I forget."]
    assert count(app, Bookmark) == 1


def test_a_note_can_be_emptied_and_saving_again_changes_nothing(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Hm.", "shelf": "read"})

    visitor.post(ADDRESS)
    assert (kept(visitor)[0]["note"], kept(visitor)[0]["shelf"]) == ("Hm.", "read")

    visitor.put(ADDRESS, {"note": ""})
    assert (kept(visitor)[0]["note"], kept(visitor)[0]["shelf"]) == ("", "read")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"note": "x" * 501, "shelf": "read"}, "Use at most 500 characters."),
        ({"note": "Kept as typed", "shelf": "burnt"}, "There is no such shelf."),
        ({"note": "Kept as typed", "shelf": ["", "read"]}, "There is no such shelf."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
    visit: Visit, post: Made, typed: dict[str, Any], words: str, htmx: bool
) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Before"})

    answer = visitor.put(ON_SHELF, typed, htmx=htmx)

    assert answer.status_code == 422
    assert words in answer.text
    assert typed["note"] in answer.text
    assert answer.text.lstrip().startswith("<li" if htmx else "<!doctype html>")
    assert kept(visitor)[0]["note"] == "Before"


def test_a_strangers_nonsense_makes_no_reader(visit: Visit, app: Flask, post: Made) -> None:
    before = count(app, Reader)

    answer = visit().put(ADDRESS, {"shelf": "burnt"}, htmx=True)

    assert answer.status_code == 422
    assert count(app, Reader) == before


def test_a_note_is_words_and_never_markup(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "<script>alert(1)</script>\0</textarea>\u202e"})

    shelf = visitor.get("/bookmarks").text

    assert "<script>alert" not in shelf
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;" in shelf


# ---- Undo ----


def test_what_is_removed_by_mistake_comes_back_as_it_was(
    visit: Visit, post: Made, make_post: MakePost, alice: Person
) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Not to be lost", "shelf": "kept"})
    make_post(alice, "second-wind")
    visitor.post("/posts/second-wind/bookmark")
    before = kept(visitor)

    removed = visitor.delete(ON_SHELF, htmx=True)
    assert f'id="entry-{post.id}"' in removed.text
    assert "Undo" in removed.text
    assert f'data-hx-post="{ADDRESS}?next=/bookmarks"' in removed.text
    assert [entry["title"] for entry in kept(visitor)] == ["Second Wind"]

    undone = visitor.post(ON_SHELF, htmx=True)
    assert "Not to be lost" in undone.text
    assert kept(visitor) == before


def test_moving_what_another_window_removed_brings_its_note_back_too(
    visit: Visit, post: Made
) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Not to be lost"})
    visitor.delete(ADDRESS)

    visitor.put(ADDRESS, {"shelf": "read"})

    assert [(entry["note"], entry["shelf"]) for entry in kept(visitor)] == [
        ("Not to be lost", "read")
    ]


def test_without_scripts_the_shelf_offers_to_undo(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.post(ADDRESS)

    answer = visitor.post(f"{ADDRESS}?_method=DELETE&next=/bookmarks?q=light")

    assert answer.location == "/bookmarks?q=light&removed=first-light"
    shelf = visitor.get(answer.location).text
    assert "Removed <cite>First Light</cite>" in shelf
    assert 'action="/posts/first-light/bookmark?next=/bookmarks?q%3Dlight"' in shelf
    visitor.post(ADDRESS)
    assert "Undo" not in visitor.get(answer.location).text
    assert "Undo" not in visit().get(answer.location).text


def test_after_a_day_nothing_is_left_of_what_was_removed(
    visit: Visit, app: Flask, post: Made
) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Long ago"})
    visitor.delete(ADDRESS)
    with app.app_context():
        bookmark = db.session.scalars(select(Bookmark)).one()
        bookmark.dropped_at = now() - REGRET - timedelta(seconds=1)
        db.session.commit()

    visitor.post(ADDRESS)

    assert [entry["note"] for entry in kept(visitor)] == [""]
    assert count(app, Bookmark) == 1


@pytest.mark.parametrize(
    "place",
    ["https://elsewhere.example/bookmarks", "//bookmarks", "/bookmarks\\..", "/sign-out", ""],
)
def test_only_the_shelf_can_be_come_back_to(visit: Visit, post: Made, place: str) -> None:
    answer = visit().post(ADDRESS, query_string={"next": place})

    assert answer.location == post.url


def test_a_thousand_toggles_at_once_leave_one_row_and_what_the_last_one_said(
    app: Flask, visit: Visit, post: Made
) -> None:
    reader = visit()
    reader.post(ADDRESS)
    cookie = reader.client.get_cookie("session")
    assert cookie

    def toggle(first: int) -> set[int]:
        own = Visitor(app.test_client())
        own.client.set_cookie("session", cookie.value)
        acts = [own.post, own.delete]
        return {acts[(first + at) % 2](ADDRESS, htmx=True).status_code for at in range(125)}

    with ThreadPoolExecutor(8) as pool:
        assert set().union(*pool.map(toggle, range(8))) == {200}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Bookmark)) == 1
    for act, count in ((reader.post, 1), (reader.delete, 0)):
        act(ADDRESS)
        assert len(reader.get("/bookmarks.json").json or []) == count
