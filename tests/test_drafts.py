"""Drafts: begun, and listed by state, each to those who may work on them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog.db import db, now
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


def test_a_post_is_kept_from_its_first_moment(visit: Visit, alice: Person, app: Flask) -> None:
    answer = visit(alice).post("/desk/posts")

    assert answer.status_code == 303
    assert kept(app, answer.location)["version"] == 1
    assert "Untitled" in visit(alice).get("/desk").text


def test_a_post_that_was_begun_and_never_written_into_is_taken_again(
    visit: Visit, alice: Person, bob: Person, app: Flask
) -> None:
    blank = visit(alice).post("/desk/posts").location
    assert visit(alice).post("/desk/posts").location == blank
    assert visit(bob).post("/desk/posts").location != blank

    visit(alice).post(f"{blank}/tracks", {"artist": "Low", "title": "Words"})
    second = visit(alice).post("/desk/posts").location
    save(visit(alice), app, second, title="Written")

    third = visit(alice).post("/desk/posts").location
    assert len({blank, second, third}) == 3


def test_htmx_is_led_to_the_new_post(visit: Visit, alice: Person) -> None:
    answer = visit(alice).post("/desk/posts", htmx=True)

    assert visit(alice).get(answer.headers["HX-Redirect"]).status_code == 200


def test_posts_lie_in_heaps_by_state(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    make_post(alice, "a-draft", published_at=None)
    make_post(alice, "a-scheduled-one", published_at=now() + timedelta(days=1))
    make_post(alice, "a-published-one")
    waiting = make_post(alice, "one-in-review", published_at=None)
    thrown = make_post(alice, "one-thrown-away")
    with app.app_context():
        db.session.get_one(Post, waiting.id).submitted_at = now()
        db.session.get_one(Post, thrown.id).trashed_at = now()
        db.session.commit()

    page = visit(alice).get("/desk").text

    order = ["Drafts", "A Draft", "In review", "One In Review", "Scheduled", "A Scheduled One"]
    order += ["Published", "A Published One", "Trash", "One Thrown Away"]
    places = [page.index(f">{words}<") for words in order]
    assert places == sorted(places)


def test_a_blank_desk_invites(visit: Visit, alice: Person) -> None:
    assert "Your first post, in three steps" in visit(alice).get("/desk").text


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_heap_goes_on_page_by_page(
    visit: Visit, alice: Person, make_post: MakePost, state: str
) -> None:
    for number in range(23):
        made = None if state == "draft" else now() - timedelta(hours=number)
        make_post(alice, f"p-{number}", published_at=made, tracks=[])
    browser = visit(alice)

    glance = browser.get("/desk").text
    first = browser.get(f"/desk?state={state}", htmx=True).text
    address = first.split('data-hx-get="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(address, htmx=True).text
    whole = browser.get(address.replace("before=", "through=")).text

    assert glance.count('class="sheet"') == 10
    assert [first.count('class="sheet"'), second.count('class="sheet"')] == [20, 3]
    assert "<html" not in first
    assert whole.count('class="sheet"') == 23


def test_a_desk_asks_the_database_as_often_for_thirty_posts_as_for_one(
    visit: Visit,
    olga: Person,
    alice: Person,
    bob: Person,
    make_post: MakePost,
    count_queries: Callable[..., int],
) -> None:
    browser = visit(olga)
    make_post(alice, "one", published_at=None)
    few = count_queries(lambda: browser.get("/desk"))
    for number in range(9):
        make_post(alice, f"more-{number}", published_at=None)
        make_post(bob, f"out-{number}")

    assert count_queries(lambda: browser.get("/desk")) == few


def test_a_heap_that_is_none_is_not_found(visit: Visit, alice: Person) -> None:
    assert visit(alice).get("/desk?state=nonsense").status_code == 404
    assert visit(alice).get("/desk?state=draft&before=nonsense").status_code == 400


def test_an_author_sees_their_own_posts_an_editor_everyones(
    visit: Visit, alice: Person, bob: Person, make_member: MakeMember, make_post: MakePost
) -> None:
    make_post(alice, "of-alice", published_at=None)

    assert "Of Alice" not in visit(bob).get("/desk").text
    editors = visit(make_member("edith", "editor")).get("/desk").text
    assert "Of Alice" in editors
    assert "<span>Alice</span>" in editors


def test_someone_elses_post_does_not_exist(
    visit: Visit, alice: Person, bob: Person, make_post: MakePost
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"

    for path in (here, f"{here}/preview", "/desk/posts/999", f"/desk/posts/{2**63}"):
        assert visit(bob).get(path).status_code == 404
    for path in (here, f"{here}/choice", f"{here}/publication", f"{here}/trash"):
        assert visit(bob).post(path, {"version": 2, "title": "Mine"}).status_code == 404
    assert visit(bob).put(here, {"version": 2, "title": "Mine"}).status_code == 404


def test_strangers_and_readers_are_shown_the_door(
    visit: Visit, alice: Person, carol: Person, make_post: MakePost
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"

    assert visit().get(here).location == f"/sign-in?next={here}"
    assert visit().put(here, {"version": 2}, htmx=True).status_code == 401
    assert visit().post("/desk/posts").status_code == 401
    assert visit(carol).get("/desk").status_code == 403
    assert visit(carol).post("/desk/posts").status_code == 403


def test_nothing_of_the_desk_is_kept_on_the_way(
    visit: Visit, alice: Person, make_post: MakePost
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"

    for path in ("/desk", here, f"{here}/preview"):
        assert "no-store" in visit(alice).get(path).headers["Cache-Control"]
