"""Publications: out to readers now or at an hour, and back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from blog.db import db, now
from blog.posts import Post
from blog.site import Site
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None).id}"


@pytest.fixture
def in_rome(app: Flask) -> None:
    with app.app_context():
        db.session.get_one(Site, 1).time_zone = "Europe/Rome"
        db.session.commit()


def came_out(app: Flask, draft: str) -> datetime | None:
    with app.app_context():
        return db.session.get_one(Post, int(draft.rpartition("/")[2])).published_at


@pytest.mark.parametrize("htmx", [True, False])
def test_a_draft_goes_out_at_once(visit: Visit, alice: Person, draft: str, htmx: bool) -> None:
    answer = visit(alice).post(f"{draft}/publication", htmx=htmx)

    assert (answer.headers["HX-Redirect"] if htmx else answer.location) == draft
    assert "First Light" in visit().get("/posts/first-light").text


def test_publishing_twice_is_publishing_once(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")
    first = came_out(app, draft)

    visit(alice).post(f"{draft}/publication")

    assert came_out(app, draft) == first
    with app.app_context():
        assert db.session.get_one(Post, int(draft.rpartition("/")[2])).updated_at is None


def test_words_typed_beside_the_button_go_out_too(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    words = {"version": kept(app, draft)["version"], "slug": "", "body": "<p>It fell</p>"}

    visit(alice).post(f"{draft}/publication", words | {"title": "Dusk", "when": "now", "at": ""})

    assert "It fell" in visit().get("/posts/dusk").text


def test_words_that_began_from_an_older_version_do_not_go_out(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    answer = visit(alice).post(f"{draft}/publication", {"version": 0, "title": "Old"})

    assert answer.status_code == 409
    assert "Old" in answer.text
    assert came_out(app, draft) is None


def test_changes_go_out_when_their_author_says_so(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")
    save(visit(alice), app, draft, standfirst="Again")
    assert "Again" not in visit().get("/posts/first-light").text

    visit(alice).post(f"{draft}/publication")

    assert "Again" in visit().get("/posts/first-light").text


def test_a_later_hour_schedules_by_the_clocks_of_the_place(
    visit: Visit, alice: Person, draft: str, app: Flask, in_rome: None
) -> None:
    visit(alice).post(f"{draft}/publication", {"at": "2100-07-01T09:30"})

    assert came_out(app, draft) == datetime(2100, 7, 1, 7, 30, tzinfo=UTC)
    assert visit().get("/posts/first-light").status_code == 404
    assert "2100-07-01T09:30" in visit(alice).get(draft).text
    assert ">Scheduled<" in visit(alice).get("/desk").text


def test_a_past_day_backdates(visit: Visit, alice: Person, draft: str, app: Flask) -> None:
    visit(alice).post(f"{draft}/publication", {"at": "2020-11-25T14:07"})

    assert came_out(app, draft) == datetime(2020, 11, 25, 14, 7, tzinfo=UTC)
    assert "25 November 2020" in visit().get("/posts/first-light").text


def test_a_scheduled_post_can_go_out_now(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication", {"at": "2100-07-01T09:30"})

    visit(alice).post(f"{draft}/publication", {"at": "2100-07-01T09:30", "when": "now"})

    assert visit().get("/posts/first-light").status_code == 200


def test_a_button_for_a_day_needs_the_day(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    answer = visit(alice).post(f"{draft}/publication", {"at": " ", "when": "then"})

    assert answer.status_code == 422
    assert "Choose a day and an hour" in answer.text
    assert came_out(app, draft) is None


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("tomorrow", "Choose a day and an hour"),
        ("2021-02-30T10:00", "Choose a day and an hour"),
        ("0001-01-01T00:00", "Choose a year"),
        ("9999-12-31T23:59", "Choose a year"),
        ("2027-03-28T02:30", "That hour does not exist"),
    ],
)
def test_an_hour_that_is_none_is_refused_and_keeps_what_was_typed(
    visit: Visit, alice: Person, draft: str, app: Flask, in_rome: None, at: str, words: str
) -> None:
    typed = {"version": kept(app, draft)["version"], "title": "Kept as typed", "at": at}

    answer = visit(alice).post(f"{draft}/publication", typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert "Kept as typed" in answer.text
    assert at in answer.text
    assert came_out(app, draft) is None


def test_an_hour_that_comes_twice_is_the_first_of_both(
    visit: Visit, alice: Person, draft: str, app: Flask, in_rome: None
) -> None:
    visit(alice).post(f"{draft}/publication", {"at": "2027-10-31T02:30"})

    assert came_out(app, draft) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_other_of_two_hours_is_one_press_away_and_so_is_the_way_back(
    visit: Visit, alice: Person, draft: str, app: Flask, in_rome: None
) -> None:
    shown = "2027-10-31T02:30"
    visit(alice).post(f"{draft}/publication", {"at": shown})
    assert "Take the second one" in visit(alice).get(draft).text

    # The button stands ahead of the field, and the first of two values is taken.
    visit(alice).post(f"{draft}/publication", {"at": [f"{shown}+01:00", shown]})

    assert came_out(app, draft) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert "Take the first one" in visit(alice).get(draft).text
    visit(alice).post(f"{draft}/publication", {"at": "2027-11-01T02:30"})
    assert "comes twice" not in visit(alice).get(draft).text


def test_a_post_that_is_out_gets_no_later_hour(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")

    answer = visit(alice).post(f"{draft}/publication", {"at": "2100-01-01T00:00"})

    assert answer.status_code == 422
    assert "Unpublish it" in answer.text
    assert visit().get("/posts/first-light").status_code == 200


def test_a_post_without_a_title_stays_but_its_words_are_kept(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    typed = {"version": kept(app, draft)["version"], "title": " ", "body": "<p>Nameless</p>"}

    answer = visit(alice).post(f"{draft}/publication", typed)

    assert answer.status_code == 422
    assert "Give the post a title" in answer.text
    assert kept(app, draft)["source"] == "<p>Nameless</p>"
    assert came_out(app, draft) is None


def test_what_was_out_comes_back_and_twice_is_once(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication")

    answer = visit(alice).post(f"{draft}/publication?_method=DELETE")
    again = visit(alice).delete(f"{draft}/publication", htmx=True)

    assert answer.location == draft
    assert again.headers["HX-Redirect"] == draft
    assert visit().get("/posts/first-light").status_code == 404
    assert kept(app, draft)["title"] == "First Light"


def test_a_contributor_writes_but_does_not_publish(
    visit: Visit, make_member: MakeMember, make_post: MakePost, app: Flask
) -> None:
    colin = make_member("colin", "contributor")
    here = f"/desk/posts/{make_post(colin, published_at=None).id}"

    saved = save(visit(colin), app, here, title="Mine")

    assert saved.status_code == 200
    assert visit(colin).post(f"{here}/publication").status_code == 403
    assert visit(colin).delete(f"{here}/publication").status_code == 403
    assert came_out(app, here) is None


def test_two_posts_of_one_title_get_two_addresses(
    visit: Visit, alice: Person, bob: Person, make_post: MakePost
) -> None:
    one, two = (make_post(who, "dune", published_at=None) for who in (alice, bob))

    visit(alice).post(f"/desk/posts/{one.id}/publication")
    visit(bob).post(f"/desk/posts/{two.id}/publication")

    assert "Posted by Alice" in visit().get("/posts/dune").text
    assert "Posted by Bob" in visit().get("/posts/dune-2").text


def test_a_scheduled_post_comes_out_by_itself(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    visit(alice).post(f"{draft}/publication", {"at": "2100-07-01T09:30"})
    with app.app_context():
        post = db.session.get_one(Post, int(draft.rpartition("/")[2]))
        post.published_at = now() - timedelta(seconds=1)
        db.session.commit()

    assert visit().get("/posts/first-light").status_code == 200


def asked(visit: Visit, who: Person, draft: str, **typed: object) -> str:
    """Where the page's own button leads, which looks first."""
    return str(visit(who).post(f"{draft}/publication?checked=ask", typed).location)


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    visit: Visit, alice: Person, draft: str, app: Flask, htmx: bool
) -> None:
    typed = {"version": kept(app, draft)["version"], "body": '<p>Read <a href="/">here</a></p>'}

    answer = visit(alice).post(f"{draft}/publication?checked=ask", typed, htmx=htmx)

    place = answer.headers["HX-Redirect"] if htmx else answer.location
    page = visit(alice).get(place).text
    assert came_out(app, draft) is None
    assert kept(app, draft)["source"] == typed["body"]
    assert "It does not say which book" in page
    assert f'href="{draft}#book_title"' in page
    assert f'href="{draft}?spot=a-0#body"' in page
    assert "Publish anyway" in page


def test_it_goes_out_anyway_for_that_press_only(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    asked(visit, alice, draft)

    visit(alice).post(f"{draft}/publication")
    save(visit(alice), app, draft, standfirst="Again")

    assert visit().get("/posts/first-light").status_code == 200
    assert asked(visit, alice, draft) == f"{draft}/publication"


def test_the_hour_that_was_chosen_is_remembered_while_it_is_asked(
    visit: Visit, alice: Person, draft: str, in_rome: None
) -> None:
    place = asked(visit, alice, draft, at="2100-07-01T09:30", when="then")

    page = visit(alice).get(place).text

    assert "Schedule for 1 July 2100, 09:30 anyway" in page
    assert 'name="at" value="2100-07-01T09:30"' in page
    assert "Publish with the date" in visit(alice).get(f"{draft}/publication?at=2020-01-01").text


def test_without_a_title_there_is_no_anyway(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    save(visit(alice), app, draft, title="")

    page = visit(alice).get(asked(visit, alice, draft)).text

    assert "cannot go out yet" in page
    assert "anyway" not in page


def test_where_nothing_is_missing_it_goes_out_by_one_press(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    save(visit(alice), app, draft, book_title="The Waves")

    assert asked(visit, alice, draft) == draft
    assert visit().get("/posts/first-light").status_code == 200
    assert "Nothing is missing" in visit(alice).get(f"{draft}/publication").text


def test_what_is_missing_is_said_to_those_who_may_publish_it(
    visit: Visit, alice: Person, bob: Person, make_member: MakeMember, make_post: MakePost
) -> None:
    draft = f"/desk/posts/{make_post(alice, published_at=None).id}/publication"
    colin = make_member("colin", "contributor")

    assert visit(bob).get(draft).status_code == 404
    assert visit(colin).get(draft).status_code == 403
    assert visit(alice).get(f"{draft}?at=nonsense&when=then").status_code == 200


def test_every_address_a_post_ever_had_leads_to_it(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    for slug in ("dawn", "dusk", "first-light", "night"):
        save(visit(alice), app, draft, slug=slug)
        visit(alice).post(f"{draft}/publication")
        visit(alice).delete(f"{draft}/publication")
    visit(alice).post(f"{draft}/publication")

    for slug in ("dawn", "dusk", "first-light"):
        answer = visit().get(f"/posts/{slug}")
        assert (answer.status_code, answer.location) == (301, "/posts/night")
    save(visit(alice), app, draft, slug="dawn")
    visit(alice).post(f"{draft}/publication")
    assert visit().get("/posts/dawn").status_code == 200
    assert visit().get("/posts/night").location == "/posts/dawn"
