"""Keeping posts, and the shelf, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import in_both_lights, light, violations
from tests.conftest import PASSWORD, Made, Person

Browse = Callable[..., Page]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, "first-light")


def keep(page: Page, post: Made) -> None:
    page.goto(post.url)
    page.get_by_role("button", name="Bookmark", exact=True).click()
    expect(page.get_by_role("button", name="Bookmark", exact=True, pressed=True)).to_be_visible()


def test_the_button_turns_in_place_by_keyboard_and_keeps_the_focus(page: Page, post: Made) -> None:
    page.goto(post.url)
    page.evaluate("document.body.dataset.sameDocument = 'yes'")
    button = page.get_by_role("button", name="Bookmark", exact=True)
    expect(button).to_have_attribute("aria-pressed", "false")

    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.locator("#announcements")).to_have_text("Saved to your bookmarks.")

    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    expect(page.locator("#announcements")).to_have_text("Removed from your bookmarks.")

    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("body")).to_have_attribute("data-same-document", "yes")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_two_windows_agree_at_once(page: Page, post: Made) -> None:
    other = page.context.new_page()
    other.goto(post.url)

    keep(page, post)

    expect(other.get_by_role("button", name="Bookmark", exact=True, pressed=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Bookmark", exact=True, pressed=True)).to_be_visible()


def test_an_entry_is_removed_and_had_back_by_keyboard(
    page: Page, post: Made, make_post: Callable[..., Made], alice: Person
) -> None:
    keep(page, post)
    keep(page, make_post(alice, "second-wind"))
    page.goto("/bookmarks")
    entries = page.locator("article.card")
    expect(entries).to_have_count(2)

    page.get_by_role("button", name="Remove First Light").press("Enter")

    undo = page.get_by_role("button", name="Undo removing First Light")
    expect(undo).to_be_focused()
    expect(entries).to_have_count(1)
    expect(page.locator("#announcements")).to_have_text("Removed from your bookmarks.")

    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Remove First Light")).to_be_focused()
    expect(entries).to_have_count(2)
    page.reload()
    expect(entries).to_have_count(2)


def test_a_note_is_written_and_a_shelf_chosen_without_leaving_the_page(
    page: Page, post: Made
) -> None:
    keep(page, post)
    page.goto("/bookmarks")

    page.get_by_text("Add a note").click()
    page.get_by_label("Note on First Light").fill("On the night train.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".entry__note")).to_have_text("On the night train.")
    expect(page.locator("summary")).to_be_focused()
    expect(page.locator("#announcements")).to_have_text("Note saved.")

    reading = page.get_by_role("button", name="Reading", exact=True)
    reading.press("Enter")
    expect(reading).to_have_attribute("aria-pressed", "true")
    expect(reading).to_be_focused()
    page.goto("/bookmarks?shelf=reading&q=train")
    expect(page.locator(".entry__note")).to_have_text("On the night train.")


def test_a_note_too_long_stays_in_its_field_with_the_reason(page: Page, post: Made) -> None:
    keep(page, post)
    page.goto("/bookmarks")
    page.get_by_text("Add a note").click()
    field = page.get_by_label("Note on First Light")
    field.evaluate("field => field.removeAttribute('maxlength')")

    field.fill("x" * 501)
    page.get_by_role("button", name="Save the note").click()

    expect(page.get_by_text("Use at most 500 characters.")).to_be_visible()
    expect(field).to_have_value("x" * 501)
    expect(field).to_be_focused()


def test_the_shelf_grows_in_place(
    page: Page, make_post: Callable[..., Made], alice: Person
) -> None:
    posts = [make_post(alice, f"post-{n}") for n in range(12)]
    page.goto("/bookmarks")
    for made in posts:
        answer = page.request.post(
            f"{made.url}/bookmark", headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.ok
    page.reload()
    entries = page.locator("article.card")
    expect(entries).to_have_count(10)

    page.get_by_role("link", name="More bookmarks").press("Enter")

    expect(entries).to_have_count(12)
    expect(page.locator("#announcements")).to_have_text("2 more bookmarks")
    expect(entries.nth(10).get_by_role("link")).to_be_focused()
    page.reload()
    expect(entries).to_have_count(12)


@in_both_lights
def test_axe_finds_nothing_on_a_shelf_in_use(
    page: Page, post: Made, make_post: Callable[..., Made], alice: Person, scheme: str
) -> None:
    light(page, scheme)
    keep(page, post)
    keep(page, make_post(alice, "second-wind"))
    page.goto("/bookmarks")
    page.get_by_text("Add a note on Second Wind").click()
    page.get_by_role("button", name="Remove First Light").click()
    expect(page.get_by_role("button", name="Undo removing First Light")).to_be_visible()

    assert violations(page) == []


def test_without_scripts_everything_is_a_form(browse: Browse, post: Made) -> None:
    page = browse(javascript=False)
    keep(page, post)
    expect(page).to_have_url(re.compile(f"{post.url}$"))

    page.get_by_role("link", name="Bookmarks", exact=True).click()
    page.get_by_text("Add a note").click()
    page.get_by_label("Note on First Light").fill("By lamplight.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".entry__note")).to_have_text("By lamplight.")
    page.get_by_role("button", name="Kept", exact=True).click()
    page.get_by_role("link", name="Kept", exact=True).click()
    expect(page.locator(".entry__note")).to_have_text("By lamplight.")

    page.get_by_role("button", name="Remove First Light").click()
    expect(page.locator("article.card")).to_have_count(0)
    page.get_by_role("button", name="Undo removing First Light").click()
    expect(page.locator(".entry__note")).to_have_text("By lamplight.")
    expect(page).to_have_url(re.compile(r"/bookmarks\?shelf=kept"))

    page.goto(post.url)
    page.get_by_role("button", name="Bookmark", exact=True, pressed=True).click()
    expect(page.get_by_role("button", name="Bookmark", pressed=False)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_takes_the_bookmarks_along(
    browse: Browse, post: Made, carol: Person, javascript: bool
) -> None:
    page = browse(javascript=javascript)
    keep(page, post)
    page.goto("/bookmarks")

    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(carol.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(re.compile("/bookmarks$"))
    expect(page.get_by_role("link", name="First Light")).to_be_visible()
    elsewhere = browse()
    elsewhere.goto("/sign-in?next=/bookmarks")
    elsewhere.get_by_label("E-mail").fill(carol.email)
    elsewhere.get_by_label("Password").fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in").click()
    expect(elsewhere.get_by_role("link", name="First Light")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto("/bookmarks")
    expect(page.get_by_text("An empty shelf")).to_be_visible()


def test_a_post_that_is_seen_is_counted_once(page: Page, post: Made) -> None:
    with page.expect_response("**/visits") as told:
        page.goto(post.url)
    assert told.value.status == 204

    with page.expect_response("**/visits"):
        page.reload()
    expect(page.get_by_text("1 view", exact=True)).to_be_visible()


def test_a_post_in_a_tab_behind_is_counted_when_it_is_looked_at(page: Page, post: Made) -> None:
    told: list[str] = []
    page.on(
        "request", lambda request: told.append(request.url) if "visits" in request.url else None
    )
    page.add_init_script(
        "let state = 'hidden';"
        "Object.defineProperty(document, 'visibilityState', { get: () => state });"
        "addEventListener('come', () => {"
        "  state = 'visible'; document.dispatchEvent(new Event('visibilitychange'));"
        "});"
    )
    page.goto(post.url)
    assert not told

    with page.expect_response("**/visits"):
        page.evaluate("dispatchEvent(new Event('come'))")
    page.evaluate("dispatchEvent(new Event('come'))")

    assert len(told) == 1


def test_a_page_fetched_ahead_is_counted_when_it_is_opened(page: Page, post: Made) -> None:
    told: list[str] = []
    page.on(
        "request", lambda request: told.append(request.url) if "visits" in request.url else None
    )
    page.add_init_script(
        "let ahead = true;"
        "Object.defineProperty(document, 'prerendering', { get: () => ahead });"
        "addEventListener('come', () => {"
        "  ahead = false; document.dispatchEvent(new Event('prerenderingchange'));"
        "});"
    )
    page.goto(post.url)
    assert not told

    with page.expect_response("**/visits"):
        page.evaluate("dispatchEvent(new Event('come'))")

    assert len(told) == 1


def test_every_button_of_a_post_agrees_on_this_page_and_on_the_next(
    page: Page, browse: Callable[..., Page], make_post: Callable[..., Made], alice: Person
) -> None:
    first, second = make_post(alice, "first-light"), make_post(alice, "second-wind")
    page.goto(first.url)
    page.evaluate(
        "document.querySelector('main').append(document.querySelector('.recent').cloneNode(true))"
    )
    other = page.context.new_page()
    other.goto("/")
    of_second = page.get_by_role("button", name="Bookmark Second Wind")
    elsewhere = other.get_by_role("button", name="Bookmark Second Wind")

    of_second.first.press("Enter")

    expect(page.locator("#announcements")).to_have_text("Saved to your bookmarks.")
    expect(of_second.first).to_be_focused()
    for button in (of_second.first, of_second.last, elsewhere):
        expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Bookmark", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    elsewhere.click()
    for button in (of_second.first, of_second.last, elsewhere):
        expect(button).to_have_attribute("aria-pressed", "false")
    other.reload()
    expect(elsewhere).to_have_attribute("aria-pressed", "false")
    assert second.slug


def test_a_card_keeps_its_post_without_scripts(
    browse: Callable[..., Page], make_post: Callable[..., Made], alice: Person
) -> None:
    make_post(alice, "first-light")
    plain = browse(javascript=False)
    plain.goto("/posts")
    plain.get_by_role("button", name="Bookmark First Light").click()

    expect(plain).to_have_url(re.compile(r"/posts$"))
    button = plain.get_by_role("button", name="Bookmark First Light")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
