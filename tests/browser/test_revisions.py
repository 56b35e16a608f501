"""The history in a real browser: looked at, named, and brought back."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import opened, until_saved, write
from tests.desk import kept, write_often


def test_a_text_is_named_written_on_and_brought_back(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: write(desk, "It was dusk."))
    with desk.expect_navigation():
        desk.get_by_role("button", name="History").click()

    desk.get_by_text("Name this version").click()
    desk.get_by_label("Name", exact=True).fill("For my sister")
    desk.get_by_role("button", name="Keep this name").click()

    expect(desk.locator(".naming__name")).to_have_text("For my sister")
    expect(desk.locator("summary", has_text="Rename")).to_be_focused()
    expect(desk.locator("#announcements")).to_have_text("Version 1 is called For my sister")

    opened(desk, draft)
    other = opened(desk.context.new_page(), draft)
    write(desk, " The sea rose.")
    with desk.expect_navigation():
        desk.get_by_role("button", name="History").click()
    expect(desk.locator("#revision-2")).to_contain_text("Text +3 words")
    expect(desk.locator("#revision-1")).to_contain_text("For my sister")
    desk.get_by_role("link", name="Version 2").click()
    expect(desk.locator("ins", has_text="The sea rose.")).to_be_visible()

    desk.goto(f"{draft}/revisions/1")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Restore").click()

    expect(desk.locator("#editor")).to_have_text("It was dusk.")
    expect(desk.locator("#recovery")).to_be_hidden()
    assert kept(app, draft)["source"] == "<p>It was dusk.</p>"
    write(other, " Elsewhere.")
    expect(other.locator("#conflict")).to_be_visible()
    assert kept(app, draft)["source"] == "<p>It was dusk.</p>"


def test_a_history_grows_in_place(desk: Page, draft: str, app: Flask) -> None:
    write_often(app, draft, 23)
    desk.goto(f"{draft}/revisions")

    desk.get_by_role("link", name="Earlier versions").click()

    expect(desk.locator("#revision-1")).to_be_visible()
    expect(desk.get_by_role("link", name="Version 4", exact=True)).to_be_focused()
    desk.reload()
    expect(desk.locator("#revision-1")).to_be_visible()
