"""Trash: what is thrown away can be restored for a month, and is then gone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.db import db, now
from blog.desk import trash
from blog.posts import KEPT_IN_TRASH, Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_thrown_away_is_seen_by_nobody_until_it_is_restored(
    visit: Visit, alice: Person, make_post: MakePost, htmx: bool
) -> None:
    post = make_post(alice)
    trash = f"/desk/posts/{post.id}/trash"

    thrown = [visit(alice).post(trash, htmx=htmx).status_code for _ in range(2)]
    gone = visit().get(post.url).status_code
    restored = [visit(alice).delete(trash, htmx=htmx).status_code for _ in range(2)]

    assert thrown == restored == [204 if htmx else 303] * 2
    assert gone == 404
    assert visit().get(post.url).status_code == 200


def test_words_typed_beside_the_button_are_thrown_away_with_the_rest_not_lost(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"

    typed = {"version": kept(app, here)["version"], "title": "Last words"}
    visit(alice).post(f"{here}/trash", typed)

    assert kept(app, here)["title"] == "Last words"
    assert "Last words" in visit(alice).get("/desk?state=trash").text


def test_a_contributor_throws_away_only_what_readers_do_not_have(
    visit: Visit, make_member: MakeMember, make_post: MakePost
) -> None:
    colin = make_member("colin", "contributor")
    out, draft = make_post(colin, "out"), make_post(colin, "draft", published_at=None)

    assert visit(colin).post(f"/desk/posts/{out.id}/trash").status_code == 403
    assert visit(colin).post(f"/desk/posts/{draft.id}/trash").status_code == 303


def age(app: Flask, post: Made, by: timedelta) -> None:
    with app.app_context():
        db.session.get_one(Post, post.id).trashed_at = now() - by
        db.session.commit()


def test_what_lay_there_for_its_time_is_gone_before_anything_swept_it(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    late, gone = make_post(alice, "late"), make_post(alice, "gone")
    age(app, late, KEPT_IN_TRASH - timedelta(hours=2))
    age(app, gone, KEPT_IN_TRASH)

    answers = [visit(alice).get(f"/desk/posts/{post.id}").status_code for post in (late, gone)]
    heap = visit(alice).get("/desk?state=trash").text

    assert answers == [200, 404]
    assert "1 day left to restore it" in heap
    assert ">Gone<" not in heap
    assert visit(alice).delete(f"/desk/posts/{late.id}/trash").status_code == 303


def test_whoever_opens_the_desk_sweeps_it(
    visit: Visit, alice: Person, bob: Person, make_post: MakePost, app: Flask
) -> None:
    post = make_post(alice)
    age(app, post, KEPT_IN_TRASH)

    visit(bob).get("/desk")

    with app.app_context():
        assert db.session.get(Post, post.id) is None
        trash.sweep()
    assert visit().get(post.url).status_code == 410
