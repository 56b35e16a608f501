"""The soundtrack at the desk: tracks added, pasted, moved, rewritten and taken out."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from blog.soundtracks import MOST_TRACKS
from tests.conftest import Made, Person
from tests.soundtrack import LIST, SONGS, TITLES, Desk, Visit, edition, read, shown, told


@pytest.fixture
def desk(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    return Desk(app, make_post(alice, published_at=None, tracks=SONGS))


@pytest.fixture
def live(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    """Alice's post as readers see it."""
    return Desk(app, make_post(alice, tracks=SONGS))


class TestShowing:
    def test_a_browser_is_given_a_page_and_htmx_the_part(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        page = visit(alice).get(desk.url)
        part = visit(alice).get(desk.url, htmx=True)

        assert shown(page) == shown(part) == TITLES
        assert "<html" in page.text
        assert part.text.lstrip().startswith('<section class="desk-soundtrack" id="soundtrack"')
        assert "HX-Request" in part.headers["Vary"]

    def test_a_soundtrack_without_tracks_says_what_to_do(
        self, visit: Visit, alice: Person, make_post: Callable[..., Made]
    ) -> None:
        post = make_post(alice, published_at=None, tracks=[])

        page = visit(alice).get(f"/desk/posts/{post.id}/tracks")

        assert "No tracks yet" in page.text

    def test_a_track_without_an_artist_is_marked(
        self, visit: Visit, alice: Person, make_post: Callable[..., Made]
    ) -> None:
        post = make_post(alice, published_at=None, tracks=[("", "Greensleeves"), ("Low", "Words")])

        page = visit(alice).get(f"/desk/posts/{post.id}/tracks")

        assert page.text.count("Artist missing?") == 1

    def test_hostile_words_stay_words(self, visit: Visit, alice: Person, desk: Desk) -> None:
        hostile = '"><img src=x onerror=alert(1)>'
        visit(alice).post(desk.url, {"artist": hostile, "title": hostile, "note": hostile})

        page = visit(alice).get(desk.url)

        assert "<img src=x onerror" not in page.text
        assert shown(page)[-1] == hostile


class TestAdding:
    NEW = {  # noqa: RUF012  (nobody changes it)
        "artist": "Talk Talk",
        "title": "New Grass",
        "note": "For the last page.",
        "url": "https://open.spotify.com/track/1?si=abc https://youtu.be/2",
        "length": "9:45",
    }

    def test_works_with_htmx(self, visit: Visit, alice: Person, desk: Desk) -> None:
        answer = visit(alice).post(desk.url, self.NEW, htmx=True)

        assert answer.status_code == 200
        assert desk.titles == shown(answer) == [*TITLES, "New Grass"]
        assert told(answer) == "New Grass added"
        assert '<form class="track-form panel" id="new-track"' in answer.text
        assert 'value="Talk Talk"' not in answer.text

    def test_works_without_scripts(self, visit: Visit, alice: Person, desk: Desk) -> None:
        browser = visit(alice)

        answer = browser.post(desk.url, self.NEW)

        assert (answer.status_code, desk.titles[-1]) == (303, "New Grass")
        assert answer.location == f"/desk/posts/{desk.post.id}#track-{desk.key('New Grass')}"
        assert "New Grass added" in browser.get(answer.location).text

    def test_a_plain_form_returns_to_the_page_it_was_on(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        own = {"Referer": f"http://localhost{desk.url}"}

        answer = visit(alice).post(desk.url, self.NEW, headers=own)

        assert answer.location == f"{desk.url}#track-{desk.key('New Grass')}"

    def test_keeps_all_that_was_typed(self, visit: Visit, alice: Person, desk: Desk) -> None:
        visit(alice).post(desk.url, self.NEW)

        assert desk.track("New Grass") == {
            "artist": "Talk Talk",
            "title": "New Grass",
            "note": "For the last page.",
            "links": ["https://open.spotify.com/track/1", "https://youtu.be/2"],
            "seconds": 585,
        }

    def test_twice_is_once(self, visit: Visit, alice: Person, desk: Desk) -> None:
        visit(alice).post(desk.url, self.NEW)

        again = visit(alice).post(desk.url, self.NEW, htmx=True)

        assert again.status_code == 200
        assert "already" in told(again)
        assert desk.titles == [*TITLES, "New Grass"]

    def test_the_same_song_may_come_back_later(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        visit(alice).post(desk.url, {"artist": "Low", "title": "Words"})

        assert desk.titles == [*TITLES, "Words"]

    def test_a_track_may_be_put_behind_another(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        answer = visit(alice).post(desk.url, self.NEW | {"after": desk.key("D")}, htmx=True)

        assert shown(answer) == desk.titles == ["Words", "D", "New Grass", *TITLES[2:]]

    def test_a_track_put_behind_one_that_is_gone_comes_last(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        answer = visit(alice).post(desk.url, self.NEW | {"after": 999}, htmx=True)

        assert answer.status_code == 200
        assert desk.titles[-1] == "New Grass"

    @pytest.mark.parametrize("after", ["last", "9" * 5_000, "-1"])
    def test_a_place_that_is_none_loses_no_track(
        self, visit: Visit, alice: Person, desk: Desk, after: str
    ) -> None:
        answer = visit(alice).post(desk.url, self.NEW | {"after": after}, htmx=True)

        assert answer.status_code == 200
        assert sorted(desk.titles) == sorted([*TITLES, "New Grass"])

    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"title": ""}, "Type the title"),
            ({"title": " \u200b\x00 "}, "Type the title"),
            ({"title": "x" * 301}, "at most 300"),
            ({"artist": "x" * 301}, "at most 300"),
            ({"note": "x" * 5_001}, "at most 5,000"),
            ({"note": "<b>" * 300}, "Too many tags"),
            ({"url": "javascript:alert(1)"}, "https://"),
            ({"url": "https://ok.example not-one"}, "https://"),
            ({"url": "https://example.org/" + "x" * 4_000}, "at most 4,000"),
            ({"length": "3:75"}, "such as 3:45"),
            ({"length": "99999999999:00"}, "such as 3:45"),
        ],
    )
    def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
        self,
        visit: Visit,
        alice: Person,
        desk: Desk,
        htmx: bool,
        wrong: dict[str, str],
        words: str,
    ) -> None:
        answer = visit(alice).post(
            desk.url, {"title": "Kept", "artist": "As typed"} | wrong, htmx=htmx
        )

        field = next(iter(wrong))
        assert answer.status_code == 422
        assert words in answer.text.partition(f'id="new-track-{field}-error"')[2][:200]
        assert ("As typed" if field != "artist" else "Kept") in answer.text
        assert desk.titles == TITLES

    def test_a_refused_form_goes_where_its_words_can_be_mended(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        answer = visit(alice).post(desk.url, {"title": "", "after": "1"}, htmx=True)

        assert answer.status_code == 422
        assert answer.headers["HX-Retarget"] == "#new-track"

    def test_a_soundtrack_has_an_end(
        self, visit: Visit, alice: Person, make_post: Callable[..., Made], app: Flask
    ) -> None:
        many = [("Various", f"Track {n}") for n in range(MOST_TRACKS - 1)]
        full = Desk(app, make_post(alice, published_at=None, tracks=many))
        browser = visit(alice)

        refused = browser.post(full.url, {"text": LIST}, htmx=True)
        last = browser.post(full.url, self.NEW, htmx=True)
        beyond = browser.post(full.url, {"title": "One more"}, htmx=True)

        assert [answer.status_code for answer in (refused, last, beyond)] == [422, 200, 422]
        assert "at most 500 tracks" in refused.text
        assert "at most 500 tracks" in beyond.text
        assert "Nina Simone" in refused.text
        assert len(full.titles) == MOST_TRACKS


class TestPasting:
    def test_works_with_htmx(self, visit: Visit, alice: Person, desk: Desk) -> None:
        answer = visit(alice).post(desk.url, {"text": LIST}, htmx=True)

        assert answer.status_code == 200
        assert desk.titles == shown(answer) == [*TITLES, "Stars", "This Is How We Walk on the Moon"]
        assert desk.track("Stars")["artist"] == "Nina Simone"
        assert told(answer) == "2 tracks added"
        assert '<form class="track-form panel" id="new-tracks"' in answer.text

    def test_works_without_scripts(self, visit: Visit, alice: Person, desk: Desk) -> None:
        browser = visit(alice)

        answer = browser.post(desk.url, {"text": LIST})

        assert answer.status_code == 303
        assert answer.location == f"/desk/posts/{desk.post.id}#track-{desk.key('Stars')}"
        assert "2 tracks added" in browser.get(desk.url).text

    def test_twice_is_once(self, visit: Visit, alice: Person, desk: Desk) -> None:
        visit(alice).post(desk.url, {"text": LIST})

        again = visit(alice).post(desk.url, {"text": LIST}, htmx=True)

        assert "already" in told(again)
        assert len(desk.titles) == len(TITLES) + 2

    def test_what_was_hard_to_read_is_to_be_looked_at(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        text = "Low – Lullaby\nGreensleeves\nLamb-Gorecki"

        answer = visit(alice).post(desk.url, {"text": text}, htmx=True)

        assert told(answer) == "3 tracks added, 2 to look at"
        assert answer.text.count("Artist missing?") == 1
        assert answer.text.count("Understood rightly?") == 1

    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "Paste at least one"),
            (" \n\t\r\n\x00 ", "Paste at least one"),
            ("Nobody – " + "x" * 301, "at most 300"),
            ("x" * 100_001, "at most 100,000"),
            ("a – b\n" * 1_100, "a – b"),
        ],
    )
    def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
        self, visit: Visit, alice: Person, desk: Desk, htmx: bool, text: str, words: str
    ) -> None:
        answer = visit(alice).post(desk.url, {"text": text}, htmx=htmx)

        assert answer.status_code == 422
        assert 'id="new-tracks-text-error"' in answer.text
        assert words in answer.text
        assert text.strip(" \n\t\r\x00")[:200] in answer.text
        assert desk.titles == TITLES


class TestRewriting:
    NEW = {  # noqa: RUF012  (nobody changes it)
        "artist": "Codeine",
        "title": "Cave-In",
        "note": "The stairs, again.",
        "url": "https://example.org/cave-in",
        "length": "5:27",
    }

    def test_htmx_is_given_the_form_in_its_place(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        key = desk.key("D")

        answer = visit(alice).get(desk.one("D"), htmx=True)

        assert answer.text.lstrip().startswith(f'<form class="track-form" id="track-{key}-form"')
        assert 'value="Codeine"' in answer.text

    def test_a_browser_is_given_a_page_with_the_form_open(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        page = visit(alice).get(desk.one("D"))

        assert "<html" in page.text
        assert page.text.count("data-edit>") == 1
        assert f'id="track-{desk.key("D")}-form"' in page.text

    def test_works_with_htmx(self, visit: Visit, alice: Person, desk: Desk) -> None:
        key = desk.key("D")

        answer = visit(alice).put(desk.one("D"), self.NEW, htmx=True)

        assert answer.status_code == 200
        assert shown(answer) == ["Cave-In"]
        assert told(answer) == "Cave-In saved"
        assert desk.key("Cave-In") == key
        assert desk.titles == ["Words", "Cave-In", *TITLES[2:]]
        assert desk.track("Cave-In") == {
            "artist": "Codeine",
            "title": "Cave-In",
            "note": "The stairs, again.",
            "links": ["https://example.org/cave-in"],
            "seconds": 327,
        }

    def test_works_without_scripts(self, visit: Visit, alice: Person, desk: Desk) -> None:
        url, key = desk.one("D"), desk.key("D")

        answer = visit(alice).post(f"{url}?_method=PUT", self.NEW)

        assert answer.status_code == 303
        assert answer.location == f"/desk/posts/{desk.post.id}#track-{key}"
        assert desk.titles[1] == "Cave-In"

    def test_twice_is_once(self, visit: Visit, alice: Person, desk: Desk) -> None:
        url = desk.one("D")
        visit(alice).put(url, self.NEW, htmx=True)

        again = visit(alice).put(url, self.NEW, htmx=True)

        assert again.status_code == 200
        assert desk.titles == ["Words", "Cave-In", *TITLES[2:]]

    def test_a_field_that_was_not_sent_keeps_its_words(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        visit(alice).put(desk.one("D"), self.NEW)

        visit(alice).put(desk.one("Cave-In"), {"title": "Cave In"})

        assert desk.track("Cave In")["note"] == "The stairs, again."
        assert desk.track("Cave In")["links"] == ["https://example.org/cave-in"]

    def test_a_field_that_was_emptied_is_empty(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        visit(alice).put(desk.one("D"), self.NEW)

        visit(alice).put(
            desk.one("Cave-In"),
            {"title": "Cave-In", **dict.fromkeys(("note", "url", "artist", "length"), "")},
        )

        empty: dict[str, Any] = {"artist": "", "note": "", "links": [], "seconds": None}
        assert desk.track("Cave-In") == empty | {"title": "Cave-In"}

    @pytest.mark.parametrize("htmx", [True, False])
    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"title": "x" * 301},
            {"note": "<b>" * 300},
            {"url": "data:text/html,x"},
            {"length": "x"},
        ],
    )
    def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
        self, visit: Visit, alice: Person, desk: Desk, htmx: bool, wrong: dict[str, str]
    ) -> None:
        answer = visit(alice).put(
            desk.one("D"), self.NEW | {"artist": "Kept as typed"} | wrong, htmx=htmx
        )

        field = next(iter(wrong))
        assert answer.status_code == 422
        assert f'id="track-{desk.key("D")}-{field}-error"' in answer.text
        assert 'value="Kept as typed"' in answer.text
        assert desk.titles == TITLES

    @pytest.mark.parametrize("htmx", [True, False])
    def test_two_windows_never_overwrite_each_other_unseen(
        self, visit: Visit, alice: Person, desk: Desk, htmx: bool
    ) -> None:
        url, browser = desk.one("D"), visit(alice)
        opened = {"edition": edition(browser.get(url, htmx=True))}
        browser.put(url, self.NEW | opened)

        late = browser.put(url, opened | {"title": "D minor", "artist": "Late"}, htmx=htmx)

        assert late.status_code == 409
        assert "rewritten elsewhere" in late.text
        assert "The stairs, again." in late.text
        assert 'value="Late"' in late.text
        assert desk.titles[1] == "Cave-In"

        decided = {"edition": edition(late), "title": "D minor", "artist": "Late"}
        assert browser.put(url, decided, htmx=True).status_code == 200
        assert desk.titles[1] == "D minor"

    def test_the_same_words_sent_again_are_no_quarrel(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        url, browser = desk.one("D"), visit(alice)
        words = self.NEW | {"edition": edition(browser.get(url, htmx=True))}
        browser.put(url, words, htmx=True)

        assert browser.put(url, words, htmx=True).status_code == 200

    def test_without_any_words_nothing_changes(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        answer = visit(alice).ask("PUT", desk.one("D"), json={"title": "Not a form"}, htmx=True)

        assert answer.status_code == 422
        assert desk.titles == TITLES


class TestRemoving:
    def test_works_with_htmx(self, visit: Visit, alice: Person, desk: Desk) -> None:
        answer = visit(alice).delete(desk.one("Tugboat"), htmx=True)

        assert answer.status_code == 200
        assert shown(answer) == desk.titles == ["Words", "D", "Liferaft", TITLES[4]]
        assert told(answer) == "Tugboat removed"

    def test_works_without_scripts(self, visit: Visit, alice: Person, desk: Desk) -> None:
        browser = visit(alice)

        answer = browser.post(f"{desk.one('Tugboat')}?_method=DELETE")

        assert answer.status_code == 303
        assert answer.location == f"/desk/posts/{desk.post.id}#soundtrack"
        assert desk.titles == ["Words", "D", "Liferaft", TITLES[4]]
        assert "Tugboat removed" in browser.get(desk.url).text

    @pytest.mark.parametrize("title", [TITLES[0], TITLES[2], TITLES[4]])
    def test_what_was_removed_comes_back_whole(
        self, visit: Visit, alice: Person, desk: Desk, title: str
    ) -> None:
        words = {
            "title": title,
            "length": "3:45",
            "note": "One\n\n“two” & <em>three</em>",
            "url": "https://a.example",
        }
        visit(alice).put(desk.one(title), words)
        before = desk.track(title)
        removed = visit(alice).delete(desk.one(title), htmx=True)
        fields = re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">',
            removed.text.partition("desk-track--removed")[2].partition("</form>")[0],
        )

        answer = visit(alice).post(
            desk.url, {name: unescape(value) for name, value in fields}, htmx=True
        )

        assert desk.titles == shown(answer) == TITLES
        assert desk.track(title) == before
        assert told(answer) == f"{title} is back"

    @pytest.mark.parametrize("htmx", [True, False])
    def test_twice_is_once(self, visit: Visit, alice: Person, desk: Desk, htmx: bool) -> None:
        url = desk.one("Tugboat")
        visit(alice).delete(url)

        again = visit(alice).delete(url, htmx=htmx)

        assert again.status_code == 404
        assert shown(again) == desk.titles == ["Words", "D", "Liferaft", TITLES[4]]


class TestLivePosts:
    """Readers see what was published, until it is published again."""

    @pytest.mark.parametrize(
        ("act", "order"),
        [
            ("add", [*TITLES, "New Grass"]),
            ("paste", [*TITLES, "Stars", "This Is How We Walk on the Moon"]),
            ("move", [TITLES[4], *TITLES[:4]]),
            ("rewrite", ["Words", "Cave-In", *TITLES[2:]]),
            ("remove", [TITLES[0], *TITLES[2:]]),
        ],
    )
    def test_readers_keep_the_order_until_changes_are_published(
        self, app: Flask, visit: Visit, alice: Person, live: Desk, act: str, order: list[str]
    ) -> None:
        browser = visit(alice)
        before = read(visit, live)

        {
            "add": lambda: browser.post(live.url, {"title": "New Grass"}),
            "paste": lambda: browser.post(live.url, {"text": LIST}),
            "move": lambda: browser.post(live.moves, {"track": live.key(TITLES[4]), "after": ""}),
            "rewrite": lambda: browser.put(live.one("D"), {"title": "Cave-In"}),
            "remove": lambda: browser.delete(live.one("D")),
        }[act]()

        assert live.titles == order
        assert live.look(lambda post: post.has_changes)
        assert read(visit, live) == before == TITLES

        with app.app_context():
            db.session.get_one(Post, live.post.id).publish()
            db.session.commit()

        assert read(visit, live) == order

    def test_an_open_page_goes_on_after_the_copy(
        self, visit: Visit, alice: Person, live: Desk
    ) -> None:
        """The keys it holds are those of the tracks that readers see."""
        browser = visit(alice)
        keys = {title: live.key(title) for title in TITLES}

        for title in TITLES:
            answer = browser.post(live.moves, {"track": keys[title], "after": ""}, htmx=True)
            assert answer.status_code == 200

        assert live.titles == TITLES[::-1]
        assert {title: live.key(title) for title in TITLES} == keys

    def test_what_changes_nothing_copies_nothing(
        self, visit: Visit, alice: Person, live: Desk
    ) -> None:
        browser = visit(alice)
        first, second = live.key("Words"), live.key("D")

        browser.get(live.one("D"))
        browser.post(live.moves, {"track": second, "after": first})
        browser.post(live.moves, {"track": first, "after": ""})
        browser.post(live.moves, {"track": first, "after": 999})
        browser.put(live.one("D"), {"title": "D"})
        browser.post(live.url, dict(zip(("artist", "title"), SONGS[-1], strict=True)))

        assert not live.look(lambda post: post.has_changes)

    def test_words_being_typed_do_not_grow_stale(
        self, visit: Visit, alice: Person, live: Desk
    ) -> None:
        before = live.look(lambda post: (post.draft.version, post.draft.saved_at))

        visit(alice).post(live.url, {"title": "New Grass"})

        version, saved_at = live.look(lambda post: (post.draft.version, post.draft.saved_at))
        assert version == before[0]
        assert saved_at > before[1]


class TestTheDoor:
    ACTS = (
        ("GET", ""),
        ("POST", ""),
        ("GET", "/{key}"),
        ("PUT", "/{key}"),
        ("DELETE", "/{key}"),
    )

    @pytest.mark.parametrize(("method", "path"), ACTS)
    @pytest.mark.parametrize("htmx", [True, False])
    def test_someone_elses_post_does_not_exist(
        self, visit: Visit, bob: Person, desk: Desk, method: str, path: str, htmx: bool
    ) -> None:
        key = desk.key("D")
        words = {"title": "Bob’s", "track": key, "after": ""}

        answer = visit(bob).ask(method, desk.url + path.format(key=key), htmx=htmx, data=words)

        assert answer.status_code == 404
        assert desk.titles == TITLES

    @pytest.mark.parametrize(("method", "path"), ACTS)
    def test_a_stranger_is_shown_the_door(
        self, visit: Visit, desk: Desk, method: str, path: str
    ) -> None:
        url = desk.url + path.format(key=desk.key("D"))

        answer = visit().ask(method, url)

        if method == "GET":
            assert answer.location == f"/sign-in?next={url}"
        else:
            assert answer.status_code == 401
        assert desk.titles == TITLES

    @pytest.mark.parametrize(("method", "path"), ACTS)
    def test_a_reader_does_not_come_in(
        self, visit: Visit, carol: Person, desk: Desk, method: str, path: str
    ) -> None:
        answer = visit(carol).ask(method, desk.url + path.format(key=desk.key("D")))

        assert answer.status_code == 403
        assert desk.titles == TITLES

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    @pytest.mark.parametrize("key", ["999", "0", str(2**31 - 1)])
    def test_an_unknown_track_does_not_exist(
        self, visit: Visit, alice: Person, desk: Desk, method: str, key: str
    ) -> None:
        answer = visit(alice).ask(method, f"{desk.url}/{key}", data={"title": "Nobody’s"})

        assert answer.status_code == 404
        assert desk.titles == TITLES

    def test_a_track_of_another_post_does_not_exist(
        self, visit: Visit, alice: Person, make_post: Callable[..., Made], desk: Desk
    ) -> None:
        other = make_post(alice, "second-light", published_at=None, tracks=[("Ida", "Maybe")])
        url = f"/desk/posts/{other.id}/tracks/{desk.key('D')}"

        answers = [visit(alice).get(url), visit(alice).delete(url)]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert desk.titles == TITLES

    def test_an_editor_may_put_it_right(self, visit: Visit, olga: Person, desk: Desk) -> None:
        answer = visit(olga).delete(desk.one("D"), htmx=True)

        assert answer.status_code == 200
        assert "D" not in desk.titles

    @pytest.mark.parametrize(("method", "path"), [("POST", "/{key}"), ("DELETE", "")])
    def test_what_is_not_done_here_is_refused(
        self, visit: Visit, alice: Person, desk: Desk, method: str, path: str
    ) -> None:
        answer = visit(alice).ask(method, desk.url + path.format(key=desk.key("D")))

        assert answer.status_code == 405
        assert desk.titles == TITLES
