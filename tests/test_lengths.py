"""Lengths, as people write them and as machines do."""

import pytest

from blog.lengths import clock, limited, seconds_in, spoken, total


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", None), (" 3:45 ", 225), ("0:07", 7), ("1:02:03", 3723), ("75:00", 4500), ("0:00", None)],
)
def test_a_length_is_read(text: str, seconds: int | None) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize(
    "text", ["3", "3:5", "3:60", "1:60:00", "long", "-1:00", "٣:٤٥", "9" * 99 + ":00"]
)
def test_what_is_no_length_is_refused_with_words(text: str) -> None:
    with pytest.raises(ValueError, match="such as 3:45"):
        seconds_in(text)


@pytest.mark.parametrize(
    ("seconds", "shown", "machine"), [(7, "0:07", "PT0M7S"), (3723, "1:02:03", "PT62M3S")]
)
def test_a_length_is_shown(seconds: int, shown: str, machine: str) -> None:
    assert clock(seconds) == shown
    assert spoken(seconds) == machine
    assert seconds_in(shown) == seconds


def test_no_length_is_shown_as_nothing() -> None:
    assert clock(None) == ""


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan"), 10**12])
def test_a_length_that_no_track_has_is_none(seconds: float) -> None:
    assert limited(seconds) is None


@pytest.mark.parametrize(
    ("lengths", "shown"),
    [([], ""), ([None], ""), ([60, 65], "2:05"), ([60, None], "over 1:00")],
)
def test_the_whole_of_it_says_when_some_are_not_known(
    lengths: list[int | None], shown: str
) -> None:
    assert total(lengths) == shown
