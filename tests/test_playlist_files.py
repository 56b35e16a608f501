"""Playlist files: a soundtrack as players open it."""

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
XSPF = "{http://xspf.org/ns/0/}"


@pytest.fixture
def post(app: Flask, make_post: Callable[..., Made], alice: Person) -> Made:
    songs = [("Nick Drake", "River Man"), ("", "Tape <hiss> & hum")]
    post = make_post(alice, "tide-tables", book_title="The Waves", tracks=songs)
    with app.app_context():
        live = db.session.get_one(Post, post.id).live
        assert live
        live.tracks[0].links = ["https://example.org/river", "https://example.net/man"]
        live.tracks[0].seconds = 261
        live.tracks[0].note_html = "<p>For <em>low</em> water.</p>"
        db.session.commit()
    return post


def test_xspf_has_every_track_in_its_order(visit: Visit, post: Made) -> None:
    answer = visit().get(f"{post.url}/soundtrack.xspf")

    root = ET.fromstring(answer.text)
    [first, second] = root.findall(f"{XSPF}trackList/{XSPF}track")
    assert answer.mimetype == "application/xspf+xml"
    assert root.tag == f"{XSPF}playlist"
    assert root.get("version") == "1"
    assert root.findtext(f"{XSPF}title") == "The Waves: Tide Tables"
    assert [(child.tag.removeprefix(XSPF), child.text) for child in first] == [
        ("location", "https://example.org/river"),
        ("location", "https://example.net/man"),
        ("title", "River Man"),
        ("creator", "Nick Drake"),
        ("annotation", "For low water."),
        ("trackNum", "1"),
        ("duration", "261000"),
    ]
    assert second.findtext(f"{XSPF}title") == "Tape <hiss> & hum"


def test_jspf_says_the_same_in_json(visit: Visit, post: Made) -> None:
    playlist = json.loads(visit().get(f"{post.url}/soundtrack.jspf").text)["playlist"]

    assert playlist["creator"] == "Alice"
    assert playlist["info"] == "http://localhost/posts/tide-tables/soundtrack"
    assert playlist["track"][0]["location"] == [
        "https://example.org/river",
        "https://example.net/man",
    ]
    assert playlist["track"][0]["duration"] == 261_000
    assert playlist["track"][1] == {
        "location": [],
        "identifier": [],
        "title": "Tape <hiss> & hum",
        "trackNum": 2,
    }


def test_m3u_lists_only_what_can_be_heard(visit: Visit, post: Made) -> None:
    assert visit().get(f"{post.url}/soundtrack.m3u8").text.splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:The Waves: Tide Tables",
        "#EXTINF:261,Nick Drake - River Man",
        "https://example.org/river",
    ]


@pytest.mark.parametrize("address", ["soundtrack", "soundtrack.xspf"])
def test_a_draft_has_no_soundtrack_to_be_seen(
    visit: Visit, make_post: Callable[..., Made], alice: Person, address: str
) -> None:
    make_post(alice, "hidden", published_at=None)

    assert visit().get(f"/posts/hidden/{address}").status_code == 404


def test_the_page_shows_the_tracks_alone_and_leads_to_the_files(visit: Visit, post: Made) -> None:
    page = visit().get(f"{post.url}/soundtrack").text

    assert "River Man" in page
    assert "Words." not in page
    for kind in ("xspf", "jspf", "m3u8"):
        assert f"{post.url}/soundtrack.{kind}" in page
    assert f"{post.url}/soundtrack" in visit().get(post.url).text
