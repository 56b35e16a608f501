"""Moving the tracks of a soundtrack, one or several at a time."""

import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from blog.soundtracks import MOST_TRACKS
from tests.conftest import Made, Person
from tests.soundtrack import SONGS, TITLES, Desk, Visit, shown, told


@pytest.fixture
def desk(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    return Desk(app, make_post(alice, published_at=None, tracks=SONGS))


class TestMoving:
    @pytest.mark.parametrize(
        ("track", "after", "order"),
        [
            ("Liferaft", None, [3, 0, 1, 2, 4]),
            ("Words", "Tugboat", [1, 2, 0, 3, 4]),
            ("Words", "Nothing Is Most Honorable", [1, 2, 3, 4, 0]),
            ("D", "Words", [0, 1, 2, 3, 4]),
        ],
    )
    def test_works_with_htmx(
        self,
        visit: Visit,
        alice: Person,
        desk: Desk,
        track: str,
        after: str | None,
        order: list[int],
    ) -> None:
        behind = desk.key(after) if after else ""

        answer = visit(alice).post(
            desk.moves, {"track": desk.key(track), "after": behind}, htmx=True
        )

        expected = [TITLES[place] for place in order]
        assert answer.status_code == 200
        assert desk.titles == shown(answer) == expected
        assert told(answer) == f"{track}, moved to {expected.index(track) + 1} of 5"

    def test_works_without_scripts(self, visit: Visit, alice: Person, desk: Desk) -> None:
        browser = visit(alice)
        key = desk.key("Liferaft")

        answer = browser.post(desk.moves, {"track": key, "after": ""})

        assert (answer.status_code, desk.titles[0]) == (303, "Liferaft")
        assert answer.location == f"/desk/posts/{desk.post.id}#track-{key}"
        assert "Liferaft, moved to 1 of 5" in browser.get(desk.url).text

    def test_every_arrow_leads_one_place_on(self, visit: Visit, alice: Person, desk: Desk) -> None:
        """The buttons of the page as it is shown, pressed one after another."""
        browser = visit(alice)
        for title, arrow, expected in (
            ("Tugboat", "up", ["Words", "Tugboat", "D", *TITLES[3:]]),
            ("Tugboat", "up", ["Tugboat", "Words", "D", *TITLES[3:]]),
            ("Tugboat", "down", ["Words", "Tugboat", "D", *TITLES[3:]]),
            ("Liferaft", "down", ["Words", "Tugboat", "D", TITLES[4], "Liferaft"]),
        ):
            key = desk.key(title)
            page = browser.get(desk.url).text
            button = re.search(rf'id="track-{key}-{arrow}" name="after" value="(\d*)"', page)
            assert button

            browser.post(desk.moves, {"track": key, "after": button[1]})

            assert desk.titles == expected

    def test_the_ends_have_nowhere_to_go(self, visit: Visit, alice: Person, desk: Desk) -> None:
        page = visit(alice).get(desk.url).text

        buttons = re.findall(r'<button[^>]*id="track-(\d+)-(up|down)"[^>]*disabled', page)
        first, last = str(desk.key(TITLES[0])), str(desk.key(TITLES[-1]))
        assert buttons == [(first, "up"), (last, "down")]

    def test_twice_is_once(self, visit: Visit, alice: Person, desk: Desk) -> None:
        move = {"track": desk.key("Words"), "after": desk.key("Tugboat")}
        visit(alice).post(desk.moves, move)
        once = desk.titles

        again = visit(alice).post(desk.moves, move, htmx=True)

        assert again.status_code == 200
        assert desk.titles == once

    @pytest.mark.parametrize("htmx", [True, False])
    def test_behind_a_track_that_is_gone_the_list_comes_back_as_it_is(
        self, visit: Visit, alice: Person, desk: Desk, htmx: bool
    ) -> None:
        gone = desk.key("Tugboat")
        visit(alice).delete(desk.one("Tugboat"))

        answer = visit(alice).post(
            desk.moves, {"track": desk.key("Words"), "after": gone}, htmx=htmx
        )

        assert answer.status_code == 409
        assert shown(answer) == desk.titles == ["Words", "D", *TITLES[3:]]
        assert "changed elsewhere" in answer.text

    @pytest.mark.parametrize("htmx", [True, False])
    def test_a_track_that_is_gone_does_not_move(
        self, visit: Visit, alice: Person, desk: Desk, htmx: bool
    ) -> None:
        answer = visit(alice).post(desk.moves, {"track": 999, "after": ""}, htmx=htmx)

        assert answer.status_code == 404
        assert shown(answer) == desk.titles == TITLES

    @pytest.mark.parametrize(
        "nonsense",
        [
            {},
            {"track": ""},
            {"track": "first"},
            {"track": "1", "after": "last"},
            {"track": "9" * 5_000},
            {"track": "1\x00"},
            {"track": ["x", "1"]},
        ],
    )
    def test_nonsense_moves_nothing(
        self, visit: Visit, alice: Person, desk: Desk, nonsense: dict[str, Any]
    ) -> None:
        answer = visit(alice).post(desk.moves, nonsense, htmx=True)

        assert answer.status_code == 422
        assert "notice" in answer.text
        assert desk.titles == TITLES

    @pytest.mark.parametrize("number", ["-1", "0", str(2**63), str(10**40)])
    def test_a_number_that_no_track_has_is_unknown(
        self, visit: Visit, alice: Person, desk: Desk, number: str
    ) -> None:
        first = desk.key("Words")

        unknown = visit(alice).post(desk.moves, {"track": number}, htmx=True)
        behind = visit(alice).post(desk.moves, {"track": first, "after": number}, htmx=True)

        assert (unknown.status_code, behind.status_code) == (404, 409)
        assert desk.titles == TITLES

    def test_a_track_cannot_come_after_itself(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        key = desk.key("D")

        answer = visit(alice).post(desk.moves, {"track": key, "after": key}, htmx=True)

        assert answer.status_code == 422
        assert "after itself" in answer.text
        assert desk.titles == TITLES

    def test_two_windows_that_move_at_once_lose_nothing(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        keys = [desk.key(title) for title in TITLES]
        windows = [visit(alice) for _ in range(4)]

        def shuffle(number: int) -> list[int]:
            chance = random.Random(number)
            statuses = []
            for _ in range(8):
                track, after = chance.sample(keys, k=2)
                answer = windows[number].post(
                    desk.moves, {"track": track, "after": after}, htmx=True
                )
                statuses.append(answer.status_code)
            return statuses

        with ThreadPoolExecutor(len(windows)) as pool:
            statuses = list(pool.map(shuffle, range(len(windows))))

        assert statuses == [[200] * 8] * 4
        assert sorted(desk.titles) == sorted(TITLES)

    def test_two_windows_with_older_orders_both_have_their_way(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        one = visit(alice).post(
            desk.moves, {"track": desk.key("Words"), "after": desk.key("Liferaft")}, htmx=True
        )
        other = visit(alice).post(
            desk.moves, {"track": desk.key("Tugboat"), "after": desk.key("Words")}, htmx=True
        )

        assert (one.status_code, other.status_code) == (200, 200)
        assert desk.titles == ["D", "Liferaft", "Words", "Tugboat", TITLES[4]]


class TestMovingMany:
    @pytest.mark.parametrize(
        ("chosen", "position", "order", "news"),
        [
            ([0, 2], 4, [1, 3, 4, 0, 2], "2 tracks, moved to 4–5 of 5"),
            ([4, 3], 1, [3, 4, 0, 1, 2], "2 tracks, moved to 1–2 of 5"),
            ([0, 1, 2], 2, [3, 0, 1, 2, 4], "3 tracks, moved to 2–4 of 5"),
            ([1], 5, [0, 2, 3, 4, 1], "D, moved to 5 of 5"),
            ([0, 1], 99, [2, 3, 4, 0, 1], "2 tracks, moved to 4–5 of 5"),
        ],
    )
    @pytest.mark.parametrize("htmx", [True, False])
    def test_those_chosen_go_to_a_place_in_the_order_they_have(
        self, visit: Visit, alice: Person, desk: Desk, chosen: list[int], position: int,
        order: list[int], news: str, htmx: bool,
    ) -> None:  # fmt: skip
        browser = visit(alice)
        keys = [desk.key(TITLES[place]) for place in chosen]

        answer = browser.post(desk.moves, {"track": keys, "position": position}, htmx=htmx)

        assert answer.status_code == (200 if htmx else 303)
        assert desk.titles == [TITLES[place] for place in order]
        assert told(answer) == news

    def test_several_go_behind_another_at_once(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        keys = [desk.key("Liferaft"), desk.key("Words")]

        visit(alice).post(desk.moves, {"track": keys, "after": desk.key("D")})

        assert desk.titles == ["D", "Words", "Liferaft", "Tugboat", TITLES[4]]

    @pytest.mark.parametrize(
        ("extra", "status"),
        [({"after": "999"}, 409), ({"position": "0"}, 422), ({"position": "first"}, 422),
         ({"position": "-" + "9" * 30}, 422), ({"position": "9" * 5_000}, 422)],
    )  # fmt: skip
    def test_all_move_or_none(
        self, visit: Visit, alice: Person, desk: Desk, extra: dict[str, str], status: int
    ) -> None:
        keys = [desk.key("Words"), desk.key("Tugboat")]

        refused = visit(alice).post(desk.moves, {"track": keys} | extra, htmx=True)
        gone = visit(alice).post(desk.moves, {"track": [*keys, 999], "position": 5}, htmx=True)

        assert (refused.status_code, gone.status_code) == (status, 404)
        assert desk.titles == TITLES

    def test_a_whole_soundtrack_can_be_chosen(
        self, visit: Visit, alice: Person, app: Flask, make_post: Callable[..., Made]
    ) -> None:
        songs = [("Various", f"Track {n}") for n in range(MOST_TRACKS)]
        desk = Desk(app, make_post(alice, published_at=None, tracks=songs))
        keys: list[int] = desk.look(lambda post: [track.key for track in post.draft.tracks])

        answer = visit(alice).post(
            desk.moves,
            {"track": keys[1:], "position": "1"},
            htmx=True,
            content_type="multipart/form-data",
        )

        assert answer.status_code == 200
        assert desk.titles == [title for _, title in [*songs[1:], songs[0]]]


class TestAnswering:
    """A browser that shows the new order already is not sent it again."""

    def test_who_shows_the_order_that_is_kept_is_told_no_more_than_that(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        keys = [desk.key(title) for title in TITLES]
        order = " ".join(map(str, [*keys[1:3], keys[0], *keys[3:]]))

        answer = visit(alice).post(
            desk.moves, {"track": keys[0], "after": keys[2], "order": order}, htmx=True
        )

        assert answer.headers["HX-Retarget"] == "#tracks-head"
        assert shown(answer) == []
        assert "Undo" in answer.text
        assert told(answer) == "Words, moved to 3 of 5"
        assert desk.titles == ["D", "Tugboat", "Words", *TITLES[3:]]

    def test_who_shows_another_order_is_sent_the_one_that_is_kept(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        keys = [desk.key(title) for title in TITLES]
        seen = " ".join(map(str, [keys[2], *keys[:2], *keys[3:]]))
        visit(alice).delete(desk.one("D"))

        answer = visit(alice).post(
            desk.moves, {"track": keys[2], "after": "", "order": seen}, htmx=True
        )

        assert "HX-Retarget" not in answer.headers
        assert shown(answer) == desk.titles == ["Tugboat", "Words", *TITLES[3:]]


def said(desk: Desk) -> dict[str, Any]:
    return {"track": desk.key("D"), "after": ""}


class TestTheDoor:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_someone_elses_post_does_not_exist(
        self, visit: Visit, bob: Person, desk: Desk, htmx: bool
    ) -> None:
        answer = visit(bob).ask(
            "POST", desk.moves, htmx=htmx, data={"track": desk.key("D"), "after": ""}
        )

        assert answer.status_code == 404
        assert desk.titles == TITLES

    def test_only_who_writes_comes_in(self, visit: Visit, carol: Person, desk: Desk) -> None:
        answers = [
            one.ask("POST", desk.moves, data={"track": desk.key("D"), "after": ""})
            for one in (visit(), visit(carol))
        ]

        assert [answer.status_code for answer in answers] == [401, 403]
        assert desk.titles == TITLES

    def test_what_is_not_done_here_is_refused(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        assert visit(alice).get(desk.moves).status_code == 405
