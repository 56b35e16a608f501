"""Nothing is asked of a service before somebody presses play."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from blog.db import db
from blog.posts import Post
from tests.browser.desk import opened, until_saved, write
from tests.conftest import Made, Person

SPOTIFY = "https://open.spotify.com/track/4abc"
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


@pytest.fixture
def post(app: Flask, make_post: Callable[..., Made], alice: Person) -> Made:
    made = make_post(
        alice, tracks=[("Low", "Words"), ("Nico", "These Days"), ("Can", "Halleluhwah")]
    )
    with app.app_context():
        live = db.session.get_one(Post, made.id).live
        assert live
        live.tracks[0].links = [SPOTIFY]
        live.tracks[1].links = [YOUTUBE]
        db.session.commit()
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_a_player_comes_when_it_is_asked_for_and_the_next_replaces_it(
    browse: Callable[..., Page], live: str, post: Made, javascript: bool
) -> None:
    page = browse(javascript=javascript, width=390)
    foreign: list[str] = []

    def stand_in(route: Route) -> None:
        foreign.append(route.request.url)
        route.fulfill(content_type="text/html", body="<p>Music</p>")

    page.route(lambda url: not url.startswith(live), stand_in)
    page.goto(post.url)
    page.get_by_text("Find it").click()
    assert foreign == []

    with page.expect_event("framenavigated", lambda frame: "spotify" in frame.url):
        page.get_by_role("link", name="Play Words by Low").click()
    assert foreign == ["https://open.spotify.com/embed/track/4abc"]
    expect(page.locator(".player__frame")).to_be_visible()

    with page.expect_event("framenavigated", lambda frame: "youtube" in frame.url):
        page.get_by_role("link", name="Play These Days by Nico").click()
    assert foreign[1:] == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"]
    expect(page.locator(".player__frame")).to_have_count(1)
    expect(page.get_by_role("link", name="Words by Low on Spotify")).to_have_attribute(
        "href", SPOTIFY
    )


def test_what_plays_is_said_and_can_be_stopped(page: Page, live: str, post: Made) -> None:
    page.route(lambda url: not url.startswith(live), lambda route: route.fulfill(body="Music"))
    page.goto(post.url)
    expect(page.locator(".player")).not_to_be_visible()

    page.get_by_role("link", name="Play Words by Low").press("Enter")
    expect(page.locator("#announcements")).to_have_text("Playing: Words by Low")
    page.get_by_role("button", name="Stop").press("Enter")

    expect(page.locator(".player")).not_to_be_visible()
    expect(page.get_by_role("link", name="Play Words by Low")).to_be_focused()


def test_an_author_ties_words_to_a_song(
    page: Page,
    signed_in: Callable[[Page, Person], Page],
    make_post: Callable[..., Made],
    alice: Person,
) -> None:
    made = make_post(alice, source="<p>Here it</p>", tracks=[("Low", "Words"), ("Can", "Sing")])
    opened(signed_in(page, alice), f"/desk/posts/{made.id}")
    write(page, " rains")

    page.keyboard.press("Control+Alt+m")
    page.get_by_label("Which one").select_option("Can – Sing")

    until_saved(page, lambda: page.get_by_role("button", name="Done").press("Enter"))

    expect(page.locator('#editor a[href="#song-can-sing"]')).to_have_text("rains")
    assert "#song-can-sing" in page.locator("textarea[data-editor]").input_value()
