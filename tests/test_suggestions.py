"""What the site knows already, offered while somebody types it again."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select, text

from blog.books import Book
from blog.db import db
from blog.revisions import Revision
from blog.soundtracks import Track
from blog.tags import Tag
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
BOOKS = "/desk/books/suggestions"
TAGS = "/desk/tags/suggestions"
TRACKS = "/desk/tracks/suggestions"


@pytest.fixture
def shelf(app: Flask) -> None:
    """A few books that posts are about."""
    with app.app_context():
        Book.called("The Waves", "Virginia Woolf", 1931, "9780571258093")
        Book.called("Jacob’s Room", "Virginia Woolf", 1922)
        Book.called("La Coscienza di Zeno", "Italo Svevo", 1923)
        Book.called("L’Étranger", "Albert Camus")
        Book.called("Moby-Dick; or, The Whale", "Herman Melville", 1851)
        db.session.commit()


def offered(page: str) -> list[dict[str, str]]:
    """What each row would fill in."""
    return [json.loads(unescape(fill)) for fill in re.findall(r"data-fill='([^']*)'", page)]


def titles(visit: Visit, person: Person, typed: str) -> list[str]:
    answer = visit(person).get(BOOKS, query_string={"q": typed}, htmx=True)
    assert answer.status_code == 200
    return [book["book_title"] for book in offered(answer.text)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("the wav", ["The Waves"]),
        ("WAVES", ["The Waves"]),
        ("woolf", ["Jacob’s Room", "The Waves"]),
        ("virginia wav", ["The Waves"]),
        ("etrang", ["L’Étranger"]),
        ("moby-d", ["Moby-Dick; or, The Whale"]),
        ("zeno sve", ["La Coscienza di Zeno"]),
        ("oolf", []),
        ("woolf zeno", []),
        ("%", []),
        ("", []),
        ("\U0010ffff", []),
        ("w" * 100_000, []),
        ("virginia " * 10_000, ["Jacob’s Room", "The Waves"]),
    ],
    ids=lambda value: f"{value!s:.20}",
)
def test_a_book_is_found_by_how_its_words_begin(
    shelf: None, visit: Visit, alice: Person, typed: str, found: list[str]
) -> None:
    assert titles(visit, alice, typed) == found


def test_a_book_brings_all_that_is_known_of_it(shelf: None, visit: Visit, alice: Person) -> None:
    answer = visit(alice).get(f"{BOOKS}?q=waves", htmx=True)

    assert offered(answer.text) == [
        {
            "book_title": "The Waves",
            "book_author": "Virginia Woolf",
            "book_year": "1931",
            "book_isbn": "9780571258093",
        }
    ]
    assert "Virginia Woolf, 1931" in answer.text


def test_the_offer_is_never_long(visit: Visit, alice: Person, app: Flask) -> None:
    with app.app_context():
        for number in range(30):
            Book.called(f"Diary, volume {number}", "Somebody")
            Tag.called(f"diary {number}")
        db.session.commit()

    assert len(titles(visit, alice, "diary")) == 8
    assert len(offered(visit(alice).get(f"{TAGS}?q=diary", htmx=True).text)) == 8


def test_a_quote_in_a_title_stays_in_its_row(visit: Visit, alice: Person, app: Flask) -> None:
    with app.app_context():
        Book.called("""O'Hara's "Lunch" <Poems>""", "")
        db.session.commit()

    assert titles(visit, alice, "lunch") == ["""O'Hara's "Lunch" <Poems>"""]


def test_books_are_found_by_their_index(shelf: None, app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN" if db.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        query = Book.suggested_by("wool").compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = str(db.session.execute(text(f"{explain} {query}")).all())

    assert re.search(r"(pk_|autoindex_)book_words", plan)


def test_a_tag_is_found_for_the_last_of_those_typed(
    visit: Visit, alice: Person, app: Flask
) -> None:
    with app.app_context():
        for name in ("Sea", "Seaside towns", "North Sea", "Überseehäfen", "Memory"):
            Tag.called(name)
        db.session.commit()

    def found(typed: str) -> list[str]:
        answer = visit(alice).get(TAGS, query_string={"q": typed}, htmx=True)
        return [tag["tags"] for tag in offered(answer.text)]

    assert found("se") == ["Sea", "Seaside towns", "North Sea"]
    assert found("memory,  SEA") == ["memory, Sea", "memory, Seaside towns", "memory, North Sea"]
    assert found("sea, se") == ["sea, Seaside towns", "sea, North Sea"]
    assert found("ubersee") == ["Überseehäfen"]
    assert found("memory, ") == []


@pytest.mark.parametrize("path", [BOOKS, TAGS, TRACKS])
def test_only_who_writes_is_offered_anything(visit: Visit, carol: Person, path: str) -> None:
    assert visit().get(f"{path}?q=a", htmx=True).status_code == 401
    assert visit(carol).get(f"{path}?q=a", htmx=True).status_code == 403


def songs(visit: Visit, person: Person, typed: str) -> list[str]:
    answer = visit(person).get(TRACKS, query_string={"q": typed}, htmx=True)
    return [track["title"] for track in offered(answer.text)]


def test_a_song_is_found_by_how_its_artist_or_its_title_begins(
    visit: Visit, alice: Person, make_post: Callable[..., Made]
) -> None:
    tracks = [("The Sugarcubes", "Birthday"), ("Sigur Rós", "Sé lest"), ("Low", "Sunflower"),
              ("low", "sunflower"), ("100%", "_"), ("Beach House", "Myth")]  # fmt: skip
    make_post(alice, tracks=tracks)

    assert songs(visit, alice, "s") == ["sunflower", "Sé lest", "Birthday"]
    assert songs(visit, alice, "the su") == ["sunflower", "Birthday"]
    assert songs(visit, alice, "SIGUR ROS") == ["Sé lest"]
    assert songs(visit, alice, "%") == songs(visit, alice, "ouse") == []
    assert songs(visit, alice, "") == songs(visit, alice, "\u200b") == []


def test_a_song_brings_its_links_and_its_length(
    visit: Visit, alice: Person, make_post: Callable[..., Made]
) -> None:
    post = make_post(alice, tracks=[])
    song = {"artist": "Low", "title": "Words", "length": "5:15", "url": "https://a.example/1"}
    visit(alice).post(f"/desk/posts/{post.id}/tracks", song | {"note": "Mine alone."})

    answer = visit(alice).get(f"{TRACKS}?q=wor", htmx=True)

    assert offered(answer.text) == [song]


def test_a_draft_of_somebody_else_is_not_told_of(
    visit: Visit, alice: Person, bob: Person, olga: Person, make_post: Callable[..., Made]
) -> None:
    make_post(alice, published_at=None, tracks=[("Low", "Words")])

    assert songs(visit, alice, "low") == songs(visit, olga, "low") == ["Words"]
    assert songs(visit, bob, "low") == []


def test_songs_are_found_by_their_index(app: Flask) -> None:
    with app.app_context():
        postgresql = db.engine.dialect.name == "postgresql"
        if postgresql:
            db.session.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"
        query = Track.suggested_by("lo", select(Revision.id), 8)
        said = query.compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = str(db.session.execute(text(f"{explain} {said}")).all())

    assert "ix_tracks_concordance" in plan or "ix_tracks_newest" in plan
    assert "ix_tracks_title_key" in plan
