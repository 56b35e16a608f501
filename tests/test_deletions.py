"""Deletions: a post goes for good, with all that belongs to it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from blog.comments import Comment
from blog.db import db
from blog.desk import drafts
from blog.desk.door import own_post
from blog.posts import Post
from blog.revisions import Revision
from blog.soundtracks import Track
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


def test_what_is_deleted_is_gone_with_all_that_belongs_to_it_once_it_was_warned_of(
    visit: Visit, alice: Person, carol: Person, make_post: MakePost, app: Flask
) -> None:
    post, other = make_post(alice), make_post(alice, "other")
    visit(carol).post(f"{post.url}/bookmark")
    first = visit(carol).post(f"{post.url}/comments", {"body": "Lovely", "name": "Carol"})
    visit().post(f"{post.url}/visits")
    visit(alice).post(f"/desk/posts/{post.id}/notes", {"note": "Hm"})
    browser = visit(alice)
    browser.post(f"/desk/posts/{post.id}/trash")

    warning = browser.get(f"/desk/posts/{post.id}/deletion").text
    answer = browser.post(f"/desk/posts/{post.id}/deletion")

    assert first.status_code == 303
    assert "1 comment," in warning
    assert "1 bookmark of" in warning
    assert "1 view," in warning
    assert answer.location == "/desk"
    with app.app_context():
        left = db.session.scalars(select(Post.id)).all()
        assert left == [other.id]
        assert db.session.scalar(select(func.count()).select_from(Comment)) == 0
        assert db.session.scalars(select(Revision.post_id)).all() == left
        assert db.session.scalar(select(func.count()).select_from(Track)) == 1
    assert browser.post(f"/desk/posts/{post.id}/deletion").status_code == 404
    assert "First Light" not in visit(carol).get("/bookmarks").text


def test_a_save_that_meets_a_deletion_is_told_so(
    visit: Visit, alice: Person, make_post: MakePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meet(number: int) -> Post:
        post = own_post(number)
        with db.engine.begin() as elsewhere:
            elsewhere.execute(delete(Post).where(Post.id == number))
        return post

    monkeypatch.setattr(drafts, "own_post", meet)
    draft = f"/desk/posts/{make_post(alice, published_at=None).id}"

    answer = visit(alice).put(draft, {"version": 2, "title": "Too late"}, htmx=True)

    assert answer.status_code == 404


def test_its_address_says_that_it_is_gone_and_is_given_to_no_other(
    visit: Visit, alice: Person, bob: Person, make_post: MakePost
) -> None:
    post = make_post(alice)
    visit(alice).post(f"/desk/posts/{post.id}/trash")
    visit(alice).post(f"/desk/posts/{post.id}/deletion")

    make_post(bob)

    assert visit().get("/posts/first-light").status_code == 410
    assert visit().get("/posts/first-light-2").status_code == 200


def test_the_address_of_a_deleted_page_says_so_too(
    visit: Visit, make_page: MakePost, olga: Person
) -> None:
    here, owner = f"/desk/posts/{make_page(olga).id}", visit(olga)
    owner.post(f"{here}/trash")
    assert owner.get("/pages/about").status_code == 404

    assert 'href="/desk/pages">Keep it in the trash' in owner.get(f"{here}/deletion").text
    owner.post(f"{here}/deletion")

    assert owner.get("/pages/about").status_code == 410


def test_only_what_was_thrown_away_is_deleted(
    visit: Visit, alice: Person, make_post: MakePost
) -> None:
    post = make_post(alice)

    assert visit(alice).get(f"/desk/posts/{post.id}/deletion").status_code == 404
    assert visit(alice).post(f"/desk/posts/{post.id}/deletion").status_code == 404
    assert visit().get(post.url).status_code == 200


def test_nobody_deletes_what_is_not_theirs(
    visit: Visit, alice: Person, bob: Person, make_member: MakeMember, make_post: MakePost
) -> None:
    post, colin = make_post(alice), make_member("colin", "contributor")
    out = make_post(colin, "out")
    visit(alice).post(f"/desk/posts/{post.id}/trash")
    visit(make_member("edith", "editor")).post(f"/desk/posts/{out.id}/trash")

    assert visit(bob).post(f"/desk/posts/{post.id}/deletion").status_code == 404
    assert visit(colin).post(f"/desk/posts/{out.id}/deletion").status_code == 403
    assert visit().post(f"/desk/posts/{post.id}/deletion").status_code == 401
