"""A draft, and what an author and an editor say about it beside its text."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.desk import until_saved, write
from tests.conftest import Made, Person


def test_a_draft_goes_to_an_editor_and_comes_back_with_notes(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    make_member: Callable[..., Person],
    make_post: Callable[..., Made],
) -> None:
    colin, edith = make_member("colin", "contributor"), make_member("edith", "editor")
    draft = f"/desk/posts/{make_post(colin, published_at=None).id}"
    author, editor = signed_in(browse(), colin), signed_in(browse(), edith)
    author.goto(draft)
    with author.expect_navigation():
        author.get_by_role("button", name="Send for review").click()

    editor.goto(draft)
    until_saved(editor, lambda: write(editor, "Mended. "))
    field = editor.get_by_label("Your note")
    editor.get_by_role("button", name="Add the note").click()
    expect(editor.get_by_text("Write the note first.")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("Which book is it?")
    editor.get_by_role("button", name="Add the note").click()
    expect(editor.locator(".note__words")).to_have_text("Which book is it?")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(editor.locator("#announcements")).to_have_text("Your note stands beside the text.")
    field.fill("And the soundtrack?")
    editor.reload()
    expect(field).to_have_value("And the soundtrack?")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Send back").last.click()

    expect(field).to_have_value("")
    author.goto("/desk")
    expect(author.get_by_text("Sent back")).to_be_visible()
    author.get_by_role("link", name="2 notes").click()
    expect(author.locator("#editor")).to_contain_text("Mended.")
    author.get_by_role("button", name="Mark as settled").first.click()
    expect(author.get_by_role("button", name="Open again")).to_be_focused()
    author.reload()
    expect(author.get_by_role("button", name="Mark as settled")).to_have_count(1)


def test_without_scripts_a_note_takes_the_words_beside_it_along(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    make_member: Callable[..., Person],
    make_post: Callable[..., Made],
) -> None:
    colin = make_member("colin", "contributor")
    page = signed_in(browse(javascript=False), colin)
    page.goto(f"/desk/posts/{make_post(colin, published_at=None).id}")
    page.locator("#title").fill("Not yet saved")
    page.get_by_label("Your note").fill("Is it long enough?")

    page.get_by_role("button", name="Add the note").click()

    expect(page.locator("#title")).to_have_value("Not yet saved")
    expect(page.locator(".note__words")).to_have_text("Is it long enough?")
