"""From the desk to the reader, with scripts and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

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


def test_a_preview_shows_the_last_letter(desk: Page) -> None:
    write(desk, "The last letter")

    with desk.context.expect_page() as tab:
        desk.get_by_role("link", name="Preview").click()

    expect(tab.value.locator(".post__prose")).to_have_text("The last letter")


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

    with page.expect_navigation():
        page.get_by_role("button", name="Move to the trash").click()
    page.get_by_role("button", name="Restore").click()

    expect(page.get_by_text("Restored.")).to_be_visible()
    expect(page.get_by_role("button", name="Move to the trash")).to_be_visible()


def test_an_author_is_told_of_changes_that_readers_do_not_see(
    page: Page, signed_in: SignedIn, alice: Person, make_post: MakePost
) -> None:
    post = make_post(alice)
    signed_in(page, alice).goto(f"/desk/posts/{post.id}")
    badge = page.get_by_text("Changes not published")
    expect(badge).to_be_hidden()

    page.locator("#title").fill("Half a thought")

    expect(badge).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish changes").click()
    expect(badge).to_be_hidden()


def test_a_post_that_was_saved_is_published_by_one_press(
    page: Page, signed_in: SignedIn, alice: Person, draft: str
) -> None:
    signed_in(page, alice).goto(draft)

    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_role("link", name="Read it")).to_be_visible()
