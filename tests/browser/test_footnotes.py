"""Footnotes: written beside the sentence, read below the text."""

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import until_saved, write
from tests.desk import kept


def test_a_footnote_is_written_read_again_and_taken_out(desk: Page, draft: str, app: Flask) -> None:
    sheet = desk.get_by_role("dialog", name="Footnote")
    words = sheet.get_by_role("textbox", name="Footnote")
    write(desk, "Low water")
    desk.keyboard.press("Control+Alt+f")
    expect(words).to_be_focused()
    desk.keyboard.type("By the ")
    desk.keyboard.press("Control+i")
    desk.keyboard.type("almanac")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))
    expect(sheet).to_be_hidden()
    expect(desk.locator("#editor")).to_be_focused()
    assert kept(app, draft)["source"] == (
        "<p>Low water<footnote>By the <em>almanac</em></footnote></p>"
    )

    # Opened with the keys alone; Cancel takes back what was added.
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("#announcements")).to_contain_text("Footnote: By the almanac")
    desk.keyboard.press("Enter")
    desk.keyboard.type(", 1931")
    sheet.get_by_role("button", name="Cancel").click()
    expect(desk.locator(".footnote-mark")).to_have_attribute("title", "By the almanac")

    until_saved(desk, lambda: desk.keyboard.type(" at nine."))

    # A letter typed on the sheet is in the text before the sheet is closed.
    desk.locator(".footnote-mark").click()
    until_saved(desk, lambda: desk.keyboard.type("!"))
    assert "<footnote>By the <em>almanac!</em></footnote> at" in kept(app, draft)["source"]
    until_saved(desk, sheet.get_by_role("button", name="Remove the footnote").click)
    assert kept(app, draft)["source"] == "<p>Low water at nine.</p>"
    desk.keyboard.press("Control+z")
    expect(desk.locator(".footnote-mark")).to_have_count(1)


def test_an_empty_footnote_leaves_no_trace(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "Low water")
    desk.get_by_role("button", name="Footnote", exact=True).click()
    desk.keyboard.press("Escape")
    expect(desk.locator("#editor")).to_be_focused()

    until_saved(desk, lambda: desk.keyboard.type("."))

    assert kept(app, draft)["source"] == "<p>Low water.</p>"
