"""Likes of comments: once each, counted, and told to whoever has the page open."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from blog.comments import Comment
from blog.comments.likes import Like
from blog.db import db, hold
from blog.readers import Reader
from tests.conftest import Made, Person, Visitor
from tests.saying import change, say

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


def count(app: Flask, number: int) -> int:
    with app.app_context():
        return db.session.get_one(Comment, number).like_count


def test_a_like_is_given_once_and_taken_back(app: Flask, visit: Visit, post: Made) -> None:
    number = say(app, post, "Emil")
    guest = visit()

    for _ in range(2):
        answer = guest.post(f"/comments/{number}/like", htmx=True)
        assert 'aria-pressed="true"' in answer.text
        assert count(app, number) == 1
    assert 'aria-pressed="true"> ' not in visit().get(post.url).text
    assert "1 like" in visit().get(post.url).text

    for _ in range(2):
        answer = guest.post(f"/comments/{number}/like?_method=DELETE")
        assert answer.status_code == 303
        assert answer.location == f"{post.url}#comment-{number}"
        assert count(app, number) == 0


def test_a_like_is_news_to_open_pages_and_no_new_comment(
    app: Flask, visit: Visit, post: Made
) -> None:
    number = say(app, post, "Emil")
    visit().post(f"/comments/{number}/like")

    news = visit().get(f"{post.url}/comments?since=1", htmx=True).text

    assert "1 like" in news
    assert "new comment" not in news
    assert 'value="2"' in news


def test_nobody_likes_their_own_or_what_is_gone(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    own, gone = say(app, post, carol), say(app, post, "Emil")
    change(app, gone, "remove")

    assert visit(carol).post(f"/comments/{own}/like").status_code == 403
    assert visit(carol).post(f"/comments/{gone}/like").status_code == 404
    assert "/like" not in visit(carol).get(post.url).text


def test_what_a_guest_and_their_member_like_is_liked_once(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    both, one = say(app, post, "Emil"), say(app, post, "Emil", "And yet.")
    visit(carol).post(f"/comments/{both}/like")
    guest = visit()
    guest.post(f"/comments/{both}/like")
    guest.post(f"/comments/{one}/like")
    assert count(app, both) == 2

    guest.post("/sign-in", {"email": carol.email, "password": carol.password})

    assert (count(app, both), count(app, one)) == (1, 1)
    assert guest.get(post.url).text.count('aria-pressed="true"') == 2


def test_likes_at_the_same_moment_are_all_counted(app: Flask, post: Made) -> None:
    number = say(app, post, "Emil")

    def like(_turn: int) -> None:
        with app.app_context():
            comment = db.session.get_one(Comment, number)
            hold(comment.post)
            reader = Reader()
            db.session.add(reader)
            db.session.flush()
            Like.give(reader, comment)
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(like, range(24)))

    assert count(app, number) == 24


def test_too_many_likes_are_slowed_down(app: Flask, visit: Visit, post: Made) -> None:
    number = say(app, post, "Emil")
    guest = visit()

    codes = [guest.post(f"/comments/{number}/like").status_code for _ in range(32)]

    assert codes[0] == 303
    assert codes[-1] == 429
