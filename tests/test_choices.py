"""Choices: two hands on one draft, and neither text lost."""

import re
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


def test_a_text_of_both_goes_on_and_each_stays_in_the_history(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    page = visit(alice).put(draft, {"version": 1, "title": "Mine", "body": "<p>Snow</p>"}).text
    (place,) = set(re.findall(r'name="(choice-\w+-0)"', page))
    said = {"version": 1, "over": began_from + 1, "kept": "merged", "title": "Mine"}
    said |= {"body": "<p>Snow</p>", "choice-title": "theirs", place: "both"}

    answer = visit(alice).post(f"{draft}/choice", said)

    assert answer.location == draft
    assert history(app, draft) == [(1, "Theirs"), (2, "Mine"), (3, "Theirs")]
    assert kept(app, draft)["source"] == "<p>Snow</p><p>Rain</p>"
    assert kept(app, draft)["version"] == began_from + 2


def test_a_merger_with_what_readers_see_leaves_it_to_them(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")
    said = {"version": 1, "over": began_from + 1, "kept": "merged", "body": "<p>Snow</p>"}

    visit(alice).post(f"{draft}/choice", said)

    assert kept(app, draft)["source"] == "<p>Snow</p><p>Rain</p>"
    page = visit().get("/posts/first-light").text
    assert "Rain" in page
    assert "Snow" not in page


def test_both_texts_may_be_too_long_together(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    long = f"<p>{'x' * 400_000}</p>"
    save(visit(alice), app, draft, body=long)
    said = {"version": 1, "over": began_from + 2, "kept": "merged", "body": long.replace("x", "y")}

    answer = visit(alice).post(f"{draft}/choice", said)

    assert answer.status_code == 422
    assert "too long" in answer.text
    assert "yyy" in answer.text
    assert kept(app, draft)["source"] == long


def test_the_page_that_comes_back_has_every_typed_word(
    visit: Visit, alice: Person, draft: str, began_from: int
) -> None:
    words = {name: f"typed {name}" for name in ("title", "standfirst", "book_title", "book_author",
             "epigraph", "epigraph_source", "body", "introduction", "tags", "hero_alt", "slug",
             "description")}  # fmt: skip
    words |= {"book_year": "1931", "book_isbn": "978-0-571-25809-3", "at": "2031-05-04T12:30",
              "canonical_url": "https://example.org/typed"}  # fmt: skip

    for resource in ("", "/publication", "/revisions", "/submission", "/trash"):
        page = visit(alice).post(f"{draft}{resource}", words | {"version": 1, "when": "then"})

        assert page.status_code == 409
        assert not [typed for typed in words.values() if typed not in page.text]


def test_a_text_too_tangled_to_go_on_is_shown_beside_the_other_all_the_same(
    visit: Visit, alice: Person, draft: str, began_from: int, app: Flask
) -> None:
    mine = {"version": 1, "body": "<b>" * 300 + "deep"}

    shown = visit(alice).put(draft, mine, htmx=True)
    merged = visit(alice).post(f"{draft}/choice", mine | {"over": began_from + 1, "kept": "merged"})

    assert shown.status_code == 409
    assert "deep" in shown.text
    assert merged.status_code == 422
    assert kept(app, draft)["source"] == "<p>Rain</p>"


def test_texts_that_differ_in_nothing_to_be_seen_leave_a_choice(
    visit: Visit, alice: Person, draft: str, began_from: int
) -> None:
    answer = visit(alice).post(draft, {"version": 1, "title": "Theirs", "body": "<p>Rain"})

    assert answer.status_code == 409
    assert "The same words, set differently." in answer.text
    assert "Keep mine" in answer.text
