"""What the site knows already, chosen by keyboard, mouse and finger."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from blog.books import Book
from blog.db import db
from blog.tags import Tag
from tests.browser.desk import opened, until_saved
from tests.conftest import Person
from tests.desk import kept


def stock(app: Flask) -> None:
    with app.app_context():
        Book.called("The Waves", "Virginia Woolf", 1931, "9780571258093")
        Book.called("Orlando", "Virginia Woolf", 1928)
        for name in ("Sea", "Silence"):
            Tag.called(name)
        db.session.commit()


def offers(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def expect_filled(page: Page, **values: str) -> None:
    for name, value in values.items():
        expect(page.locator(f"[name={name}]")).to_have_value(value)


def test_a_known_book_and_a_tag_are_chosen_by_keyboard(desk: Page, draft: str, app: Flask) -> None:
    stock(app)
    title = desk.get_by_role("combobox", name="Title of the book")
    title.focus()
    desk.keyboard.type("wool")
    expect(offers(desk)).to_have_count(2)
    expect(desk.locator("#announcements")).to_have_text("2 suggestions")

    # Escape closes the list and leaves the words, and so does leaving the field.
    desk.keyboard.press("Escape")
    expect(offers(desk)).to_have_count(0)
    expect(title).to_have_attribute("aria-expanded", "false")
    desk.keyboard.press("ArrowDown")
    expect(offers(desk)).to_have_count(2)
    desk.keyboard.press("Tab")
    expect(offers(desk)).to_have_count(0)
    expect_filled(desk, book_title="wool")

    # Down from the last leads back to what is typed, up from there to the last.
    title.focus()
    desk.keyboard.press("ArrowDown")
    expect(offers(desk)).to_have_count(2)
    for _ in range(3):
        desk.keyboard.press("ArrowDown")
    expect(offers(desk).and_(desk.locator("[aria-selected=true]"))).to_have_count(0)
    desk.keyboard.press("ArrowUp")
    chosen = offers(desk).and_(desk.locator("[aria-selected=true]"))
    expect(chosen).to_contain_text("The Waves")
    expect(title).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))
    expect(title).to_be_focused()
    found = kept(app, draft)
    assert [found[name] for name in ("book_title", "book_author", "book_year", "book_isbn")] == [
        "The Waves", "Virginia Woolf", 1931, "9780571258093",
    ]  # fmt: skip

    # Another book takes its own ISBN away again, but no word that was typed by hand.
    desk.get_by_label("Author of the book").fill("woolf, virg")
    expect(offers(desk)).to_have_count(2)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect_filled(desk, book_title="Orlando", book_year="1928", book_isbn="")

    desk.get_by_text("Tags and details").click()
    desk.get_by_label("Tags").fill("tides, se")
    expect(offers(desk)).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))
    assert kept(app, draft)["tag_names"] == ["tides", "Sea"]


def test_a_finger_chooses_in_a_narrow_window(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    alice: Person,
    draft: str,
    app: Flask,
) -> None:
    stock(app)
    page = opened(signed_in(browse(width=390, touch=True), alice), draft)
    page.get_by_label("Title of the book").tap()
    page.keyboard.type("orl")

    until_saved(page, offers(page).tap)

    expect_filled(page, book_title="Orlando", book_author="Virginia Woolf")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
