"""Bookmarks: saved by one press, without an account, and nothing said of them is lost."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from blog import shelf_files
from blog.bookmarks import REGRET, Bookmark
from blog.db import db, now
from blog.posts import Post
from blog.readers import Reader
from tests.conftest import Made, Person, Visitor

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


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="card__title"><a href="[^"]+">([^<]+)</a>', page)


def kept(visitor: Visitor) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads(visitor.get("/bookmarks.json").text)
    return entries


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


# ---- The shelf ----


def test_an_empty_shelf_invites(visit: Visit, post: Made, carol: Person) -> None:
    for visitor in (visit(), visit(carol)):
        page = visitor.get("/bookmarks")

        assert page.status_code == 200
        assert "An empty shelf" in page.text
        assert 'href="/posts"' in page.text


def test_the_shelf_is_newest_first_and_kept_by_nobody_on_the_way(
    visit: Visit, post: Made, make_post: MakePost, bob: Person
) -> None:
    make_post(bob, "second-wind")
    visitor = visit()
    visitor.post(ADDRESS)
    visitor.post("/posts/second-wind/bookmark")

    shelf = visitor.get("/bookmarks")

    assert titles(shelf.text) == ["Second Wind", "First Light"]
    assert "To the Lighthouse</cite> by Virginia Woolf" in shelf.text
    assert "Saved <time" in shelf.text
    assert "no-store" in shelf.headers["Cache-Control"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda post: post.unpublish(),
        lambda post: post.publish(now() + timedelta(hours=1)),
        lambda post: setattr(post, "trashed_at", now()),
    ],
    ids=["unpublished", "put off", "thrown away"],
)
def test_a_post_taken_back_is_not_shown_and_returns_with_its_note(
    visit: Visit, app: Flask, post: Made, hide: Callable[[Post], None]
) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Still mine"})

    with app.app_context():
        hide(db.session.get_one(Post, post.id))
        db.session.commit()
    assert titles(visitor.get("/bookmarks").text) == []
    assert kept(visitor) == []

    with app.app_context():
        db.session.get_one(Post, post.id).publish(now())
        db.session.commit()
    assert "Still mine" in visitor.get("/bookmarks").text


@pytest.fixture
def crowded(app: Flask, make_post: MakePost, alice: Person, carol: Person) -> Callable[[int], None]:
    """Puts so many posts on carol's shelf."""

    def fill(number: int) -> None:
        for n in range(number):
            make_post(alice, f"post-{n}", tracks=[], book_title=f"Book {n}", book_author="Somebody")
        with app.app_context():
            reader = db.session.get_one(Reader, carol.reader_id)
            for n, post in enumerate(db.session.scalars(select(Post).order_by(Post.id)).all()):
                Bookmark.keep(reader, post).created_at = now() - timedelta(minutes=n)
            db.session.commit()

    return fill


def test_the_shelf_grows_in_place(
    visit: Visit, crowded: Callable[[int], None], carol: Person
) -> None:
    crowded(23)
    visitor = visit(carol)
    first = visitor.get("/bookmarks").text
    assert titles(first) == [f"Post {n}" for n in range(10)]

    more = re.findall(r'data-hx-get="([^"]+)"', first)[0]
    part = visitor.get(more, htmx=True).text
    assert titles(part) == [f"Post {n}" for n in range(10, 20)]
    assert part.count("data-news") == 1
    assert "<html" not in part

    grown = re.findall(r'data-grow="([^"]+)"', first)[0]
    assert len(titles(visitor.get(grown).text)) == 20


def test_the_shelf_asks_the_database_no_more_for_thirty_than_for_one(
    visit: Visit, app: Flask, crowded: Callable[[int], None], carol: Person
) -> None:
    def asked(address: str) -> tuple[int, int]:
        """How many entries the page has, and how many questions it took."""
        statements: list[str] = []

        def note(*said: Any) -> None:
            statements.append(said[2])

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        page = visitor.get(address).text
        event.remove(engine, "before_cursor_execute", note)
        return len(titles(page)), len(statements)

    visitor = visit(carol)
    crowded(1)
    shown, one = asked("/bookmarks")
    assert shown == 1

    crowded(30)
    grown = re.findall(r'data-grow="([^"]+)"', visitor.get("/bookmarks").text)[0]
    assert asked("/bookmarks") == (10, one)
    assert asked(grown) == (20, one + 1)


def test_the_shelf_is_searched_by_title_book_author_and_note(
    visit: Visit, post: Made, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "wind", book_title="Wuthering Heights", book_author="Emily Brontë")
    visitor = visit()
    visitor.put(ADDRESS, {"note": "100% sea_weed"})
    visitor.put("/posts/wind/bookmark", {"shelf": "read"})

    for typed, found in {
        "LIGHT": ["First Light"],
        "woolf": ["First Light"],
        "bronte heights": ["Wind"],
        "woolf heights": [],
        "sea_weed": ["First Light"],
        "seaXweed": [],
        "100%": ["First Light"],
        "%": ["First Light"],
        "'": [],
        "  ": ["Wind", "First Light"],
        "x" * 5_000: [],
    }.items():
        page = visitor.get("/bookmarks", query_string={"q": typed})
        assert titles(page.text) == found, typed
    assert "Nothing here matches “zebra”" in visitor.get("/bookmarks?q=zebra").text


def test_the_shelf_has_shelves(visit: Visit, post: Made, make_post: MakePost, bob: Person) -> None:
    make_post(bob, "second-wind")
    visitor = visit()
    visitor.post(ADDRESS)
    visitor.put("/posts/second-wind/bookmark", {"shelf": "read"})

    assert titles(visitor.get("/bookmarks?shelf=read").text) == ["Second Wind"]
    assert titles(visitor.get("/bookmarks?shelf=to+read").text) == ["First Light"]
    assert titles(visitor.get("/bookmarks?shelf=&q=").text) == ["Second Wind", "First Light"]
    assert "Nothing is on this shelf" in visitor.get("/bookmarks?shelf=kept").text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("before=x", 400),
        ("through=x", 400),
        ("shelf=burnt", 404),
        ("shelf=read&shelf=burnt", 200),
        ("removed=nowhere&removed=x", 200),
        ("q=%00", 400),
        ("q=%ff&before=", 200),
        ("_external=1&_method=x&endpoint=y&next=z", 200),
    ],
)
def test_odd_addresses_are_answered_in_kind(
    visit: Visit, post: Made, query: str, status: int
) -> None:
    visitor = visit()
    visitor.post(ADDRESS)

    assert visitor.get(f"/bookmarks?{query}").status_code == status


# ---- Taken away ----


def test_the_whole_shelf_can_be_taken_away(visit: Visit, post: Made) -> None:
    visitor = visit()
    visitor.put(ADDRESS, {"note": "Read “aloud” <here>", "shelf": "kept"})

    answers = {kind: visitor.get(f"/bookmarks.{kind}") for kind in ("json", "csv", "html")}

    for kind, answer in answers.items():
        assert answer.status_code == 200
        assert f"filename=bookmarks.{kind}" in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
    entry = json.loads(answers["json"].text)[0]
    assert entry["url"] == f"http://localhost{post.url}"
    assert (entry["book"], entry["author"]) == ("To the Lighthouse", "Virginia Woolf")
    assert entry["saved_at"].endswith("+00:00")
    assert list(csv.DictReader(io.StringIO(answers["csv"].text))) == [entry]
    assert answers["html"].text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert f'<DT><A HREF="http://localhost{post.url}"' in answers["html"].text
    assert "<DD>Read “aloud” &lt;here&gt;" in answers["html"].text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_no_cell_of_the_table_is_a_formula(cell: str) -> None:
    assert shelf_files.harmless(cell) == f"'{cell}"
    assert shelf_files.harmless(f"a{cell}") == f"a{cell}"


def test_there_is_no_other_kind_of_file(visit: Visit, post: Made) -> None:
    assert visit().get("/bookmarks.exe").status_code == 404
