"""Moderation: comments that wait, approved or removed by those whose posts they stand under."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.comments import Comment
from blog.db import db, now
from blog.desk import moderation
from tests.conftest import Made, Person, Visitor
from tests.saying import say, state

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(alice)


def row(app: Flask, number: int) -> Comment:
    with app.app_context():
        return db.session.get_one(Comment, number)


def test_what_waits_lies_above_what_is_shown(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    say(app, post, "Dora", "On the page.")
    say(app, post, "Emil", "In the queue.", held=True)

    page = visit(alice).get("/desk/comments").text

    places = ["Waiting for approval", "In the queue.", "On the pages", "On the page."]
    assert sorted(places, key=page.index) == places


@pytest.mark.parametrize("htmx", [True, False])
def test_approving_shows_the_comment_to_everyone(
    app: Flask, visit: Visit, post: Made, alice: Person, htmx: bool
) -> None:
    number = say(app, post, "Dora", "In the queue.", held=True)

    answer = visit(alice).post(f"/desk/comments/{number}/approval", htmx=htmx)

    assert answer.status_code == (200 if htmx else 303)
    assert "In the queue." in visit().get(post.url).text
    assert state(app, post) == {"count": 1, "change": 1}
    if htmx:
        assert f'<li class="sheet" id="moderated-{number}"' in answer.text
        assert "The comment by Dora is approved." in answer.text


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("held", [True, False])
def test_removing_takes_the_comment_away(
    app: Flask, visit: Visit, post: Made, alice: Person, held: bool, htmx: bool
) -> None:
    number = say(app, post, "Dora", "Buy my pills.", held=held)
    desk = visit(alice)

    answer = desk.post(f"/desk/comments/{number}/deletion", htmx=htmx)

    assert answer.status_code == (200 if htmx else 303)
    assert (
        "The comment by Dora is removed." in (answer if htmx else desk.get("/desk/comments")).text
    )
    assert "Buy my pills." not in visit().get(post.url).text
    assert "Buy my pills." not in desk.get("/desk/comments").text
    assert state(app, post)["count"] == 0


@pytest.mark.parametrize("what", ["approval", "deletion"])
def test_twice_is_once(app: Flask, visit: Visit, post: Made, alice: Person, what: str) -> None:
    number = say(app, post, "Dora", held=what == "approval")
    desk = visit(alice)

    answers = [desk.post(f"/desk/comments/{number}/{what}", htmx=True) for _ in range(2)]

    assert answers[0].data == answers[1].data
    assert state(app, post)["count"] == (1 if what == "approval" else 0)


def test_what_was_removed_cannot_be_approved(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", held=True)
    desk = visit(alice)
    desk.post(f"/desk/comments/{number}/deletion")

    answer = desk.post(f"/desk/comments/{number}/approval", htmx=True)

    assert "is removed" in answer.text
    assert state(app, post) == {"count": 0, "change": 0}


@pytest.mark.parametrize("what", ["approval", "deletion"])
def test_under_someone_elses_post_a_comment_does_not_exist(
    app: Flask, visit: Visit, post: Made, bob: Person, what: str
) -> None:
    number = say(app, post, "Dora", held=True)

    assert visit(bob).post(f"/desk/comments/{number}/{what}").status_code == 404
    assert "Dora" not in visit(bob).get("/desk/comments").text
    assert row(app, number).is_held
    assert not row(app, number).removed_at


def test_editors_and_owners_decide_everywhere(
    app: Flask, visit: Visit, post: Made, make_member: MakeMember, olga: Person
) -> None:
    for person in (make_member("edda", "editor"), olga):
        number = say(app, post, "Dora", held=True)
        assert visit(person).post(f"/desk/comments/{number}/approval").status_code == 303
        assert not row(app, number).is_held


def test_a_stranger_is_shown_the_door_and_a_reader_stays_outside(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    number = say(app, post, carol, held=True)

    for path in (f"/desk/comments/{number}/approval", f"/desk/comments/{number}/deletion"):
        assert visit().post(path).status_code == 401
        assert visit(carol).post(path).status_code == 403
        assert visit(carol).get(path).status_code == 405
    assert visit(carol).get("/desk/comments").status_code == 403
    assert row(app, number).is_held


@pytest.mark.parametrize("query", ["state=all", "state=", "state=shown&before=1"])
def test_an_unknown_heap_or_place_is_refused(
    app: Flask, visit: Visit, alice: Person, query: str
) -> None:
    assert visit(alice).get(f"/desk/comments?{query}").status_code in (400, 404)


def test_a_heap_goes_on_where_it_ended(
    app: Flask,
    visit: Visit,
    post: Made,
    alice: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(moderation, "ON_A_PAGE", 2)
    for number in range(5):
        say(app, post, "Dora", f"Number {number}.", at=now() - timedelta(days=9 - number))
    desk, path, seen = visit(alice), "/desk/comments?state=shown", ""

    while path:
        text = desk.get(path).text
        seen += "".join(word for word in "43210" if f"Number {word}." in text)
        _, _, rest = text.partition('data-hx-get="/desk')
        path = rest and "/desk" + rest.partition('"')[0].replace("&amp;", "&")

    assert seen == "43210"


def test_the_heaps_cost_the_same_for_thirty_as_for_one(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person, count_queries: Callable[..., int]
) -> None:
    desk = visit(alice)
    for number in range(10):
        say(app, make_post(alice, f"post-{number}"), "Dora", held=number % 2 == 0)
        if number == 1:
            two = count_queries(lambda: desk.get("/desk/comments"))

    assert count_queries(lambda: desk.get("/desk/comments")) == two
