"""The home page, the list of posts, and a post with everything on it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import PIL.Image
import pytest
from flask import Flask

from blog.db import db, now
from blog.images import Image
from blog.members import Member
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.saying import say

Visit = Callable[..., Visitor]
SONGS = [
    ("Ella Fitzgerald", "Summertime"),
    ("Nick Drake", "River Man"),
    ("Can", "Vitamin C"),
]


def test_a_new_site_looks_like_a_site(visit: Visit, app: Flask) -> None:
    home = visit().get("/").text

    assert "Marginalia" in home
    assert "demo" not in home.lower()


def test_home_shows_the_newest_and_leads_to_all(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    for n in range(9):
        make_post(alice, f"post-{n}", published_at=now() - timedelta(days=n + 1))

    home = visit().get("/").text

    assert home.index("/posts/post-0") < home.index("/posts/post-1")
    assert "/posts/post-8" not in home
    assert 'href="/posts"' in home


def test_a_post_shows_everything_it_has(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    with app.app_context():
        file = io.BytesIO()
        PIL.Image.new("RGB", (800, 500), "navy").save(file, "PNG")
        hero = Image.keep(file.getvalue(), app.config["MEDIA"])
        db.session.commit()
        hero_id = hero.id
    post = make_post(
        alice,
        "tide-tables",
        title="Tide Tables",
        standfirst="On waiting.",
        book_title="The Waves",
        book_author="Virginia Woolf",
        book_year=1931,
        epigraph="How much better is silence.",
        epigraph_source="The Waves",
        source="<p>The sea is <em>not</em> a metaphor.</p>",
        introduction_source="<p>Three songs for low water.</p>",
        hero_id=hero_id,
        hero_alt="A flat grey sea",
        tag_names=["sea", "modernism"],
        tracks=SONGS,
    )
    with app.app_context():
        row = db.session.get_one(Post, post.id)
        row.published_at = datetime(2020, 11, 20, 9, tzinfo=UTC)
        row.updated_at = datetime(2020, 11, 25, 9, tzinfo=UTC)
        row.view_count = 9
        db.session.get_one(Member, alice.id).bio = "Alice reads by the sea."
        db.session.commit()

    page = visit().get(post.url).text

    for words in (
        "<h1", "Tide Tables", "On waiting.", "The Waves", "Virginia Woolf",
        "How much better is silence.", "The sea is <em>not</em> a metaphor.",
        "Three songs for low water.", 'alt="A flat grey sea"', "sea", "modernism",
        "20 November 2020", "25 November 2020", "Updated", "Posted by Alice",
        "Alice reads by the sea.", "9 views", "0 comments",
    ):  # fmt: skip
        assert words in page, words
    places = [page.index(title) for _, title in SONGS]
    assert places == sorted(places)
    for artist, _ in SONGS:
        assert artist in page


def test_an_update_on_the_same_day_is_not_worth_a_word(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)
    with app.app_context():
        row = db.session.get_one(Post, post.id)
        row.updated_at = row.published_at
        db.session.commit()

    assert "Updated" not in visit().get(post.url).text


def test_recent_posts_leave_out_the_one_being_read(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    posts = [make_post(alice, f"post-{n}") for n in range(5)]

    recent = visit().get(posts[0].url).text.partition("Recent posts")[2]

    assert recent.count('class="card h-entry"') == 3
    assert 'href="/posts/post-0"' not in recent


def test_the_list_grows_by_a_part(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    for n in range(12):
        make_post(alice, f"post-{n}")
    first = visit().get("/posts").text
    more = "/posts?before=" + first.partition("/posts?before=")[2].partition('"')[0]

    part, page = visit().get(more, htmx=True), visit().get(more)

    assert "<html" not in part.text
    assert part.text.count('class="card h-entry"') == page.text.count('class="card h-entry"') == 2
    assert "<html" in page.text
    assert "HX-Request" in part.headers["Vary"]


def test_a_step_back_in_history_gets_the_whole_page(visit: Visit, app: Flask) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": "full"}

    assert "<html" in visit().get("/posts", headers=headers).text


@pytest.mark.parametrize("path", ["/", "/posts", "/posts/post-0", "/search?q=post"])
def test_a_page_asks_the_database_as_often_for_thirty_posts_as_for_one(
    visit: Visit,
    make_post: Callable[..., Made],
    alice: Person,
    count_queries: Callable[[Callable[[], object]], int],
    path: str,
) -> None:
    make_post(alice, "post-0", tracks=SONGS)
    make_post(alice, "post-1", tracks=SONGS)
    few = count_queries(lambda: visit().get(path))

    for n in range(2, 30):
        make_post(alice, f"post-{n}", tracks=SONGS)

    assert count_queries(lambda: visit().get(path)) == few


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/posts/pictured", 6),
        ("/", 4),
        ("/posts", 4),
        ("/tags/sea", 4),
        ("/authors/alice", 4),
        ("/archive/2025", 4),
        ("/series/letters", 4),
    ],
)
def test_a_page_that_nothing_is_kept_of_asks_the_database_little(
    visit: Visit,
    furnished: Callable[[str], str],
    make_post: Callable[..., Made],
    make_image: Callable[..., int],
    alice: Person,
    app: Flask,
    count_queries: Callable[[Callable[[], object]], int],
    path: str,
    most: int,
) -> None:
    with app.app_context():
        picture = db.session.get_one(Image, make_image(alice, 700)).file(480)
    post = make_post(
        alice,
        "pictured",
        source=f'<p>See:</p><figure><img src="/media/{picture}" alt="The sea"></figure>',
        book_title="The Waves",
        book_author="Virginia Woolf",
        series_title="Letters",
        tag_names=["sea", "weather"],
        tracks=SONGS,
    )
    say(app, post, "Nora", "So it does.")
    pages: list[str] = []
    with app.app_context():
        # A server is asked for the stamp, too, for the page and for its pieces.
        stamps = 2 if db.engine.dialect.name == "postgresql" else 0

    assert count_queries(lambda: pages.append(visit().get(path).text)) <= most + stamps

    if path == "/posts/pictured":
        everything = ["srcset=", "So it does.", "Nick Drake", "/artists/can", "/tags/weather"]
        everything += ["Before this", "More on The Waves", "recent-title", "About us"]
        assert [words for words in everything if words not in pages[0]] == []


def test_strangers_get_the_same_bytes(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)

    for path in ("/", "/posts", post.url):
        assert visit().get(path).data == visit().get(path).data
