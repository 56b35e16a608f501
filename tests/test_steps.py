"""The way back: every act on a soundtrack can be undone, one after another."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import db
from blog.posts import Post
from blog.steps import MOST_STEPS, Step
from tests.conftest import Made, Person, Visitor
from tests.soundtrack import LIST, SONGS, TITLES, Desk, Visit, read, shown, told


@pytest.fixture
def desk(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    return Desk(app, make_post(alice, published_at=None, tracks=SONGS))


@pytest.fixture
def live(app: Flask, make_post: Callable[..., Made], alice: Person) -> Desk:
    """Alice's post as readers see it."""
    return Desk(app, make_post(alice, tracks=SONGS))


def undo(browser: Visitor, desk: Desk) -> str:
    """The address behind the button that takes the last act back; nothing if there is none."""
    found = re.search(rf'{desk.url}/steps/\d+(?=")', browser.get(desk.url).text)
    return found[0] if found else ""


def standing(desk: Desk) -> list[tuple[int, dict[str, Any]]]:
    tracks: list[tuple[int, dict[str, Any]]] = desk.look(
        lambda post: [(track.key, track.words) for track in post.draft.tracks]
    )
    return tracks


ACTS: dict[str, Callable[[Visitor, Desk], object]] = {
    "add": lambda browser, desk: browser.post(desk.url, {"title": "New"}),
    "paste": lambda browser, desk: browser.post(desk.url, {"text": LIST}),
    "move": lambda browser, desk: browser.post(desk.moves, {"track": desk.key("D"), "after": ""}),
    "move many": lambda browser, desk: browser.post(
        desk.moves, {"track": [desk.key("D"), desk.key("Words")], "position": 4}
    ),
    "rewrite": lambda browser, desk: browser.put(
        desk.one("D"), {"title": "E", "note": "<em>Mine</em>", "length": "1:00"}
    ),
    "remove": lambda browser, desk: browser.delete(desk.one("D")),
    "remove many": lambda browser, desk: browser.post(
        f"{desk.url}/removals", {"track": [desk.key("Liferaft"), desk.key("Words")]}
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize("which", ["desk", "live"])
@pytest.mark.parametrize("htmx", [True, False])
def test_every_act_is_taken_back_whole(
    visit: Visit,
    alice: Person,
    request: pytest.FixtureRequest,
    act: Callable[[Visitor, Desk], object],
    which: str,
    htmx: bool,
) -> None:
    desk: Desk = request.getfixturevalue(which)
    browser = visit(alice)
    before = standing(desk)
    act(browser, desk)
    assert standing(desk) != before

    address = undo(browser, desk)
    answer = (
        browser.delete(address, htmx=True) if htmx else browser.post(f"{address}?_method=DELETE")
    )

    assert answer.status_code == (200 if htmx else 303)
    assert told(answer).startswith("Taken back: ")
    assert standing(desk) == before
    assert desk.titles == TITLES


@pytest.mark.parametrize("seed", range(3))
def test_the_whole_way_back_is_walked_step_by_step(
    visit: Visit, alice: Person, desk: Desk, seed: int
) -> None:
    chance, browser = random.Random(seed), visit(alice)
    path = []
    for act in chance.sample([*ACTS.values()], k=len(ACTS)):
        before = standing(desk)
        try:
            act(browser, desk)
        except KeyError:
            continue
        if standing(desk) != before:
            path.append(before)

    for before in reversed(path):
        assert browser.delete(undo(browser, desk), htmx=True).status_code == 200
        assert standing(desk) == before

    assert undo(browser, desk) == ""


def test_twice_is_once(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    browser.delete(desk.one("D"))
    address = undo(browser, desk)
    browser.delete(address)

    again = browser.delete(address, htmx=True)

    assert again.status_code == 409
    assert shown(again) == desk.titles == TITLES


def test_what_was_changed_elsewhere_meanwhile_is_not_undone(
    visit: Visit, alice: Person, desk: Desk
) -> None:
    browser = visit(alice)
    browser.delete(desk.one("D"))
    address = undo(browser, desk)
    browser.put(desk.one("Words"), {"title": "Other words"})

    late = browser.delete(address, htmx=True)

    assert late.status_code == 409
    assert "changed elsewhere" in late.text
    assert desk.titles == ["Other words", *TITLES[2:]]


def test_without_an_act_there_is_no_way_back(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    browser.post(desk.moves, {"track": desk.key("Words"), "after": ""})

    assert undo(browser, desk) == ""


def test_what_readers_see_does_not_change(
    app: Flask, visit: Visit, alice: Person, live: Desk
) -> None:
    browser = visit(alice)
    browser.delete(live.one("D"))
    with app.app_context():
        db.session.get_one(Post, live.post.id).publish()
        db.session.commit()

    browser.delete(undo(browser, live))

    assert live.titles == TITLES
    assert read(visit, live) == ["Words", *TITLES[2:]]


def test_only_so_many_steps_are_remembered(
    app: Flask, visit: Visit, alice: Person, desk: Desk
) -> None:
    browser = visit(alice)
    for number in range(MOST_STEPS + 3):
        browser.put(desk.one(desk.titles[0]), {"title": f"Title {number}"})

    with app.app_context():
        assert db.session.scalar(select(func.count(Step.id))) == MOST_STEPS
    browser.delete(undo(browser, desk))
    assert desk.titles[0] == f"Title {MOST_STEPS + 1}"


def test_a_key_is_never_borne_by_two(visit: Visit, alice: Person, desk: Desk) -> None:
    browser = visit(alice)
    browser.delete(desk.one("Liferaft"))
    browser.delete(desk.one(TITLES[4]))
    browser.delete(undo(browser, desk))
    browser.post(desk.url, {"title": "New"})

    keys = [key for key, _ in standing(desk)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("number", ["999", "0", str(2**31 - 1)])
def test_an_unknown_step_leads_nowhere(
    visit: Visit, alice: Person, desk: Desk, number: str
) -> None:
    assert visit(alice).delete(f"{desk.url}/steps/{number}", htmx=True).status_code == 409
    assert desk.titles == TITLES


class TestTheDoor:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_someone_elses_post_does_not_exist(
        self, visit: Visit, bob: Person, desk: Desk, htmx: bool
    ) -> None:
        answer = visit(bob).ask("DELETE", f"{desk.url}/steps/1", htmx=htmx)

        assert answer.status_code == 404
        assert desk.titles == TITLES

    def test_only_who_writes_comes_in(self, visit: Visit, carol: Person, desk: Desk) -> None:
        answers = [
            one.ask("DELETE", f"{desk.url}/steps/1", data={}) for one in (visit(), visit(carol))
        ]

        assert [answer.status_code for answer in answers] == [401, 403]
        assert desk.titles == TITLES

    def test_what_is_not_done_here_is_refused(
        self, visit: Visit, alice: Person, desk: Desk
    ) -> None:
        assert visit(alice).get(f"{desk.url}/steps/1").status_code == 405
