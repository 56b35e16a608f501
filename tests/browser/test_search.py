"""Searching, and the way from there to a song, a shelf and a conversation."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Made, Person

Browse = Callable[..., Page]


@pytest.fixture
def posts(make_post: Callable[..., Made], alice: Person) -> None:
    make_post(
        alice,
        "tide-tables",
        source="<p>Nothing but the lighthouse.</p>",
        book_title="The Waves",
        tracks=[("Low", "Words"), ("Björk", "Jóga")],
    )
    make_post(alice, "dry-land", source="<p>No water.</p>", tracks=[("Can", "Sing")])


def test_what_is_found_follows_the_letters(posts: None, page: Page) -> None:
    page.goto("/search")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()

    field.press_sequentially("lightho")

    expect(page.locator("mark").first).to_have_text("lighthouse")
    expect(page.locator("#announcements")).to_have_text("1 result")
    expect(page).to_have_url(re.compile(r"/search\?q=lightho$"))
    expect(field).to_be_focused()

    field.fill("zzzz")
    expect(page.locator("#announcements")).to_have_text("Nothing found")
    field.fill("bjork")
    kinds = page.get_by_role("navigation", name="What was found")
    kinds.get_by_role("link", name=re.compile("Artists")).press("Enter")
    page.reload()
    expect(page.locator(".found")).to_contain_text("Björk")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_comes_by_keys_alone_from_a_word_to_all_there_is_to_do(
    posts: None, browse: Browse, javascript: bool
) -> None:
    page = browse(javascript=javascript)
    page.goto("/")

    def go_to(name: str | re.Pattern[str], role: str = "link") -> None:
        """Press Tab until what has that name is reached, and no more often than can be."""
        wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        for _ in range(80):
            page.keyboard.press("Tab")
            if wanted.evaluate("(element) => element === document.activeElement"):
                return
        pytest.fail(f"No way by Tab to {name}")

    go_to("Search")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("lighthouse")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("lighthouse")

    go_to("Tide Tables")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tide Tables")
    go_to(re.compile("^Bookmark"), "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bookmark", pressed=True)).to_be_visible()

    go_to("The Waves")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Waves")
    page.go_back()
    go_to("Comment", "textbox")
    page.keyboard.type("How true.")
    page.keyboard.press("Tab")
    page.keyboard.type("Nuala")
    go_to("Post comment", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".comment")).to_contain_text("How true.")
