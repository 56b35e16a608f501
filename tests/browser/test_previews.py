"""A draft as readers will see it: on two widths, and by its private link."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Made, Person


@pytest.mark.parametrize("javascript", [True, False])
def test_a_draft_is_shown_on_a_phone_and_to_a_friend(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    alice: Person,
    make_post: Callable[..., Made],
    javascript: bool,
) -> None:
    post = make_post(alice, published_at=None)
    page, friend = signed_in(browse(javascript=javascript), alice), browse(javascript=javascript)
    page.goto(f"/desk/posts/{post.id}/preview")

    page.get_by_role("link", name="Phone").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("First Light")
    expect(frame.locator("body")).to_have_css("width", "390px")

    page.get_by_role("button", name="Make a private link").click()
    address = page.get_by_label("Private link").input_value()
    friend.goto(address)
    expect(friend.locator(".post__prose")).to_have_text("Words.")
    page.get_by_role("button", name="Take it back").click()
    make = page.get_by_role("button", name="Make a private link")
    expect(make).to_be_visible()
    if javascript:
        expect(make).to_be_focused()
    answer = friend.goto(address)
    assert answer
    assert answer.status == 404
