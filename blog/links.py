"""Links: the addresses at which a track is heard, as they are pasted, and whose they are."""

import re
from html import unescape
from urllib.parse import urlsplit

from blog.players import is_player
from blog.wording import _

SERVICES = {
    "spotify.com": "Spotify",
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "music.apple.com": "Apple Music",
    "bandcamp.com": "Bandcamp",
    "soundcloud.com": "SoundCloud",
    "tidal.com": "Tidal",
    "deezer.com": "Deezer",
    "deezer.page.link": "Deezer",
}
# Browsers read a backslash as a slash, and the others end an address wherever one is written down.
FOREIGN = frozenset('"<>\\ \t\n')
# What tells a service who passed an address on, and nothing of the song.
TRACKING = re.compile(r"(?i:si|utm_\w+|fbclid|gclid|igshid?|feature|pp|ref|dl_branch)=", re.ASCII)
# Of code that shows a player: where the player, or the words beside it, lead to.
CODE = re.compile(
    r"<(?P<tag>iframe|a)\b[^<>]*?\s(?:src|href)\s*=\s*[\"'](?P<link>[^\"'<>]+)", re.IGNORECASE
)
# A player's own address, and the page of the song that it plays.
PLAYERS = (
    (re.compile(r"^https://open\.spotify\.com/embed/"), "https://open.spotify.com/"),
    (re.compile(r"^https://embed\.music\.apple\.com/"), "https://music.apple.com/"),
    (re.compile(r"^https://embed\.tidal\.com/tracks/"), "https://tidal.com/track/"),
    (
        re.compile(r"^https://www\.youtube(?:-nocookie)?\.com/embed/([\w-]+)(?:\?.*)?"),
        r"https://www.youtube.com/watch?v=\1",
    ),
)


def service_of(link: str) -> str:
    """The name of the service that ``link`` leads to, or its host."""
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    for known, name in SERVICES.items():
        if host == known or host.endswith(f".{known}"):
            return name
    return host


def is_web_address(text: str) -> bool:
    """Whether ``text`` is the whole address of something on the web, and nothing else."""
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    return (
        address.scheme in ("http", "https") and bool(address.hostname) and not FOREIGN & set(text)
    )


def links_in(text: str) -> list[str]:
    """The web addresses in ``text``, parted by blanks, each once; ValueError for any other word.

    Code that shows a player counts as the address of its song, and what only tracks is left out.
    """
    words = unwrapped(text).split()
    links = list(dict.fromkeys(untracked(word) for word in words))
    for link in links:
        if not is_web_address(link):
            raise ValueError(_("%(link)s is not a web address.", link=link))
    return links


def unwrapped(text: str) -> str:
    """``text``, or the address in it if it is a player's code.

    The words beside a player lead to the song, after its artist: the last of them is meant.
    """
    if "<iframe" not in text.lower():
        return text
    found = {match["tag"].lower(): unescape(match["link"]) for match in CODE.finditer(text)}
    player = found.get("iframe", "")
    link = found.get("a") or player or text
    link = f"https:{link}" if link.startswith("//") else link
    for address, song in PLAYERS:
        link = address.sub(song, link)
    # No other address of a song on Bandcamp leads to its player.
    return f"{link} {player}" if is_player(player) and player != link else link


def untracked(link: str) -> str:
    """``link`` without what only tells who passed it on; the rest is kept to the letter."""
    address, fragment, spot = link.partition("#")
    path, _, query = address.partition("?")
    if not TRACKING.search(query):
        return link
    kept = "&".join(part for part in query.split("&") if part and not TRACKING.match(part))
    return f"{path}{'?' if kept else ''}{kept}{fragment}{spot}"
