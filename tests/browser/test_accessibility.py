"""Every kind of page, held against axe-core's rules, light and dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import ON_DEVICE, opened, write
from tests.conftest import Made, Person

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYONES = ["/", "/posts", "/posts/first-light", "/sign-in", "/join", "/bookmarks", "/nowhere"]
OWNERS = ["/account", "/desk", "/desk/posts/{id}", "/desk/posts/{id}/preview",
          "/desk/posts/{id}/tracks", "/desk/settings", "/desk/comments"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*EVERYONES, *OWNERS])
def test_axe_finds_nothing(
    make_post: Callable[..., Made],
    alice: Person,
    olga: Person,
    page: Page,
    signed_in: Callable[[Page, Person], Page],
    path: str,
    scheme: str,
) -> None:
    post = make_post(alice, tag_names=["sea"], epigraph="Low water.", epigraph_source="A table")
    if path in OWNERS:
        signed_in(page, olga)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(path.format(id=post.id))
    page.wait_for_load_state("networkidle")

    assert violations(page) == []


def violations(page: Page) -> list[str]:
    # Evaluated by the test's own channel, which the page's policy does not bind.
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations"
        ".map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`))",
        RULES,
    )
    return found


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
    desk.close()
    page.emulate_media(color_scheme="dark")

    opened(page, draft)
    expect(page.locator("#recovery")).to_be_visible()
    expect(page.locator("#presences")).to_contain_text("Olga")
    assert violations(page) == []

    page.context.clear_cookies()
    write(page, "More.")
    page.get_by_role("button", name="sign in here").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
