"""Prose: plain words counted, timed and shortened."""

import random

import pytest

from blog.prose import excerpt, reading_minutes, word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("one two\nthree", 3),
        ("it’s well-known – isn't it?", 4),
        ("1,000 & 2", 3),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert word_count(text) == count


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (220, 1), (440, 2), (2_200, 10)])
def test_reading_time_is_at_least_a_minute(count: int, minutes: int) -> None:
    assert reading_minutes(count) == minutes


def test_an_excerpt_ends_between_words() -> None:
    assert excerpt("Short\nenough.") == "Short enough."
    assert excerpt("one two three", 8) == "one two…"
    assert excerpt("one two, three", 9) == "one two…"
    assert excerpt("one twothree", 8) == "one…"
    assert excerpt("unbreakable", 6) == "unbre…"
    assert max(len(excerpt("word " * 100, length)) for length in range(1, 300)) <= 299


def test_an_excerpt_is_never_longer_than_asked() -> None:
    chance = random.Random("excerpt")
    for _ in range(500):
        text = "".join(chance.choices("ab, ;–", k=chance.randint(0, 60)))
        assert len(excerpt(text, 20)) <= 20
