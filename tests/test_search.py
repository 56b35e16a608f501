"""Search: all that everyone may see is found, and nothing breaks it."""

import random
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from blog.comments import Comment
from blog.db import db, now
from blog.posts import Post
from blog.search import Query, distance
from blog.search.rebuilding import is_current, rebuild
from blog.search.results import VISIBLE
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def titles(visit: Visit, words: str, **more: str) -> list[str]:
    """What is found for ``words``, as the headings say it."""
    page = visit().get("/search", query_string={"q": words} | more)
    assert page.status_code == 200
    found = re.findall(r'<h2 class="found__title"><a [^>]*>(.*?)</a></h2>', page.text)
    return [re.sub(r"</?\w+>", "", title) for title in found]


@pytest.mark.parametrize("kind", VISIBLE)
def test_whether_something_may_be_read_is_asked_of_that_alone(app: Flask, kind: str) -> None:
    """And not of all posts whether they are it."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("SQLite tells its plans in other words than PostgreSQL.")
        asked = VISIBLE[kind]([1, 2, 3]).compile(
            db.engine, compile_kwargs={"literal_binds": True, "render_postcompile": True}
        )
        plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}")).all()

    assert plan
    assert not any("ix_posts_newest" in str(step) for step in plan)


@pytest.fixture
def library(make_post: MakePost, alice: Person, bob: Person) -> None:
    """A few posts to look for."""
    make_post(
        alice,
        "tide-tables",
        book_title="Never Let Me Go",
        book_author="Kazuo Ishiguro",
        source="<p>The <b>cassette</b> is lost, and so is Norfolk.</p>",
        epigraph="A lost corner",
        tag_names=["boarding schools"],
        tracks=[("Björk", "Jóga"), ("Sigur Rós", "Hoppípolla")],
    )
    make_post(
        bob,
        "the-cat",
        book_title="吾輩は猫である",
        book_author="夏目漱石",
        source="<p>Ein Kater auf der Straße. It’s O’Brien’s cassette player.</p>",
        tracks=[("坂本龍一", "Aqua")],
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tide", ["Tide Tables"]),
        ("ishiguro", ["Tide Tables"]),
        ("ISHIG", ["Tide Tables"]),
        ("bjork", ["Tide Tables"]),
        ("björk joga", ["Tide Tables"]),
        ("hoppipolla", ["Tide Tables"]),
        ("norfolk", ["Tide Tables"]),
        ("boarding", ["Tide Tables"]),
        ("corner", ["Tide Tables"]),
        ("strasse", ["The Cat"]),
        ("obriens", ["The Cat"]),
        ("漱石", ["The Cat"]),
        ("龍一", ["The Cat"]),
        ('"lost and so is"', ["Tide Tables"]),
        ('"lost so is"', []),
        ("cassette norfolk", ["Tide Tables"]),
        ("cassette nowhere", []),
        ("cassette -norfolk", ["Tide Tables"]),
        ("draft", []),
    ],
)
def test_what_is_there_is_found(library: None, visit: Visit, words: str, found: list[str]) -> None:
    assert titles(visit, words, **{"in": "post"}) == found


def test_a_title_weighs_more_than_a_word_in_passing(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "harbour", source="<p>Nothing of it.</p>")
    make_post(alice, "inland", source="<p>A harbour, far away.</p>")

    assert titles(visit, "harbour") == ["Harbour", "Inland"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ishigoru", "ishiguro"),
        ("bjrok", "bjork"),
        ("hoppipola", "hoppipolla"),
        ("bording", "boarding"),
    ],
)
def test_a_name_that_is_misspelt_is_found(
    library: None, visit: Visit, typed: str, meant: str
) -> None:
    page = visit().get("/search", query_string={"q": typed}).text

    assert f"“{meant}”" in page
    assert "Tide Tables" in page


def test_books_and_artists_are_found_apart(library: None, visit: Visit) -> None:
    assert titles(visit, "never let", **{"in": "book"}) == ["Never Let Me Go"]
    assert titles(visit, "sigur", **{"in": "artist"}) == ["Sigur Rós"]
    assert titles(visit, "sigur", **{"in": "nothing"}) == ["Tide Tables"]


def test_a_comment_is_found_while_everyone_sees_it(app: Flask, library: None, visit: Visit) -> None:
    visitor = visit()
    visitor.post("/posts/the-cat/comments", {"name": "Ann", "body": "Such a marmalade evening."})

    assert titles(visit, "marmalade") == ["Ann on “The Cat”"]
    with app.app_context():
        comment = db.session.query(Comment).one()
        comment.reword("A quiet evening.", "<p>A quiet evening.</p>")
        db.session.commit()
    assert titles(visit, "marmalade") == []
    assert titles(visit, "quiet") == ["Ann on “The Cat”"]
    with app.app_context():
        db.session.query(Comment).one().remove()
        db.session.commit()
    assert titles(visit, "quiet") == []


def test_what_waits_for_approval_is_not_found(app: Flask, library: None, visit: Visit) -> None:
    with app.app_context():
        db.session.query(Post).update({"comment_policy": "held"})
        db.session.commit()
    visit().post("/posts/the-cat/comments", {"name": "Ann", "body": "Such a marmalade evening."})
    assert titles(visit, "marmalade") == []

    with app.app_context():
        db.session.query(Comment).one().approve()
        db.session.commit()

    assert titles(visit, "marmalade") == ["Ann on “The Cat”"]


def test_only_what_readers_see_is_found(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "draft", source="<p>marmalade</p>", published_at=None)
    make_post(alice, "later", source="<p>marmalade</p>", published_at=now() + timedelta(hours=1))
    thrown = make_post(alice, "thrown", source="<p>marmalade</p>")
    taken = make_post(alice, "taken", source="<p>marmalade</p>")
    changed = make_post(alice, "changed", source="<p>marmalade</p>")
    with app.app_context():
        db.session.get_one(Post, thrown.id).trashed_at = now()
        db.session.get_one(Post, taken.id).unpublish()
        post = db.session.get_one(Post, changed.id)
        post.save(post.author, post.draft.version, source="<p>honey</p>")
        db.session.commit()

    assert titles(visit, "marmalade") == ["Changed"]
    assert titles(visit, "honey") == []

    with app.app_context():
        db.session.get_one(Post, changed.id).publish()
        db.session.get_one(Post, thrown.id).trashed_at = None
        db.session.commit()

    assert titles(visit, "marmalade") == ["Thrown"]
    assert titles(visit, "honey") == ["Changed"]


def test_a_scheduled_post_is_found_when_its_hour_comes(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    later = make_post(alice, "later", published_at=now() + timedelta(hours=1))
    assert titles(visit, "later") == []

    with app.app_context():
        db.session.get_one(Post, later.id).published_at = now() - timedelta(seconds=1)
        db.session.commit()

    assert titles(visit, "later") == ["Later"]


def test_the_words_found_are_marked_and_what_people_wrote_stays_text(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, title="<b>Harbour</b> & co", source="<p>The &lt;i&gt; harbour’s lights</p>")

    page = visit().get("/search?q=harbour").text

    assert "&lt;b&gt;<mark>Harbour</mark>&lt;/b&gt; &amp; co" in page
    assert "&lt;i&gt;" in page
    assert "<mark>harbour" in page


def test_typing_brings_the_part_and_says_how_much_was_found(library: None, visit: Visit) -> None:
    part = visit().get("/search?q=cassette", htmx=True)

    assert "<html" not in part.text
    assert 'data-news="2 results"' in part.text


def test_nothing_found_leads_on(library: None, visit: Visit) -> None:
    page = visit().get("/search?q=xyzzyqqq").text

    assert "Nothing found for “xyzzyqqq”." in page
    assert 'value="xyzzyqqq"' in page
    assert 'href="/artists"' in page
    assert "boarding schools" in page


def test_many_results_come_in_pages(
    visit: Visit, make_post: MakePost, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.search.results.ON_A_PAGE", 2)
    for number in range(3):
        make_post(alice, f"wave-{number}", title=f"Wave {number}")

    first, second = titles(visit, "wave"), titles(visit, "wave", page="2")

    assert sorted(first + second) == ["Wave 0", "Wave 1", "Wave 2"]
    assert titles(visit, "wave", page="999999999") == []


ODD = [
    '"', '""', "'", "*", "a*", "^a", "NEAR(a b)", "a AND", "OR", "NOT a", "title:a", "{a}", "(",
    "))", "a:b:c", "\\", "%", "_", "😀", "🙂 a", "é" * 500, "a " * 5_000, "x" * 10_000, "…", "-",
    ";", "\u202eabc", "שלום", "مرحبا", "'':*", "a' & 'b", "<script>", "\u0301\u0301", "ﬁ", "İ",
]  # fmt: skip


def test_no_input_breaks_it(library: None, visit: Visit) -> None:
    for words in ODD:
        titles(visit, words)


def test_no_mixture_of_signs_breaks_it(library: None, visit: Visit) -> None:
    chance = random.Random(7)
    letters = "ab \"'*()^:-+&|!<>{}\\~%_漱石é😀"

    for _ in range(60):
        titles(visit, "".join(chance.choices(letters, k=chance.randint(1, 30))))


def test_the_index_made_anew_is_the_same(app: Flask, library: None, visit: Visit) -> None:
    visit().post("/posts/the-cat/comments", {"name": "Ann", "body": "Such a marmalade evening."})
    with app.app_context():
        assert is_current()
        before = rebuild()
        db.session.commit()

        assert is_current()
        assert before == rebuild()

    assert titles(visit, "marmalade") == ["Ann on “The Cat”"]
    assert titles(visit, "ishiguro") == ["Tide Tables"]


def test_what_is_typed_is_read_as_phrases() -> None:
    query = Query.read('kazuo "never let me" AC/DC go')

    assert query.phrases == (("kazuo",), ("never", "let", "me"), ("ac", "dc"), ("go",))
    assert query.is_open
    assert not Query.read('"go"').is_open
    assert Query.read('"go').is_open
    assert not Query.read("?!")


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("a", "a", 0),
        ("ab", "ba", 1),
        ("ishigoru", "ishiguro", 2),
        ("", "abc", 3),
        ("bjrok", "bjork", 1),
    ],
)
def test_letters_are_counted(one: str, other: str, far: int) -> None:
    assert distance(one, other) == distance(other, one) == far


def test_a_browser_is_told_how_to_search_here(app: Flask, visit: Visit) -> None:
    answer = visit().get("/opensearch.xml")

    assert answer.mimetype == "application/opensearchdescription+xml"
    assert "/search?q={searchTerms}" in answer.text
    assert "/opensearch.xml" in visit().get("/").text
