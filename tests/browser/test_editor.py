"""The editor: its tools, by mouse and by keyboard."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import opened, until_saved, write
from tests.desk import kept

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


def test_every_tool_does_what_it_says(desk: Page, draft: str, app: Flask) -> None:
    tools = desk.get_by_role("toolbar", name="Formatting")

    def use(name: str) -> None:
        tools.get_by_role("button", name=name, exact=True).click()

    def compose() -> None:
        use("Heading")
        expect(tools.get_by_role("button", name="Heading", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        desk.keyboard.type("Low water")
        desk.keyboard.press("Enter")
        use("Italic")
        desk.keyboard.type("slanted")
        use("Italic")
        desk.keyboard.press("Enter")
        use("List with bullets")
        desk.keyboard.type("one")
        use("Plain text")
        desk.keyboard.press("Enter")
        use("Quote")
        desk.keyboard.type("said")
        use("Undo")
        use("Redo")

    until_saved(desk, compose)

    assert kept(app, draft)["source"] == (
        "<h2>Low water</h2><p><em>slanted</em></p><p>one</p><blockquote><p>said</p></blockquote>"
    )


def test_a_link_is_asked_for_and_can_be_taken_away(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "essay")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    desk.get_by_label("Where it leads").fill("example.org/essay")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))
    assert kept(app, draft)["source"] == '<p><a href="https://example.org/essay">essay</a></p>'

    desk.get_by_role("button", name="Link", exact=True).first.click()
    until_saved(desk, desk.get_by_role("button", name="Remove the link").click)

    assert kept(app, draft)["source"] == "<p>essay</p>"


def test_escape_leaves_the_text_as_it_was(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "essay")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    desk.get_by_label("Where it leads").fill("example.org/essay")
    desk.keyboard.press("Escape")
    expect(desk.locator("#editor")).to_be_focused()

    until_saved(desk, lambda: desk.get_by_label("Standfirst").fill("Meanwhile"))

    assert kept(app, draft)["source"] == "<p>essay</p>"


def test_the_tools_are_one_stop_of_tab(desk: Page) -> None:
    tools = desk.get_by_role("toolbar", name="Formatting")
    tools.get_by_role("button", name="Plain text").focus()

    desk.keyboard.press("ArrowRight")
    expect(tools.get_by_role("button", name="Heading", exact=True)).to_be_focused()
    desk.keyboard.press("End")
    expect(tools.get_by_role("button", name="Redo")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(tools.get_by_role("button", name="Plain text")).to_be_focused()
    desk.keyboard.press("Tab")

    expect(desk.locator("#editor")).to_be_focused()


def test_enter_in_the_title_leads_on_and_never_publishes(
    desk: Page, draft: str, app: Flask
) -> None:
    desk.locator("#title").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Standfirst")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#editor")).to_be_focused()

    desk.get_by_label("Title of the book").focus()
    desk.keyboard.type("Dune")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))

    assert kept(app, draft)["book_title"] == "Dune"
    assert desk.url.endswith(draft)
    expect(desk.locator("#publication")).to_contain_text("Draft")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_two_texts_are_compared(
    desk: Page, draft: str, scheme: str
) -> None:
    other = opened(desk.context.new_page(), draft)
    until_saved(other, lambda: write(other, "Theirs"))
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    write(desk, "Mine")
    expect(desk.locator("#conflict")).to_be_visible()

    desk.evaluate(AXE.read_text())
    found = desk.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")

    assert found == []
