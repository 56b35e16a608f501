"""Playlists: the files in which players keep them, read as the tracks of a soundtrack.

XSPF (https://www.xspf.org/spec), its twin in JSON (https://www.xspf.org/jspf) and M3U, which is
told by the lines that players have agreed on. Any other file is read as a list that was typed.
"""

import codecs
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote
from xml.parsers import expat

from blog import tracklists
from blog.lengths import limited
from blog.links import is_web_address
from blog.tracklists import MOST_LINES, Entry, TooLong
from blog.wording import _, later

MOST_BYTES = 1024 * 1024
DEEPEST = 32
LONGEST = 2_000
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
BROKEN = later(
    "This file is broken or cut off, so it could not be read. Save it once more, or paste it."
)
TRAPPED = later("This file asks for more than a playlist does, so it was not read.")
TOO_MANY = later(
    "These are too many tracks for one soundtrack. Choose a file of at most %(most_lines)s.",
    most_lines=f"{MOST_LINES:,}",
)


class Unreadable(ValueError):
    """A file that is no playlist; the words say why."""


def read(content: bytes) -> list[Entry]:
    """The tracks in a file, whatever its kind. Unreadable or TooLong if it cannot be had."""
    if len(content) > MOST_BYTES:
        raise TooLong(_("This file is larger than a playlist. Choose one of at most 1 MB."))
    found = kind(content)(content)
    if len(found) > MOST_LINES:
        raise TooLong(TOO_MANY)
    return found


def kind(content: bytes) -> Callable[[bytes], list[Entry]]:
    """The reader for a file that begins like ``content``, whatever it is called."""
    start = text_of(content[:200]).lstrip()
    if start.startswith("<"):
        return of_xspf
    if start.startswith("{"):
        return of_jspf
    return of_m3u if start.startswith(("#EXTM3U", "#EXTINF")) else of_text


def text_of(content: bytes) -> str:
    """``content`` as the text it was meant to be: UTF-8, UTF-16 by its mark, or that of Windows."""
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252" if encoding == "utf-8" else encoding, "replace")


def of_text(content: bytes) -> list[Entry]:
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(_("This is no list of tracks. Choose an XSPF, JSPF, M3U or text file."))
    return tracklists.read(text_of(content))


def of_xspf(content: bytes) -> list[Entry]:
    tracks = Tracks()
    try:
        tracks.parser.Parse(content, True)  # noqa: FBT003  (expat takes no names)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise error if isinstance(error, Unreadable | TooLong) else Unreadable(BROKEN) from error
    return tracks.found


class Tracks:
    """What expat finds in an XSPF file.

    A playlist declares no document type, so a file that does is turned away at that line: with it
    goes every trick by entities, of blowing up as of reading other files.
    """

    def __init__(self) -> None:
        self.found: list[Entry] = []
        self.path: list[str] = []
        self.words: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.turn_away
        self.parser.StartElementHandler = self.begin
        self.parser.CharacterDataHandler = self.say
        self.parser.EndElementHandler = self.end

    def turn_away(self, *_declared: object) -> None:
        raise Unreadable(TRAPPED)

    def begin(self, name: str, _attributes: object) -> None:
        self.path.append(name.rpartition(" ")[2])
        if len(self.path) > DEEPEST:
            raise Unreadable(TRAPPED)
        if self.path[0] != "playlist":
            raise Unreadable(_("This is no playlist. Choose an XSPF, JSPF, M3U or text file."))

    def say(self, words: str) -> None:
        if len(self.path) == 4 and self.path[2] == "track":
            said = self.words.get(self.path[3], "")
            self.words[self.path[3]] = (said + words)[:LONGEST]

    def end(self, _name: str) -> None:
        if self.path == ["playlist", "trackList", "track"]:
            self.keep(self.words)
            self.words = {}
        self.path.pop()

    def keep(self, said: dict[str, str]) -> None:
        if len(self.found) > MOST_LINES:
            raise TooLong(TOO_MANY)
        link = said.get("location") or said.get("info") or ""
        seconds = number(said.get("duration", "").strip()) / 1000
        self.found += entries(said.get("creator", ""), said.get("title", ""), link, seconds)


def of_jspf(content: bytes) -> list[Entry]:
    try:
        playlist = json.loads(text_of(content))["playlist"]
        tracks = playlist.get("track") or []
        return [entry for track in tracks for entry in of_jspf_track(track)]
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise Unreadable(BROKEN) from error


def of_jspf_track(track: dict[str, Any]) -> Iterator[Entry]:
    location = track.get("location") or track.get("info") or ""
    link = location[0] if isinstance(location, list) else location
    length = track.get("duration")
    seconds = length / 1000 if isinstance(length, int | float) else 0
    yield from entries(word(track.get("creator")), word(track.get("title")), word(link), seconds)


def word(value: object) -> str:
    return value if isinstance(value, str) else ""


def of_m3u(content: bytes) -> list[Entry]:
    """Of each entry what its #EXTINF line says, and where it is played from, if on the web."""
    found: list[Entry] = []
    seconds, said = 0.0, ""
    for line in map(str.strip, text_of(content).splitlines()):
        if line.startswith("#EXTINF:"):
            length, _, said = line.removeprefix("#EXTINF:").partition(",")
            seconds = number(length.split(maxsplit=1)[0] if length.strip() else "")
        elif line and not line.startswith("#"):
            found += of_m3u_line(line, said.strip(), seconds)
            seconds, said = 0.0, ""
    return found + of_m3u_line("", said.strip(), seconds)


def of_m3u_line(address: str, said: str, seconds: float) -> list[Entry]:
    name = said or unquote(address.replace("\\", "/").rstrip("/").rpartition("/")[2])
    piece = name if said else name.rpartition(".")[0] or name
    known = tracklists.read(piece[:LONGEST].replace("\t", " "))[:1]
    return [one for entry in known for one in entries(entry.artist, entry.title, address, seconds,
                                                      doubtful=entry.doubtful)]  # fmt: skip


def number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdecimal() else 0


def entries(
    artist: str, title: str, link: str, seconds: float, *, doubtful: bool = False
) -> Iterator[Entry]:
    """One track of a file, if anything is said of it; only what is on the web is a link."""
    artist, title = tracklists.clean(artist), tracklists.clean(title)
    if not title:
        artist, title, doubtful = "", artist, True
    if title:
        address = link.strip() if is_web_address(link.strip()) else ""
        yield Entry(artist, title, address, doubtful or not artist, limited(seconds))
