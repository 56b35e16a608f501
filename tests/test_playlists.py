"""Playlists in the files of players, whole, broken and hostile."""

import json
from collections.abc import Callable

import pytest

from blog.lengths import LONGEST
from blog.playlists import MOST_BYTES, Unreadable, read
from blog.tracklists import Entry, TooLong

XSPF = """<?xml version="1.0" encoding="{}"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
  <title>Never let me go</title>
  <trackList>
    <track><creator>Bj&#246;rk</creator><title>J&amp;ga</title><duration>225000</duration>
      <location>https://music.example/joga</location></track>
    <track><title>Greensleeves</title><location>file:///home/me/g.ogg</location></track>
    <track><location>https://music.example/untold</location></track>
  </trackList>
</playlist>"""
UNDERSTOOD = [
    Entry("Björk", "J&ga", "https://music.example/joga", seconds=225),
    Entry("", "Greensleeves", doubtful=True),
]


def xspf(inside: str) -> bytes:
    return f"<playlist><trackList>{inside}</trackList></playlist>".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_xspf_is_read_in_any_writing(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")

    assert read(XSPF.format(declared).encode(encoding)) == UNDERSTOOD


def test_jspf_is_read() -> None:
    tracks = [
        {
            "creator": "Björk",
            "title": "J&ga",
            "duration": 225_400,
            "location": ["https://music.example/joga"],
        },
        {"title": "Greensleeves", "duration": None, "location": []},
        {"annotation": "nothing"},
    ]

    assert read(json.dumps({"playlist": {"track": tracks}}).encode()) == UNDERSTOOD


@pytest.mark.parametrize("write", [str.encode, lambda text: text.encode("utf-16")])
def test_m3u_is_read(write: Callable[[str], bytes]) -> None:
    text = (
        "#EXTM3U\r\n#PLAYLIST:Mine\r\n#EXTINF:225,Björk - J&ga\r\nhttps://music.example/joga\r\n"
        "#EXTINF:-1,Greensleeves\r\nC:\\Music\\g.mp3\r\n/music/Low%20-%20Words.mp3\r\n"
    )

    assert read(write(text)) == [*UNDERSTOOD, Entry("Low", "Words")]


def test_the_writing_of_windows_is_read() -> None:
    text = "#EXTM3U\n#EXTINF:60,Björk – “Jóga”\nx.mp3"

    assert read(text.encode("cp1252")) == [Entry("Björk", "Jóga", seconds=60)]


def test_a_plain_list_in_a_file_is_read_as_if_it_was_pasted() -> None:
    assert read("\ufeff1. Low – Words\r\n2. Can – Pinch 3:00".encode()) == [
        Entry("Low", "Words"),
        Entry("Can", "Pinch", seconds=180),
    ]


BOMB = (
    '<!DOCTYPE playlist [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    + xspf("<track><title>&b;</title></track>").decode()
)
OUTSIDE = '<!DOCTYPE playlist [<!ENTITY x SYSTEM "file:///etc/passwd">]><playlist>&x;</playlist>'


@pytest.mark.parametrize(
    "content",
    [
        BOMB.encode(),
        OUTSIDE.encode(),
        b"<!DOCTYPE playlist><playlist/>",
        b"<playlist>" * 200,
        b"<playlist" + b"<a>" * 5_000,
        XSPF.format("utf-8").encode()[:-40],
        XSPF.format("utf-99").encode(),
        b"<html><body>Not found</body></html>",
        b'{"playlist": {"track": [{"title": "x"',
        b'{"playlist": []}',
        b'{"playlist": {"track": [7]}}',
        b'{"a":' * 100_000,
        b'{"playlist": {"track": [{"duration": ' + b"9" * 5_000 + b"}]}}",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"ID3\x04\0\0\0",
    ],
    ids=lambda content: repr(content[:24]),
)
def test_what_is_no_playlist_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^This .+\.$"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (MOST_BYTES + 1),
        xspf("<track><title>a</title></track>" * 1_002),
        b"#EXTM3U\n" + b"a - b.mp3\n" * 1_001,
        json.dumps({"playlist": {"track": [{"title": "a"}] * 1_001}}).encode(),
    ],
    ids=["bytes", "xspf", "m3u", "jspf"],
)
def test_too_much_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(TooLong, match=r"at most"):
        read(content)


@pytest.mark.parametrize("length", ["-5", "1e9", "long", str((LONGEST + 9) * 1000), "9" * 400])
def test_a_length_that_cannot_be_is_none(length: str) -> None:
    (entry,) = read(xspf(f"<track><title>a</title><duration>{length}</duration></track>"))

    assert entry.seconds is None


def test_an_address_that_leads_nowhere_safe_is_no_link() -> None:
    links = (
        "javascript:alert(1)",
        "https://a.example/&quot;x",
        "ftp://a.example",
        "x.mp3",
        "http://[a",
    )

    entries = read(xspf("".join(f"<track><title>a</title><location>{link}</location></track>"
                                for link in links)))  # fmt: skip

    assert [entry.link for entry in entries] == [""] * 5
