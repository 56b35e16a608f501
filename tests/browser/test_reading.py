"""Reading in a real browser."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from blog.db import db, now
from blog.posts import Post
from tests.conftest import Made, Person

Browse = Callable[..., Page]


@pytest.fixture
def many(make_post: Callable[..., Made], alice: Person) -> None:
    for n in range(25):
        make_post(alice, f"post-{n}", published_at=now() - timedelta(days=n + 1))


def test_see_all_leads_to_a_list_that_grows_in_place(many: None, page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="See all").first.click()
    expect(page).to_have_url(re.compile("/posts$"))
    cards = page.locator("article.card")
    expect(cards).to_have_count(10)

    page.get_by_role("link", name="More posts").press("Enter")

    expect(cards).to_have_count(20)
    expect(page.locator("#announcements")).to_have_text("10 more posts")
    expect(cards.nth(10).get_by_role("link")).to_be_focused()
    expect(page).to_have_url(re.compile("through="))


def test_back_finds_the_list_as_it_was_left(many: None, page: Page) -> None:
    page.goto("/posts")
    page.get_by_role("link", name="More posts").click()
    cards = page.locator("article.card")
    expect(cards).to_have_count(20)

    page.get_by_role("link", name="Post 15").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Post 15")
    page.go_back()

    expect(cards).to_have_count(20)
    page.reload()
    expect(cards).to_have_count(20)


def test_without_scripts_the_list_is_pages(many: None, browse: Browse) -> None:
    page = browse(javascript=False)
    page.goto("/posts")

    page.get_by_role("link", name="More posts").click()

    expect(page.locator("article.card")).to_have_count(10)
    expect(page.get_by_role("link", name="Post 10")).to_be_visible()
    page.get_by_role("link", name="Newest posts").click()
    expect(page.get_by_role("link", name="Post 0")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_ends_of_a_page_are_two_keys_away(many: None, browse: Browse, javascript: bool) -> None:
    page = browse(javascript=javascript)
    page.goto("/posts/post-0")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#end$"))
    page.get_by_role("link", name=re.compile("top", re.IGNORECASE)).press("Enter")
    expect(page).to_have_url(re.compile("#top$"))


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_nothing_sticks_out_sideways(
    many: None, make_post: Callable[..., Made], alice: Person, browse: Browse, width: int
) -> None:
    make_post(alice, title="Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")
    page = browse(width=width)

    for path in ("/", "/posts", "/posts/post-0", "/sign-in", "/join", "/bookmarks", "/nowhere"):
        page.goto(path)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{path} at {width}"


def test_a_post_is_loaded_from_here_alone(
    make_post: Callable[..., Made], alice: Person, page: Page, live: str
) -> None:
    post = make_post(alice, source="<p>Words.</p>")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(post.url)
    page.wait_for_load_state("networkidle")

    assert asked
    assert all(url.startswith(live) for url in asked)


def test_a_reader_goes_on_where_they_stopped_though_the_post_was_changed(
    app: Flask, page: Page, make_post: Callable[..., Made], alice: Person
) -> None:
    paragraphs = [f"<p>Paragraph {number}. {'And so on. ' * 60}</p>" for number in range(20)]
    post = make_post(alice, source="".join(paragraphs))
    page.goto(post.url)
    offer = page.get_by_role("button", name="Continue where you stopped")
    expect(offer).to_be_hidden()
    twelfth = page.locator(".post__prose p", has_text="Paragraph 12.")
    twelfth.evaluate("(block) => block.scrollIntoView()")
    page.evaluate(
        """() => new Promise((done) => {
          const look = () => localStorage.length ? done() : requestAnimationFrame(look);
          look();
        })"""
    )
    with app.app_context():
        row = db.session.get_one(Post, post.id)
        row.save(
            row.author, row.draft.version, source="<p>A new one.</p>" + "".join(paragraphs[5:])
        )
        row.publish()
        db.session.commit()

    page.goto(post.url)
    expect(page.locator("#resume")).to_contain_text("Paragraph 12.")
    offer.press("Enter")

    expect(twelfth).to_be_in_viewport()
    expect(twelfth).to_be_focused()
    expect(offer).to_be_hidden()
    page.get_by_role("button", name="Bookmark", exact=True).click()
    expect(page.get_by_role("button", name="Bookmark", pressed=True)).to_have_count(1)
    page.goto("/bookmarks")
    expect(page.locator(".entry")).to_contain_text("Paragraph 12.")
    page.get_by_role("link", name="Continue where you stopped").press("Enter")
    expect(twelfth).to_be_in_viewport()
    expect(twelfth).to_be_focused()
    page.locator("#comments").evaluate("(block) => block.scrollIntoView()")
    expect(page.locator("#comments")).to_be_in_viewport()
    page.evaluate(
        """() => new Promise((done) => {
          const look = () => localStorage.length ? requestAnimationFrame(look) : done();
          look();
        })"""
    )
    page.goto(post.url)
    expect(offer).to_be_hidden()
