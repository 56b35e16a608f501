"""What is generated to measure with is a sound blog, and the same for the same seed."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from blog import cli
from blog.comments import Comment
from blog.db import db
from blog.posts import Post
from blog.search import rebuilding
from tests.conftest import Visitor

Visit = Callable[..., Visitor]


def generate(app: Flask, *options: str) -> str:
    return app.test_cli_runner().invoke(cli.main, ["generate", *options]).output


def said(app: Flask) -> list[tuple[str | None, int, str]]:
    """The address of each post, how much is said under it, and what it says."""
    with app.app_context():
        posts = db.session.scalars(select(Post).order_by(Post.id))
        return [
            (post.slug, post.comment_count, post.live.html if post.live else "") for post in posts
        ]


def test_it_is_a_sound_blog_that_can_be_read(app: Flask, visit: Visit) -> None:
    told = generate(app, "--posts", "12", "--comments", "90", "--on-one", "60")

    assert "12 posts and 90 comments" in told
    posts = said(app)
    assert len(posts) == 12
    assert posts[-1][1] >= 60
    assert sum(count for _, count, _ in posts) == 90
    with app.app_context():
        assert rebuilding.is_current()
        kept = select(func.count()).select_from(Comment).group_by(Comment.place_id)
        replies = kept.having(Comment.place_id.is_not(None)).add_columns(Comment.place_id)
        for count, number in db.session.execute(replies):
            assert db.session.get_one(Comment, number).reply_count >= count
    page = visit().get(f"/posts/{posts[-1][0]}")
    assert page.status_code == 200
    word = posts[0][2].partition(" ")[2].partition(" ")[0]
    for path in (
        "/",
        "/posts",
        "/books",
        "/artists",
        "/archive",
        f"/search?q={word}",
        "/feed.atom",
    ):
        assert visit().get(path).status_code == 200
    said_now = visit().post(f"/posts/{posts[-1][0]}/comments", {"body": "More.", "name": "Dora"})
    assert said_now.status_code == 303
    with app.app_context():
        assert rebuilding.is_current()


def test_the_same_seed_writes_the_same(app: Flask) -> None:
    generate(app, "--posts", "2", "--seed", "3")
    first = said(app)[0]
    assert "--add" in generate(app, "--posts", "2", "--seed", "3")
    generate(app, "--posts", "2", "--seed", "3", "--add")
    generate(app, "--posts", "2", "--seed", "4", "--add")
    texts = [text for _, _, text in said(app)]

    assert texts[0] == texts[2] == first[2]
    assert texts[0] != texts[4]
