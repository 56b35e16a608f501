"""The queue of comments, gone through by keys alone."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from tests.conftest import Made, Person
from tests.saying import say


def test_the_queue_is_worked_off_by_keys(
    app: Flask,
    make_post: Callable[..., Made],
    alice: Person,
    signed_in: Callable[[Page, Person], Page],
    page: Page,
) -> None:
    post = make_post(alice)
    numbers = [say(app, post, f"Guest {number}", held=True) for number in range(4)]
    desk = signed_in(page, alice)
    desk.goto("/desk/comments?state=waiting")
    first, second, third, fourth = (
        desk.locator(f"#moderated-{number}") for number in reversed(numbers)
    )

    desk.keyboard.press("a")
    expect(desk.get_by_text("is approved")).to_have_count(0)
    first.focus()
    desk.keyboard.press("a")
    expect(first).to_contain_text("The comment by Guest 3 is approved.")
    expect(first).to_be_focused()
    desk.keyboard.press("u")
    expect(first).to_contain_text("The comment by Guest 3 waits again.")
    expect(first).to_be_focused()
    desk.keyboard.press("j")
    expect(second).to_be_focused()
    desk.keyboard.press("s")
    expect(second).to_contain_text("lies with the spam")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(third.get_by_role("checkbox")).to_be_checked()
    desk.keyboard.press("j")
    expect(fourth).to_be_focused()
    desk.keyboard.press("k")
    expect(third).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(fourth).to_be_focused()
    desk.keyboard.press("ArrowUp")
    expect(third).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.get_by_text("these keys")).to_be_visible()
    expect(desk.get_by_text("Keys", exact=True)).to_be_focused()
    desk.keyboard.press("j")
    expect(first).to_be_focused()
    form = desk.get_by_role("form", name="All that are chosen")
    form.get_by_role("button", name="Approve").click()

    expect(desk.get_by_role("status").first).to_have_text("Approved: 1 comment.")
    expect(third).to_have_count(0)
