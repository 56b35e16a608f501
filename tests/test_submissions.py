"""Submissions: a draft waits for an editor, who sends it back or publishes it."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.fixture
def colin(make_member: MakeMember) -> Person:
    """Colin contributes."""
    return make_member("colin", "contributor")


@pytest.fixture
def edith(make_member: MakeMember) -> Person:
    """Edith edits."""
    return make_member("edith", "editor")


@pytest.fixture
def draft(make_post: MakePost, colin: Person) -> str:
    return f"/desk/posts/{make_post(colin, published_at=None).id}"


def test_a_contributor_sends_a_draft_for_review_and_takes_it_back(
    visit: Visit, colin: Person, edith: Person, draft: str
) -> None:
    submission = f"{draft}/submission"

    visit(colin).post(submission)
    waiting = visit(edith).get("/desk?state=in review").text
    visit(colin).post(f"{submission}?_method=DELETE")

    assert "First Light" in waiting
    assert "First Light" not in visit(edith).get("/desk?state=in review").text


def test_a_draft_that_its_author_goes_on_with_stays_in_review(
    visit: Visit, colin: Person, edith: Person, draft: str, app: Flask
) -> None:
    visit(colin).post(f"{draft}/submission")

    save(visit(colin), app, draft, title="Second thoughts")

    assert "Second thoughts" in visit(edith).get("/desk?state=in review").text


def test_an_editor_sends_it_back_with_a_note_that_its_author_sees(
    visit: Visit, colin: Person, edith: Person, draft: str, app: Flask
) -> None:
    visit(colin).post(f"{draft}/submission")

    answer = visit(edith).post(f"{draft}/submission?_method=DELETE", {"note": "Which book?"})
    again = visit(edith).post(f"{draft}/submission?_method=DELETE", {"note": "Which book?"})

    assert answer.status_code == again.status_code == 303
    desk, page = visit(colin).get("/desk").text, visit(colin).get(draft).text
    assert ">Sent back<" in desk
    assert "1 note<" in desk
    assert page.count("Which book?") == 1
    assert "Sent back on" in page
    assert 'href="#notes">Sent back: see the notes<' in page


def test_words_that_an_editor_mended_go_back_too(
    visit: Visit, colin: Person, edith: Person, draft: str, app: Flask
) -> None:
    visit(colin).post(f"{draft}/submission")
    typed = {"version": kept(app, draft)["version"], "title": "Mended"}

    visit(edith).post(f"{draft}/submission?_method=DELETE", typed)

    assert kept(app, draft)["title"] == "Mended"


def test_what_was_sent_back_is_sent_again_and_published(
    visit: Visit, colin: Person, edith: Person, draft: str, app: Flask
) -> None:
    visit(colin).post(f"{draft}/submission")
    visit(edith).delete(f"{draft}/submission")

    visit(colin).post(f"{draft}/submission")
    waiting = visit(colin).get(draft).text
    visit(colin).delete(f"{draft}/submission")
    taken_back = visit(colin).get(draft).text
    visit(edith).post(f"{draft}/publication")

    assert "Sent for review" in waiting
    assert "Sent back" not in taken_back
    assert visit().get("/posts/first-light").status_code == 200
    with app.app_context():
        post = db.session.get_one(Post, int(draft.rpartition("/")[2]))
        assert (post.submitted_at, post.returned_at) == (None, None)
