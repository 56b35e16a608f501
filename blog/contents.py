"""Contents: the headings of a long post, as a list that leads to each of them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from flask import Flask
from markupsafe import Markup

from blog import markup
from blog.words import slug_of

# Shorter posts, or those with fewer headings, are seen at a glance.
FEWEST_HEADINGS = 3
FEWEST_WORDS = 1_200
# What the door for HTML wrote: no heading has attributes of its own.
HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """A heading: its level (2 to 4), its words, and the id by which it is found."""

    level: int
    words: str
    id: str


@dataclass(frozen=True)
class Contents:
    """A text whose headings can be found, and the list of them; empty for a short text."""

    html: Markup
    entries: list[Entry]


def contents(dressed: Markup, word_count: int) -> Contents:
    """A cleaned and ``dressed`` text of so many words, with an id on each of its headings."""
    entries: list[Entry] = []
    taken: set[str] = set()

    def name(found: re.Match[str]) -> str:
        words = " ".join(html.unescape(markup.plain(found[2])).split())
        slug = f"part-{slug_of(words) or len(entries) + 1}"
        while slug in taken:
            slug += "-"
        taken.add(slug)
        entries.append(Entry(int(found[1]), words, slug))
        return f'<h{found[1]} id="{slug}">{found[2]}</h{found[1]}>'

    named = markup.trusted(HEADING.sub(name, dressed))
    is_long = len(entries) >= FEWEST_HEADINGS and word_count >= FEWEST_WORDS
    return Contents(named, entries if is_long else [])


def init_app(app: Flask) -> None:
    app.jinja_env.globals["contents"] = contents
