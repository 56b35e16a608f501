"""What comes from Word, Google Docs, Wix and plain text, and what becomes of it."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.desk import paste, until_saved
from tests.desk import kept

PASTED = Path(__file__).parent / "pasted"


@pytest.mark.parametrize(
    "origin", ["google-docs", "google-docs-footnotes", "word", "word-footnotes", "wix"]
)
def test_a_paste_keeps_the_meaning_and_leaves_the_dress(
    desk: Page, draft: str, app: Flask, origin: str
) -> None:
    html = (PASTED / f"{origin}.html").read_text()

    until_saved(desk, lambda: paste(desk, html, "text"))

    assert kept(app, draft)["source"] == (PASTED / f"{origin}.kept.html").read_text().strip()


def test_plain_text_becomes_paragraphs(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: paste(desk, "", "One\n\nTwo"))

    assert kept(app, draft)["source"] == "<p>One</p><p>Two</p>"


def test_pictures_of_other_pages_are_said_to_stay_behind(desk: Page) -> None:
    paste(desk, (PASTED / "wix.html").read_text(), "text")

    expect(desk.locator("#notices")).to_contain_text("Pictures of other pages do not come along")


def test_the_cells_of_a_table_do_not_run_together(desk: Page, draft: str, app: Flask) -> None:
    table = "<table><tr><th>Side A</th><th>Side B</th></tr><tr><td>Words</td><td>Lullaby</td></tr>"

    until_saved(desk, lambda: paste(desk, f"{table}</table>", "text"))

    assert kept(app, draft)["source"] == "<p>Side A Side B</p><p>Words Lullaby</p>"


def test_two_megabytes_of_word_do_not_freeze_the_page(desk: Page, draft: str, app: Flask) -> None:
    whole = (PASTED / "word.html").read_text()
    style = f"<style>{'p.MsoNormal { margin: 0cm; mso-style-parent: x } ' * 30_000}</style>"
    hostile = "<p style='" + "a:b;" * 20_000 + "'>x<img src=x onerror=alert(1)><b><script>alert(1)"
    text = "<p class=MsoNormal style='color:x'>Low <b>water</b><o:p></o:p></p>" * 500

    until_saved(desk, lambda: paste(desk, f"{style}{whole}{text}{hostile}", "text"))

    assert "Low <strong>water</strong>" in kept(app, draft)["source"]
    assert "alert" not in kept(app, draft)["html"]
