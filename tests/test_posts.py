"""Posts and their revisions: readers never see half a change, and no save overwrites another."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from blog.books import Book
from blog.db import db, hold, now
from blog.members import Member
from blog.posts import Post, Stale, Unfinished
from blog.soundtracks import Track
from blog.tags import Tag
from tests.conftest import Made, Person, Visitor

SONGS = [("Low", "Words"), ("Codeine", "D"), ("Galaxie 500", "Tugboat"), ("Bedhead", "Liferaft")]


@pytest.fixture
def desk(app: Flask, alice: Person) -> Iterator[Member]:
    """Alice, with the database at hand."""
    with app.app_context():
        yield db.session.get_one(Member, alice.id)


@pytest.fixture
def post(desk: Member) -> Post:
    post = Post.begin(desk)
    post.save(desk, 1, title="First Light", source="<p>Before</p>")
    post.add_tracks([Track.written(artist=artist, title=title) for artist, title in SONGS])
    return post


def order(post: Post) -> list[str]:
    return [track.title for track in post.draft.tracks]


def test_a_save_counts_the_version_up(desk: Member, post: Post) -> None:
    revision = post.save(desk, post.draft.version, title="Second Light")

    assert (revision.title, revision.version) == ("Second Light", 3)


def test_a_save_on_an_older_version_changes_nothing(desk: Member, post: Post) -> None:
    with pytest.raises(Stale):
        post.save(desk, 1, title="Overwritten")

    assert post.draft.title == "First Light"


def test_a_draft_without_a_title_is_not_published(desk: Member) -> None:
    post = Post.begin(desk)

    with pytest.raises(Unfinished, match="title"):
        post.publish()


def test_readers_keep_what_they_see_until_changes_are_published(desk: Member, post: Post) -> None:
    post.publish()
    post.save(desk, post.draft.version, source="<p>After</p>")
    post.move_tracks({post.draft.tracks[3].key}, after=None)

    assert post.live
    assert post.live.html == "<p>Before</p>"
    assert [track.title for track in post.live.tracks] == [title for _, title in SONGS]
    assert post.has_changes

    post.publish()

    assert post.live.html == "<p>After</p>"
    assert post.live.tracks[0].title == "Liferaft"
    assert not post.has_changes


def test_a_track_is_known_by_one_key_in_every_copy(desk: Member, post: Post) -> None:
    keys = [track.key for track in post.draft.tracks]
    post.publish()

    post.working_revision()

    assert [track.key for track in post.draft.tracks] == keys
    assert {track.id for track in post.draft.tracks}.isdisjoint(keys)


def test_moving_tracks_loses_none_whatever_the_moves(desk: Member, post: Post) -> None:
    chance = random.Random(7)
    keys = [track.key for track in post.draft.tracks]

    for _ in range(60):
        moved = chance.choice(keys)
        after = chance.choice([key for key in keys if key != moved] + [None])
        assert post.move_tracks({moved}, after)

        tracks = post.draft.tracks
        assert [track.position for track in tracks] == [1, 2, 3, 4]
        assert sorted(track.key for track in tracks) == sorted(keys)
        place = [track.key for track in tracks].index(moved)
        assert (tracks[place - 1].key if place else None) == after


def test_a_removed_track_leaves_no_gap(desk: Member, post: Post) -> None:
    assert post.remove_tracks({post.draft.tracks[1].key})

    assert order(post) == ["Words", "Tugboat", "Liferaft"]
    assert [track.position for track in post.draft.tracks] == [1, 2, 3]


def test_a_track_that_is_gone_is_neither_moved_nor_removed(desk: Member, post: Post) -> None:
    assert not post.move_tracks({999}, after=None)
    assert not post.move_tracks({post.draft.tracks[0].key}, after=999)
    assert not post.remove_tracks({999})
    assert len(order(post)) == 4


def test_two_posts_of_one_title_have_two_addresses(desk: Member, post: Post) -> None:
    twin = Post.begin(desk)
    twin.save(desk, 1, title="First Light")

    post.publish()
    twin.publish()

    assert (post.slug, twin.slug) == ("first-light", "first-light-2")


def test_a_new_title_leaves_the_address_as_it_is(desk: Member, post: Post) -> None:
    post.publish()
    post.save(desk, post.draft.version, title="Second Light")

    post.publish()

    assert post.slug == "first-light"


def test_an_old_address_leads_to_the_new_one_for_ever(
    app: Flask, visit: Callable[..., Visitor], desk: Member, post: Post
) -> None:
    post.publish()
    post.save(desk, post.draft.version, slug="dawn")
    post.publish()
    db.session.commit()

    answer = visit().get("/posts/first-light")

    assert (answer.status_code, answer.location) == (301, "/posts/dawn")


def test_books_and_tags_meet_however_they_are_spelt(desk: Member, post: Post) -> None:
    twin = Post.begin(desk)
    for one, title, tag in ((post, "The Waves", "Sea"), (twin, "the waves", "sea")):
        one.save(desk, one.draft.version, book_title=title, book_author="V. Woolf", tag_names=[tag])
        one.draft.title = "Tide"
        one.publish()

    assert len(db.session.scalars(select(Book)).all()) == 1
    assert len(db.session.scalars(select(Tag)).all()) == 1
    assert post.live
    assert twin.live
    assert post.live.book is twin.live.book


def test_a_draft_leaves_nothing_in_the_concordance(desk: Member, post: Post) -> None:
    for typed in ("T", "Th", "The W"):
        post.save(desk, post.draft.version, book_title=typed, tag_names=[typed])

    assert db.session.scalars(select(Book)).all() == []
    assert db.session.scalars(select(Tag)).all() == []


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "published"),
        ({"published_at": timedelta(days=1)}, "scheduled"),
        ({"trashed_at": timedelta()}, "trash"),
    ],
)
def test_readers_see_what_is_published_and_nothing_else(
    visit: Callable[..., Visitor],
    desk: Member,
    post: Post,
    change: dict[str, timedelta],
    state: str,
) -> None:
    post.publish()
    for column, distance in change.items():
        setattr(post, column, now() + distance)
    db.session.commit()

    assert post.state == state
    seen = state == "published"
    assert (visit().get("/posts/first-light").status_code == 200) == seen
    assert ("First Light" in visit().get("/posts").text) == seen


def test_a_post_taken_back_is_gone_and_its_words_are_not(
    visit: Callable[..., Visitor], desk: Member, post: Post
) -> None:
    post.publish()
    post.unpublish()
    db.session.commit()

    assert visit().get("/posts/first-light").status_code == 404
    assert post.draft.html == "<p>Before</p>"


def test_someone_elses_post_does_not_exist(
    app: Flask, make_post: Callable[..., Made], alice: Person, bob: Person, olga: Person
) -> None:
    made = make_post(alice)

    with app.app_context():
        found = {
            person.name: db.session.scalar(
                Post.editable_by(db.session.get_one(Member, person.id)).where(Post.id == made.id)
            )
            is not None
            for person in (alice, bob, olga)
        }
    assert found == {"Alice": True, "Bob": False, "Olga": True}


def test_holding_a_post_reads_it_afresh(desk: Member, post: Post) -> None:
    db.session.commit()
    assert post.view_count == 0
    with db.engine.begin() as other:
        other.execute(update(Post).values(view_count=5))

    hold(post)

    assert post.view_count == 5
