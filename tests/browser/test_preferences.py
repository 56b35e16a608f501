"""A reader chooses how pages look, with scripts and without."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import Made, Person


def test_a_choice_is_seen_at_once_and_on_the_next_page(
    page: Page, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)
    page.goto(post.url)

    page.get_by_role("link", name="How you read").press("Enter")
    with page.expect_response("**/preferences"):
        page.get_by_role("radio", name="Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Escape")

    expect(page.locator("#preferences")).not_to_be_visible()
    page.goto("/")
    expect(page.locator("html")).to_have_css("background-color", "oklch(0.2 0.012 262)")


def test_without_scripts_a_page_asks_the_same(
    browse: Callable[..., Page], make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)
    page = browse(javascript=False, width=390)
    page.goto(post.url)

    page.get_by_role("link", name="How you read").click()
    page.get_by_label("Sepia").check()
    page.get_by_role("button", name="Keep it so").click()

    expect(page).to_have_url(f"{page.url.partition('/posts')[0]}{post.url}")
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
