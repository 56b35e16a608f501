"""Every kind of page, held against axe-core's rules, light and dark."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.axe import in_both_lights, light, violations
from tests.browser.desk import ON_DEVICE, crash, opened, write
from tests.conftest import Person, Visitor
from tests.desk import save
from tests.screens import EVERYONES, OWNERS


# Each page once in either light and on either screen; the colours do not depend on the width.
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
@pytest.mark.parametrize("paths", [EVERYONES, OWNERS], ids=["everyone", "owner"])
def test_axe_finds_nothing(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    furnished: Callable[[str], str],
    olga: Person,
    paths: list[str],
    scheme: str,
    width: int,
) -> None:
    page = browse(width=width)
    light(page, scheme)
    if paths is OWNERS:
        signed_in(page, olga)
    for path in paths:
        page.goto(furnished(path))
        page.wait_for_function("document.fonts.ready.then(() => true)")

        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@in_both_lights
def test_axe_finds_nothing_where_two_texts_stand_side_by_side(
    desk: Page, draft: str, app: Flask, visit: Callable[..., Visitor], alice: Person, scheme: str
) -> None:
    light(desk, scheme)
    opened(desk, draft)
    save(visit(alice), app, draft, title="Theirs", body="<p>Rain</p><hr><h2>Sea</h2>", keep="1")
    with desk.expect_response(lambda answer: answer.status == 409):
        write(desk, "Mine")

    assert violations(desk) == []
    beside = desk.context.new_page()
    light(beside, scheme)
    beside.goto(f"{draft}/revisions/1?beside=draft")
    assert violations(beside) == []


def test_axe_finds_nothing_in_what_appears_on_the_page_by_and_by(
    desk: Page,
    draft: str,
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    olga: Person,
) -> None:
    opened(signed_in(browse(), olga), draft)
    desk.route(f"**{draft}", lambda route: route.abort())
    write(desk, "Not on the site.")
    desk.evaluate(ON_DEVICE, "Not on the site.")
    page = desk.context.new_page()
    crash(desk)
    light(page, "dark")

    opened(page, draft)
    expect(page.locator("#recovery")).to_be_visible()
    expect(page.locator("#presences")).to_contain_text("Olga")
    assert violations(page) == []

    page.context.clear_cookies()
    write(page, "More.")
    page.get_by_role("button", name="sign in here").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
