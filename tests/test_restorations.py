"""Restorations: a state comes back with its soundtrack, and nothing that was there is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import history, kept, number_in, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


@pytest.fixture
def draft(visit: Visit, make_post: MakePost, alice: Person, app: Flask) -> str:
    """A published post of Alice's whose draft has another title, another text and no track."""
    here = f"/desk/posts/{make_post(alice, source='<p>Dusk</p>').id}"
    save(visit(alice), app, here, title="Dawn", body="<p>Sun</p>")
    with app.app_context():
        (track,) = db.session.get_one(Post, number_in(here)).draft.tracks
    visit(alice).delete(f"{here}/tracks/{track.key}", htmx=True)
    return here


@pytest.mark.parametrize("htmx", [True, False])
def test_words_and_tracks_come_back_together(
    visit: Visit, alice: Person, draft: str, app: Flask, htmx: bool
) -> None:
    answer = visit(alice).post(f"{draft}/revisions/1/restoration", htmx=htmx)

    assert answer.headers["HX-Redirect" if htmx else "Location"] == draft
    assert kept(app, draft)["source"] == "<p>Dusk</p>"
    page = visit(alice).get(draft).text
    assert "Roads" in page
    assert history(app, draft) == [(1, "First Light"), (2, "Dawn"), (3, "First Light")]


def test_twice_is_once(visit: Visit, alice: Person, draft: str, app: Flask) -> None:
    for _ in range(2):
        visit(alice).post(f"{draft}/revisions/1/restoration")

    assert len(history(app, draft)) == 3


def test_clicks_of_one_moment_are_one(visit: Visit, alice: Person, draft: str, app: Flask) -> None:
    windows = [visit(alice) for _ in range(3)]

    with ThreadPoolExecutor(len(windows)) as pool:
        list(pool.map(lambda one: one.post(f"{draft}/revisions/1/restoration"), windows))

    assert history(app, draft) == [(1, "First Light"), (2, "Dawn"), (3, "First Light")]


def test_readers_see_nothing_of_it_until_it_is_published(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")
    visit(alice).post(f"{draft}/revisions/1/restoration")

    assert "Sun" in visit().get("/posts/first-light").text
    assert "Changes not published" in visit(alice).get("/desk").text

    visit(alice).post(f"{draft}/publication")

    assert "Dusk" in visit().get("/posts/first-light").text


def test_a_page_that_was_open_meanwhile_overwrites_nothing(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    version = kept(app, draft)["version"]
    visit(alice).post(f"{draft}/revisions/1/restoration")

    answer = visit(alice).put(draft, {"version": version, "title": "Typed on"}, htmx=True)

    assert answer.status_code == 409
    assert kept(app, draft)["title"] == "First Light"


def test_someone_elses_history_does_not_come_back(
    visit: Visit, bob: Person, carol: Person, alice: Person, draft: str, app: Flask
) -> None:
    here = f"{draft}/revisions/1/restoration"

    assert visit().post(here).status_code == 401
    assert visit(carol).post(here).status_code == 403
    assert visit(bob).post(here).status_code == 404
    assert visit(alice).post(f"{draft}/revisions/99/restoration").status_code == 404
    assert len(history(app, draft)) == 2
