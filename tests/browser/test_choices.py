"""Two texts of one draft in a real browser, and one made of both by paragraph."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import opened, write
from tests.conftest import Made, Person, Visitor
from tests.desk import history, kept, save

BEFORE = "<p>It was dusk.</p><p>The sea lay still.</p><p>End</p>"
THEIRS = "<p>It was dawn.</p><p>The sea lay still.</p><p>End of theirs</p>"
MINE = "<p>It was dusk.</p><p>The sea lay still.</p><p>End of mine</p>"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_text_is_made_of_both_by_paragraph(
    browse: Callable[..., Page],
    signed_in: Callable[[Page, Person], Page],
    visit: Callable[..., Visitor],
    make_post: Callable[..., Made],
    alice: Person,
    app: Flask,
    javascript: bool,
) -> None:
    draft = f"/desk/posts/{make_post(alice, published_at=None, source=BEFORE).id}"
    page = signed_in(browse(javascript=javascript, width=390), alice)
    page.goto(draft)
    if javascript:
        opened(page, draft)
    save(visit(alice), app, draft, title="Theirs", body=THEIRS)

    if javascript:
        write(page, " of mine")
    else:
        page.locator("#body").fill(MINE)
        page.get_by_role("button", name="Save").click()

    conflict = page.locator("#conflict")
    expect(conflict.locator("mark")).to_have_text(
        [
            f"[only here: {words}]"
            for words in ("First Light", "Theirs", "dusk", "dawn", "mine", "theirs")
        ]
    )
    conflict.get_by_role("group", name="Title").get_by_label("Theirs").check()
    conflict.get_by_role("group", name="Text, place 1 of 2").get_by_label(
        "Mine", exact=True
    ).check()
    with page.expect_navigation():
        conflict.get_by_role("button", name="Merge by paragraph").click()

    expect(page.get_by_text("Merged.")).to_be_visible()
    assert kept(app, draft)["source"] == (
        "<p>It was dusk.</p><p>The sea lay still.</p><p>End of mine</p><p>End of theirs</p>"
    )
    assert history(app, draft) == [(1, "Theirs"), (2, "First Light"), (3, "Theirs")]
    expect(page.locator("#recovery")).to_be_hidden()
