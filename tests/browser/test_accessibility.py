"""Every kind of page, held against axe-core's rules, light and dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from blog.db import db, now
from blog.posts import Post
from tests.conftest import Made, Person

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYONES = ["/", "/posts", "/posts/first-light", "/sign-in", "/join", "/bookmarks", "/nowhere"]
OWNERS = ["/account", "/desk", "/desk/posts/{id}", "/desk/posts/{id}/preview",
          "/desk/posts/{id}/preview?width=phone", "/desk/posts/{id}/publication",
          "/desk/posts/{id}/notes", "/desk/posts/{thrown_away}/deletion",
          "/desk/posts/{id}/tracks", "/desk/settings", "/desk/comments"]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*EVERYONES, *OWNERS])
def test_axe_finds_nothing(
    app: Flask,
    make_post: Callable[..., Made],
    alice: Person,
    olga: Person,
    page: Page,
    signed_in: Callable[[Page, Person], Page],
    path: str,
    scheme: str,
) -> None:
    post = make_post(alice, tag_names=["sea"], epigraph="Low water.", epigraph_source="A table")
    thrown_away = make_post(alice, "thrown-away")
    with app.app_context():
        db.session.get_one(Post, thrown_away.id).trashed_at = now()
        db.session.commit()
    if path in OWNERS:
        signed_in(page, olga)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(path.format(id=post.id, thrown_away=thrown_away.id))
    page.wait_for_load_state("networkidle")

    # Evaluated by the test's own channel, which the page's policy does not bind.
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations"
        ".map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`))",
        RULES,
    )

    assert found == []
