"""Footnotes: written in the midst of a text, shown at its end."""

import random
import re
from collections.abc import Callable

from flask import Flask

from blog import footnotes, markup
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save
from tests.test_house import Outline

TEXT = (
    "<p>Low water<footnote>By the <em>almanac</em>.</footnote> at nine.</p>"
    "<h2>Later<footnote>Much later.</footnote></h2>"
)


def test_footnotes_are_numbered_and_listed_below_the_text() -> None:
    shown = footnotes.set_out(TEXT)

    assert re.findall(r'href="(#footnote[^"]*)"', shown) == [
        "#footnote-1", "#footnote-2", "#footnote-mark-1", "#footnote-mark-2",
    ]  # fmt: skip
    assert '<li id="footnote-1">By the <em>almanac</em>. <a' in shown
    assert "Low water<sup" in shown
    outline = Outline(shown)
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links} <= set(outline.ids)


def test_a_text_without_footnotes_stays_as_it_is() -> None:
    assert footnotes.set_out("<p>Low water</p>") == "<p>Low water</p>"
    assert footnotes.set_out("") == ""


def test_words_of_footnotes_are_none_of_the_text() -> None:
    shown = footnotes.set_out(TEXT)

    assert markup.plain(shown) == "Low water at nine.\nLater"
    assert markup.plain(TEXT) == "Low water By the almanac. at nine.\nLater Much later."
    assert footnotes.left_out(shown) == "<p>Low water at nine.</p><h2>Later</h2>"


def test_nobody_can_write_what_only_the_site_sets() -> None:
    forged = footnotes.set_out(TEXT) + footnotes.set_out(TEXT)

    cleaned = markup.clean_post(forged)

    assert footnotes.left_out(cleaned) == cleaned
    assert "id=" not in cleaned
    assert "role=" not in cleaned


def test_every_footnote_finds_its_mark_whatever_the_text() -> None:
    chance = random.Random("footnotes")
    pieces = ["<footnote>", "</footnote>", "<p>", "</p>", "<em>", "</em>", "<a href=/x>", "</a>"]
    pieces += ["<h2>", "<ul><li>", "</ul>", "<footnote>n</footnote>", "word ", "<br>", "<sup>"]
    for _ in range(500):
        source = "".join(chance.choices(pieces, k=chance.randint(1, 25)))
        cleaned = markup.clean_post(source)

        shown = footnotes.set_out(cleaned)

        assert markup.clean_post(cleaned) == cleaned, source
        assert "<footnote>" not in shown, source
        assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", shown), source
        assert shown.count("doc-noteref") == shown.count("doc-backlink"), source
        assert plain_words(shown) <= plain_words(source), source


def plain_words(html: str) -> int:
    return len(re.findall(r"\bword\b", html))


def test_a_post_shows_its_footnotes_and_counts_them_out(
    visit: Callable[..., Visitor], alice: Person, make_post: Callable[..., Made], app: Flask
) -> None:
    post = make_post(alice, source=TEXT)

    page = visit().get(post.url).text
    card = visit().get("/posts").text

    outline = Outline(page)
    assert 'role="doc-endnotes"' in page
    assert len(outline.ids) == len(set(outline.ids))
    assert "By the" not in card
    assert "Low water at nine." in card
    assert kept(app, f"/desk/posts/{post.id}")["word_count"] == 5


def test_without_scripts_a_footnote_is_written_between_its_tags(
    visit: Callable[..., Visitor], alice: Person, make_post: Callable[..., Made], app: Flask
) -> None:
    draft = f"/desk/posts/{make_post(alice, published_at=None).id}"

    save(visit(alice), app, draft, body="<p>Tide<footnote>Mine.</footnote></p>")

    found = kept(app, draft)
    assert found["source"] == "<p>Tide<footnote>Mine.</footnote></p>"
    assert '<li id="footnote-1">Mine. ' in found["html"]
    assert "<footnote>" in visit(alice).get(draft).text.replace("&lt;", "<").replace("&gt;", ">")
