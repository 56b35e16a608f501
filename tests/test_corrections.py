"""Corrections: one's own comment, for fifteen minutes; moderators always."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from blog.comments import CORRECTABLE, Comment
from blog.db import db, now
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.saying import change, say, state

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

BETTER = {"body": "How very true."}


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(alice)


def row(app: Flask, number: int) -> Comment:
    with app.app_context():
        return db.session.get_one(Comment, number)


def grow_old(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Comment).values(created_at=now() - CORRECTABLE))
        db.session.commit()


@pytest.mark.parametrize("htmx", [True, False])
def test_ones_own_words_can_be_changed(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool
) -> None:
    number = say(app, post, carol)
    reader = visit(carol)

    form = reader.get(f"/comments/{number}/edit", htmx=htmx)
    answer = reader.post(f"/comments/{number}/edit", BETTER | {"since": "1"}, htmx=htmx)

    assert "How true." in form.text
    assert answer.status_code == (200 if htmx else 303)
    assert f"comment-{number}" in (answer.text if htmx else answer.location)
    assert row(app, number).source == "How very true."
    assert row(app, number).edited_at
    assert state(app, post) == {"count": 1, "change": 2}
    assert ">edited<" in visit().get(post.url).text


def test_changing_twice_is_once(app: Flask, visit: Visit, post: Made, carol: Person) -> None:
    number = say(app, post, carol)
    reader = visit(carol)

    for _ in range(2):
        reader.post(f"/comments/{number}/edit", BETTER)

    assert state(app, post)["change"] == 2


@pytest.mark.parametrize("htmx", [True, False])
def test_ones_own_words_can_be_taken_back(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool
) -> None:
    number = say(app, post, carol)
    reader = visit(carol)

    form = reader.get(f"/comments/{number}/deletion", htmx=htmx)
    answer = reader.post(f"/comments/{number}/deletion", {"since": "1"}, htmx=htmx)

    assert "Remove this comment by Carol?" in form.text
    assert answer.status_code == (200 if htmx else 303)
    assert row(app, number).removed_at
    assert state(app, post) == {"count": 0, "change": 2}
    assert "How true." not in visit().get(post.url).text
    if htmx:
        assert f'<hx-partial id="thread-{number}" data-hx-swap="delete">' in answer.text
        assert "No comments yet" in answer.text


def test_taking_back_twice_is_once(app: Flask, visit: Visit, post: Made, carol: Person) -> None:
    number = say(app, post, carol)
    reader = visit(carol)

    answers = [reader.post(f"/comments/{number}/deletion").status_code for _ in range(2)]

    assert answers == [303, 404]
    assert state(app, post) == {"count": 0, "change": 2}


def test_an_answered_comment_leaves_its_place(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    number = say(app, post, carol)
    say(app, post, "Dora", "Indeed.", to=number)

    answer = visit(carol).post(f"/comments/{number}/deletion", {"since": "2"}, htmx=True)

    assert "This comment was removed." in answer.text
    assert 'data-hx-swap="delete"' not in answer.text
    assert state(app, post)["count"] == 1


def test_a_guest_can_correct_in_the_same_browser(app: Flask, visit: Visit, post: Made) -> None:
    guest = visit()
    place = guest.post(f"{post.url}/comments", {"name": "Dora", "body": "Helo."}).location
    number = int(place.rpartition("-")[2])

    guest.post(f"/comments/{number}/edit", {"body": "Hello."})

    assert row(app, number).source == "Hello."
    assert f'href="/comments/{number}/edit"' in guest.get(post.url).text


@pytest.mark.parametrize("what", ["edit", "deletion"])
def test_someone_elses_does_not_exist(
    app: Flask, visit: Visit, post: Made, bob: Person, carol: Person, what: str
) -> None:
    number = say(app, post, carol)

    for person in (None, bob):
        assert visit(person).get(f"/comments/{number}/{what}").status_code == 404
        assert visit(person).post(f"/comments/{number}/{what}", BETTER).status_code == 404
        assert f"/comments/{number}/{what}" not in visit(person).get(post.url).text
    assert row(app, number).source == "How true."
    assert not row(app, number).removed_at


@pytest.mark.parametrize("htmx", [True, False])
def test_after_fifteen_minutes_it_stays_and_what_was_typed_is_shown(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool
) -> None:
    number = say(app, post, carol)
    reader = visit(carol)
    grow_old(app)

    answer = reader.post(f"/comments/{number}/edit", BETTER, htmx=htmx)

    assert answer.status_code == 403
    assert "fifteen minutes" in answer.text
    assert "How very true." in answer.text
    assert reader.get(f"/comments/{number}/edit").status_code == 403
    assert reader.post(f"/comments/{number}/deletion").status_code == 403
    assert f"/comments/{number}/edit" not in reader.get(post.url).text
    assert row(app, number).source == "How true."


def test_editors_and_owners_may_always(
    app: Flask,
    visit: Visit,
    post: Made,
    make_member: Callable[..., Person],
    olga: Person,
    carol: Person,
) -> None:
    numbers = [say(app, post, carol, f"Number {n}") for n in range(2)]
    grow_old(app)

    for person, number in zip((make_member("edda", "editor"), olga), numbers, strict=True):
        member = visit(person)
        assert f"/comments/{number}/edit" in member.get(post.url).text
        assert member.post(f"/comments/{number}/edit", BETTER).status_code == 303
        assert row(app, number).source == "How very true."
        assert member.post(f"/comments/{number}/deletion").status_code == 303
        assert row(app, number).removed_at


def test_the_author_of_a_post_removes_under_it_but_puts_no_words_in_mouths(
    app: Flask, visit: Visit, post: Made, alice: Person, carol: Person
) -> None:
    number = say(app, post, carol)
    grow_old(app)
    author = visit(alice)

    assert f"/comments/{number}/deletion" in author.get(post.url).text
    assert f"/comments/{number}/edit" not in author.get(post.url).text
    assert author.post(f"/comments/{number}/edit", BETTER).status_code == 403
    assert author.post(f"/comments/{number}/deletion").status_code == 303
    assert row(app, number).removed_at


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("body", ["", "\u200b", "y" * 5_001])
def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool, body: str
) -> None:
    number = say(app, post, carol)

    answer = visit(carol).post(f"/comments/{number}/edit", {"body": body}, htmx=htmx)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert ("<html" in answer.text) is not htmx
    assert body in answer.text
    assert row(app, number).source == "How true."


def test_whoever_corrects_too_fast_keeps_the_words(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    number = say(app, post, carol)
    reader = visit(carol)
    for attempt in range(10):
        reader.post(f"/comments/{number}/edit", {"body": f"Attempt {attempt}"})

    answer = reader.post(f"/comments/{number}/edit", BETTER, htmx=True)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "How very true." in answer.text
    assert row(app, number).source == "Attempt 9"


def test_a_held_comment_can_be_corrected_and_stays_held(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    number = say(app, post, carol, held=True)
    reader = visit(carol)

    reader.post(f"/comments/{number}/edit", BETTER)

    assert row(app, number).is_held
    assert state(app, post) == {"count": 0, "change": 0}
    assert "How very true." not in visit().get(post.url).text
    assert reader.post(f"/comments/{number}/deletion", htmx=True).status_code == 200
    assert "How very true." not in reader.get(post.url).text


@pytest.mark.parametrize("what", ["edit", "deletion"])
def test_what_is_gone_cannot_be_corrected(
    app: Flask, visit: Visit, post: Made, carol: Person, what: str
) -> None:
    number = say(app, post, carol)
    say(app, post, "Dora", to=number)
    change(app, number, "remove")

    assert visit(carol).get(f"/comments/{number}/{what}").status_code == 404
    assert visit(carol).post(f"/comments/{number}/{what}", BETTER).status_code == 404


def test_under_a_post_that_was_taken_back_nothing_is_there(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    number = say(app, post, carol)
    with app.app_context():
        db.session.get_one(Post, post.id).published_at = now() + timedelta(hours=1)
        db.session.commit()

    for path in (f"/comments/{number}", f"/comments/{number}/edit"):
        assert visit(carol).get(path).status_code == 404


def test_nobody_makes_an_advertisement_of_words_that_everyone_sees(
    app: Flask, visit: Visit, post: Made
) -> None:
    guest = visit()
    guest.post(f"{post.url}/comments", {"body": "How true.", "name": "Dora"})
    spam = "Buy now, cheap watches: https://watches.example"

    answer = guest.post("/comments/1/edit", {"body": spam})

    assert answer.status_code == 422
    assert "would wait for approval" in answer.text
    assert spam in answer.text
    assert "cheap watches" not in visit().get(post.url).text
