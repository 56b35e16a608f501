"""History: which states of a draft are kept, and that any of them comes back whole."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog import history
from blog.db import db, now
from blog.members import Member
from blog.posts import Post
from blog.revisions import Revision
from blog.soundtracks import Track
from tests.conftest import Person

LONG = f"<p>{'rain ' * 40}</p>"


@pytest.fixture
def desk(app: Flask, alice: Person) -> Iterator[Member]:
    """Alice, with the database at hand."""
    with app.app_context():
        yield db.session.get_one(Member, alice.id)


@pytest.fixture
def post(desk: Member) -> Post:
    post = Post.begin(desk)
    post.save(desk, 1, title="Dusk", source=LONG)
    post.add_tracks([Track.written(artist="Low", title=title) for title in ("A", "B", "C", "D")])
    return post


@pytest.fixture
def later(post: Post) -> Callable[[], None]:
    """Let so much time pass that whoever writes on comes back to the draft."""

    def pass_time() -> None:
        post.draft.created_at = now() - history.BOX - timedelta(seconds=1)

    return pass_time


def save(post: Post, member: Member, **words: Any) -> None:
    post.save(member, post.draft.version, **words)


def told(post: Post) -> list[tuple[int, str, int]]:
    """The number, title and count of tracks of every state, the oldest first."""
    found = db.session.scalars(history.of(post.id)).all()
    return [(one.number, one.title, len(one.tracks)) for one in reversed(found)]


def whole(revision: Revision) -> tuple[Any, ...]:
    """All that a state says."""
    made = (revision.html, revision.introduction_html, revision.word_count)
    return revision.words, made, [(track.key, track.words) for track in revision.tracks]


def test_whoever_writes_on_leaves_no_trail(desk: Member, post: Post) -> None:
    for title in ("Dusk i", "Dusk in", "Dusk in t"):
        save(post, desk, title=title)

    assert told(post) == [(1, "Dusk in t", 4)]


def test_who_comes_back_after_a_while_finds_what_was_there(
    desk: Member, post: Post, later: Callable[[], None]
) -> None:
    draft, keys = post.draft, [track.key for track in post.draft.tracks]
    version, saved = draft.version, draft.saved_at
    later()

    save(post, desk, title="Dawn")
    save(post, desk, title="Dawns")

    assert told(post) == [(1, "Dusk", 4), (2, "Dawns", 4)]
    assert post.draft is draft
    assert draft.version == version + 2
    assert [track.key for track in draft.tracks] == keys
    before = history.before(draft)
    assert before
    assert before.saved_at == saved
    assert [track.key for track in before.tracks] == keys


def test_a_change_of_tracks_keeps_what_was_there_as_well(
    desk: Member, post: Post, later: Callable[[], None]
) -> None:
    for act in (
        lambda: post.add_tracks([Track.written(artist="Low", title="E")], desk),
        lambda: post.move_tracks({post.draft.tracks[-1].key}, None, desk),
        lambda: post.remove_tracks({post.draft.tracks[0].key}, desk),
    ):
        later()
        act()

    assert told(post) == [(1, "Dusk", 4), (2, "Dusk", 5), (3, "Dusk", 5), (4, "Dusk", 4)]


def test_a_hand_that_takes_over_leaves_what_the_other_wrote(desk: Member, post: Post) -> None:
    other = Member.join("Bob", "bob@example.org", "a long walk at night", "editor")

    save(post, other, title="Bob's")
    save(post, other, title="Bob's own")
    post.add_tracks([Track.written(artist="Low", title="E")], desk)

    assert told(post) == [(1, "Dusk", 4), (2, "Bob's own", 4), (3, "Bob's own", 5)]


@pytest.mark.parametrize(("left", "is_kept"), [("rain " * 19, True), ("rain " * 20, False)])
def test_a_text_of_which_most_goes_is_kept(
    desk: Member, post: Post, left: str, is_kept: bool
) -> None:
    save(post, desk, source=left)

    assert len(told(post)) == 1 + is_kept


def test_a_few_words_may_go(desk: Member, post: Post) -> None:
    save(post, desk, source="rain " * (history.FEWEST_WORDS - 1), keep=True)
    save(post, desk, source="")

    assert len(told(post)) == 2


def test_a_soundtrack_of_which_most_goes_is_kept(desk: Member, post: Post) -> None:
    post.working_revision(desk, tracks=2)
    assert len(told(post)) == 1

    post.working_revision(desk, tracks=1)

    assert told(post) == [(1, "Dusk", 4), (2, "Dusk", 4)]


def test_the_same_state_is_not_kept_twice(
    desk: Member, post: Post, later: Callable[[], None]
) -> None:
    for _ in range(3):
        later()
        post.working_revision(desk, keep=True)

    assert told(post) == [(1, "Dusk", 4), (2, "Dusk", 4)]


def test_a_blank_draft_is_not_kept(desk: Member) -> None:
    post = Post.begin(desk)
    post.draft.created_at = now() - 2 * history.BOX

    save(post, desk, title="Dusk")

    assert told(post) == [(1, "Dusk", 0)]


def test_a_state_that_has_a_name_is_kept_with_it(desk: Member, post: Post) -> None:
    post.draft.name = "For my sister"

    save(post, desk, title="Dawn")
    save(post, desk, title="Dawns")

    found = db.session.scalars(history.of(post.id)).all()
    assert [(one.title, one.name) for one in found] == [("Dawns", ""), ("Dusk", "For my sister")]


def test_what_readers_see_is_kept_by_being_live(
    desk: Member, post: Post, later: Callable[[], None]
) -> None:
    post.publish()
    later()

    save(post, desk, title="Dawn")

    assert told(post) == [(1, "Dusk", 4), (2, "Dawn", 4)]
    assert post.live
    assert post.live.number == 1


def test_a_state_that_comes_back_is_a_new_draft_and_the_old_one_stays(
    desk: Member, post: Post
) -> None:
    post.publish()
    save(post, desk, title="Dawn", source="<p>Sun</p>")
    post.remove_tracks({post.draft.tracks[0].key}, desk)
    version = post.draft.version
    live = post.live
    assert live

    assert post.restore(live, desk)

    assert told(post) == [(1, "Dusk", 4), (2, "Dawn", 3), (3, "Dusk", 4)]
    assert post.draft.version > version
    assert post.draft.saved_by is desk
    assert post.live is live
    assert post.has_changes


def test_what_is_there_already_is_not_restored(desk: Member, post: Post) -> None:
    assert not post.restore(post.draft, desk)
    assert told(post) == [(1, "Dusk", 4)]


@pytest.mark.parametrize("seed", range(8))
def test_any_state_of_any_history_comes_back_word_for_word(desk: Member, seed: int) -> None:
    chance = random.Random(seed)
    post = Post.begin(desk)
    for turn in range(12):
        words = {
            "title": f"Turn {turn}",
            "source": "".join(f"<p>{chance.random()}</p>" for _ in range(chance.randrange(4))),
            "introduction_source": chance.choice(["", "Rain.", "Sea."]),
            "tag_names": chance.sample(["sea", "rain", "dusk"], k=2),
            "book_year": chance.choice([None, 1931]),
        }
        save(post, desk, keep=chance.random() < 0.5, **words)
        post.add_tracks([Track.written(artist="Low", title=f"Song {turn}")], desk)
        tracks = post.draft.tracks
        if chance.random() < 0.5:
            post.move_tracks({chance.choice(tracks).key}, None, desk)
        if chance.random() < 0.3:
            post.remove_tracks({chance.choice(tracks).key}, desk)
        if chance.random() < 0.2:
            post.publish()

    states = db.session.scalars(history.of(post.id)).all()
    before = {one.number: whole(one) for one in states}
    for state in chance.sample(states, k=len(states)):
        number = state.number
        post.restore(state, desk)
        db.session.expire_all()
        assert whole(post.draft) == before[number]

    kept = {one.number: whole(one) for one in db.session.scalars(history.of(post.id))}
    assert {number: kept[number] for number in before} == before
