"""Vocabulary: words that nobody wrote, some of them frequent and most of them rare."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

# How many different words, sentences and remarks there are to choose from.
WORDS, SENTENCES, REMARKS = 3_000, 2_000, 500
BEGINNINGS = ("b", "br", "c", "d", "f", "fl", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t")
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
ENDS = ("n", "r", "l", "s", "t", "m", "nd", "rd", "st", "ck")
# As in any English text, these are a good part of all words.
COMMON = ("the", "of", "and", "to", "in", "it", "is", "that", "was", "for", "on", "with", "as")


class Vocabulary:
    """Words chosen by ``seed``."""

    def __init__(self, seed: int) -> None:
        self.choice = random.Random(seed)  # noqa: S311  (words to measure with are no secret)
        self.words = [self.word() for _ in range(WORDS)]
        self.sentences = [self.sentence() for _ in range(SENTENCES)]
        self.remarks = [" ".join(self.pick(self.sentences, 2)) for _ in range(REMARKS)]

    def word(self) -> str:
        syllables = self.choice.choices((1, 2, 3), (2, 5, 2))[0]
        pick = self.choice.choice
        return "".join(pick(BEGINNINGS) + pick(VOWELS) for _ in range(syllables)) + pick(ENDS)

    def sentence(self) -> str:
        """Some words, the rarer the further behind in the list they stand (Zipf's law)."""
        length = self.choice.randint(6, 20)
        ranks = (min(int(self.choice.paretovariate(0.7)), WORDS) for _ in range(length))
        words = [
            self.choice.choice(COMMON) if self.choice.random() < 0.4 else self.words[rank - 1]
            for rank in ranks
        ]
        return f"{' '.join(words).capitalize()}."

    def name(self, length: int = 2) -> str:
        return " ".join(self.pick(self.words, length)).title()

    def pick(self, things: Sequence[Any], number: int) -> list[Any]:
        return self.choice.choices(things, k=number)
