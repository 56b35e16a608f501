"""Numbers that count tracks, and numbers that are part of a name."""

import pytest

from blog.numbering import unnumbered


@pytest.mark.parametrize(
    ("lines", "pieces"),
    [
        (["1. a", "2. b"], [[" a"], [" b"]]),
        (["01 a 02 b"], [[" a ", " b"]]),
        (["• a • b"], [[" a ", " b"]]),
        (["99 Luftballons", "1979"], [["99 Luftballons"], ["1979"]]),
        (["7. Symphonie"], [["7. Symphonie"]]),
    ],
)
def test_only_numbers_that_count_are_taken_away(lines: list[str], pieces: list[list[str]]) -> None:
    assert list(unnumbered(lines)) == pieces
