"""Notes: what an author and the editors say to each other beside a draft."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.fixture
def edith(make_member: MakeMember) -> Person:
    """Edith edits."""
    return make_member("edith", "editor")


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


def open_notes(app: Flask, draft: str) -> int:
    with app.app_context():
        return db.session.get_one(Post, int(draft.rpartition("/")[2])).note_count


@pytest.mark.parametrize("htmx", [True, False])
def test_an_editor_and_the_author_talk_beside_the_draft(
    visit: Visit, alice: Person, edith: Person, draft: str, app: Flask, htmx: bool
) -> None:
    first = visit(edith).post(f"{draft}/notes", {"note": "Which <book>?"}, htmx=htmx)
    visit(alice).post(f"{draft}/notes", {"note": "The Waves"}, htmx=htmx)

    page = visit(alice).get(f"{draft}/notes").text
    assert (first.status_code == 200) if htmx else (first.location == f"{draft}#notes")
    assert page.index("Which &lt;book&gt;?") < page.index("The Waves")
    assert "The Waves" in visit(edith).get(draft).text
    assert open_notes(app, draft) == 2


def test_a_double_click_says_it_once(visit: Visit, edith: Person, draft: str, app: Flask) -> None:
    for _ in range(2):
        visit(edith).post(f"{draft}/notes", {"note": "Which book?"}, htmx=True)

    assert open_notes(app, draft) == 1


@pytest.mark.parametrize("htmx", [True, False])
def test_an_empty_note_is_refused_and_the_draft_kept(
    visit: Visit, alice: Person, draft: str, app: Flask, htmx: bool
) -> None:
    typed = {"note": " ", "version": kept(app, draft)["version"], "title": "Typed beside it"}

    answer = visit(alice).post(f"{draft}/notes", typed, htmx=htmx)
    long = visit(alice).post(f"{draft}/notes", {"note": "x" * 4001}, htmx=htmx)

    assert answer.status_code == long.status_code == 422
    assert "Write the note first" in answer.text
    assert "x" * 4001 in long.text
    assert (kept(app, draft)["title"] == "Typed beside it") != htmx


@pytest.mark.parametrize("htmx", [True, False])
def test_a_note_is_settled_and_opened_again_and_twice_is_once(
    visit: Visit, alice: Person, edith: Person, draft: str, app: Flask, htmx: bool
) -> None:
    visit(edith).post(f"{draft}/notes", {"note": "Which book?"})
    buttons = visit(alice).get(draft).text.split('formaction="')
    mark = next(one.split('"')[0] for one in buttons if "/resolution" in one)

    settled = [visit(alice).post(mark, htmx=htmx).status_code for _ in range(2)]
    assert open_notes(app, draft) == 0
    assert ">Settled<" in visit(edith).get(f"{draft}/notes").text
    opened = [visit(alice).delete(mark, htmx=htmx).status_code for _ in range(2)]

    assert settled + opened == [200 if htmx else 303] * 4
    assert open_notes(app, draft) == 1


def test_notes_are_for_those_who_may_work_on_the_draft(
    visit: Visit, bob: Person, carol: Person, draft: str, make_post: MakePost
) -> None:
    other = make_post(bob, "other", published_at=None)

    assert visit(bob).get(f"{draft}/notes").status_code == 404
    assert visit(bob).post(f"{draft}/notes", {"note": "Hm"}).status_code == 404
    assert visit(carol).post(f"{draft}/notes", {"note": "Hm"}).status_code == 403
    assert visit(bob).post(f"/desk/posts/{other.id}/notes/{2**63}/resolution").status_code == 404
    assert visit(bob).post(f"/desk/posts/{other.id}/notes/1/resolution").status_code == 404
