"""Differences: the pieces and parts in which two texts part."""

import random

import pytest

from blog import markup
from blog.alignment import MOST_STEPS, Effort
from blog.differences import ADDED, REMOVED, SAME, Change, Piece, blocks, by_part, by_word, parts

VOCABULARY = [
    "rain",
    "sea",
    "the",
    "a",
    "dusk,",
    "it’s",
    "low-water",
    "。",
    "雨",
    "\n",
    "¿",
    "7:02",
]


def either(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    """The two texts that ``pieces`` are of."""
    old = "".join(piece.words for piece in pieces if piece.kind != ADDED)
    return old, "".join(piece.words for piece in pieces if piece.kind != REMOVED)


def kinds(changes: list[Change]) -> list[str]:
    return [change.kind for change in changes]


def test_words_that_differ_are_marked_and_no_others() -> None:
    assert by_word("It was dusk.", "It was dawn.") == (
        Piece(SAME, "It was "),
        Piece(REMOVED, "dusk"),
        Piece(ADDED, "dawn"),
        Piece(SAME, "."),
    )
    assert by_word("", "Dusk") == (Piece(ADDED, "Dusk"),)
    assert by_word("Dusk", "Dusk") == (Piece(SAME, "Dusk"),)
    assert by_word("", "") == ()


def test_changed_words_side_by_side_are_one_change() -> None:
    found = by_word("the long grey evening fell", "the short blue evening fell")

    assert [piece.words for piece in found] == ["the ", "long grey", "short blue", " evening fell"]


def test_texts_with_little_in_common_are_not_cut_to_pieces() -> None:
    found = by_word("It was a dark and stormy night", "Call me Ishmael, a sailor")

    assert [piece.kind for piece in found] == [REMOVED, ADDED]


def test_a_script_without_blanks_is_told_apart_by_letters() -> None:
    found = by_word("今日は雨です", "今日は雪です")

    assert [piece.words for piece in found] == ["今日は", "雨", "雪", "です"]


@pytest.mark.parametrize("seed", range(40))
def test_the_pieces_of_a_difference_make_both_texts(seed: int) -> None:
    chance = random.Random(seed)
    old = [chance.choice(VOCABULARY) + chance.choice(["", " "]) for _ in range(seed * 5)]
    new = list(old)
    for _ in range(seed):
        place = chance.randrange(len(new) + 1)
        new[place : place + chance.randrange(3)] = chance.choices(VOCABULARY, k=chance.randrange(4))

    assert either(by_word("".join(old), "".join(new))) == ("".join(old), "".join(new))


@pytest.mark.parametrize("vocabulary", [2, 300, 100_000])
def test_ten_thousand_words_beside_ten_thousand_others_take_no_more_steps_than_allowed(
    vocabulary: int,
) -> None:
    chance = random.Random(vocabulary)
    old, new = (" ".join(f"w{chance.randrange(vocabulary)}" for _ in range(10_000)) for _ in "12")
    effort = Effort()

    found = by_word(old, new, effort)

    assert either(found) == (old, new)
    assert 0 <= effort.left <= MOST_STEPS


def test_a_paragraph_is_added_removed_changed_or_set_differently() -> None:
    before = "<h2>Dusk</h2><p>It was <em>late</em>.</p><p>The sea lay still.</p><p>Gone.</p>"
    after = "<h2>Dusk</h2><p>It was late.</p><p>The sea lay quite still.</p><ul><li>New</li></ul>"

    found = by_part(before, after)

    assert kinds(found) == ["same", "reshaped", "changed", "removed", "added"]
    assert found[2].pieces[1] == Piece(ADDED, "quite ")
    assert found[4].tag == "li"


def test_the_smallest_parts_are_told_by_what_they_are() -> None:
    found = parts(
        "<blockquote><p>Low water</p></blockquote><ol><li><p>One</p></li><li>Two</li></ol><hr>"
        '<figure><img src="/media/a" alt="A &quot;girl&quot;"><figcaption>By the sea</figcaption>'
        "</figure>"
    )

    assert [(part.tag, part.words) for part in found] == [
        ("blockquote", "Low water"),
        ("li", "One"),
        ("li", "Two"),
        ("hr", ""),
        ("figure", 'A "girl"'),
        ("figcaption", "By the sea"),
    ]


def test_blocks_put_together_are_the_text() -> None:
    text = markup.clean_post(
        "<h2>One</h2><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>x<br>y</p><hr><p>z</p>loose"
    )

    assert "".join(part.html for part in blocks(text)) == text
    assert [part.tag for part in blocks(text)] == ["h2", "ul", "p", "hr", "p", "p"]


@pytest.mark.parametrize("seed", range(10))
def test_every_part_of_both_texts_is_in_the_changes(seed: int) -> None:
    chance = random.Random(seed)
    sides = [
        "".join(
            f"<p>{' '.join(chance.choices(['rain', 'sea', 'dusk', 'dawn'], k=6))}</p>"
            for _ in range(chance.randrange(30))
        )
        for _ in range(2)
    ]

    found = by_part(*sides)

    told = [either(change.pieces) for change in found]
    assert [old for old, _ in told if old] == [part.words for part in parts(sides[0])]
    assert [new for _, new in told if new] == [part.words for part in parts(sides[1])]


def test_nothing_is_nothing() -> None:
    assert not by_part("", "")
    assert not parts("")
    assert not blocks("")
