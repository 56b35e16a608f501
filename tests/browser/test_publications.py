"""From the desk to the reader, with scripts and without."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from blog.db import db
from blog.site import Site
from tests.browser.desk import paste, picture, write
from tests.conftest import Made, Person
from tests.desk import kept

Browse = Callable[..., Page]
SignedIn = Callable[[Page, Person], Page]
MakePost = Callable[..., Made]


def test_what_was_written_is_what_is_published(desk: Page, draft: str) -> None:
    desk.locator("#title").fill("Tide tables for “The Waves”")
    desk.get_by_label("Address").evaluate("field => { field.value = '' }")
    paste(desk, "<h2>Low water</h2><p>A <b>bold</b> word</p>", "text")
    desk.get_by_label("Title of the book").fill("The Waves")
    desk.get_by_label("Quotation").fill("How much better is silence")

    with desk.expect_navigation():
        desk.get_by_role("button", name="Publish", exact=True).click()
    desk.get_by_role("link", name="Read it").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("Tide tables for “The Waves”")
    expect(desk.locator(".post__prose h2")).to_have_text("Low water")
    expect(desk.locator(".post__prose strong")).to_have_text("bold")
    expect(desk.locator(".epigraph__words")).to_have_text("How much better is silence")


def test_a_preview_shows_the_last_letter_and_leads_back(desk: Page) -> None:
    write(desk, "The last letter")

    with desk.context.expect_page() as tab:
        desk.get_by_role("link", name="Preview").click()

    expect(tab.value.locator(".post__prose")).to_have_text("The last letter")
    tab.value.get_by_role("link", name="Phone").click()
    with tab.value.expect_event("close"):
        tab.value.get_by_role("link", name="Back to the draft").click()
    expect(desk.locator("#editor")).to_have_text("The last letter")


def test_without_scripts_the_same_form_writes_and_publishes(
    browse: Browse, signed_in: SignedIn, alice: Person, draft: str
) -> None:
    page = signed_in(browse(javascript=False), alice)
    page.goto("/desk")
    page.get_by_role("link", name="First Light").click()
    page.locator("#title").fill("By hand")
    page.get_by_label("Text", exact=True).fill("<p>Typed as it is.</p>")
    page.get_by_label("Choose a picture").set_input_files(picture())
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#title")).to_have_value("By hand")
    page.get_by_role("button", name="Remove the picture").click()
    expect(page.get_by_label("Choose a picture")).to_be_visible()

    page.get_by_label("Standfirst").fill("Not yet saved")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("It does not say which book it is about")).to_be_visible()
    page.get_by_role("button", name="Publish anyway").click()
    page.get_by_role("link", name="Read it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("By hand")
    expect(page.locator(".post__prose")).to_have_text("Typed as it is.")
    expect(page.get_by_text("Not yet saved")).to_be_visible()


def test_without_scripts_two_texts_stand_side_by_side(
    browse: Browse, signed_in: SignedIn, alice: Person, draft: str, app: Flask
) -> None:
    mine, theirs = (signed_in(browse(javascript=False), alice) for _ in range(2))
    for page in (mine, theirs):
        page.goto(draft)
    theirs.get_by_label("Text", exact=True).fill("<p>Theirs</p>")
    theirs.get_by_role("button", name="Save", exact=True).click()
    mine.get_by_label("Text", exact=True).fill("<p>Mine</p>")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator(".difference__words")).to_have_text(
        ["[only here: Mine]", "[only here: Theirs]"]
    )

    mine.get_by_role("button", name="Keep mine").click()

    assert kept(app, draft)["source"] == "<p>Mine</p>"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_post_is_taken_back_and_its_changes_with_it(
    browse: Browse, signed_in: SignedIn, alice: Person, make_post: MakePost, javascript: bool
) -> None:
    post = make_post(alice)
    page = signed_in(browse(javascript=javascript), alice)
    page.goto(f"/desk/posts/{post.id}")
    page.locator("#title").fill("Half a thought")

    with page.expect_navigation():
        page.get_by_role("button", name="Unpublish").click()

    expect(page.locator("#title")).to_have_value("Half a thought")
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    answer = page.goto(post.url)
    assert answer
    assert answer.status == 404


@pytest.mark.parametrize("javascript", [True, False])
def test_a_post_is_thrown_away_and_taken_out_again(
    browse: Browse, signed_in: SignedIn, alice: Person, draft: str, javascript: bool
) -> None:
    page = signed_in(browse(javascript=javascript), alice)
    page.goto(draft)

    page.locator("summary", has_text="More").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Move to the trash").click()
    page.get_by_role("button", name="Restore").click()

    expect(page.get_by_text("Restored.")).to_be_visible()
    expect(page.locator("#publication")).to_contain_text("Draft")


def test_an_author_is_told_of_changes_that_readers_do_not_see(
    page: Page, signed_in: SignedIn, alice: Person, make_post: MakePost
) -> None:
    post = make_post(alice, book_title="The Waves")
    signed_in(page, alice).goto(f"/desk/posts/{post.id}")
    badge = page.get_by_text("Changes not published")
    expect(badge).to_be_hidden()

    page.locator("#title").fill("Half a thought")

    expect(badge).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish changes").click()
    expect(badge).to_be_hidden()


def test_a_post_that_was_saved_is_published_by_one_press(
    page: Page, signed_in: SignedIn, alice: Person, make_post: MakePost
) -> None:
    post = make_post(alice, published_at=None, book_title="The Waves")
    signed_in(page, alice).goto(f"/desk/posts/{post.id}")

    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_role("link", name="Read it")).to_be_visible()


def test_what_is_missing_is_one_press_away_from_where_it_is_mended(
    page: Page, signed_in: SignedIn, alice: Person, make_post: MakePost
) -> None:
    source = '<p>Read it <a href="https://example.org/">here</a>.</p>'
    draft = f"/desk/posts/{make_post(alice, published_at=None, source=source).id}"
    signed_in(page, alice).goto(draft)
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before it goes out")

    there = page.get_by_role("listitem").filter(has_text="does not say where it leads")
    there.get_by_role("link", name="Go there").click()
    expect(page.locator("#editor")).to_be_focused()
    page.keyboard.type("overleaf")
    expect(page.locator("#editor a")).to_have_text("overleaf")

    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="where it leads")).to_have_count(0)
    page.get_by_role("link", name="Go there").click()
    expect(page.get_by_label("Title of the book")).to_be_focused()
    page.go_back()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish anyway").click()
    page.get_by_role("link", name="Read it").click()
    expect(page.locator(".post__prose a")).to_have_text("overleaf")


def test_hours_are_told_by_both_clocks_where_they_differ(
    browse: Browse, signed_in: SignedIn, alice: Person, make_post: MakePost, app: Flask
) -> None:
    with app.app_context():
        db.session.get_one(Site, 1).time_zone = "Europe/Rome"
        db.session.commit()
    post = make_post(alice, published_at=datetime(2100, 7, 1, 7, 0, tzinfo=UTC))
    away, there = (signed_in(browse(zone=zone), alice) for zone in ("Asia/Tokyo", "Europe/Berlin"))

    away.goto(f"/desk/posts/{post.id}")
    there.goto(f"/desk/posts/{post.id}")

    both = "1 July 2100, 09:00 in Rome, 16:00 where you are"
    expect(away.locator("#publication")).to_contain_text(both)
    away.get_by_label("Day and time").fill("2100-12-24T23:30")
    expect(away.get_by_text("That is December 25, 07:30 where you are.")).to_be_visible()
    expect(there.locator("#publication")).not_to_contain_text("where you are")


def test_a_button_for_a_day_says_what_it_will_do(desk: Page) -> None:
    desk.get_by_label("Day and time").fill("2100-07-01T09:00")
    expect(desk.get_by_role("button", name="Schedule it")).to_be_visible()
    desk.get_by_label("Day and time").fill("2020-07-01T09:00")

    expect(desk.get_by_role("button", name="Publish with this date")).to_be_visible()


def test_the_menu_opens_and_closes_by_keyboard(desk: Page) -> None:
    more = desk.locator("summary", has_text="More")
    more.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Duplicate")).to_be_visible()
    desk.keyboard.press("Tab")

    desk.keyboard.press("Escape")

    expect(desk.get_by_role("button", name="Duplicate")).to_be_hidden()
    expect(more).to_be_focused()
    more.click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Duplicate").click()
    expect(desk.locator("#title")).to_have_value("Copy of First Light")
