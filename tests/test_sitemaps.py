"""Sitemaps: what search engines are told of the site."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from blog import sitemaps
from blog.db import now
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
NAMESPACE = f"{{{sitemaps.NAMESPACE}}}"


def listed(text: str) -> list[str]:
    return [place.text or "" for place in ET.fromstring(text).iter(f"{NAMESPACE}loc")]


def test_every_public_page_is_listed_and_no_other(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "tide-tables", tag_names=["sea"])
    make_post(alice, "hidden-draft", published_at=None, tag_names=["secret"])

    text = visit().get("/sitemap.xml").text

    places = [place.removeprefix("http://localhost") for place in listed(text)]
    library = ["/books", "/artists", "/archive", "/tags/sea", "/authors/alice"]
    assert places == ["/posts/tide-tables", "/", "/posts", *library, "/artists/portishead"]
    assert f"<lastmod>{now() - timedelta(hours=1):%Y-%m-%d}T" in text


def test_standing_pages_are_listed_once_readers_see_them(
    visit: Visit, make_page: MakePost, olga: Person
) -> None:
    make_page(olga, "about")
    make_page(olga, "contact", published=False)

    text = visit().get("/sitemap.xml").text

    assert "http://localhost/pages/about" in listed(text)
    assert "contact" not in text


def test_what_is_too_much_for_one_list_is_several(
    visit: Visit, make_post: MakePost, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 2)
    for n in range(5):
        make_post(alice, f"post-{n}")

    parts = listed(visit().get("/sitemap.xml").text)

    found = [listed(visit().get(part).text) for part in parts]
    assert [len(places) for places in found] == [2, 2, 2, 1]
    assert visit().get("/sitemap-9.xml").status_code == 404


def test_robots_are_led_to_the_list_and_kept_from_the_desk(visit: Visit, alice: Person) -> None:
    text = visit().get("/robots.txt").text

    assert "Disallow: /desk" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
