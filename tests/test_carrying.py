"""A shelf is carried to another device by a link, and stays where it was."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from blog import carrying
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def link(visit: Visit, make_post: Callable[..., Made], alice: Person) -> str:
    """The link of a guest with two bookmarks, one of them with a note."""
    guest = visit()
    for slug in ("first-light", "second-wind"):
        guest.post(f"{make_post(alice, slug).url}/bookmark")
    guest.put("/posts/second-wind/bookmark", {"note": "Theirs.", "shelf": "read"})
    page = guest.get("/bookmarks/carry")
    assert "no-store" in page.headers["Cache-Control"]
    found = re.search(r'href="http://localhost(/bookmarks/carry/[^"]+)"', page.text)
    assert found
    assert "<path d=" in page.text
    assert "very browser" in guest.get(found[1]).text
    return found[1]


def test_the_other_device_gets_a_copy(visit: Visit, link: str) -> None:
    other = visit()
    other.post("/posts/second-wind/bookmark")
    other.put("/posts/second-wind/bookmark", {"note": "Mine.", "shelf": "kept"})

    assert "2 bookmarks" in other.get(link).text
    assert len(other.get("/bookmarks.json").json or []) == 1
    assert other.post(link).location == "/bookmarks"

    shelf = {entry["url"][-11:]: entry for entry in other.get("/bookmarks.json").json or []}
    assert shelf["first-light"]["shelf"] == "to read"
    assert shelf["second-wind"]["note"] == "Mine.\n\nTheirs."
    assert shelf["second-wind"]["shelf"] == "kept"
    other.post(link)
    assert len(other.get("/bookmarks.json").json or []) == 2


def test_the_link_ends_and_is_nobody_elses(
    visit: Visit, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visit().get(f"{link}x").status_code == 404
    assert visit().get("/bookmarks/carry/1").status_code == 404
    monkeypatch.setattr(carrying, "LASTS", -1)
    for answer in (visit().get(link), visit().post(link)):
        assert answer.status_code == 404


def test_a_stranger_has_nothing_to_carry(app: Flask, visit: Visit) -> None:
    assert visit().get("/bookmarks/carry").location == "/bookmarks"


def test_the_code_says_the_link() -> None:
    side, path = carrying.squares("http://localhost/bookmarks/carry/abc")
    # The three large corners (ISO/IEC 18004): seven squares dark, one light, within the border.
    assert all(f"M{4 + x} 4h1v1h-1z" in path for x in range(7))
    assert "M11 4h1v1h-1z" not in path
    assert f"M{side - 5} 4h1v1h-1z" in path
    assert f"M4 {side - 5}h1v1h-1z" in path
