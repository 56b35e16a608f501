"""Signing in, joining and signing out in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD, Person

Browse = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_signs_in_by_keyboard_and_out_again(
    browse: Browse, alice: Person, javascript: bool
) -> None:
    page = browse(javascript=javascript)
    page.goto("/desk")
    expect(page).to_have_url(re.compile("/sign-in"))

    page.get_by_label("E-mail").focus()
    page.keyboard.type(alice.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/desk$"))
    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_wrong_password_keeps_the_address(page: Page, alice: Person) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill("not hers at all")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("do not belong together")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(alice.email)


def test_a_newcomer_joins(page: Page, alice: Person) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="Join").click()
    page.get_by_label("Name", exact=True).fill("Dora")
    page.get_by_label("E-mail").fill("dora@example.org")
    page.get_by_label("Password").fill("seven small stones")

    page.get_by_role("button", name="Join").click()

    expect(page.get_by_role("link", name="Account")).to_be_visible()
