"""Every kind of page, held against axe-core's rules, light and dark."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from blog.db import db, now
from blog.posts import Post
from tests.browser.axe import in_both_lights, light, violations
from tests.browser.desk import ON_DEVICE, crash, opened, write
from tests.conftest import Made, Person, Visitor
from tests.desk import save

EVERYONES = ["/", "/posts", "/posts/first-light", "/pages/about", "/sign-in", "/join", "/bookmarks",
             "/nowhere", "/posts/first-light/soundtrack", "/tags/sea",
             "/authors/alice"]  # fmt: skip
OWNERS = ["/account", "/desk", "/desk/posts/{id}", "/desk/posts/{id}/preview",
          "/desk/posts/{id}/preview?width=phone", "/desk/posts/{id}/publication",
          "/desk/posts/{id}/notes", "/desk/posts/{thrown_away}/deletion",
          "/desk/posts/{id}/tracks", "/desk/posts/{id}/revisions", "/desk/settings",
          "/desk/comments", "/desk/pages", "/desk/people",
          "/desk/images", "/desk/images/{image}", "/desk/images/{image}/deletion"]  # fmt: skip


@pytest.mark.parametrize("path", [*EVERYONES, *OWNERS])
def test_axe_finds_nothing(
    app: Flask,
    make_post: Callable[..., Made],
    make_page: Callable[..., Made],
    make_image: Callable[..., int],
    alice: Person,
    olga: Person,
    page: Page,
    signed_in: Callable[[Page, Person], Page],
    path: str,
) -> None:
    make_page(olga, title="About us, and how we came to do this")
    image = make_image(alice, alt="The sea")
    post = make_post(alice, tag_names=["sea"], epigraph="Low water.", epigraph_source="A table")
    thrown_away = make_post(alice, "thrown-away")
    with app.app_context():
        db.session.get_one(Post, thrown_away.id).trashed_at = now()
        db.session.commit()
    if path in OWNERS:
        signed_in(page, olga)
    for scheme in ("light", "dark"):
        light(page, scheme)
        page.goto(path.format(id=post.id, image=image, thrown_away=thrown_away.id))
        page.wait_for_function("document.fonts.ready.then(() => true)")

        assert violations(page) == [], scheme


@in_both_lights
def test_axe_finds_nothing_where_two_texts_stand_side_by_side(
    desk: Page, draft: str, app: Flask, visit: Callable[..., Visitor], alice: Person, scheme: str
) -> None:
    light(desk, scheme)
    opened(desk, draft)
    save(visit(alice), app, draft, title="Theirs", body="<p>Rain</p><hr><h2>Sea</h2>", keep="1")
    with desk.expect_response(lambda answer: answer.status == 409):
        write(desk, "Mine")

    assert violations(desk) == []
    beside = desk.context.new_page()
    light(beside, scheme)
    beside.goto(f"{draft}/revisions/1?beside=draft")
    assert violations(beside) == []


def test_axe_finds_nothing_in_what_appears_on_the_page_by_and_by(
    desk: Page,
    draft: str,
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    olga: Person,
) -> None:
    opened(signed_in(browse(), olga), draft)
    desk.route(f"**{draft}", lambda route: route.abort())
    write(desk, "Not on the site.")
    desk.evaluate(ON_DEVICE, "Not on the site.")
    page = desk.context.new_page()
    crash(desk)
    light(page, "dark")

    opened(page, draft)
    expect(page.locator("#recovery")).to_be_visible()
    expect(page.locator("#presences")).to_contain_text("Olga")
    assert violations(page) == []

    page.context.clear_cookies()
    write(page, "More.")
    page.get_by_role("button", name="sign in here").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
