"""Links that lead somewhere safe, and say where."""

import pytest

from blog.links import links_in, service_of


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("", []),
        ("https://example.org/a", ["https://example.org/a"]),
        ("  http://a.example\n https://b.example\t", ["http://a.example", "https://b.example"]),
        ("https://a.example https://a.example", ["https://a.example"]),
        ("HTTPS://Example.org/?q=ü#t=3", ["HTTPS://Example.org/?q=ü#t=3"]),
        ("https://open.spotify.com/track/1?si=a1", ["https://open.spotify.com/track/1"]),
        ("https://youtu.be/1?si=x&t=30#a", ["https://youtu.be/1?t=30#a"]),
        ("https://a.example/?music=1&utm_source=b&x=", ["https://a.example/?music=1&x="]),
        ("https://a.example?utm_source=b https://a.example", ["https://a.example"]),
        (
            (
                '<iframe style="border-radius:12px" src="https://open.spotify.com/embed/track/1?utm_source'
                '=generator" width="100%" allowfullscreen=""></iframe>'
            ),
            ["https://open.spotify.com/track/1"],
        ),
        (
            (
                '<iframe src="https://bandcamp.com/EmbeddedPlayer/track=1/" seamless><a href='
                '"https://low.bandcamp.com/track/words">Words by Low</a></iframe>'
            ),
            [
                "https://low.bandcamp.com/track/words",
                "https://bandcamp.com/EmbeddedPlayer/track=1/",
            ],
        ),
        (
            '<iframe width="560" src="https://www.youtube.com/embed/abc-1?si=x&amp;start=3"></iframe>',
            ["https://www.youtube.com/watch?v=abc-1"],
        ),
        (
            (
                '<iframe src="https://w.soundcloud.com/player/?url=x"></iframe><div><a href='
                '"https://soundcloud.com/low">Low</a> · <a href="https://soundcloud.com/low/words">'
                "Words</a></div>"
            ),
            ["https://soundcloud.com/low/words"],
        ),
        ('<iframe src="//player.example/1"></iframe>', ["https://player.example/1"]),
    ],
)
def test_links_are_read_as_they_are_typed(typed: str, links: list[str]) -> None:
    assert links_in(typed) == links


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https:///path",
        "http://[::1",
        "https://good.example\\@bad.example",
        'https://example.org/"onclick=alert(1)',
        "https://example.org and a word",
        "<iframe>nothing</iframe>",
        '<iframe src="javascript:alert(1)"></iframe>',
    ],
)
def test_what_is_no_web_address_is_no_link(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        links_in(typed)


@pytest.mark.parametrize(
    ("link", "service"),
    [
        ("https://open.spotify.com/track/1", "Spotify"),
        ("https://www.youtube.com/watch?v=1", "YouTube"),
        ("https://youtu.be/1", "YouTube"),
        ("https://lowlows.bandcamp.com/track/1", "Bandcamp"),
        ("https://music.apple.com/it/album/1", "Apple Music"),
        ("https://www.example.org/song.ogg", "example.org"),
        ("https://listen.tidal.com/track/1", "Tidal"),
        ("https://www.deezer.com/track/1", "Deezer"),
        ("https://soundcloud.com/low/words", "SoundCloud"),
        ("https://notspotify.com/track/1", "notspotify.com"),
    ],
)
def test_a_link_is_called_by_its_service(link: str, service: str) -> None:
    assert service_of(link) == service
