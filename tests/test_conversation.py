"""Who may comment under one post, where that is not as on the whole site."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from blog.db import db, now
from blog.site import Site
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]


def test_a_post_has_its_own_rule_and_may_go_back_to_that_of_the_site(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post, desk = make_post(alice), visit(alice)
    path = f"/desk/posts/{post.id}/conversation"
    said = {"body": "Yes.", "name": "Dora"}
    assert "As on the whole site: Everyone may comment" in desk.get(path).text
    assert path in desk.get(f"/desk/posts/{post.id}").text

    assert desk.post(path, {"comment_policy": "closed"}).status_code == 303
    assert "This conversation is closed." in visit().get(post.url).text
    assert visit().post(f"{post.url}/comments", said).status_code == 403

    desk.post(path, {"comment_policy": ""})
    assert "Post comment" in visit().get(post.url).text
    assert visit().post(f"{post.url}/comments", said).status_code == 303


def test_a_post_closes_after_days_of_its_own(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post, desk = make_post(alice, published_at=now() - timedelta(days=8)), visit(alice)
    path = f"/desk/posts/{post.id}/conversation"

    def closed(days: str, policy: str = "") -> bool:
        desk.post(path, {"comment_policy": policy, "comments_close_after": days})
        return "This conversation is closed." in visit().get(post.url).text

    assert [closed(days) for days in ("", "0", "7", "9")] == [False, False, True, False]
    assert closed("7", "open")
    with app.app_context():
        db.session.get_one(Site, 1).comments_close_after = 7
        db.session.commit()
    assert [closed(days) for days in ("", "0", "9")] == [True, False, False]
    assert not closed("", "open")
    refused = desk.post(path, {"comment_policy": "", "comments_close_after": "-1"})
    assert refused.status_code == 422
    assert "Type a number of days, or 0." in refused.text
    assert 'value="-1"' in refused.text


def test_a_rule_that_is_none_is_refused_and_another_post_is_not_there(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person, bob: Person
) -> None:
    path = f"/desk/posts/{make_post(alice).id}/conversation"

    assert visit(alice).post(path, {"comment_policy": "whoever"}).status_code == 422
    assert visit(bob).get(path).status_code == 404
    assert visit(bob).post(path, {"comment_policy": "closed"}).status_code == 404
