"""Alignment: what stands in the same order in two rows of things, in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

Places = list[tuple[int, int]]

# Steps that one comparison may take, about half a second of them.
MOST_STEPS = 1_000_000


class Effort:
    """How many steps a comparison may still take."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def allows(self, steps: int) -> bool:
        """Take so many ``steps``, if there are as many left."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def matches(old: Sequence[Any], new: Sequence[Any], effort: Effort) -> Places:
    """Places rising in both, at which ``old`` and ``new`` have the same.

    What stands once in both holds the rest in place (Bram Cohen's patience diff); what is left
    between is compared thing by thing.
    """
    found: Places = []
    spans = [(0, len(old), 0, len(new))]
    while spans:
        i, i_end, j, j_end = spans.pop()
        while i < i_end and j < j_end and old[i] == new[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if i == i_end or j == j_end or not effort.allows(i_end - i + j_end - j):
            continue
        if pins := pinned(old[i:i_end], new[j:j_end]):
            found += [(i + x, j + y) for x, y in pins]
            starts = [(i, j), *((i + x + 1, j + y + 1) for x, y in pins)]
            ends = [*((i + x, j + y) for x, y in pins), (i_end, j_end)]
            spans += [(a, b, c, d) for (a, c), (b, d) in zip(starts, ends, strict=True)]
        elif effort.allows((i_end - i) * (j_end - j)):
            found += [(i + x, j + y) for x, y in longest(old[i:i_end], new[j:j_end])]
    return sorted(found)


def pinned(old: Sequence[Any], new: Sequence[Any]) -> Places:
    """The longest rising run of places of what stands once in ``old`` and once in ``new``."""
    olds, news = Counter(old), Counter(new)
    place = {thing: i for i, thing in enumerate(old) if olds[thing] == news[thing] == 1}
    pairs = [(place[thing], j) for j, thing in enumerate(new) if thing in place]
    # For each length the run of that length that ends earliest, and what came before each pair.
    ends: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for number, (i, _) in enumerate(pairs):
        length = bisect_left(ends, i)
        previous.append(tops[length - 1] if length else -1)
        ends[length : length + 1] = [i]
        tops[length : length + 1] = [number]
    run: Places = []
    number = tops[-1] if tops else -1
    while number >= 0:
        run.append(pairs[number])
        number = previous[number]
    return run[::-1]


def longest(old: Sequence[Any], new: Sequence[Any]) -> Places:
    """The longest common subsequence, as places; takes ``len(old) * len(new)`` steps."""
    return heaviest([[float(thing == other) for other in new] for thing in old])


def heaviest(weights: list[list[float]]) -> Places:
    """The places rising in both, all of some weight, that weigh most together."""
    width = len(weights[0]) if weights else 0
    best = [[0.0] * (width + 1)]
    for row in reversed(weights):
        below, sums = best[-1], [0.0] * (width + 1)
        for j in range(width - 1, -1, -1):
            taken = row[j] + below[j + 1] if row[j] else 0.0
            sums[j] = max(taken, below[j], sums[j + 1])
        best.append(sums)
    best.reverse()
    places: Places = []
    i = j = 0
    while i < len(weights) and j < width:
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            places.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return places
