"""Writing together: each window says who else has the draft open, once and politely."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.desk import opened
from tests.conftest import Person

# A window tells of itself every 20 seconds, or when it is seen again: here as if it always were.
TELL = "setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 200)"


def test_windows_on_one_draft_know_of_each_other(
    desk: Page,
    draft: str,
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    olga: Person,
) -> None:
    others = desk.locator("#presences")
    editor = signed_in(browse(width=390), olga)

    opened(editor, draft)
    with editor.expect_response("**/presence"):
        editor.reload()
    desk.evaluate(TELL)
    editor.evaluate(TELL)
    expect(editor.locator("#presences p")).to_contain_text("Alice is writing here too, since")
    expect(others.locator("p")).to_contain_text("Olga is writing here too, since")
    expect(desk.locator("#announcements")).to_contain_text("Olga is writing here too")

    twin = opened(desk.context.new_page(), draft)
    expect(others.locator("p")).to_have_count(2)
    expect(others).to_contain_text("You have this open in another window")
    expect(desk.locator("#announcements")).not_to_contain_text("Olga")

    editor.goto("/desk")
    twin.goto("/desk")
    expect(others.locator("p")).to_have_count(0)
