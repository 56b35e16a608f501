"""Findings: what a draft lacks before readers see it, rule by rule."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import PIL.Image
import pytest
from flask import Flask

from blog.db import db
from blog.findings import Finding, findings
from blog.images import Image
from blog.members import Member
from blog.posts import Post
from blog.soundtracks import Track
from tests.conftest import Made, Person

WHOLE: dict[str, Any] = {
    "title": "First Light",
    "book_title": "The Waves",
    "source": "<h2>Low water</h2><p>Words</p>",
}
Look = Callable[..., list[Finding]]


@pytest.fixture
def look(app: Flask, alice: Person) -> Iterator[Look]:
    """What is found in a draft that lacks nothing but what ``words`` take from it."""
    with app.app_context():
        author = db.session.get_one(Member, alice.id)

        def at(
            artists: tuple[str, ...] = ("Low",), kind: str = "post", **words: Any
        ) -> list[Finding]:
            post = Post.begin(author, kind)
            post.save(author, 1, **(WHOLE | words))
            post.add_tracks([Track.written(artist=artist, title="Words") for artist in artists])
            return findings(post)

        yield at


def test_nothing_is_found_where_nothing_is_missing(look: Look) -> None:
    assert look() == []


def test_a_page_needs_neither_book_nor_soundtrack(look: Look) -> None:
    assert look(kind="page", book_title="", artists=()) == []


@pytest.mark.parametrize(
    ("words", "code", "where", "stops"),
    [
        ({"title": ""}, "title", "title", True),
        ({"title": "…"}, "address", "slug", True),
        ({"source": ""}, "text", "body", False),
        ({"book_title": ""}, "book", "book_title", False),
        ({"artists": ()}, "soundtrack", "new-track-artist", False),
    ],
)
def test_what_is_not_there_is_named_and_only_a_title_and_an_address_must_be(
    look: Look, words: dict[str, Any], code: str, where: str, stops: bool
) -> None:
    [found] = look(**words)

    assert (found.code, found.where, found.stops) == (code, where, stops)


def test_a_track_without_an_artist_is_found_by_its_title(look: Look) -> None:
    [found] = look(artists=("Low", ""))

    assert found.words == "The track “Words” has no artist."
    assert found.where.startswith("track-")


def test_an_address_that_another_post_has_must_be_changed(
    look: Look, make_post: Callable[..., Made], bob: Person
) -> None:
    make_post(bob, "dune")

    [found] = look(slug="dune")

    assert found.stops
    assert "/posts/dune belongs to another post" in found.words
    assert look(title="Dune") == []


@pytest.mark.parametrize(
    ("source", "spots"),
    [
        ('<p>Sea</p><img src="/media/a.webp"><p>Land</p>', ["img-0"]),
        ('<img src="/media/a.webp" alt="A boat"><img src="/media/b.webp">', ["img-1"]),
        ('<img src="/media/a.webp" alt="A boat">', []),
        ('<img src="/media/a.webp" alt="">', []),
        ('<img src="data:,x"><img src="/media/a.webp">', ["img-0"]),
    ],
)
def test_a_picture_is_described_or_decorates(look: Look, source: str, spots: list[str]) -> None:
    assert [found.spot for found in look(source=source)] == spots


def test_readers_get_a_description_of_every_picture(app: Flask, alice: Person) -> None:
    with app.app_context():
        author = db.session.get_one(Member, alice.id)
        post = Post.begin(author)
        post.save(author, 1, source='<img src="/media/a.webp">')

        assert 'alt=""' in post.draft.html
        assert "alt" not in post.draft.source


def test_the_picture_above_the_text_is_described_or_decorates(look: Look, app: Flask) -> None:
    file = io.BytesIO()
    PIL.Image.new("RGB", (6, 4)).save(file, "PNG")
    hero = Image.keep(file.getvalue(), app.config["MEDIA"])

    [found] = look(hero_id=hero.id)

    assert found.where == "hero_alt"
    assert look(hero_id=hero.id, hero_alt="A boat") == []
    assert look(hero_id=hero.id, hero_decorative=True) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", ""),
        ("<h3>Ebb</h3>", "“Ebb” is a smaller heading, but no heading stands above it"),
        ("<h2>A</h2><h4>Ebb</h4>", "“Ebb” is a smaller heading that skips a step"),
        ("<h2>A</h2><h3>B</h3><h2>C</h2><h4>Ebb</h4>", "“Ebb” is a smaller heading that skips"),
    ],
)
def test_headings_lead_from_step_to_step(look: Look, source: str, words: str) -> None:
    found = look(source=source)

    assert [words in one.words for one in found] == ([True] if words else [])


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("the tide tables", ""),
        ("https://example.org", ""),
        ("Here", "does not say where it leads"),
        ("click here…", "does not say where it leads"),
        ("https://example.org/a/very/long/address/of/something", "a long web address"),
        ('<img src="/media/a.webp" alt="">', "has no words"),
        ('<img src="/media/a.webp" alt="The map">', ""),
    ],
)
def test_a_link_says_where_it_leads(look: Look, link: str, complaint: str) -> None:
    found = look(source=f'<p>Read <a href="https://example.org/">{link}</a> again</p>')

    assert [complaint in one.words for one in found] == ([True] if complaint else [])
    assert all(one.spot == "a-0" and one.where == "body" for one in found)


def test_what_must_be_mended_comes_first(look: Look) -> None:
    assert [one.code for one in look(title="", source="", slug="")] == ["title", "text"]
