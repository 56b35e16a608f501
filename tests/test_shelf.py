"""The shelf: all that a reader saved, newest first, to be searched, grown and taken away."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog import shelf_files
from blog.bookmarks import Bookmark
from blog.db import db, now
from blog.posts import Post
from blog.readers import Reader
from tests.conftest import Made, Person, Visitor
from tests.shelf import kept, titles

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

ADDRESS = "/posts/first-light/bookmark"


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    """Alice's post, which anybody may keep."""
    return make_post(
        alice,
        "first-light",
        book_title="To the Lighthouse",
        book_author="Virginia Woolf",
    )


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

    more = re.findall(r'data-hx-get="(/bookmarks[^"]+)"', first)[0]
    part = visitor.get(more, htmx=True).text
    assert titles(part) == [f"Post {n}" for n in range(10, 20)]
    assert part.count("data-news") == 1
    assert "<html" not in part

    grown = re.findall(r'data-grow="([^"]+)"', first)[0]
    assert len(titles(visitor.get(grown).text)) == 20


def test_the_shelf_asks_the_database_no_more_for_thirty_than_for_one(
    visit: Visit,
    crowded: Callable[[int], None],
    carol: Person,
    count_queries: Callable[..., int],
) -> None:
    def asked(address: str) -> tuple[int, int]:
        """How many entries the page has, and how many questions it took."""
        pages: list[str] = []
        count = count_queries(lambda: pages.append(visitor.get(address).text))
        return len(titles(pages[0])), count

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


def test_the_shelf_can_be_read_by_title_and_by_author(
    visit: Visit, make_post: MakePost, alice: Person, bob: Person
) -> None:
    visitor = visit()
    for slug, author in (("middle", bob), ("alpha", alice), ("zulu", alice)):
        visitor.post(f"{make_post(author, slug).url}/bookmark")

    assert titles(visitor.get("/bookmarks").text) == ["Zulu", "Alpha", "Middle"]
    assert titles(visitor.get("/bookmarks?sort=title").text) == ["Alpha", "Middle", "Zulu"]
    assert titles(visitor.get("/bookmarks?sort=author").text) == ["Alpha", "Zulu", "Middle"]
    assert titles(visitor.get("/bookmarks?sort=title&q=l").text) == ["Alpha", "Middle", "Zulu"]
    assert visitor.get("/bookmarks?sort=weight").status_code == 404
