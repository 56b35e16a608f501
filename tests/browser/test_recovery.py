"""What a window leaves on the device when it dies: each is offered, none is dropped unasked."""

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.desk import (
    ON_DEVICE,
    crash,
    opened,
    until_on_device,
    until_saved,
    write,
)
from tests.desk import kept


def left_behind(desk: Page, draft: str, words: str) -> None:
    """Have a window die that kept ``words`` on the device alone."""
    window = opened(desk.context.new_page(), draft)
    window.context.set_offline(True)
    write(window, words)
    until_on_device(window, words)
    crash(window)
    window.context.set_offline(False)


def test_all_that_was_left_is_offered_the_newest_first(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: write(desk, "It was dusk."))
    left_behind(desk, draft, " First.")
    left_behind(desk, draft, " Second.")
    sent: list[Request] = []
    desk.on("request", lambda asked: sent.append(asked) if asked.method == "PUT" else None)
    desk.reload()
    place = desk.locator("#recovery")
    here, there = (place.get_by_role("group", name=name) for name in ("Typed on", "Kept by"))

    expect(here).to_have_text("It was dusk. Second.")
    expect(here.locator("mark")).to_have_text(" Second.")
    expect(there).to_have_text("It was dusk.")
    place.get_by_role("button", name="Discard").click()
    expect(place.get_by_role("button", name="Bring them back")).to_be_focused()
    place.get_by_role("button", name="Bring them back").click()
    until_saved(desk, place.get_by_role("button", name="Restore").click, by_itself=True)

    assert kept(app, draft)["source"] == "<p>It was dusk. Second.</p>"
    assert 'name="keep"' in (sent[0].post_data or "")
    expect(here).to_have_text("It was dusk. First.")
    place.get_by_role("button", name="Discard").click()
    place.get_by_role("button", name="Close").click()
    expect(place).to_be_hidden()
    assert kept(app, draft)["source"] == "<p>It was dusk. Second.</p>"


def test_words_of_a_window_that_lives_are_not_taken_for_left(desk: Page, draft: str) -> None:
    desk.route(f"**{draft}", lambda route: route.abort())
    write(desk, "Still at it.")
    desk.evaluate(ON_DEVICE, "Still at it.")

    other = opened(desk.context.new_page(), draft)

    other.evaluate(ON_DEVICE, "Still at it.")
    expect(other.locator("#recovery")).to_be_hidden()
    crash(desk)
    other.reload()
    expect(other.locator("#recovery")).to_be_visible()


def test_a_half_typed_track_and_list_are_back_after_a_crash(desk: Page, draft: str) -> None:
    desk.locator("#new-track-artist").fill("Björk")
    desk.locator("#new-track-length").fill("4:05")
    desk.get_by_role("textbox", name="Note (optional)").fill("The lighthouse")
    desk.locator("#new-tracks-text").fill("1. Low – Words")
    desk.evaluate(ON_DEVICE, "The lighthouse")
    desk.evaluate(ON_DEVICE, "Low – Words")
    crash(desk)

    again = opened(desk.context.new_page(), draft)

    expect(again.locator("#new-track-artist")).to_have_value("Björk")
    expect(again.locator("#new-track-length")).to_have_value("4:05")
    note = again.get_by_role("textbox", name="Note (optional)")
    expect(note).to_have_text("The lighthouse")
    expect(again.locator("#new-tracks-text")).to_have_value("1. Low – Words")
    again.get_by_role("button", name="Read the list").click()
    again.get_by_role("button", name="Add 1 track").click()
    expect(again.locator("[data-track]").last).to_contain_text("Words")
    again.reload()
    expect(again.locator("#new-track-artist")).to_have_value("Björk")
    expect(again.locator("#new-tracks-text")).to_have_value("")


def test_an_answer_that_was_lost_is_no_change_of_somebody_elses(
    desk: Page, draft: str, app: Flask, browse: Callable[..., Page]
) -> None:
    desk.route(f"**{draft}", lambda route: (route.fetch(), route.abort()), times=1)
    with desk.expect_event("requestfailed"):
        write(desk, "Heard")

    until_saved(desk, lambda: write(desk, " twice."))

    assert kept(app, draft)["source"] == "<p>Heard twice.</p>"
    expect(desk.locator("#conflict")).to_have_count(0)


def test_what_was_typed_just_before_a_link_or_a_reload_is_on_the_site(
    desk: Page, draft: str, app: Flask
) -> None:
    until_saved(desk, lambda: write(desk, "Base."))

    write(desk, " By a link.")
    desk.get_by_role("link", name="Desk", exact=True).first.click()
    expect(desk).to_have_url(re.compile("/desk$"))
    assert kept(app, draft)["source"] == "<p>Base. By a link.</p>"

    opened(desk, draft)
    write(desk, " By a reload.")
    desk.reload()

    expect(desk.locator("#editor")).to_have_text("Base. By a link. By a reload.")
    until_saved(desk, lambda: write(desk, " Go on."))
    assert kept(app, draft)["source"] == "<p>Base. By a link. By a reload. Go on.</p>"
    expect(desk.locator("#recovery")).to_be_hidden()
    expect(desk.locator("#conflict")).to_have_count(0)


def test_a_save_that_a_reload_overtakes_is_no_conflict(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: write(desk, "Base."))
    held: list[Route] = []
    desk.route(f"**{draft}", hold_saves(held))
    with desk.expect_request(lambda asked: asked.method == "PUT"):
        write(desk, " On its way.")
    desk.unroute_all()

    desk.reload()

    expect(desk.locator("#editor")).to_have_text("Base. On its way.")
    until_saved(desk, lambda: write(desk, " Go on."))
    assert kept(app, draft)["source"] == "<p>Base. On its way. Go on.</p>"
    expect(desk.locator("#recovery")).to_be_hidden()
    expect(desk.locator("#conflict")).to_have_count(0)


def hold_saves(held: list[Route]) -> Callable[[Route], None]:
    """Let no save through to the site; they are ``held``."""

    def hold(route: Route) -> None:
        if route.request.method == "PUT":
            held.append(route)
        else:
            route.fallback()

    return hold
