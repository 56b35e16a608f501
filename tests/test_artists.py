"""The list of artists, and each artist's page; two spellings of one name meet."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from blog.words import name_key
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Björk", "bjork"),
        ("The Smiths", "Smiths"),
        ("R.E.M.", "REM"),
        ("Simon & Garfunkel", "Simon and Garfunkel"),
        ("Guns N’ Roses", "Guns N' Roses"),
        ("Massive Attack feat. Tricky", "Massive Attack"),
        ("Massive Attack (ft. Tricky)", "massive attack"),
        ("Jay-Z", "Jay Z"),
        ("Sigur Rós", "SIGUR ROS"),
    ],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("name", "key"),
    [("!!!", "!!!"), ("The The", "the"), ("Featherweight", "featherweight"), ("", "")],
)
def test_a_name_is_never_folded_to_nothing(name: str, key: str) -> None:
    assert name_key(name) == key


def test_an_artist_shows_every_song_and_the_books_that_share_it(
    visit: Visit, make_post: MakePost, alice: Person, bob: Person
) -> None:
    make_post(alice, "tides", book_title="The Waves", tracks=[("Björk", "Jóga"), ("Low", "Words")])
    make_post(
        bob, "whales", book_title="Moby-Dick", tracks=[("Bjork", "Joga"), ("Björk", "Oceania")]
    )

    page = visit().get("/artists/bjork").text

    assert page.count("song__title") == 2
    assert page.count("Books that share this song</p>") == 1
    for words in ("Oceania", "The Waves", "Moby-Dick", '/posts/tides#track-1"'):
        assert words in page
    assert "Words" not in page
    assert 'href="/artists/bjork"' in visit().get("/posts/whales").text
    assert 'href="/artists/bjork"' in visit().get("/posts/whales/soundtrack").text


def test_artists_stand_by_their_letters(visit: Visit, make_post: MakePost, alice: Person) -> None:
    make_post(alice, tracks=[("Zola Jesus", "Night"), ("The Smiths", "Ask"), ("坂本龍一", "Aqua")])

    page = visit().get("/artists").text
    places = [page.index(name) for name in ("The Smiths", "Zola Jesus", "坂本龍一")]

    assert places == sorted(places)
    assert "坂本龍一" in visit().get("/artists?from={").text


def test_an_artist_of_drafts_alone_does_not_exist(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, tracks=[("Low", "Words")], published_at=None)

    assert "Low" not in visit().get("/artists").text
    assert visit().get("/artists/low").status_code == 404


def test_a_misspelt_artist_that_was_mended_is_gone(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post = make_post(alice, tracks=[("Porthishead", "Roads")])
    assert visit().get("/artists/porthishead").status_code == 200

    with app.app_context():
        mended = db.session.get_one(Post, post.id)
        mended.working_revision().tracks[0].rewrite(
            artist="Portishead", title="Roads", note="", links=[], seconds=None
        )
        mended.publish()
        db.session.commit()

    assert visit().get("/artists/portishead").status_code == 200
    assert visit().get("/artists/porthishead").status_code == 404
