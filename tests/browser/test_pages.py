"""Standing pages: begun, put in order and found by readers, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.desk import until_saved, write
from tests.conftest import Made, Person

Browse = Callable[..., Page]
TITLES = ["About", "Contact", "Imprint", "Thanks"]


@pytest.fixture
def desk(
    browse: Browse,
    signed_in: Callable[[Page, Person], Page],
    make_page: Callable[..., Made],
    olga: Person,
) -> Callable[..., Page]:
    """Olga's browser with her four pages before her."""
    for title in TITLES:
        make_page(olga, title.lower())

    def open_it(**options: bool | int) -> Page:
        page = signed_in(browse(**options), olga)
        page.goto("/desk/pages")
        return page

    return open_it


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Move {title}", exact=True)


def expect_order(page: Page, titles: list[str]) -> None:
    rows = page.locator("[data-page]:not(.order--dragged) .sheet__title")
    expect(rows).to_have_text(titles)


def expect_told(page: Page, words: str) -> None:
    expect(page.locator("#announcements")).to_have_text(words)


def answers_a_move(response: Response) -> bool:
    return response.url.endswith("/desk/pages/moves")


def test_pages_are_put_in_order_by_drag_by_keys_and_by_buttons(desk: Browse) -> None:
    page = desk()

    page.mouse.move(*middle(handle(page, "About")))
    page.mouse.down()
    x, y = middle(handle(page, "Imprint"))
    page.mouse.move(x, y - 20, steps=4)
    page.mouse.move(x, y, steps=8)
    expect_order(page, ["Contact", "Imprint", "About", "Thanks"])
    with page.expect_response(answers_a_move):
        page.mouse.up()
    expect_told(page, "About, moved to 3 of 4")

    handle(page, "Thanks").focus()
    for key in ("Space", "Home", "Space"):
        page.keyboard.press(key)
    expect_told(page, "Thanks dropped, 1 of 4")
    expect(handle(page, "Thanks")).to_be_focused()

    up = page.get_by_role("button", name="Move Contact up")
    up.click()
    expect_told(page, "Contact, moved to 1 of 4")
    expect(up).to_be_disabled()
    expect(page.get_by_role("button", name="Move Contact down")).to_be_focused()

    page.reload()
    expect_order(page, ["Contact", "Thanks", "Imprint", "About"])


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_move_that_another_tab_overtook_shows_how_it_is_now(desk: Browse) -> None:
    page = desk()
    other = page.context.new_page()
    other.goto("/desk/pages")
    other.get_by_role("checkbox", name="Imprint in the navigation").click()
    expect_order(other, ["About", "Contact", "Thanks"])

    page.get_by_role("button", name="Move About down").click()
    expect_order(page, ["Contact", "About", "Thanks"])
    handle(other, "About").focus()
    for key in ("Space", "ArrowDown", "Space"):
        other.keyboard.press(key)

    expect_told(other, "About dropped, 2 of 3")
    expect_order(other, ["Contact", "About", "Thanks"])


def test_a_page_leaves_the_navigation_by_a_key(desk: Browse) -> None:
    page = desk()
    box = page.get_by_role("checkbox", name="About in the navigation")

    box.focus()
    page.keyboard.press("Space")

    expect_told(page, "About is not in the navigation any more")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()
    expect_order(page, TITLES[1:])


def test_without_scripts_buttons_do_it_all(desk: Browse) -> None:
    page = desk(javascript=False)

    page.get_by_role("button", name="Move Thanks up").click()
    expect_order(page, ["About", "Contact", "Thanks", "Imprint"])
    page.get_by_role("checkbox", name="About in the navigation").click()
    expect_order(page, ["Contact", "Thanks", "Imprint"])

    page.get_by_role("button", name="New page").click()
    page.locator("#title").fill("Colophon")
    page.get_by_label("Text", exact=True).fill("<p>Set in Literata.</p>")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Pages").click()
    expect_order(page, ["Contact", "Thanks", "Imprint", "Colophon"])


def test_a_new_page_is_found_in_the_menu_of_a_phone(desk: Browse) -> None:
    page = desk(width=390)
    page.get_by_role("button", name="New page").click()
    expect(page.locator("#title")).to_be_focused()
    page.locator("#title").fill("How to write to us, and when we answer")
    until_saved(page, lambda: write(page, "By letter."))
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()

    page.goto("/")
    menu = page.locator(".masthead__menu")
    expect(menu).to_be_hidden()
    page.get_by_text("More", exact=True).click()
    menu.get_by_role("link", name="How to write to us").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How to write to us, and when we answer"
    )
    expect(page.locator("main")).to_contain_text("By letter.")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
