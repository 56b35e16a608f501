"""What to read after a post, and why."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from blog.db import db
from blog.posts import Post
from blog.related import MOST, further
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def reasons(page: str) -> list[str]:
    """Why each related post is there."""
    return [part.partition("<")[0].strip() for part in page.split('related__why">')[1:]]


def test_related_posts_say_why_the_closest_first(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "by-tag", tag_names=["sea"], tracks=[])
    make_post(alice, "by-song", tracks=[("Low", "Words")])
    make_post(alice, "by-author", book_title="Orlando", book_author="Virginia Woolf", tracks=[])
    make_post(alice, "by-book", book_title="The Waves", book_author="Virginia Woolf", tracks=[])
    make_post(alice, "by-nothing", tracks=[("Nico", "Frozen Warnings")])
    post = make_post(
        alice,
        "tides",
        book_title="The Waves",
        book_author="Virginia Woolf",
        tag_names=["sea"],
        tracks=[("Low", "Lullaby")],
    )

    page = visit().get(post.url).text

    assert reasons(page) == [
        "More on The Waves",
        "More on Virginia Woolf",
        "Also with Low",
        "Also under “sea”",
    ]
    assert "by-nothing" not in page.partition('class="related"')[2].partition("</aside>")[0]


def test_nothing_related_is_no_heading(visit: Visit, make_post: MakePost, alice: Person) -> None:
    assert 'class="related"' not in visit().get(make_post(alice).url).text


def test_drafts_are_not_related(visit: Visit, make_post: MakePost, alice: Person) -> None:
    make_post(alice, "draft", tag_names=["sea"], published_at=None)
    post = make_post(alice, "tides", tag_names=["sea"])

    assert 'class="related"' not in visit().get(post.url).text


def test_few_are_enough_and_each_comes_once(app: Flask, make_post: MakePost, alice: Person) -> None:
    for number in range(9):
        make_post(alice, f"p{number}", tag_names=["sea", "salt"], book_title="The Waves")

    with app.app_context():
        ties = further(db.session.scalars(select(Post).where(Post.slug == "p4")).one()).related

    numbers = [tie.slug for tie in ties]
    assert len(set(numbers)) == len(numbers) == MOST
