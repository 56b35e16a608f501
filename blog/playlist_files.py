"""Playlist files: a soundtrack as the files that players open: XSPF, its twin in JSON, and M3U."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from blog.feed_files import moment, say, written

XSPF = "http://xspf.org/ns/0/"


@dataclass(frozen=True)
class Song:
    """One track: ``links`` are whole web addresses, ``seconds`` is None where nobody knows."""

    artist: str
    title: str
    note: str
    links: Sequence[str]
    seconds: int | None


@dataclass(frozen=True)
class Playlist:
    """A post's soundtrack; ``url`` is its own page, ``note`` its introduction in plain words."""

    title: str
    creator: str
    note: str
    url: str
    date: datetime
    songs: Sequence[Song]


def as_xspf(playlist: Playlist) -> str:
    """XSPF 1 (https://www.xspf.org/spec); lengths are in milliseconds there."""
    root = ET.Element("playlist", {"version": "1", "xmlns": XSPF})
    for name, words in facts(playlist).items():
        say(root, name, words)
    tracks = ET.SubElement(root, "trackList")
    for number, song in enumerate(playlist.songs, 1):
        track = ET.SubElement(tracks, "track")
        for link in song.links:
            say(track, "location", link)
        for name, value in facts_of(song, number).items():
            say(track, name, str(value))
    return written(root)


def as_jspf(playlist: Playlist) -> str:
    """JSPF (https://www.xspf.org/jspf): the same, where what may stand several times is a list."""
    tracks = [
        {"location": list(song.links), "identifier": []} | facts_of(song, number)
        for number, song in enumerate(playlist.songs, 1)
    ]
    said = {"playlist": {**facts(playlist), "track": tracks}}
    return json.dumps(said, ensure_ascii=False, indent=2)


def as_m3u8(playlist: Playlist) -> str:
    """M3U in UTF-8, of the tracks that can be heard somewhere: it is a list of addresses."""
    lines = ["#EXTM3U", f"#PLAYLIST:{one_line(playlist.title)}"]
    for song in playlist.songs:
        if song.links:
            name = " - ".join(filter(None, (one_line(song.artist), one_line(song.title))))
            lines += [f"#EXTINF:{song.seconds or -1},{name}", song.links[0]]
    return "\n".join([*lines, ""])


def facts(playlist: Playlist) -> dict[str, str]:
    said = {
        "title": playlist.title,
        "creator": playlist.creator,
        "annotation": playlist.note,
        "info": playlist.url,
        "date": moment(playlist.date),
    }
    return {name: words for name, words in said.items() if words}


def facts_of(song: Song, number: int) -> dict[str, Any]:
    said = {
        "title": song.title,
        "creator": song.artist,
        "annotation": song.note,
        "trackNum": number,
        "duration": song.seconds * 1000 if song.seconds else None,
    }
    return {name: value for name, value in said.items() if value}


def one_line(words: str) -> str:
    return " ".join(words.split())


KINDS: dict[str, tuple[Callable[[Playlist], str], str]] = {
    "xspf": (as_xspf, "application/xspf+xml"),
    "jspf": (as_jspf, "application/jspf+json"),
    "m3u8": (as_m3u8, "application/vnd.apple.mpegurl"),
}
