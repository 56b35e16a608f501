"""Revisions: the history of a post on the desk, what changed from state to state, and names."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import history, kept, number_in, save, write_often

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
SONGS = [("Low", "Words"), ("Codeine", "D"), ("Bedhead", "Liferaft")]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    """A published post of Alice's that she has written on since."""
    return f"/desk/posts/{make_post(alice, source='<p>It was dusk.</p>', tracks=SONGS).id}"


@pytest.fixture
def written(visit: Visit, alice: Person, draft: str, app: Flask) -> str:
    """The same, in three versions."""
    save(visit(alice), app, draft, title="Last Light", body="<p>It was <em>late</em> dusk.</p>")
    save(visit(alice), app, draft, standfirst="Low water.", keep="1")
    return draft


def plain(answer: TestResponse) -> str:
    return " ".join(answer.text.split())


def test_the_history_lists_every_state_with_what_changed(
    visit: Visit, alice: Person, written: str
) -> None:
    page = visit(alice).get(f"{written}/revisions")

    text = plain(page)
    versions = [text.index(f"Version {number}") for number in (3, 2, 1)]
    assert versions == sorted(versions)
    for words in ("Standfirst", "Text +1 word · Title", "The beginning", "Alice", "Live", "Draft"):
        assert words in text


def test_the_way_to_the_history_takes_unsaved_words_along(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    words = {"version": kept(app, draft)["version"], "title": "On the way"}
    for htmx in (False, True):
        answer = visit(alice).post(f"{draft}/revisions", words, htmx=htmx)

        assert answer.headers["HX-Redirect" if htmx else "Location"] == f"{draft}/revisions"
    assert history(app, draft) == [(1, "First Light"), (2, "On the way")]
    assert f'formaction="{draft}/revisions"' in visit(alice).get(draft).text


def test_the_history_goes_on_page_by_page(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    write_often(app, draft, 23)
    browser = visit(alice)

    first = browser.get(f"{draft}/revisions", htmx=True).text
    address = first.split('data-hx-get="')[1].split('"')[0]
    second = browser.get(address, htmx=True).text
    whole = browser.get(address.replace("before=", "through=")).text

    assert [first.count('id="revision-'), second.count('id="revision-')] == [20, 4]
    assert "<html" not in first
    assert "The beginning" in second
    assert whole.count('id="revision-') == 24


def test_a_history_asks_the_database_as_often_for_twenty_states_as_for_two(
    visit: Visit, alice: Person, written: str, app: Flask, count_queries: Callable[..., int]
) -> None:
    browser = visit(alice)
    few = count_queries(lambda: browser.get(f"{written}/revisions"))
    write_often(app, written, 15)

    assert count_queries(lambda: browser.get(f"{written}/revisions")) == few


@pytest.mark.parametrize("query", ["before=x", "before=0", "through=-1", f"before={10**20}"])
def test_a_place_that_is_none_is_refused(
    visit: Visit, alice: Person, draft: str, query: str
) -> None:
    assert visit(alice).get(f"{draft}/revisions?{query}").status_code == 400


def test_a_state_is_shown_beside_the_one_before_word_by_word(
    visit: Visit, alice: Person, written: str
) -> None:
    page = visit(alice).get(f"{written}/revisions/2").text

    assert "[removed: </span>First<" in page
    assert "[added: </span>Last<" in page
    assert "[added: </span>late <" in page
    assert "Low water." not in page


def test_a_state_is_shown_beside_the_draft(visit: Visit, alice: Person, written: str) -> None:
    page = visit(alice).get(f"{written}/revisions/1?beside=draft").text

    assert "[added: </span>Low water.<" in page
    assert "[added: </span>late <" in page


def test_a_state_is_shown_by_itself(visit: Visit, alice: Person, written: str) -> None:
    page = visit(alice).get(f"{written}/revisions/2?beside=nothing").text

    assert "<p>It was <em>late</em> dusk.</p>" in page
    assert "Codeine – D" in page
    assert "First Light" not in page


def test_what_is_written_as_markup_is_shown_as_words(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    save(visit(alice), app, draft, title="<b>Bold</b>", body="<p>&lt;script&gt;</p>")

    page = visit(alice).get(f"{draft}/revisions/2").text

    assert "&lt;b&gt;Bold" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_soundtrack_tells_what_was_added_removed_moved_and_rewritten(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    browser = visit(alice)
    with app.app_context():
        first, second, third = (
            track.key for track in db.session.get_one(Post, number_in(draft)).draft.tracks
        )
    browser.post(f"{draft}/tracks/moves", {"track": third, "after": ""}, htmx=True)
    words = {"artist": "Low", "title": "Words", "note": "Snow outside"}
    browser.put(f"{draft}/tracks/{first}", words, htmx=True)
    browser.delete(f"{draft}/tracks/{second}", htmx=True)
    browser.post(f"{draft}/tracks", {"artist": "Codeine", "title": "Cigarette Machine"}, htmx=True)

    page = plain(browser.get(f"{draft}/revisions/2"))
    listed = plain(browser.get(f"{draft}/revisions"))

    for words_shown in ("Moved from 3 to 1", "Rewritten", "Removed", "Added", "Snow outside"):
        assert words_shown in page
    for kind in ("moved", "rewritten", "removed", "added"):
        assert f"1 track {kind}" in listed


@pytest.mark.parametrize("htmx", [True, False])
def test_a_state_is_named_and_the_name_taken_back(
    visit: Visit, alice: Person, written: str, htmx: bool
) -> None:
    browser, here = visit(alice), f"{written}/revisions/2"
    ask = browser.put if htmx else browser.post

    for _ in range(2):
        answer = ask(here, {"name": " For my  sister "}, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
    assert not htmx or "For my sister" in answer.text
    assert htmx or answer.location == here
    assert "For my sister" in browser.get(f"{written}/revisions").text

    ask(here, {"name": ""}, htmx=htmx)

    assert "For my sister" not in browser.get(f"{written}/revisions").text


def test_a_named_draft_is_kept_when_it_is_written_on(
    visit: Visit, alice: Person, written: str, app: Flask
) -> None:
    visit(alice).put(f"{written}/revisions/3", {"name": "Finished"}, htmx=True)

    save(visit(alice), app, written, title="Unfinished again")

    assert history(app, written)[2:] == [(3, "Last Light"), (4, "Unfinished again")]
    assert "Finished" in visit(alice).get(f"{written}/revisions/3").text


@pytest.mark.parametrize("htmx", [True, False])
def test_a_name_too_long_is_refused_and_kept_in_its_field(
    visit: Visit, alice: Person, written: str, htmx: bool
) -> None:
    name = "x" * 101

    answer = visit(alice).post(f"{written}/revisions/2", {"name": name}, htmx=htmx)

    assert answer.status_code == 422
    assert name in answer.text
    assert "at most 100" in answer.text
    assert ("<html" in answer.text) != htmx


def test_a_state_that_never_was_is_not_found(visit: Visit, alice: Person, written: str) -> None:
    for path in ("revisions/0", "revisions/99", f"revisions/{2**63}", "revisions/2?beside=moon",
                 "revisions/1?beside=before"):  # fmt: skip
        assert visit(alice).get(f"{written}/{path}").status_code == 404
    assert visit(alice).put(f"{written}/revisions/99", {"name": "x"}).status_code == 404


def test_someone_elses_history_does_not_exist(
    visit: Visit, alice: Person, bob: Person, carol: Person, olga: Person, written: str
) -> None:
    paths = ("revisions", "revisions/2", "revisions/2?beside=draft")

    assert {visit(bob).get(f"{written}/{path}").status_code for path in paths} == {404}
    assert {visit(carol).get(f"{written}/{path}").status_code for path in paths} == {403}
    assert {visit(olga).get(f"{written}/{path}").status_code for path in paths} == {200}
    for path in paths[:2]:
        assert visit(bob).post(f"{written}/{path}", {"name": "Mine"}).status_code == 404


def test_whoever_left_is_somebody(visit: Visit, olga: Person, written: str, app: Flask) -> None:
    with app.app_context():
        db.session.get_one(Post, number_in(written)).draft.saved_by = None
        db.session.commit()

    assert "Somebody" in visit(olga).get(f"{written}/revisions").text


def test_a_save_may_ask_for_the_state_so_far_to_be_kept(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    save(visit(alice), app, draft, title="One")
    save(visit(alice), app, draft, title="Two")
    assert history(app, draft) == [(1, "First Light"), (2, "Two")]

    save(visit(alice), app, draft, title="Three", keep="1")

    assert history(app, draft) == [(1, "First Light"), (2, "Two"), (3, "Three")]


def test_windows_that_save_at_once_leave_one_state_behind(
    visit: Visit, alice: Person, written: str, app: Flask
) -> None:
    windows = [visit(alice) for _ in range(4)]
    version = kept(app, written)["version"]

    def write(number: int) -> int:
        words = {"version": version, "title": f"Window {number}", "keep": "1"}
        return windows[number].put(written, words, htmx=True).status_code

    with ThreadPoolExecutor(len(windows)) as pool:
        answers = list(pool.map(write, range(len(windows))))

    assert sorted(answers) == [200, 409, 409, 409]
    titles = [title for _, title in history(app, written)]
    assert titles == ["First Light", "Last Light", "Last Light", f"Window {answers.index(200)}"]


def test_a_text_that_is_wiped_comes_back(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    save(visit(alice), app, draft, body=f"<p>{'rain ' * 100}</p>")

    save(visit(alice), app, draft, body="")

    assert kept(app, draft)["source"] == ""
    assert visit(alice).get(f"{draft}/revisions/2?beside=nothing").text.count("rain") >= 100
