"""Pieces: what pages of many people share is made once, and holds nothing of any of them."""

from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.db import now
from blog.posts import Post
from tests.conftest import Made, Person, Visitor, forget
from tests.screens import EVERYONES

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, tag_names=["sea"])


def kept(app: Flask) -> dict[Hashable, Any]:
    """The pieces there are now."""
    return {key: row.value[1] for key, row in app.extensions["pieces"].rows.rows.items()}


def test_what_was_made_for_one_is_not_made_again_for_another(
    visit: Visit, post: Made, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[Post] = []

    def seek(post: Post) -> dict[str, str]:
        sought.append(post)
        return {}

    monkeypatch.setattr("blog.reading.artists_of", seek)

    assert "Sign out" in visit(olga).get(post.url).text
    visit().post(f"{post.url}/comments", {"body": "Just now.", "name": "Dora"})
    stranger = visit().get(post.url).text

    assert "Just now." in stranger
    assert "Sign out" not in stranger
    assert len(sought) == 1


def test_pieces_made_for_a_member_are_those_of_a_stranger(
    app: Flask, visit: Visit, furnished: Callable[[str], str], olga: Person
) -> None:
    made = []
    for visitor in (visit(olga), visit()):
        forget(app)
        for path in EVERYONES:
            visitor.get(path)
        made.append(kept(app))

    assert len(made[0]) > 5
    assert made[0] == {key: made[1].get(key) for key in made[0]}


def test_a_scheduled_post_appears_in_pieces_on_time(
    visit: Visit,
    post: Made,
    make_post: Callable[..., Made],
    alice: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hour = now() + timedelta(minutes=5)
    make_post(alice, "later", published_at=hour, tag_names=["sea"])
    assert "Later" not in visit(alice).get(post.url).text

    monkeypatch.setattr("blog.posts.now", lambda: hour)
    monkeypatch.setattr("blog.pieces.now", lambda: hour)
    monkeypatch.setattr("blog.pieces.time.time", hour.timestamp)

    assert "Later" in visit(alice).get(post.url).text


def test_what_somebody_changes_they_see_at_once(visit: Visit, post: Made, olga: Person) -> None:
    browser = visit(olga)
    browser.get(post.url)
    said = {"title": "Other notes", "language": "en", "time_zone": "UTC", "accent": "moss"}
    browser.post("/desk/settings", said | {"comment_policy": "open"})

    assert "Other notes" in browser.get(post.url).text
    assert "Other notes" in visit().get(post.url).text
