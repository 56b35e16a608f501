"""Stamps grow by what readers see, and by nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from blog import stamps
from blog.comments import Comment
from blog.db import db
from blog.images import Image
from blog.members import Member
from blog.navigation import Entry
from blog.posts import Post
from blog.site import Site
from blog.stamps import WHOLE_SITE, Stamp
from blog.visits import Visit
from tests.conftest import Made, Person


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


@pytest.fixture
def grown(app: Flask, post: Made) -> Iterator[Callable[[Callable[[], Any]], set[int]]]:
    """Which stamps grow by an act and its commit."""

    def grow(act: Callable[[], Any]) -> set[int]:
        before = values()
        act()
        db.session.commit()
        after = values()
        return {number for number, value in after.items() if value != before.get(number)}

    with app.app_context():
        yield grow


def values() -> dict[int, int]:
    rows = db.session.execute(select(Stamp.id, Stamp.value))
    return {row.id: row.value for row in rows}


def one(model: type[Any]) -> Any:
    return db.session.scalars(select(model)).first()


def draft() -> None:
    post = one(Post)
    post.save(one(Member), post.draft.version, title="Second light")


def test_what_is_being_written_grows_nothing(
    grown: Callable[..., set[int]], make_image: Callable[..., int], alice: Person
) -> None:
    assert grown(draft) == set()
    assert grown(draft) == set()
    assert grown(lambda: make_image(alice)) == set()
    assert grown(lambda: Post.begin(one(Member))) == set()
    assert grown(lambda: setattr(one(Member), "password_hash", "x")) == set()


def test_what_is_published_grows_the_site(
    grown: Callable[..., set[int]], make_image: Callable[..., int], alice: Person
) -> None:
    make_image(alice)
    draft()
    for act in (
        lambda: one(Post).publish(),
        lambda: setattr(one(Post), "trashed_at", one(Post).published_at),
        lambda: setattr(one(Site), "title", "Notes"),
        lambda: setattr(one(Member), "name", "Alicia"),
        lambda: setattr(one(Image), "alt", "The sea"),
        lambda: Entry.add(one(Post)),
        lambda: db.session.execute(text("UPDATE tracks SET title = 'Mezzanine'")),
        lambda: db.session.execute(text("UPDATE revisions SET html = '<p>By hand.</p>'")),
        lambda: db.session.execute(text("DELETE FROM tracks")),
    ):
        assert grown(act) == {WHOLE_SITE}


def test_what_is_said_and_counted_grows_its_post_alone(
    grown: Callable[..., set[int]], post: Made, make_post: Callable[..., Made], alice: Person
) -> None:
    make_post(alice, "other")
    reader = one(Member).reader

    def say() -> None:
        Comment.say(db.session.get_one(Post, post.id), reader, name="Dora", source="Yes.")

    shown = db.session.get_one(Post, post.id)
    for act in (
        say,
        lambda: one(Comment).reword("No.", "<p>No.</p>"),
        lambda: one(Comment).remove(),
        lambda: Visit.count(post.id, shown.created_at.date(), "somebody"),
    ):
        assert grown(act) == {post.id}


def test_what_was_rolled_back_grew_nothing(grown: Callable[..., set[int]]) -> None:
    def regret() -> None:
        one(Site).title = "Notes"
        db.session.flush()
        db.session.rollback()

    assert grown(regret) == set()


def test_triggers_are_laid_again_as_they_were(app: Flask, grown: Callable[..., set[int]]) -> None:
    with db.engine.begin() as connection:
        stamps.clear(connection)
    assert grown(lambda: setattr(one(Site), "title", "Notes")) == set()
    with db.engine.begin() as connection:
        stamps.lay(connection)
        stamps.lay(connection)
    assert grown(lambda: setattr(one(Site), "title", "Marginalia")) == {WHOLE_SITE}
