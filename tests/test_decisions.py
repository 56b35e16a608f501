"""Decisions about comments: who took them, the way back, and whom they keep out."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from blog.comments import Comment
from blog.db import db
from tests.conftest import Made, Person, Visitor
from tests.saying import change, say, state

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


def where(app: Flask, number: int) -> str:
    with app.app_context():
        return db.session.get_one(Comment, number).state


def undo(desk: Visitor, answer: str) -> None:
    """Press the first Undo in ``answer``."""
    path = answer.partition('action="/desk/comments/log/')[2].partition('"')[0]
    assert desk.post(f"/desk/comments/log/{path}").status_code == 303


@pytest.mark.parametrize("act", ["approval", "spam", "deletion", "block"])
@pytest.mark.parametrize("before", ["waiting", "shown", "spam"])
def test_every_decision_can_be_undone(
    app: Flask, visit: Visit, post: Made, olga: Person, before: str, act: str
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=before != "shown")
    desk = visit(olga)
    if before == "spam":
        desk.post(f"/desk/comments/{number}/spam")
    was_seen = "Of the sea." in visit().get(post.url).text

    answer = desk.post(f"/desk/comments/{number}/{act}", htmx=True).text
    after = {"approval": "shown", "deletion": "removed"}.get(act, "spam")
    assert where(app, number) == after
    assert ("Of the sea." in visit().get(post.url).text) == (after == "shown")
    if before == after:
        return
    undo(desk, answer)

    assert where(app, number) == before
    assert ("Of the sea." in visit().get(post.url).text) == was_seen
    assert state(app, post)["count"] == (before == "shown")


def test_what_is_withheld_leaves_open_pages_and_may_come_again(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=True)
    desk, url = visit(alice), f"{post.url}/comments?since="
    answer = desk.post(f"/desk/comments/{number}/approval", htmx=True).text
    undo(desk, answer)

    news = visit().get(f"{url}1", htmx=True)
    assert f"#thread-{number}" in news.text
    assert "Of the sea." not in news.text
    desk.post(f"/desk/comments/{number}/approval")
    assert "Of the sea." in visit().get(f"{url}2", htmx=True).text
    assert state(app, post)["count"] == 1


def test_an_answered_comment_that_is_withheld_shows_its_words_to_nobody(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=True)
    desk = visit(alice)
    answer = desk.post(f"/desk/comments/{number}/approval", htmx=True).text
    say(app, post, "Emil", "And of the land.", to=number)
    undo(desk, answer)

    page = visit().get(post.url).text
    assert "Of the sea." not in page
    assert "And of the land." in page
    assert where(app, number) == "spam"
    desk.post(f"/desk/comments/{number}/approval")
    assert "Of the sea." in visit().get(post.url).text


def test_undoing_brings_nothing_back_that_went_another_way_since(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=True)
    desk = visit(alice)
    answer = desk.post(f"/desk/comments/{number}/approval", htmx=True).text
    change(app, number, "remove")

    undo(desk, answer)

    assert where(app, number) == "removed"


def test_the_log_tells_who_did_what(
    app: Flask, visit: Visit, post: Made, alice: Person, olga: Person, bob: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=True)
    answer = visit(alice).post(f"/desk/comments/{number}/approval", htmx=True).text
    visit(olga).post(f"/comments/{number}/deletion")

    log = visit(alice).get("/desk/comments/log").text
    told = ["Olga: removed", "Alice: approved"]
    assert sorted(told, key=log.index) == told
    undo(visit(olga), answer)
    assert "undone" in visit(alice).get("/desk/comments/log").text
    assert "Of the sea." not in visit(bob).get("/desk/comments/log").text
    path = answer.partition('action="/desk/comments/log/')[2].partition('"')[0]
    assert visit(bob).post(f"/desk/comments/log/{path}").status_code == 404


def test_whoever_is_blocked_is_known_again_until_that_is_undone(
    app: Flask, visit: Visit, post: Made, olga: Person
) -> None:
    guest, desk = visit(), visit(olga)
    said = {"body": "Buy something.", "name": "Dora", "email": "dora@example.org"}
    here = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.1"}}
    guest.post(f"{post.url}/comments", said, **here)
    answer = desk.post("/desk/comments/1/block", htmx=True).text

    guest.post(f"{post.url}/comments", said | {"body": "Something else.", "email": ""})
    visit().post(f"{post.url}/comments", said | {"body": "A third.", "email": "DORA@example.org"})
    visit().post(f"{post.url}/comments", said | {"body": "Another one.", "email": "e@example.org"})
    assert [where(app, number) for number in (1, 2, 3, 4)] == ["spam", "spam", "spam", "shown"]

    undo(desk, answer)
    guest.post(f"{post.url}/comments", said | {"body": "I am sorry.", "email": ""}, **here)
    assert where(app, 5) == "shown"


def test_many_are_decided_about_at_once(
    app: Flask, visit: Visit, post: Made, make_post: Callable[..., Made], alice: Person, bob: Person
) -> None:
    numbers = [say(app, post, "Dora", f"Number {number}.", held=True) for number in range(3)]
    foreign = say(app, make_post(bob, "other"), "Emil", held=True)
    desk = visit(alice)
    page = desk.get("/desk/comments?state=waiting").text
    assert page.count('form="bulk"') == 3
    chosen = [*numbers[:2], foreign, "x"]

    asked = {"act": "approval", "chosen": chosen, "next": "/desk/comments?state=waiting"}
    answer = desk.post("/desk/comments", asked)

    assert answer.location == "/desk/comments?state=waiting"
    assert "Approved: 2 comments." in desk.get(answer.location).text
    assert [where(app, number) for number in numbers] == ["shown", "shown", "waiting"]
    assert where(app, foreign) == "waiting"
    assert desk.post("/desk/comments", asked | {"act": "x"}).status_code == 404
    elsewhere = desk.post("/desk/comments", asked | {"next": "//evil.example"})
    assert elsewhere.location == "/desk/comments"


def test_on_the_page_itself_moderators_decide_too(
    app: Flask, visit: Visit, post: Made, alice: Person, carol: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.")
    act = f'action="/desk/comments/{number}/spam"'
    assert act in visit(alice).get(post.url).text
    for other in (visit(), visit(carol)):
        assert act not in other.get(post.url).text

    shown = {"since": "1", "order": "oldest", "from": "", "until": ""}
    answer = visit(alice).post(f"/desk/comments/{number}/spam", shown, htmx=True)

    assert f'id="thread-{number}" data-hx-swap="delete"' not in answer.text
    assert "The comment by Dora lies with the spam." in answer.text
    assert "Of the sea." not in answer.text
    path = re.search(r"/desk/comments/log/\d+/undo", answer.text)
    assert path
    back = visit(alice).post(path[0], shown, htmx=True)
    assert "Of the sea." in back.text
    assert where(app, number) == "shown"


def test_without_scripts_a_moderator_comes_back_to_the_page(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.")
    desk = visit(alice)
    back = f"{post.url}#comments"
    assert f'name="next" value="{back}"' in desk.get(post.url).text

    answer = desk.post(f"/desk/comments/{number}/spam", {"next": back})

    assert answer.location == back
    assert "The comment by Dora lies with the spam." in desk.get(post.url).text
    elsewhere = desk.post(f"/desk/comments/{number}/approval", {"next": "//evil.example"})
    assert elsewhere.location == "/desk/comments"


def test_moderators_find_on_the_page_what_waits(
    app: Flask, visit: Visit, post: Made, alice: Person, carol: Person
) -> None:
    first = say(app, post, "Dora", "Of the sea.")
    say(app, post, "Emil", "Of the moon.", held=True)
    say(app, post, "Fanny", "Of the stars.", to=first, held=True)
    change(app, say(app, post, "Spam", "Buy.", held=True), "put_with_spam")

    page = visit(alice).get(post.url).text

    assert "Of the moon." in page
    assert "Of the stars." in page
    assert "Buy." not in page
    assert page.count("waits for approval") == 2
    for other in (visit(), visit(carol)):
        assert "Of the moon." not in other.get(post.url).text


def test_one_more_browser_of_the_same_address_is_blocked_by_itself(
    app: Flask, visit: Visit, post: Made, olga: Person
) -> None:
    first, second, desk = visit(), visit(), visit(olga)
    said = {"body": "Buy something.", "name": "Dora", "email": "dora@example.org"}
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.1"}}
    first.post(f"{post.url}/comments", said)
    undone = desk.post("/desk/comments/1/block", htmx=True).text
    second.post(f"{post.url}/comments", said | {"body": "Buy more."})
    desk.post("/desk/comments/2/block")
    undo(desk, undone)

    second.post(f"{post.url}/comments", said | {"body": "And more.", "email": ""})
    first.post(f"{post.url}/comments", said | {"body": "Sorry.", "email": ""}, **elsewhere)
    assert [where(app, number) for number in (3, 4)] == ["spam", "shown"]


def test_to_block_is_for_editors_and_never_oneself(
    app: Flask, visit: Visit, post: Made, alice: Person, olga: Person
) -> None:
    other, own = say(app, post, "Dora"), say(app, post, olga)

    assert visit(alice).post(f"/desk/comments/{other}/block").status_code == 403
    for path in ("/desk/comments?state=shown", post.url):
        assert "/block" not in visit(alice).get(path).text
        page = visit(olga).get(path).text
        assert f"/desk/comments/{other}/block" in page
        assert f"/desk/comments/{own}/block" not in page


def test_what_waits_again_is_read_by_moderators_and_its_author(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "Of the sea.", held=True)
    desk = visit(alice)
    undo(desk, desk.post(f"/desk/comments/{number}/approval", htmx=True).text)

    assert "Of the sea." in desk.get(f"/comments/{number}").text
    assert visit().get(f"/comments/{number}").status_code == 404
