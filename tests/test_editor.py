"""The editor: what is typed into a draft, kept or refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from blog import db, markup
from blog.desk import choices, editor
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    """The address of a draft of Alice's."""
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


def test_what_is_typed_is_kept_and_says_its_version(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    version = kept(app, draft)["version"]

    answer = save(visit(alice), app, draft, title="Dusk", body="<p>It fell")

    assert answer.status_code == 200
    assert f'data-version="{version + 1}"' in answer.text
    assert kept(app, draft)["title"] == "Dusk"
    assert kept(app, draft)["source"] == "<p>It fell"
    assert kept(app, draft)["html"].startswith("<p>It fell</p>")


def test_a_plain_form_saves_every_field_and_comes_back(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    words = {
        "version": kept(app, draft)["version"],
        "title": "  The\tWaves ",
        "slug": "The Waves!",
        "standfirst": "A day, tide by tide.",
        "book_title": "The Waves",
        "book_author": "Virginia Woolf",
        "book_year": "2005",
        "book_isbn": "978-0-571-25809-3",
        "epigraph": "How much better is silence,\r\nthe coffee cup",
        "epigraph_source": "Bernard",
        "body": "<p>Low water</p>",
        "introduction": "Rain.",
        "tags": "memory, Memory, sea",
        "hero_alt": "A girl by the sea",
        "language": "en",
        "canonical_url": "https://example.org/essay?a=1",
        "description": "On a song.",
    }

    answer = visit(alice).post(draft, words)

    assert answer.status_code == 303
    assert answer.location == draft
    found = kept(app, draft)
    assert found["title"] == "The Waves"
    assert found["slug"] == "the-waves"
    assert found["book_year"] == 2005
    assert found["book_isbn"] == "9780571258093"
    assert found["epigraph"] == "How much better is silence,\nthe coffee cup"
    assert found["tag_names"] == ["memory", "sea"]
    assert found["introduction_html"]
    page = visit(alice).get(draft).text
    for typed in ("the-waves", "Virginia Woolf", "memory, sea", "A girl by the sea"):
        assert typed in page


def test_fields_that_are_not_sent_stay(visit: Visit, alice: Person, draft: str, app: Flask) -> None:
    before = kept(app, draft)

    save(visit(alice), app, draft, standfirst="Alone")

    after = kept(app, draft)
    assert after["standfirst"] == "Alone"
    assert [after[name] for name in ("title", "slug", "source")] == [
        before[name] for name in ("title", "slug", "source")
    ]


def test_the_same_words_twice_are_one_version(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    words = {"version": kept(app, draft)["version"], "title": "Dusk"}
    first = visit(alice).put(draft, words, htmx=True)

    second = visit(alice).put(draft, words, htmx=True)

    assert second.status_code == 200
    assert second.text == first.text


def test_the_picture_above_the_text_stands_in_what_others_will_see(
    visit: Visit, alice: Person, make_post: MakePost, make_image: Callable[..., int]
) -> None:
    bare = make_post(alice, "bare", published_at=None)
    post = make_post(alice, "dressed", published_at=None, hero_id=make_image(alice, 600))

    page = visit(alice).get(f"/desk/posts/{post.id}").text

    assert re.search(r'<img src="/media/[^"]+" alt="" data-shown-picture>', page)
    assert "data-shown-missing hidden" in page
    assert "data-shown-missing hidden" not in visit(alice).get(f"/desk/posts/{bare.id}").text


def test_a_published_post_is_changed_in_a_copy(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    post = make_post(alice)
    here = f"/desk/posts/{post.id}"

    save(visit(alice), app, here, title="Half a change")

    assert "Half a change" not in visit().get(post.url).text
    assert "Changes not published" in visit(alice).get("/desk").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 201),
        ("standfirst", "x" * 501),
        ("book_year", "soon"),
        ("book_year", "0"),
        ("book_year", "-5"),
        ("book_year", "2101"),
        ("book_year", "9" * 5000),
        ("book_isbn", "978-0-571-25809-4"),
        ("book_isbn", "X" * 10),
        ("book_isbn", "12345"),
        ("body", "x" * 600_001),
        ("body", "é" * 300_001),
        ("tags", ",".join(f"t{n}" for n in range(13))),
        ("tags", "x" * 61),
        ("hero", "7"),
        ("hero", "9" * 30),
        ("hero", "a picture"),
        ("language", "tlh"),
        ("canonical_url", "javascript:alert(1)"),
        ("canonical_url", "http://[half"),
        ("canonical_url", "example.org"),
        ("version", "latest"),
        ("version", ""),
    ],
)
def test_nonsense_is_refused_and_keeps_what_was_typed(
    visit: Visit, alice: Person, draft: str, app: Flask, field: str, value: str
) -> None:
    before = kept(app, draft)
    words = {"version": before["version"], "epigraph": "Kept as typed", field: value}

    answer = visit(alice).post(draft, words)

    assert answer.status_code == 422
    assert f'data-field="{field}"' in answer.text
    assert "Kept as typed" in answer.text
    assert kept(app, draft) == before


@pytest.mark.parametrize("act", ["", "/choice", "/publication"])
def test_nobody_waits_for_a_text_to_be_cleaned(
    visit: Visit,
    alice: Person,
    draft: str,
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    act: str,
) -> None:
    done: list[str] = []
    locked = markup._locked

    def note_held(row: Post) -> None:
        done.append("held")
        db.hold(row)

    def note_cleaned(*given: Any) -> str:
        done.append("cleaned")
        return locked(*given)

    for room in (editor, choices):
        monkeypatch.setattr(room, "hold", note_held)
    monkeypatch.setattr(markup, "_locked", note_cleaned)
    version = kept(app, draft)["version"]
    words = {"version": version, "over": version, "kept": "mine", "body": f"<p>Slow {act}"}

    answer = visit(alice).post(f"{draft}{act}", words)

    assert answer.status_code == 303
    assert done == ["cleaned", "held"]


def test_a_text_too_tangled_to_clean_changes_nothing(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    before = kept(app, draft)

    answer = save(visit(alice), app, draft, title="New", body="<b>" * 300 + "deep")

    assert answer.status_code == 422
    assert 'data-field="body"' in answer.text
    assert kept(app, draft) == before


def test_a_part_says_which_field_was_refused(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    answer = save(visit(alice), app, draft, book_year="soon")

    assert answer.status_code == 422
    assert 'data-field="book_year"' in answer.text
    assert "<html" not in answer.text


def test_odd_letters_are_cleaned_and_odd_shapes_survived(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    words = {
        "version": kept(app, draft)["version"],
        "title": ["One\0\u202e", "Two"],
        "body": b"<p>\xff\xfe</p>",
        "book_year": "",
        "nothing": "known",
    }

    answer = visit(alice).put(draft, words, htmx=True)

    assert answer.status_code == 200
    assert kept(app, draft)["title"] == "One"
    assert kept(app, draft)["book_year"] is None


def test_a_draft_without_a_version_or_a_form_is_refused(
    visit: Visit, alice: Person, draft: str
) -> None:
    assert visit(alice).put(draft, {"title": "Blind"}, htmx=True).status_code == 422
    assert visit(alice).ask("PUT", draft, json={"title": "Blind"}).status_code == 422


def test_a_box_is_ticked_and_emptied_and_left_alone_where_it_is_not_sent(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    def ticked(**typed: object) -> bool:
        visit(alice).post(draft, {"version": kept(app, draft)["version"]} | typed)
        return bool(kept(app, draft)["hero_decorative"])

    assert ticked(hero_decorative=["", "y"])
    assert ticked(title="Something else")
    assert not ticked(hero_decorative=[""])
