"""Words as people type them."""

import sys
import time
import unicodedata
from collections.abc import Callable

import pytest

from blog import wording, words


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Making   Tea \n", "Making Tea"),
        ("a\0b\x07c", "a b c"),
        ("e\u0301", "é"),
        ("abc\u202edef\u2066", "abcdef"),
        ("\u200b\ufeff", ""),
        ("\u3164\u2800", ""),
        ("\u200d \u0301", ""),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("?", "?"),
        ("half \ud800 pair", "half ? pair"),
        ("", ""),
    ],
)
def test_a_line_is_one_clean_line(typed: str, clean: str) -> None:
    assert words.line(typed) == clean


def test_a_passage_keeps_its_lines() -> None:
    assert words.passage(" one\r\ntwo\rthree\0\n\n ") == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Smiths", "smiths"),
        ("Björk", "bjork"),
        ("Sigur Rós", "SIGUR  ROS"),
        ("Mø", "mo"),
        ("A Perfect Circle", "perfect circle"),
        ("Ｃｕｒｅ", "cure"),
    ],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert words.folded(one) == words.folded(other)


@pytest.mark.parametrize("name", ["The The", "The", "A", "An"])
def test_an_article_that_is_the_name_stays(name: str) -> None:
    assert words.folded(name)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Never Mind: a Story", "never-mind-a-story"),
        ("L’été à Réunion", "lete-a-reunion"),
        ("Don't Look Now", "dont-look-now"),
        ("こころ", "こころ"),
        ("!!!", ""),
        ("snake_case", "snake-case"),
        ("x" * 200, "x" * 80),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert words.slug_of(title) == slug


@pytest.mark.parametrize("clean", [words.line, words.passage])
def test_a_thousand_marks_on_one_letter_are_no_work(clean: Callable[[str], str]) -> None:
    typed = "a" + "\u0301\u0316" * 100_000 + "b"

    begun = time.process_time()
    cleaned = clean(typed)

    assert time.process_time() - begun < 2
    assert cleaned.startswith("á")
    assert cleaned.endswith("b")
    assert len(cleaned) < 40


def parts_of(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)


def test_every_mark_that_unicode_would_have_to_put_in_order_is_counted() -> None:
    letters = map(chr, range(sys.maxunicode + 1))
    marks = [one for one in letters if all(map(unicodedata.combining, parts_of(one)))]

    assert len(marks) > 900
    assert all(len(words.line(f"x{mark * 900}")) < 100 for mark in marks)


@pytest.mark.parametrize("text", ["Việt Nam", "नमस्ते", "བཀྲ་ཤིས་བདེ་ལེགས", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢"])
def test_the_marks_of_real_writing_stay(text: str) -> None:
    assert words.line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 tracks"), (1, "1 track"), (2, "2 tracks"), (1204, "1,204 tracks")]
)
def test_things_are_counted_as_people_say_it(number: int, said: str) -> None:
    assert wording.counted(number, "track") == said
