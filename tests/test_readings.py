"""What was understood of a list, shown to be put right before it is added."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.soundtracks import MOST_TRACKS
from tests.conftest import Made, Person
from tests.soundtrack import LIST, SONGS, TITLES, Desk, Visit, shown, told

UNSURE = "Low – Lullaby 4:05 https://youtu.be/1?si=x\nGreensleeves\nLamb-Gorecki"


@pytest.fixture
def desk(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    return Desk(app, make_post(alice, published_at=None, tracks=SONGS))


def readings(desk: Desk) -> str:
    return f"{desk.url}/readings"


def fields(page: str) -> MultiDict[str, str]:
    """What the form of a reading would send, but for its buttons."""
    form = page.partition("data-reading>")[2].partition("</form>")[0]
    sent: MultiDict[str, str] = MultiDict()
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="(\w+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        assert name
        if "checkbox" not in tag or " checked" in tag:
            sent.add(name[1], unescape(value[1]) if value else "")
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)
    sent["text"] = unescape(text[1]) if text else ""
    return sent


def pressed(form: MultiDict[str, str], name: str, value: str) -> MultiDict[str, str]:
    """``form`` as it is sent by the button of that name and value."""
    return MultiDict([*form.items(multi=True), (name, value)])


@pytest.mark.parametrize("htmx", [True, False])
def test_a_list_is_shown_before_anything_is_added(
    visit: Visit, alice: Person, desk: Desk, htmx: bool
) -> None:
    answer = visit(alice).post(readings(desk), {"text": UNSURE}, htmx=htmx)

    assert answer.status_code == 200
    assert ("<html" in answer.text) is not htmx
    assert told(answer) == "3 tracks understood, 2 to look at"
    assert answer.text.count("No artist was found") == 1
    assert answer.text.count("Does the artist end here?") == 1
    sent = fields(answer.text)
    assert sent.getlist("artist") == ["Low", "", "Lamb"]
    assert sent.getlist("title") == ["Lullaby", "Greensleeves", "Gorecki"]
    assert sent.getlist("length") == ["4:05", "", ""]
    assert desk.titles == TITLES


def test_what_was_shown_is_added_as_it_was_put_right(
    visit: Visit, alice: Person, desk: Desk
) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": UNSURE}, htmx=True).text)
    sent.setlist("artist", ["Low", "Trad.", "Lamb"])
    sent["out"] = "3"

    answer = browser.post(desk.url, sent, htmx=True)

    assert told(answer) == "2 tracks added"
    assert shown(answer) == desk.titles == [*TITLES, "Lullaby", "Greensleeves"]
    assert desk.track("Lullaby") == {
        "artist": "Low",
        "title": "Lullaby",
        "note": "",
        "links": ["https://youtu.be/1"],
        "seconds": 245,
    }
    assert desk.track("Greensleeves")["artist"] == "Trad."
    assert "look at" not in answer.text


def test_works_without_scripts(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": LIST}).text)

    answer = browser.post(desk.url, sent, headers={"Referer": f"http://localhost{readings(desk)}"})

    assert answer.status_code == 303
    assert answer.location == f"{desk.url}#track-{desk.key('Stars')}"
    assert "2 tracks added" in browser.get(answer.location).text


def test_twice_is_once(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": LIST}).text)
    browser.post(desk.url, sent)

    again = browser.post(desk.url, sent, htmx=True)

    assert "already" in told(again)
    assert len(desk.titles) == len(TITLES) + 2


def test_artist_and_title_change_places_on_one_line_or_on_all(
    visit: Visit, alice: Person, desk: Desk
) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": LIST}).text)
    sent["out"] = "1"

    one = fields(
        browser.post(readings(desk), MultiDict([*sent.items(multi=True), ("swap", "2")])).text
    )
    every = fields(
        browser.post(readings(desk), MultiDict([*one.items(multi=True), ("swap", "all")])).text
    )

    moon = "This Is How We Walk on the Moon"
    assert one.getlist("artist") == ["Nina Simone", moon]
    assert every.getlist("artist") == ["Stars", "Arthur Russell"]
    assert every.getlist("out") == ["1"]
    assert desk.titles == TITLES


def test_the_list_itself_can_be_gone_back_to(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": UNSURE}).text)

    answer = browser.post(
        readings(desk), MultiDict([*sent.items(multi=True), ("back", "1")]), htmx=True
    )

    assert "Greensleeves\nLamb-Gorecki</textarea>" in answer.text
    assert 'name="lines"' not in answer.text


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ["", "b"]}, "Line 1: Type the title"),
        ({"title": ["a", "x" * 301]}, "Line 2: Use at most 300"),
        ({"length": ["soon", ""]}, "Line 1: Type the length"),
        ({"url": ["", "nowhere"]}, "Line 2: Links begin"),
        ({"out": ["1", "2"]}, "Leave at least one"),
    ],
)
def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
    visit: Visit, alice: Person, desk: Desk, htmx: bool, wrong: dict[str, list[str]], words: str
) -> None:
    browser = visit(alice)
    sent = fields(browser.post(readings(desk), {"text": LIST}).text)
    sent["artist"] = "As typed"
    for name, values in wrong.items():
        sent.setlist(name, values)

    answer = browser.post(desk.url, sent, htmx=htmx)

    assert answer.status_code == 422
    assert words in answer.text
    assert "As typed" in answer.text
    assert all(fields(answer.text).getlist(name) == values for name, values in wrong.items())
    assert desk.titles == TITLES


@pytest.mark.parametrize(
    "form",
    [
        {"lines": "2"},
        {"lines": "x", "out": "9" * 5_000, "doubtful": "-1"},
        {"lines": "2", "title": ["a"], "artist": ["b", "c", "d"]},
    ],
)
def test_a_form_that_no_page_sends_breaks_nothing(
    visit: Visit, alice: Person, desk: Desk, form: dict[str, Any]
) -> None:
    assert visit(alice).post(desk.url, form, htmx=True).status_code == 422
    assert visit(alice).post(readings(desk), form, htmx=True).status_code == 200
    assert desk.titles == TITLES


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste at least one"),
        ("- - -", "No track could be"),
        ("x" * 100_001, "at most 100,000"),
    ],
)
def test_a_list_that_cannot_be_read_stays_in_its_field(
    visit: Visit, alice: Person, desk: Desk, htmx: bool, text: str, words: str
) -> None:
    answer = visit(alice).post(readings(desk), {"text": text}, htmx=htmx)

    assert answer.status_code == 422
    assert words in answer.text.partition('id="new-tracks-text-error"')[2][:200]
    assert f"{text[:200]}" in answer.text


def test_a_file_is_read_like_a_list(visit: Visit, alice: Person, desk: Desk) -> None:
    file = (io.BytesIO(b"#EXTM3U\n#EXTINF:225,Low - Words\nhttps://a.example/1\n"), "mine.m3u")

    answer = visit(alice).post(readings(desk), {"text": "", "file": file}, htmx=True)

    sent = fields(answer.text)
    assert [sent[name] for name in ("artist", "title", "length", "url")] == [
        "Low",
        "Words",
        "3:45",
        "https://a.example/1",
    ]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_file_that_cannot_be_read_says_so_beside_its_field(
    visit: Visit, alice: Person, desk: Desk, htmx: bool
) -> None:
    bomb = (io.BytesIO(b'<!DOCTYPE x [<!ENTITY a "a">]><playlist>&a;</playlist>'), "x.xspf")

    answer = visit(alice).post(readings(desk), {"text": "1. a", "file": bomb}, htmx=htmx)

    assert answer.status_code == 422
    assert "not read" in answer.text.partition('id="new-tracks-file-error"')[2][:200]
    assert "1. a</textarea>" in answer.text


def test_five_hundred_tracks_are_read_and_added(
    visit: Visit, alice: Person, app: Flask, make_post: Callable[..., Made]
) -> None:
    desk = Desk(app, make_post(alice, published_at=None, tracks=[]))
    song = "{0}. Artist – Song {0} 3:{1:02} https://a.example/{0}\n"
    text = "".join(song.format(n, n % 60) for n in range(1, MOST_TRACKS + 1))
    browser = visit(alice)
    page = browser.post(readings(desk), {"text": text}, htmx=True).text
    form = {"content_type": "multipart/form-data", "htmx": True}

    answer = browser.post(desk.url, fields(page), **form)
    assert answer.status_code == 200
    assert len(desk.titles) == MOST_TRACKS
    more = browser.post(desk.url, fields(page), **form)
    beyond = browser.post(desk.url, {"text": "One – More"}, htmx=True)
    assert "already" in told(more)
    assert "at most 500" in beyond.text


class TestTheDoor:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_someone_elses_post_does_not_exist(
        self, visit: Visit, bob: Person, desk: Desk, htmx: bool
    ) -> None:
        answer = visit(bob).ask("POST", readings(desk), htmx=htmx, data={"text": LIST})

        assert answer.status_code == 404
        assert desk.titles == TITLES

    def test_only_who_writes_comes_in(self, visit: Visit, carol: Person, desk: Desk) -> None:
        answers = [
            one.ask("POST", readings(desk), data={"text": LIST}) for one in (visit(), visit(carol))
        ]

        assert [answer.status_code for answer in answers] == [401, 403]
        assert desk.titles == TITLES

    def test_what_is_not_done_here_is_refused(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        assert visit(alice).get(readings(desk)).status_code == 405
