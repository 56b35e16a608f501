"""Files of bookmarks come back in: what went out is there again, and nothing twice."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from blog import shelf_files
from blog.bookmarks import Bookmark
from blog.db import db
from blog.posts import Post
from blog.readers import Reader
from blog.shelf_files import Entry, Found, Unreadable
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

NOTES = [
    "",
    "Plain.",
    "Two\nlines\n\nand a gap",
    "=1+1",
    "'=1+1",
    "'quoted'",
    'He said "so", and <b>left</b> & came; back',
    "+ − @home, ＝ and\ttabs",
    "<DD>not a note</A><DT><A HREF='x'>",
    "&amp; &#10; &quot;",
    "日本語 è così 🎵",
]
MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def entries() -> list[Entry]:
    return [
        Entry(
            title=f"Title {number} <&>",
            url=f"https://books.example/posts/post-{number}",
            book="A book",
            author="=Somebody",
            shelf=["to read", "reading", "read", "kept"][number % 4],
            note=note,
            saved_at=MOMENT - timedelta(hours=number),
        )
        for number, note in enumerate(NOTES)
    ]


@pytest.mark.parametrize("kind", shelf_files.KINDS)
def test_what_went_out_is_read_again(kind: str) -> None:
    write, _ = shelf_files.KINDS[kind]

    said = [Found(e.url, e.title, e.shelf, e.note, e.saved_at) for e in entries()]
    assert shelf_files.read(write(entries()).encode()) == said


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"PK\x03\x04", b"Some words.\nAnd more.", b"[1, ", b"[" * 5000, b"a,b\n1,2"],
)
def test_what_is_no_shelf_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        shelf_files.read(content)


def test_odd_rows_are_read_as_far_as_they_go() -> None:
    rows = b'[1, {"url": 7}, {"url": "/posts/a", "saved_at": "yesterday", "note": null}]'
    assert shelf_files.read(rows) == [Found("7"), Found("/posts/a")]
    page = b"<html><a href=/posts/a add_date=99999999999999999>A</a><p>Words<dd>Note<h3>Head"
    assert shelf_files.read(page) == [Found("/posts/a", "A", note="Note")]


@pytest.fixture
def posts(make_post: MakePost, alice: Person) -> list[Made]:
    return [make_post(alice, slug) for slug in ("first-light", "second-wind", "third-rail")]


def upload(visitor: Visitor, content: str, name: str = "bookmarks.json") -> str:
    """Bring a file, and give what the shelf then says."""
    file = (io.BytesIO(content.encode()), name)
    answer = visitor.post("/bookmarks/import", {"file": file})
    assert answer.status_code == 303, answer.text
    return visitor.get("/bookmarks").text


@pytest.mark.parametrize("kind", ["json", "csv", "html"])
def test_a_shelf_comes_back_as_it_was(
    app: Flask, visit: Visit, posts: list[Made], kind: str
) -> None:
    one, other = visit(), visit()
    for number, post in enumerate(posts):
        one.post(f"{post.url}/bookmark")
        one.put(f"{post.url}/bookmark", {"note": NOTES[number + 1], "shelf": "read"})
    with app.app_context():
        for number, bookmark in enumerate(db.session.query(Bookmark)):
            bookmark.created_at = MOMENT + timedelta(hours=number)
        db.session.commit()
    taken_out = one.get(f"/bookmarks.{kind}")

    shelf = upload(other, taken_out.text)

    assert "3 bookmarks taken in." in shelf
    assert other.get("/bookmarks.json").json == one.get("/bookmarks.json").json
    again = upload(other, taken_out.text)
    assert "Here already: 3 bookmarks." in again
    assert other.get("/bookmarks.json").json == one.get("/bookmarks.json").json


def test_what_is_here_stays_and_notes_are_joined(visit: Visit, posts: list[Made]) -> None:
    reader = visit()
    reader.post("/posts/first-light/bookmark")
    reader.put("/posts/first-light/bookmark", {"note": "Mine.", "shelf": "kept"})

    old = '"url": "http://old.example/posts/first-light", "shelf": "read", "note": "Old."'
    upload(reader, f"[{{{old}}}]")

    (entry,) = reader.get("/bookmarks.json").json or []
    assert entry["shelf"] == "kept"
    assert entry["note"] == "Mine.\n\nOld."


def test_an_old_address_is_known_and_what_is_gone_is_named(
    app: Flask, visit: Visit, posts: list[Made]
) -> None:
    with app.app_context():
        post = db.session.get_one(Post, posts[0].id)
        post.save(post.author, post.draft.version, slug="first-dawn")
        post.publish()
        db.session.commit()
    rows = [
        '{"url": "/posts/first-light", "shelf": "a shelf of mine"}',
        '{"url": "/posts/never-was", "title": "Never was", "shelf": "read"}',
        '{"url": "https://elsewhere.example/posts/theirs", "title": "Theirs"}',
        '{"url": "https://elsewhere.example/", "title": "Elsewhere"}',
        '{"url": "http://[", "title": "Nowhere"}',
    ]

    shelf = upload(visit(), f"[{', '.join(rows)}]")

    assert "1 bookmark taken in. Not on this site any more: Never was." in shelf
    assert "/posts/first-dawn" in shelf
    for title in ("Theirs", "Elsewhere", "Nowhere"):
        assert title not in shelf


def test_a_wrong_file_is_refused_beside_the_field(app: Flask, visit: Visit) -> None:
    reader = visit()
    for files, words in (
        ({}, "Choose a file first."),
        ({"file": (io.BytesIO(b"\xff\xd8\xff"), "cat.jpg")}, "This is no file of bookmarks"),
        ({"file": (io.BytesIO(b"url\n" + b"/posts/a\n" * 5_001), "a.csv")}, "more than 5,000"),
    ):
        answer = reader.post("/bookmarks/import", files)
        assert answer.status_code == 422
        assert words in answer.text
    with app.app_context():
        assert db.session.query(Reader).count() == 0
