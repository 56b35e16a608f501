"""Soundtracks: tracks in one order whatever is done to them."""

import random
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from blog.db import db, now, renumber
from blog.members import Member
from blog.posts import Post
from blog.revisions import Revision
from blog.soundtracks import Track, end_alike, playing_time
from tests.conftest import Person

LETTERS = "abcdefghijkl"


@pytest.fixture
def revision(app: Flask, alice: Person) -> Iterator[Revision]:
    """A draft with twelve tracks, and the database at hand."""
    with app.app_context():
        post = Post.begin(db.session.get_one(Member, alice.id))
        post.add_tracks([Track.written(artist="Nobody", title=letter) for letter in LETTERS])
        yield post.draft


def kept(revision: Revision) -> list[tuple[int, str]]:
    """What the database itself says of the order, and nothing remembered."""
    query = select(Track.position, Track.title).where(Track.revision_id == revision.id)
    return [(place, title) for place, title in db.session.execute(query.order_by(Track.position))]


@pytest.mark.parametrize("seed", range(8))
def test_renumbering_keeps_every_track_in_any_order(revision: Revision, seed: int) -> None:
    chance = random.Random(seed)

    for _ in range(12):
        order = chance.sample(revision.tracks, k=len(LETTERS))
        renumber(order)

        assert kept(revision) == list(enumerate((track.title for track in order), 1))


def test_renumbering_what_stands_right_changes_nothing(revision: Revision) -> None:
    renumber(revision.tracks)

    assert kept(revision) == list(enumerate(LETTERS, 1))


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_acts_loses_a_track_or_leaves_a_gap(revision: Revision, seed: int) -> None:
    chance = random.Random(seed)
    post = revision.post
    expected = list(LETTERS)

    for step in range(60):
        keys = [track.key for track in post.draft.tracks]
        place = chance.randrange(len(keys))
        act = chance.choice(["move", "move", "move", "remove", "add", "publish"])
        if act == "move":
            title = expected.pop(place)
            to = chance.randrange(len(keys))
            others = keys[:place] + keys[place + 1 :]
            post.move_tracks({keys[place]}, others[to - 1] if to else None)
            expected.insert(to, title)
        elif act == "remove" and len(keys) > 2:
            post.remove_tracks({keys[place]})
            expected.pop(place)
        elif act == "add":
            post.add_tracks([Track.written(artist="", title=f"new {step}")])
            expected.append(f"new {step}")
        elif act == "publish":
            post.draft.title = "A title"
            post.publish(now())

        assert kept(post.draft) == list(enumerate(expected, 1))
        assert len({track.key for track in post.draft.tracks}) == len(expected)


def test_no_two_tracks_share_a_place(revision: Revision) -> None:
    revision.tracks[3].position = 5

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_copy_says_all_that_the_track_says(revision: Revision) -> None:
    track = revision.tracks[0]
    words = {"artist": "Dirty Three", "title": "Sue’s Last Ride", "note": "<em>The dunes.</em>"}
    track.rewrite(**words, links=["https://example.org/sue"], seconds=423)

    copy = track.copied()

    assert copy.words == track.words
    same = ("position", "seconds", "note_html", "artist_key", "title_key", "key")
    assert [getattr(copy, name) for name in same] == [getattr(track, name) for name in same]
    assert inspect(copy).transient


def test_names_are_folded_for_the_concordance(revision: Revision) -> None:
    track = Track.written(artist="The Dø", title="Träumerei")

    assert (track.artist_key, track.title_key) == ("do", "traumerei")


def test_a_note_is_made_safe_when_it_is_written(revision: Revision) -> None:
    track = Track.written(artist="", title="t", note="<em>Listen</em><script>alert(1)</script>")

    assert "<em>Listen</em>" in track.note_html
    assert "<script" not in track.note_html


def test_a_list_that_is_there_already_is_known(revision: Revision) -> None:
    again = [Track.written(artist="Nobody", title=letter) for letter in "kl"]

    assert end_alike(revision.tracks, again)
    assert not end_alike(revision.tracks, again[:1])
    assert not end_alike(revision.tracks[:1], again)
    assert not end_alike([], again)


def test_a_soundtrack_says_how_long_it_plays(revision: Revision) -> None:
    one, two = revision.tracks[:2]
    one.seconds, two.seconds = 225, 3_600

    assert (one.length, playing_time([one, two])) == ("3:45", "1:03:45")
    assert playing_time(revision.tracks) == "over 1:03:45"
