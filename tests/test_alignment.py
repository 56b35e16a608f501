"""Alignment: what two rows have in common, in their order."""

import random
from itertools import pairwise

import pytest

from blog.alignment import MOST_STEPS, Effort, heaviest, longest, matches, pinned


def test_what_stands_once_in_both_holds_the_rest_in_place() -> None:
    assert pinned("abcx", "xabc") == [(0, 1), (1, 2), (2, 3)]
    assert pinned("aab", "aac") == []
    assert pinned("", "abc") == []


def test_the_longest_row_in_common_is_found() -> None:
    found = longest("chimpanzee", "human")

    assert "".join("chimpanzee"[place] for place, _ in found) == "hman"
    assert longest("", "abc") == longest("abc", "") == []


def test_what_weighs_most_together_is_taken() -> None:
    assert heaviest([[0.5, 1.0], [1.0, 0.0]]) in ([(0, 1)], [(1, 0)])
    assert heaviest([[0.6, 1.0], [0.0, 0.6]]) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("seed", range(20))
def test_places_rise_in_both_and_hold_the_same(seed: int) -> None:
    chance = random.Random(seed)
    old, new = (chance.choices(range(2 + seed * 3), k=chance.randrange(80)) for _ in range(2))

    found = matches(old, new, Effort())

    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


def test_an_effort_ends() -> None:
    effort = Effort()

    assert effort.allows(MOST_STEPS)
    assert not effort.allows(1)
    assert matches("ab" * 50, "ba" * 50, effort) == []
