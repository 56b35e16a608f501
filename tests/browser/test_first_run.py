"""An owner meets an empty instance in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Browse = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_owner_opens_the_blog_and_makes_it_their_own(browse: Browse, javascript: bool) -> None:
    page = browse(javascript=javascript)

    page.goto("/")
    expect(page).to_have_url(re.compile("/first-run$"))
    page.get_by_label("Title of the site").fill("Night Reading")
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("E-mail").fill("olga@example.org")
    page.get_by_label("Password").fill("a lamp and a chair")
    page.get_by_role("button", name="Open the blog").click()

    expect(page).to_have_url(re.compile("/desk$"))
    page.goto("/desk/settings")
    page.get_by_label("Tagline").fill("After dark")
    page.get_by_label("Time zone").select_option("Europe/Rome")
    page.get_by_label("Moss").check()
    page.get_by_label("Comments wait until they are approved").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Night Reading")
    expect(page.get_by_role("banner").get_by_text("After dark")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-accent", "moss")


def test_what_was_typed_stays_when_something_is_wrong(browse: Browse) -> None:
    page = browse(javascript=False)
    page.goto("/first-run")
    page.get_by_label("Title of the site").fill("Night Reading")
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("E-mail").fill("olga@example")
    page.get_by_label("Password").fill("a lamp and a chair")

    page.get_by_role("button", name="Open the blog").click()

    expect(page.get_by_label("Title of the site")).to_have_value("Night Reading")
    expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("does not look like an e-mail address")).to_be_visible()
