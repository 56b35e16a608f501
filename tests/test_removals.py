"""Several tracks taken out of a soundtrack at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Made, Person
from tests.soundtrack import SONGS, TITLES, Desk, Visit, shown, told


@pytest.fixture
def desk(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    return Desk(app, make_post(alice, published_at=None, tracks=SONGS))


@pytest.mark.parametrize("htmx", [True, False])
def test_those_chosen_are_taken_out(visit: Visit, alice: Person, desk: Desk, htmx: bool) -> None:
    keys = [desk.key("Liferaft"), desk.key("Words"), 999]

    answer = visit(alice).post(f"{desk.url}/removals", {"track": keys}, htmx=htmx)

    assert answer.status_code == (200 if htmx else 303)
    assert told(answer) == "2 tracks removed"
    assert desk.titles == ["D", "Tugboat", TITLES[4]]


def test_one_is_called_by_its_name(visit: Visit, alice: Person, desk: Desk) -> None:
    answer = visit(alice).post(f"{desk.url}/removals", {"track": desk.key("D")}, htmx=True)

    assert told(answer) == "D removed"
    assert shown(answer) == desk.titles == ["Words", *TITLES[2:]]


def test_twice_is_once(visit: Visit, alice: Person, desk: Desk) -> None:
    chosen = {"track": [desk.key("D"), desk.key("Words")]}
    visit(alice).post(f"{desk.url}/removals", chosen)

    again = visit(alice).post(f"{desk.url}/removals", chosen, htmx=True)

    assert again.status_code == 404
    assert shown(again) == desk.titles == TITLES[2:]


@pytest.mark.parametrize("nonsense", [{}, {"track": "all"}, {"track": ""}, {"track": ["1", "x"]}])
def test_nonsense_removes_nothing(
    visit: Visit, alice: Person, desk: Desk, nonsense: dict[str, Any]
) -> None:
    answer = visit(alice).post(f"{desk.url}/removals", nonsense, htmx=True)

    assert answer.status_code == 422
    assert "notice" in answer.text
    assert desk.titles == TITLES


class TestTheDoor:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_someone_elses_post_does_not_exist(
        self, visit: Visit, bob: Person, desk: Desk, htmx: bool
    ) -> None:
        answer = visit(bob).ask(
            "POST", f"{desk.url}/removals", htmx=htmx, data={"track": desk.key("D")}
        )

        assert answer.status_code == 404
        assert desk.titles == TITLES

    def test_only_who_writes_comes_in(self, visit: Visit, carol: Person, desk: Desk) -> None:
        answers = [
            one.ask("POST", f"{desk.url}/removals", data={"track": desk.key("D")})
            for one in (visit(), visit(carol))
        ]

        assert [answer.status_code for answer in answers] == [401, 403]
        assert desk.titles == TITLES

    def test_what_is_not_done_here_is_refused(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        assert visit(alice).get(f"{desk.url}/removals").status_code == 405
