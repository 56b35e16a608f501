"""Outlines: what stands in a text, and the words around it."""

import time

from blog.outlines import Outline


def test_headings_links_and_pictures_stand_in_their_order() -> None:
    outline = Outline.of(
        '<h2>Low <em>water</em></h2><p>See <a href="/a">the table</a>.</p>'
        '<figure><img src="/media/a.webp"></figure><h3>Ebb</h3><p><a href="/b">More</a></p>'
    )

    assert [(one.words, one.level) for one in outline.headings] == [("Low water", 2), ("Ebb", 3)]
    assert [(one.words, one.place) for one in outline.links] == [("the table", 0), ("More", 1)]
    assert [one.attributes["src"] for one in outline.pictures] == ["/media/a.webp"]


def test_the_words_around_a_thing_are_whole_and_those_of_blocks_apart() -> None:
    text = "<p>Nobody remembered the tide table that <a href='/a'>here</a></p><p>hung.</p>"

    assert Outline.of(text).links[0].around == "…the tide table that here hung."


def test_a_picture_speaks_for_the_link_around_it() -> None:
    outline = Outline.of('<p><a href="/a"><img src="/media/a.webp" alt="The map"></a></p>')

    assert outline.links[0].words == "The map"


def test_a_long_text_of_many_tags_within_each_other_is_read_at_once() -> None:
    headings = "<h2><em>" * 60 + "<em>tide</em> and more " * 9_000
    began = time.perf_counter()

    outline = Outline.of(headings)

    assert len(outline.headings) == 60
    assert time.perf_counter() - began < 5
