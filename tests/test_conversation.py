"""Who may comment under one post, where that is not as on the whole site."""

from collections.abc import Callable

from flask import Flask

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


def test_a_rule_that_is_none_is_refused_and_another_post_is_not_there(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person, bob: Person
) -> None:
    path = f"/desk/posts/{make_post(alice).id}/conversation"

    assert visit(alice).post(path, {"comment_policy": "whoever"}).status_code == 422
    assert visit(bob).get(path).status_code == 404
    assert visit(bob).post(path, {"comment_policy": "closed"}).status_code == 404
