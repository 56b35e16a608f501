"""Pieces: what pages of many people share is made once, and holds nothing of any of them."""

import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from blog.db import now
from blog.posts import Post
from blog.related import Further
from blog.site import Site
from tests.conftest import Made, Person, Visitor, forget
from tests.saying import say
from tests.screens import EVERYONES

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, tag_names=["sea"])


def kept(app: Flask) -> dict[Any, Any]:
    """The pieces there are now."""
    pieces = app.extensions["pieces"]
    rows = [*pieces.rows.rows.items(), *pieces.comments.rows.items()]
    return {key: unpacked(row.value[1]) for key, row in rows}


def unpacked(piece: Any) -> Any:
    if isinstance(piece, Site):
        return {column.name: getattr(piece, column.name) for column in Site.__table__.columns}
    return zlib.decompress(piece).decode() if isinstance(piece, bytes) else piece


def test_what_was_made_for_one_is_not_made_again_for_another(
    visit: Visit, post: Made, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[Post] = []

    def seek(post: Post) -> Further:
        sought.append(post)
        return Further((), None)

    monkeypatch.setattr("blog.reading.further", seek)

    assert "Sign out" in visit(olga).get(post.url).text
    visit().post(f"{post.url}/comments", {"body": "Just now.", "name": "Dora"})
    stranger = visit().get(post.url).text

    assert "Just now." in stranger
    assert "Sign out" not in stranger
    assert len(sought) == 1


def test_pieces_made_for_a_member_are_those_of_a_stranger(
    app: Flask, visit: Visit, furnished: Callable[[str], str], olga: Person
) -> None:
    """But for those that say of whom they are: by their name, or by what they may do."""
    made = []
    for visitor in (visit(olga), visit()):
        forget(app)
        for path in EVERYONES:
            visitor.get(path)
        made.append(kept(app))
    hers, theirs = made

    common = hers.keys() & theirs.keys()
    assert len(common) > 5
    assert {key: hers[key] for key in common} == {key: theirs[key] for key in common}
    for key in hers.keys() - common:
        assert "'Olga'" in repr(key) or "'edit'" in repr(key), key
    assert not any("Olga" in str(piece) for key, piece in hers.items() if "'Olga'" not in repr(key))


def test_everyone_sees_the_same_with_pieces_of_the_others_as_without(
    app: Flask,
    visit: Visit,
    furnished: Callable[[str], str],
    alice: Person,
    carol: Person,
    olga: Person,
    make_member: Callable[..., Person],
) -> None:
    """Whoever asked before: a stranger, a guest who spoke, one who likes, author, editor, owner."""
    guest, fan = visit(), visit()
    post = "/posts/first-light"
    guest.post(f"{post}/comments", {"name": "Nora", "body": "Of the moon.", "remembered": "y"})
    fan.post("/comments/1/like")
    fan.post(f"{post}/bookmark")
    people = [carol, alice, make_member("Eva", role="editor"), olga]
    everyone = [visit(), guest, fan, *map(visit, people)]
    pages = [post, f"{post}?order=newest", "/", "/posts", "/search?q=sea"]

    for page in pages:
        alone = []
        for visitor in everyone:
            forget(app)
            alone.append(visitor.get(page).data)
        for order in (everyone, everyone[::-1]):
            forget(app)
            for visitor in order:
                assert visitor.get(page).data == alone[everyone.index(visitor)], page
    assert len(set(alone)) > 1


def test_what_is_drawn_for_one_moderator_is_drawn_for_another(
    app: Flask, visit: Visit, post: Made, make_member: Callable[..., Person]
) -> None:
    one, two = make_member("Eva", role="editor"), make_member("Ewan", role="editor")
    for name in ("Dora", "Emil"):
        say(app, post, name, f"By {name}.")
    own = say(app, post, one, "By an editor.")

    made = []
    for person in (one, two):
        forget(app)
        page = visit(person).get(post.url).text
        made.append({key: piece for key, piece in kept(app).items() if key[0] == "comment"})
        assert f"/desk/comments/{own}/block" in page or person is one

    assert len(made[0]) == 2
    assert len(made[1]) == 3
    assert made[0] == {key: made[1][key] for key in made[0]}


def test_a_conversation_is_drawn_once_until_something_is_said_liked_or_held(
    app: Flask, visit: Visit, post: Made, carol: Person, olga: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.")
    reader, moderator = visit(carol), visit(olga)
    like = f"/comments/{number}/like"

    def drawn() -> int:
        return sum(key[0] == "conversation" for key in kept(app))

    visit().get(post.url)
    reader.get(post.url)
    assert drawn() == 1
    moderator.get(post.url)
    assert drawn() == 2

    reader.post(like)
    assert 'aria-pressed="true"' in reader.get(post.url).text.partition('id="comments"')[2]
    assert 'aria-pressed="true"' not in visit().get(post.url).text.partition('id="comments"')[2]
    say(app, post, "Emil", "Wait.", held=True)
    assert "Wait." in moderator.get(post.url).text
    assert "Wait." not in reader.get(post.url).text
    reader.post(f"{post.url}/comments", {"body": "Mine."})
    assert "/edit" in reader.get(post.url).text
    assert "/edit" not in visit().get(post.url).text


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
    monkeypatch.setattr("blog.masthead.now", lambda: hour)
    monkeypatch.setattr("blog.pieces.time.time", hour.timestamp)

    assert "Later" in visit(alice).get(post.url).text


def test_what_somebody_changes_they_see_at_once(visit: Visit, post: Made, olga: Person) -> None:
    browser = visit(olga)
    browser.get(post.url)
    said = {"title": "Other notes", "language": "en", "time_zone": "UTC", "accent": "moss"}
    browser.post("/desk/settings", said | {"comment_policy": "open"})

    assert "Other notes" in browser.get(post.url).text
    assert "Other notes" in visit().get(post.url).text
