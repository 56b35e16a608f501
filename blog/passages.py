"""Passages: places in a text where a song of its soundtrack belongs.

An author ties some words to a song by a link to ``#song-`` and the song's name, as ``song_slug``
makes it: so the tie moves with its sentence, and with the post wherever that is copied. What a
reader sees of it is made when the page is, of the tracks that are then there; a song that was
taken off leaves the words as they were.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Flask
from markupsafe import Markup

from blog import markup
from blog.soundtracks import Track
from blog.wording import _
from blog.words import slug_of

# What the door for HTML wrote: every value stands between double quotes.
TIE = re.compile(r'<a href="#song-([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Passages:
    """A text with its songs beside it, and the id of the first passage of each track's position."""

    html: Markup
    places: dict[int, str]


def song_slug(track: Track) -> str:
    """The name by which a text ties words to ``track``."""
    return slug_of(f"{track.artist} {track.title}")


def set_out(cleaned: Markup, tracks: Sequence[Track]) -> Passages:
    """A ``cleaned`` text in which the words tied to one of ``tracks`` lead to it."""
    if "#song-" not in cleaned:
        return Passages(cleaned, {})
    songs = {song_slug(track): track for track in reversed(tracks)}
    places: dict[int, str] = {}
    count = 0

    def lead(found: re.Match[str]) -> str:
        nonlocal count
        track = songs.get(html.unescape(found[1]))
        if track is None:
            return found[2]
        count += 1
        place = places.setdefault(track.position, f"passage-{count}")
        mark = f' id="{place}"' if place == f"passage-{count}" else ""
        name = html.escape(" – ".join(filter(None, (track.artist, track.title))))
        said = html.escape(_("Song"))
        return (
            f'<a class="passage"{mark} href="#track-{track.position}" title="{name}">{found[2]}'
            f'<span class="visually-hidden"> ({said}: {name})</span></a>'
            f'<span class="passage__song" aria-hidden="true">{name}</span>'
        )

    return Passages(markup.trusted(TIE.sub(lead, cleaned)), places)


def left_out(cleaned: str) -> str:
    """``cleaned`` with the words that are tied to songs as words alone, to be read elsewhere."""
    return TIE.sub(r"\2", cleaned)


def untied(cleaned: str, tracks: Sequence[Track]) -> Iterator[str]:
    """The words of each passage whose song is not among ``tracks``."""
    songs = {song_slug(track) for track in tracks}
    for song, words in TIE.findall(cleaned):
        if html.unescape(song) not in songs:
            yield markup.plain(words)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["passages"] = set_out
    app.jinja_env.filters["song_slug"] = song_slug
