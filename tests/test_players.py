"""Which services' players a page may load, and where else a song is looked for."""

from collections.abc import Callable

import pytest

from blog.players import HOSTS, player_of, searches
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]

EMBEDS = [
    ("https://open.spotify.com/track/4abc?si=x", "https://open.spotify.com/embed/track/4abc"),
    ("https://open.spotify.com/intl-it/album/4abc", "https://open.spotify.com/embed/album/4abc"),
    (
        "https://www.youtube.com/watch?feature=a&v=dQw4w9WgXcQ&t=3",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    ),
    (
        "https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    ),
    (
        "https://soundcloud.com/low/words",
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/low/words&auto_play=true",
    ),
    (
        "https://music.apple.com/gb/album/words/1440?i=1441",
        "https://embed.music.apple.com/gb/album/words/1440?i=1441",
    ),
    (
        "https://bandcamp.com/EmbeddedPlayer/album=12/track=34/",
        (
            "https://bandcamp.com/EmbeddedPlayer/album=12/track=34/size=large/artwork=small"
            "/tracklist=false/"
        ),
    ),
    ("https://www.deezer.com/fr/track/99", "https://widget.deezer.com/widget/auto/track/99"),
    ("https://tidal.com/browse/track/77", "https://embed.tidal.com/tracks/77"),
]


@pytest.mark.parametrize(("link", "player"), EMBEDS)
def test_a_songs_page_leads_to_its_player(link: str, player: str) -> None:
    assert player_of(["https://example.org", link]) == player
    assert player.startswith(HOSTS)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/https://youtu.be/dQw4w9WgXcQ",
        "https://open.spotify.com.example.org/track/1",
        "https://low.bandcamp.com/track/words",
        "https://www.youtube.com/@low",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
    ],
)
def test_nothing_else_is_played(link: str) -> None:
    assert player_of([link]) == ""


def test_the_policy_lets_in_just_the_players(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    policy = visit().get(make_post(alice).url).headers["Content-Security-Policy"]

    frames = policy.partition("frame-src ")[2].partition(";")[0].split()
    assert sorted(frames) == sorted(HOSTS)


def test_a_song_without_a_link_is_looked_for(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    page = visit().get(make_post(alice, tracks=[("Simon & Garfunkel", "50 %")]).url).text

    assert "https://open.spotify.com/search/Simon%20%26%20Garfunkel%2050%20%25" in page
    assert "<iframe" not in page
    assert searches("", "Words")[0][1].endswith("/Words")
