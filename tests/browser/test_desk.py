"""At the desk: what is written is kept, whatever happens to the tab, the line or the other tab."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect

from blog.db import db
from blog.sessions import MemberSession
from tests.browser.desk import (
    SAVED,
    crash,
    expect_status,
    opened,
    until_on_device,
    until_saved,
    write,
)
from tests.conftest import Made, Person
from tests.desk import kept

Browse = Callable[..., Page]
SignedIn = Callable[[Page, Person], Page]
MakePost = Callable[..., Made]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    post = make_post(alice, published_at=None, source="<p>It was dusk.</p>")
    return f"/desk/posts/{post.id}"


@pytest.fixture
def desk(page: Page, signed_in: SignedIn, alice: Person, draft: str) -> Page:
    """Alice's browser with the draft open."""
    return opened(signed_in(page, alice), draft)


def test_a_long_word_does_not_widen_a_narrow_page(
    browse: Browse, signed_in: SignedIn, alice: Person, make_post: MakePost
) -> None:
    long = "Geschwindigkeitsbegrenzungsüberwachungen"
    post = make_post(alice, title=long, published_at=None, source=f"<p>{long * 2}</p>")
    page = signed_in(browse(width=390), alice)

    for path in ("/desk", f"/desk/posts/{post.id}/revisions/1", f"/desk/posts/{post.id}"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#editor")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_typed_is_on_the_site_within_three_seconds(
    desk: Page, draft: str, app: Flask
) -> None:
    with desk.expect_response(
        lambda answer: answer.request.method == "PUT", timeout=3_000
    ) as saved:
        write(desk, " Nobody came.")

    version = kept(app, draft)["version"]
    assert kept(app, draft)["source"] == "<p>It was dusk. Nobody came.</p>"
    expect_status(desk, "saved", SAVED)
    expect(desk.locator("#status")).to_have_attribute("data-version", str(version))
    assert saved.value.request.headers["content-type"].startswith("multipart/form-data")
    desk.reload()
    expect(desk.locator("#editor")).to_have_text("It was dusk. Nobody came.")


def test_every_field_saves_itself(desk: Page, draft: str, app: Flask) -> None:
    def fill() -> None:
        desk.locator("#title").fill("The Waves")
        desk.get_by_label("Title of the book").fill("The Waves")
        desk.get_by_label("Year").fill("2005")
        desk.get_by_label("Quotation").fill("How much better is silence")
        desk.get_by_label("About the soundtrack").fill("Rain.")

    until_saved(desk, fill)

    found = kept(app, draft)
    assert found["title"] == "The Waves"
    assert found["book_year"] == 2005
    assert found["epigraph"] == "How much better is silence"
    assert found["introduction_source"] == "Rain."


def test_an_empty_line_is_a_change_too(desk: Page, draft: str, app: Flask) -> None:
    introduction = desk.get_by_label("About the soundtrack")
    until_saved(desk, lambda: introduction.fill("One Two"))

    until_saved(desk, lambda: introduction.fill("One\n\nTwo"))

    assert kept(app, draft)["introduction_source"] == "One\n\nTwo"


def test_a_window_with_unsaved_words_asks_before_it_closes(desk: Page, app: Flask) -> None:
    desk.context.set_offline(True)
    write(desk, " Not yet.")
    until_on_device(desk, "Not yet.")

    with desk.expect_event("dialog") as asked:
        desk.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_opening_a_text_changes_nothing(desk: Page, draft: str, app: Flask) -> None:
    before = kept(app, draft)
    asked: list[Request] = []
    desk.on("request", lambda request: asked.append(request) if request.method == "PUT" else None)

    desk.locator("#editor").click()
    desk.keyboard.press("Control+s")
    with desk.expect_navigation():
        desk.get_by_role("link", name="Desk", exact=True).first.click()

    assert not asked
    assert kept(app, draft) == before


def test_a_text_that_is_only_looked_at_keeps_its_own_spelling(
    page: Page, signed_in: SignedIn, alice: Person, make_post: MakePost, app: Flask
) -> None:
    typed = "<blockquote>Bare words</blockquote>\n\n<h1>Large</h1>"
    draft = f"/desk/posts/{make_post(alice, published_at=None, source=typed).id}"
    opened(signed_in(page, alice), draft)

    until_saved(page, lambda: page.locator("#title").fill("Another"))

    assert kept(app, draft)["source"] == typed


def test_one_refused_field_holds_nothing_else_back(desk: Page, draft: str, app: Flask) -> None:
    desk.get_by_label("Year").fill("soon")
    write(desk, " Saved all the same.")

    expect_status(desk, "refused", re.compile("Saved but for"))
    expect(desk.locator("#book_year-error")).to_have_text("Type the year in digits, such as 2005.")
    assert kept(app, draft)["source"].endswith("Saved all the same.</p>")
    until_saved(desk, lambda: desk.get_by_label("Year").fill("2005"))
    expect(desk.locator("#book_year-error")).to_have_count(0)


def test_two_windows_on_one_draft_lose_neither_text(desk: Page, draft: str, app: Flask) -> None:
    other = opened(desk.context.new_page(), draft)
    until_saved(other, lambda: write(other, " Theirs."))

    write(desk, " Mine.")

    expect_status(desk, "conflict", re.compile("Changed elsewhere"))
    sides = desk.locator(".difference__words")
    expect(sides.first).to_have_text("It was dusk. [only here: Mine].")
    expect(sides.last).to_have_text("It was dusk. [only here: Theirs].")
    assert kept(app, draft)["source"] == "<p>It was dusk. Theirs.</p>"
    with desk.expect_navigation():
        desk.get_by_role("button", name="Keep mine").click()
    expect(desk.locator("#editor")).to_have_text("It was dusk. Mine.")
    expect(desk.locator("#recovery")).to_be_hidden()
    assert kept(app, draft)["source"] == "<p>It was dusk. Mine.</p>"


def test_keeping_theirs_shows_theirs(desk: Page, draft: str) -> None:
    other = opened(desk.context.new_page(), draft)
    until_saved(other, lambda: write(other, " Theirs."))
    write(desk, " Mine.")

    with desk.expect_navigation():
        desk.get_by_role("button", name="Keep theirs").click()

    expect(desk.locator("#editor")).to_have_text("It was dusk. Theirs.")
    expect(desk.locator("#recovery")).to_be_hidden()
    until_saved(desk, lambda: write(desk, " And on."))


def test_a_cut_line_keeps_the_words_on_the_device_and_saves_them_later(
    desk: Page, draft: str, app: Flask
) -> None:
    desk.context.set_offline(True)
    write(desk, " Nobody heard.")
    until_on_device(desk, "Nobody heard.")

    until_saved(desk, lambda: desk.context.set_offline(False), by_itself=True)

    assert kept(app, draft)["source"].endswith("Nobody heard.</p>")


def test_words_left_on_the_device_are_offered_and_restored(
    desk: Page, draft: str, app: Flask
) -> None:
    desk.context.set_offline(True)
    write(desk, " Lost and found.")
    until_on_device(desk, "Lost and found.")
    crash(desk)
    again = desk.context.new_page()
    desk.context.set_offline(False)

    opened(again, draft)

    expect(again.locator("#recovery")).to_contain_text("Lost and found.")
    expect(again.locator("#editor")).to_have_text("It was dusk.")
    until_saved(again, again.get_by_role("button", name="Restore").click, by_itself=True)
    assert kept(app, draft)["source"].endswith("Lost and found.</p>")
    again.reload()
    expect(again.locator("#recovery")).to_be_hidden()


def test_discarded_words_are_not_offered_again(desk: Page, draft: str) -> None:
    desk.context.set_offline(True)
    write(desk, " Better forgotten.")
    until_on_device(desk, "Better forgotten.")
    crash(desk)
    again = desk.context.new_page()
    desk.context.set_offline(False)
    opened(again, draft)

    again.get_by_role("button", name="Discard").click()

    again.reload()
    expect(again.locator("#editor")).to_have_text("It was dusk.")
    expect(again.locator("#recovery")).to_be_hidden()


def test_a_session_that_ended_is_begun_again_without_leaving_the_page(
    desk: Page, draft: str, app: Flask, alice: Person
) -> None:
    with app.app_context():
        db.session.query(MemberSession).delete()
        db.session.commit()
    write(desk, " Still here.")
    expect_status(desk, "signed-out", "Signed out: sign in here")

    desk.get_by_role("button", name="sign in here").click()
    door = desk.get_by_role("dialog", name="Sign in to go on")
    door.get_by_label("E-mail").fill(alice.email)
    door.get_by_label("Password").fill("not hers at all")
    door.get_by_role("button", name="Sign in").click()
    expect(door.get_by_label("Password")).to_be_focused()
    expect(door.locator(".field__error")).to_contain_text("do not belong together")
    door.get_by_label("Password").fill(alice.password)

    until_saved(desk, door.get_by_role("button", name="Sign in").click, by_itself=True)

    expect(door).to_have_count(0)
    expect(desk.locator("#editor")).to_be_focused()
    assert kept(app, draft)["source"].endswith("Still here.</p>")


def test_an_answer_that_is_not_the_sites_own_is_not_saved(desk: Page, draft: str) -> None:
    desk.route(f"**{draft}", lambda route: route.fulfill(body="<h1>Welcome to the café</h1>"))

    write(desk, " In a café.")

    expect_status(desk, "trouble", "Not saved yet: kept on this device")
