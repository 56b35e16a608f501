"""What a page says of itself to those that read no prose."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def data(page: str) -> Any:
    """The structured data of ``page``."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_post_is_about_a_book_and_has_a_playlist(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post = make_post(
        alice,
        title="</script><b>Tides</b>",
        book_title="The Waves",
        book_author="Virginia Woolf",
        book_year=1931,
        tag_names=["sea"],
        tracks=[("Low", "Words"), ("", "Untitled")],
    )

    said = data(visit().get(post.url).text)

    assert said["@type"] == "BlogPosting"
    assert said["headline"] == "</script><b>Tides</b>"
    assert said["about"]["name"] == "The Waves"
    assert said["about"]["author"]["name"] == "Virginia Woolf"
    assert said["keywords"] == ["sea"]
    songs = said["hasPart"]["track"]
    assert [song["position"] for song in songs] == [1, 2]
    assert songs[0]["byArtist"]["name"] == "Low"
    assert "byArtist" not in songs[1]
    assert said["url"] == "http://localhost/posts/first-light"
    assert said["datePublished"].endswith("+00:00")


def test_the_front_page_says_how_to_search(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice)

    said = data(visit().get("/").text)

    assert said["@type"] == "WebSite"
    assert "{search_term_string}" in said["potentialAction"]["target"]["urlTemplate"]


def test_a_page_names_its_one_address_and_its_picture(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post = make_post(alice, title="Tides & “Moons”", canonical_url="https://example.org/first")
    page, listing = visit().get(post.url).text, visit().get("/posts?before=").text

    assert '<link rel="canonical" href="https://example.org/first">' in page
    assert '<link rel="canonical" href="http://localhost/posts">' in listing
    assert 'property="og:type" content="article"' in page
    assert 'property="og:title" content="Tides &amp; “Moons”"' in page
    assert 'property="og:type" content="website"' in listing
    assert "canonical" not in visit().get("/nowhere").text


def test_a_page_is_read_as_an_entry(visit: Visit, make_post: MakePost, alice: Person) -> None:
    post = make_post(alice, tag_names=["sea"])
    page = visit().get(post.url).text

    for name in (
        "h-entry",
        "p-name",
        "u-url",
        "dt-published",
        "e-content",
        "p-author h-card",
        "p-category",
    ):
        assert re.search(rf'class="[^"]*\b{name}\b', page), name
    assert "h-feed" in visit().get("/posts").text
