"""Places in a text where a song of its soundtrack belongs."""

from collections.abc import Callable

from flask import Flask

from blog.db import db
from blog.findings import findings
from blog.posts import Post
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
TEXT = (
    '<p>Here <a href="#song-low-words">it rains</a>,'
    ' and <a href="#song-nico-janitor">stops</a>.</p>'
)


def test_words_lead_to_their_song_and_the_song_to_its_words(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    tracks = [("Nico", "These Days"), ("Low", "Words <3")]
    source = TEXT.replace("low-words", "low-words-3") + TEXT.replace("low-words", "low-words-3")
    post = make_post(alice, source=source, tracks=tracks)

    page = visit().get(post.url).text

    assert (
        'class="passage" id="passage-1" href="#track-2" title="Low – Words &lt;3">it rains' in page
    )
    assert page.count('id="passage-1"') == 1
    assert page.count('href="#track-2"') == 2
    assert 'href="#passage-1"' in page
    assert "and stops." in page
    assert "#song-" not in page


def test_it_is_told_before_publishing_that_a_song_is_missing(
    app: Flask, make_post: MakePost, alice: Person
) -> None:
    post = make_post(alice, source=TEXT, tracks=[("Low", "Words")])

    with app.app_context():
        said = [
            one.words for one in findings(db.session.get_one(Post, post.id)) if one.code == "song"
        ]

    assert said == ["“stops” belongs to a song that is not here."]


def test_elsewhere_the_words_are_words(visit: Visit, make_post: MakePost, alice: Person) -> None:
    make_post(alice, source=TEXT, tracks=[("Low", "Words")])

    feed = visit().get("/feed.atom").text

    assert "it rains" in feed
    assert "song-low" not in feed


def test_a_copy_of_the_post_keeps_its_passages(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post = make_post(alice, source=TEXT, tracks=[("Low", "Words")])

    with app.app_context():
        original = db.session.get_one(Post, post.id)
        original.draft = original.draft.copied()
        original.publish()
        db.session.commit()

    assert 'id="passage-1" href="#track-1"' in visit().get(post.url).text
