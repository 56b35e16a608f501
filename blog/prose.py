"""Prose: the plain words of a text, counted, timed and shortened."""

import re

WORDS_A_MINUTE = 220


def word_count(text: str) -> int:
    """How many words plain ``text`` has."""
    return len(re.findall(r"\w+(?:[-.'’]\w+)*", text))


def reading_minutes(count: int) -> int:
    """How long ``count`` words take to read, at least a minute."""
    return max(1, round(count / WORDS_A_MINUTE))


def excerpt(text: str, length: int = 200) -> str:
    """The beginning of plain ``text`` on one line of at most ``length`` characters, whole words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[: length - 1]).rstrip(" ,;:–—-") + "…"
