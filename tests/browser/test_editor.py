"""The editor: its tools, by mouse and by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from blog.books import Book
from blog.db import db
from tests.browser.axe import in_both_lights, light, violations
from tests.browser.desk import opened, until_saved, write
from tests.desk import kept


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
        desk.keyboard.press("Enter")
        use("Plain text")
        use("Pull quote")
        desk.keyboard.type("large")

    until_saved(desk, compose)

    assert kept(app, draft)["source"] == (
        "<h2>Low water</h2><p><em>slanted</em></p><p>one</p><blockquote><p>said</p></blockquote>"
        "<aside><p>large</p></aside>"
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
    expect(tools.get_by_role("button", name="Keys")).to_be_focused()
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


@in_both_lights
def test_axe_finds_nothing_on_any_sheet(desk: Page, app: Flask, draft: str, scheme: str) -> None:
    with app.app_context():
        Book.called("The Waves", "Virginia Woolf", 1931)
        db.session.commit()
    light(desk, scheme)
    opened(desk, draft)
    write(desk, "Low water")
    for keys, name in (("Control+/", "Keys"), ("Control+k", "Link"), ("Control+Alt+f", "Footnote")):
        desk.locator("#editor").focus()
        desk.keyboard.press(keys)
        expect(desk.get_by_role("dialog", name=name)).to_be_visible()
        desk.keyboard.type("nowhere")
        assert violations(desk, "dialog[open]") == [], name
        desk.keyboard.press("Escape")

    desk.get_by_label("Title of the book").press_sequentially("wav")
    expect(desk.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    assert violations(desk, "#book") == []
    desk.get_by_text("Tags and details").click()
    expect(desk.get_by_role("region", name="How others will see it")).to_be_visible()
    assert violations(desk, "#details") == []


def test_a_link_that_leads_nowhere_is_refused_with_words(
    desk: Page, draft: str, app: Flask
) -> None:
    write(desk, "essay")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    address = desk.get_by_label("Where it leads")
    for nowhere in ("javascript:alert(1)", "not an address", "//evil.example", "ftp://a.example"):
        address.fill(nowhere)
        desk.keyboard.press("Enter")
        expect(desk.get_by_text("This is no web address.")).to_be_visible()
        expect(address).to_be_focused()

    address.fill("alice@example.org")
    expect(desk.get_by_role("link", name="Open it")).to_have_attribute(
        "href", "mailto:alice@example.org"
    )
    until_saved(desk, lambda: desk.keyboard.press("Enter"))

    assert kept(app, draft)["source"] == '<p><a href="mailto:alice@example.org">essay</a></p>'


def test_quiet_hides_all_but_the_text_and_loses_nothing(desk: Page, draft: str, app: Flask) -> None:
    desk.get_by_label("Standfirst").fill("Meanwhile")
    write(desk, "Low water")
    desk.keyboard.press("Control+Shift+Enter")
    expect(desk.get_by_role("button", name="Quiet")).to_have_attribute("aria-pressed", "true")
    expect(desk.get_by_label("Standfirst")).to_be_hidden()
    expect(desk.get_by_role("banner")).to_be_hidden()
    expect(desk.get_by_role("toolbar", name="Formatting")).to_be_in_viewport()
    expect(desk.locator("#status")).to_be_in_viewport()

    until_saved(desk, lambda: desk.keyboard.type(" at nine"))
    desk.keyboard.press("Escape")

    expect(desk.get_by_label("Standfirst")).to_have_value("Meanwhile")
    expect(desk.locator("#editor")).to_be_focused()
    found = kept(app, draft)
    assert (found["standfirst"], found["source"]) == ("Meanwhile", "<p>Low water at nine</p>")
    desk.get_by_role("button", name="Quiet").click()
    expect(desk.locator(".writing__side")).to_be_hidden()
    desk.get_by_role("button", name="Quiet").click()
    expect(desk.locator(".writing__side")).to_be_visible()


def test_the_sheet_of_keys_opens_by_key_and_by_button(desk: Page) -> None:
    sheet = desk.get_by_role("dialog", name="Keys")
    write(desk, "Low water")
    desk.keyboard.press("Control+/")
    expect(sheet).to_be_visible()
    listed = sheet.locator("kbd").all_text_contents()
    desk.keyboard.press("Escape")
    expect(desk.locator("#editor")).to_be_focused()
    desk.get_by_role("button", name="Keys").click()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()

    titles = desk.locator("[data-tool]").evaluate_all("tools => tools.map(({ title }) => title)")
    promised = {title.rpartition("(")[2].rstrip(")") for title in titles if "(" in title}
    assert promised <= set(listed)


@pytest.mark.parametrize(
    ("keys", "made"),
    [
        ("Control+b", "<p><strong>x</strong></p>"),
        ("Control+Shift+s", "<p><s>x</s></p>"),
        ("Control+Alt+2", "<h2>x</h2>"),
        ("Control+Alt+3", "<h3>x</h3>"),
        ("Control+Shift+b", "<blockquote><p>x</p></blockquote>"),
        ("Control+Shift+8", "<ul><li><p>x</p></li></ul>"),
        ("Control+Shift+7", "<ol><li><p>x</p></li></ol>"),
    ],
)
def test_a_key_that_is_listed_does_what_it_says(
    desk: Page, draft: str, app: Flask, keys: str, made: str
) -> None:
    write(desk, "x")
    desk.keyboard.press("Control+a")

    until_saved(desk, lambda: desk.keyboard.press(keys))

    assert kept(app, draft)["source"] == made


def test_the_length_is_counted_as_the_site_counts_it(desk: Page, draft: str, app: Flask) -> None:
    expect(desk.locator("[data-count]")).to_have_text("0 words · 1 min")
    write(desk, "It’s a well-known tide – isn't it?")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))

    expect(desk.locator("[data-count]")).to_have_text("6 words · 1 min")
    assert kept(app, draft)["word_count"] == 6


def test_what_others_will_see_keeps_up_with_what_is_typed(desk: Page) -> None:
    desk.get_by_text("Tags and details").click()
    shown = desk.get_by_role("region", name="How others will see it")
    expect(shown).to_contain_text("/posts/first-light")

    write(desk, "Low water at nine.")
    expect(shown.locator("[data-shown-words]").first).to_have_text("Low water at nine.")
    desk.get_by_label("Standfirst").fill("A day, tide by tide.")
    expect(shown).to_contain_text("The words are the standfirst")
    desk.get_by_label("For search results").fill("On a song. " * 20)
    expect(shown).to_contain_text("more than 160 letters")
    desk.locator("#title").fill("An Évening")
    desk.locator("#slug").fill("")
    expect(shown.locator("[data-shown-title]").first).to_have_text("An Évening")

    expect(shown.locator("[data-shown-address]")).to_contain_text("/posts/an-evening")
