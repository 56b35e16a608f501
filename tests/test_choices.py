"""Choices: two hands on one draft, and neither text lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import Made, Person, Visitor
from tests.desk import history, kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


@pytest.fixture
def began_from(visit: Visit, alice: Person, draft: str, app: Flask) -> int:
    """The version that both hands began from; the first hand has saved since."""
    version: int = kept(app, draft)["version"]
    save(visit(alice), app, draft, title="Theirs", body="<p>Rain</p>")
    return version


def choose(browser: Visitor, draft: str, version: int, *choice: str) -> TestResponse:
    """Choose, after ``version`` was shown beside words that began from another."""
    mine = {"version": 1, "title": "Mine"}
    return browser.post(f"{draft}/choice", mine | {"over": version, "kept": list(choice)})


@pytest.mark.parametrize("htmx", [True, False])
def test_the_second_hand_is_shown_both_texts(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask, htmx: bool
) -> None:
    words = {"version": began_from, "title": "Mine", "body": "<p>Snow</p>"}

    answer = visit(alice).put(draft, words, htmx=htmx)

    assert answer.status_code == 409
    for typed in ("Mine", "Theirs", "Snow", "Rain", "Changed elsewhere"):
        assert typed in answer.text
    assert f'data-version="{began_from + 1}"' in answer.text
    assert ("<html" in answer.text) != htmx
    assert kept(app, draft)["title"] == "Theirs"


def test_saving_once_more_without_a_choice_overwrites_nothing(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    page = visit(alice).post(draft, {"version": began_from, "title": "Mine"}).text

    assert f'name="version" type="hidden" value="{began_from}"' in page
    assert f'name="over" value="{began_from + 1}"' in page
    again = visit(alice).post(draft, {"version": began_from, "title": "Mine"})
    assert again.status_code == 409
    assert kept(app, draft)["title"] == "Theirs"


@pytest.mark.parametrize("version", [0, -1, 10**30])
def test_a_version_that_never_was_is_an_older_one(
    visit: Visit, alice: Person, draft: str, app: Flask, version: int
) -> None:
    answer = visit(alice).put(draft, {"version": version, "title": "Mine"}, htmx=True)

    assert answer.status_code == 409
    assert kept(app, draft)["title"] == "First Light"


def test_mine_goes_on_and_theirs_stays_in_the_history(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    newest = began_from + 1

    answer = choose(visit(alice), draft, newest, "mine")

    assert answer.location == draft
    assert history(app, draft) == [(1, "Theirs"), (2, "Mine")]
    assert kept(app, draft)["title"] == "Mine"
    assert kept(app, draft)["version"] == newest + 1


def test_theirs_goes_on_and_mine_stays_in_the_history(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    newest = began_from + 1

    choose(visit(alice), draft, newest, "theirs")

    assert history(app, draft) == [(1, "Mine"), (2, "Theirs")]
    assert kept(app, draft)["title"] == "Theirs"
    assert kept(app, draft)["version"] == newest


def test_a_choice_between_texts_of_which_one_is_live_leaves_it_live(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")

    choose(visit(alice), draft, began_from + 1, "theirs")

    assert visit().get("/posts/first-light").status_code == 200
    assert "Changes not published" not in visit(alice).get("/desk").text


def test_a_choice_is_refused_when_a_third_hand_has_written(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    answer = choose(visit(alice), draft, began_from, "mine")

    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert history(app, draft) == [(1, "Theirs")]


def test_a_choice_of_neither_changes_nothing(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    for said in ([], ["both"]):
        assert choose(visit(alice), draft, began_from + 1, *said).status_code == 400
    assert history(app, draft) == [(1, "Theirs")]


def test_an_editor_and_the_author_meet_by_name(
    visit: Visit, alice: Person, olga: Person, draft: str, app: Flask
) -> None:
    version = kept(app, draft)["version"]
    save(visit(olga), app, draft, title="Corrected")

    answer = visit(alice).put(draft, {"version": version, "title": "Mine"}, htmx=True)

    assert "Olga kept other words here" in " ".join(answer.text.split())
