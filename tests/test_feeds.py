"""Feeds: whole posts with their soundtracks, page by page, for programs that read along."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from blog.comments import Comment
from blog.db import db, now
from blog.posts import Post
from blog.readers import Reader
from tests.conftest import Made, Person, Visitor
from tests.saying import say

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
KINDS = ["atom", "rss", "json"]


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(
        alice,
        "tide-tables",
        title="Tide Tables & <Other> Signs",
        source='<p>See <a href="/posts/other">the other</a> and <a href="//x.test">x</a>.</p>',
        introduction_source="<p>Low water.</p>",
        tag_names=["sea"],
        tracks=[("Nick Drake", "River Man")],
    )


def entries(kind: str, text: str) -> list[tuple[str, str, str]]:
    """Id, title and contents of what a feed lists."""
    if kind == "json":
        items = json.loads(text)["items"]
        return [(item["id"], item["title"], item["content_html"]) for item in items]
    root = ET.fromstring(text)
    if kind == "atom":
        found, names = root.findall(f"{ATOM}entry"), (f"{ATOM}id", f"{ATOM}title", f"{ATOM}content")
    else:
        found, names = root.findall("channel/item"), ("guid", "title", CONTENT)
    return [
        (item.findtext(names[0], ""), item.findtext(names[1], ""), item.findtext(names[2], ""))
        for item in found
    ]


def older(kind: str, text: str) -> str:
    """Where a feed says that older entries are."""
    if kind == "json":
        return str(json.loads(text).get("next_url", ""))
    links = [link for link in ET.fromstring(text).iter(f"{ATOM}link") if link.get("rel") == "next"]
    return links[0].get("href", "") if links else ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_carries_the_whole_post_and_its_soundtrack(
    visit: Visit, post: Made, kind: str
) -> None:
    answer = visit().get(f"/feed.{kind}")

    [(number, title, html)] = entries(kind, answer.text)
    assert answer.mimetype == (
        "application/feed+json" if kind == "json" else f"application/{kind}+xml"
    )
    assert re.fullmatch(rf"tag:localhost,\d{{4}}-\d\d-\d\d:post-{post.id}", number)
    assert title == "Tide Tables & <Other> Signs"
    assert 'href="http://localhost/posts/other"' in html
    assert "Low water." in html
    assert "Nick Drake – <strong>River Man</strong>" in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_post_can_be_reached_page_by_page(
    visit: Visit, make_post: MakePost, alice: Person, kind: str
) -> None:
    for n in range(45):
        make_post(alice, f"post-{n}", published_at=now() - timedelta(hours=n + 1), tracks=[])
    found: list[str] = []
    address = f"/feed.{kind}"

    while address and len(found) < 100:
        text = visit().get(address.removeprefix("http://localhost")).text
        found += [title for _, title, _ in entries(kind, text)]
        address = older(kind, text)

    assert found == [f"Post {n}" for n in range(45)]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_readers_may_not_see_is_in_a_feed(
    visit: Visit, make_post: MakePost, alice: Person, kind: str
) -> None:
    make_post(alice, "hidden-draft", published_at=None, tag_names=["sea"])
    make_post(alice, "coming-soon", published_at=now() + timedelta(hours=1), tag_names=["sea"])

    for address in ("", "/authors/alice", "/tags/sea"):
        answer = visit().get(f"{address}/feed.{kind}")
        assert answer.status_code == 200
        assert entries(kind, answer.text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_tags_and_authors_have_feeds_of_their_own(
    visit: Visit, make_post: MakePost, post: Made, bob: Person, kind: str
) -> None:
    make_post(bob, "elsewhere")

    for address in ("/tags/sea", "/authors/alice"):
        [(_, title, _)] = entries(kind, visit().get(f"{address}/feed.{kind}").text)
        assert title.startswith("Tide Tables")
    assert visit().get(f"/tags/nothing/feed.{kind}").status_code == 404
    assert visit().get(f"/authors/nobody/feed.{kind}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_comments_of_a_post_are_a_feed(
    app: Flask, visit: Visit, post: Made, carol: Person, kind: str
) -> None:
    with app.app_context():
        row, reader = db.session.get_one(Post, post.id), db.session.get_one(Reader, carol.reader_id)
        for n in range(23):
            Comment.say(row, reader, name="Carol", source=f"Comment {n} <b>")
        Comment.say(row, reader, name="Carol", source="Held back.", held=True)
        Comment.say(row, reader, name="Carol", source="Taken back.").remove()
        db.session.commit()

    first = visit().get(f"{post.url}/feed.{kind}").text
    rest = visit().get(older(kind, first).removeprefix("http://localhost")).text

    found = [html for _, _, html in entries(kind, first) + entries(kind, rest)]
    assert len(found) == 23
    assert "Comment 22 &lt;b&gt;" in found[0]
    assert older(kind, rest) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_leads_to_its_comment_in_a_long_conversation(
    app: Flask, visit: Visit, post: Made, kind: str
) -> None:
    numbers = [say(app, post, f"Guest {number}") for number in range(60)]

    feed = visit().get(f"{post.url}/feed.{kind}").text

    permalink = f"/comments/{numbers[-1]}"
    assert f"http://localhost{permalink}" in feed
    led = visit().get(permalink).location
    assert f'id="comment-{numbers[-1]}"' in visit().get(led.partition("#")[0]).text


def test_an_entry_keeps_its_id_when_its_address_changes(
    app: Flask, visit: Visit, post: Made
) -> None:
    before = entries("atom", visit().get("/feed.atom").text)[0][0]
    with app.app_context():
        row = db.session.get_one(Post, post.id)
        row.working_revision().slug = "high-water"
        row.publish()
        db.session.commit()

    after = visit().get("/feed.atom").text

    assert entries("atom", after)[0][0] == before
    assert "/posts/high-water" in after


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_a_feed_already_is_told_so(visit: Visit, post: Made, kind: str) -> None:
    first = visit().get(f"/feed.{kind}")

    again = visit().get(f"/feed.{kind}", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.data == b""


def test_a_feed_asks_the_database_as_often_for_many_posts_as_for_two(
    visit: Visit,
    make_post: MakePost,
    alice: Person,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    songs = [("Can", "Vitamin C")]
    for n in range(2):
        make_post(alice, f"post-{n}", tracks=songs, tag_names=["a", "b"])
    few = count_queries(lambda: visit().get("/feed.atom"))

    for n in range(2, 15):
        make_post(alice, f"post-{n}", tracks=songs, tag_names=["a", "b"])

    assert count_queries(lambda: visit().get("/feed.atom")) == few


@pytest.mark.parametrize("address", ["/feed.atom?before=nonsense", "/feed.json?before=%00"])
def test_a_page_that_was_never_handed_out_is_refused(
    visit: Visit, app: Flask, address: str
) -> None:
    assert visit().get(address).status_code == 400


def test_pages_say_where_their_feeds_are(visit: Visit, post: Made) -> None:
    for page in ("", post.url, "/tags/sea", "/authors/alice"):
        assert f'href="{page}/feed.atom"' in visit().get(page or "/").text


# https://www.jsonfeed.org/version/1.1/
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
MOMENT = {"type": "string", "format": "date-time", "pattern": r"T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {
    "type": "array",
    "items": {"type": "object", "anyOf": [{"required": [n]} for n in ("name", "url", "avatar")]},
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "next_url": URL,
        "icon": URL,
        "favicon": URL,
        "authors": AUTHORS,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "properties": {
                    "id": TEXT,
                    "url": URL,
                    "image": URL,
                    "banner_image": URL,
                    "title": TEXT,
                    "content_html": TEXT,
                    "summary": TEXT,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "authors": AUTHORS,
                    "tags": {"type": "array", "items": TEXT},
                },
                "propertyNames": {"pattern": "^(_.*|[a-z_]+)$"},
            },
        },
    },
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["", "/tags/sea", "/authors/alice", "/posts/tide-tables"])
def test_a_feed_is_what_its_format_asks_for(
    visit: Visit, app: Flask, post: Made, kind: str, place: str
) -> None:
    say(app, post, "Nuala", "How true.")

    text = visit().get(f"{place}/feed.{kind}").text

    if kind == "json":
        Draft202012Validator(JSON_FEED).validate(json.loads(text))
        return
    read = feedparser.parse(text)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == {"atom": "atom10", "rss": "rss20"}[kind]
    assert read.feed.title
    assert read.feed.updated_parsed
    assert {link.rel for link in read.feed.links} >= {"self", "alternate"}
    [entry] = read.entries
    assert entry.id
    assert entry.title
    assert entry.link.startswith("http://localhost/")
    assert entry.published_parsed
    assert entry.author
