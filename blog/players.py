"""Players: the services whose players a page may load, once somebody presses play.

Nothing is asked of a service before that. ``SERVICES`` is the one list of them: where a song's own
page leads to a player, and what the Content-Security-Policy lets into a frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

# A song's page, the host of its player, and the player's address.
SERVICES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(
            r"https?://open\.spotify\.com/(?:intl-\w+/)?(track|album|episode|playlist)/(\w+)"
        ),
        "https://open.spotify.com",
        "/embed/{0}/{1}",
    ),
    (
        re.compile(
            r"https?://(?:(?:www|m|music)\.youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|embed/)"
            r"|youtu\.be/|www\.youtube-nocookie\.com/embed/)([\w-]{11})(?![\w-])"
        ),
        "https://www.youtube-nocookie.com",
        "/embed/{0}?autoplay=1",
    ),
    (
        re.compile(r"(https?://(?:www\.|m\.)?soundcloud\.com/[\w-]+/[\w-]+)"),
        "https://w.soundcloud.com",
        "/player/?url={0}&auto_play=true",
    ),
    (
        re.compile(
            r"https?://music\.apple\.com/(\w\w/(?:album|song|music-video)/[^?#]+)(\?i=\d+)?"
        ),
        "https://embed.music.apple.com",
        "/{0}{1}",
    ),
    (
        re.compile(r"https://bandcamp\.com/EmbeddedPlayer/((?:(?:album|track)=\d+/)+)"),
        "https://bandcamp.com",
        "/EmbeddedPlayer/{0}size=large/artwork=small/tracklist=false/",
    ),
    (
        re.compile(r"https?://(?:www\.)?deezer\.com/(?:\w\w/)?(track|album)/(\d+)"),
        "https://widget.deezer.com",
        "/widget/auto/{0}/{1}",
    ),
    (
        re.compile(r"https?://(?:www\.|listen\.)?tidal\.com/(?:browse/)?track/(\d+)"),
        "https://embed.tidal.com",
        "/tracks/{0}",
    ),
)
HOSTS = tuple(host for _, host, _ in SERVICES)
# Where a song is looked for that nobody linked to.
SEARCHES = {
    "Spotify": "https://open.spotify.com/search/{}",
    "YouTube": "https://www.youtube.com/results?search_query={}",
    "Apple Music": "https://music.apple.com/search?term={}",
    "Bandcamp": "https://bandcamp.com/search?q={}",
}


def player_of(links: Sequence[str]) -> str:
    """The address of a player for the first of ``links`` that has one, or nothing."""
    for link in links:
        for page, host, player in SERVICES:
            if found := page.match(link):
                parts = (quote(part or "", safe="/?=-_.~%") for part in found.groups())
                return host + player.format(*parts)
    return ""


def is_player(link: str) -> bool:
    """Whether ``link`` is a player's own address, which is no page to read."""
    return "/EmbeddedPlayer/" in link


def searches(artist: str, title: str) -> list[tuple[str, str]]:
    """Where a song may be found: each service with the address of its search."""
    words = quote(f"{artist} {title}".strip(), safe="")
    return [(name, address.format(words)) for name, address in SEARCHES.items()]
