"""Reports: what readers tell of a comment comes to whoever looks after the page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import Made, Person, Visitor
from tests.saying import change, say

Visit = Callable[..., Visitor]


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


def test_a_report_is_read_on_the_desk_and_settled_by_a_decision(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "The ending is that she dies.")
    reader, desk = visit(), visit(alice)
    assert f'href="/comments/{number}/report"' in reader.get(post.url).text
    assert "What is wrong with it?" in reader.get(f"/comments/{number}/report").text

    answer = reader.post(f"/comments/{number}/report", {"reason": "ending", "words": "Spoilt."})

    assert answer.location == f"{post.url}#comment-{number}"
    assert "Thank you." in reader.get(post.url).text
    heap = desk.get("/desk/comments?state=reported").text
    assert "It gives the ending away" in heap
    assert "Spoilt." in heap
    assert "Reported by readers" in desk.get("/desk/comments").text
    desk.post(f"/desk/comments/{number}/pass")
    assert "Nothing lies here." in desk.get("/desk/comments?state=reported").text
    assert "The ending" in visit().get(post.url).text
    assert "left as it is" in desk.get("/desk/comments/log").text


def test_undoing_a_decision_asks_again_for_what_was_reported(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora", "The ending.")
    visit().post(f"/comments/{number}/report", {"reason": "ending"})
    desk = visit(alice)
    answer = desk.post(f"/desk/comments/{number}/spam", htmx=True).text
    path = answer.partition('action="/desk/comments/log/')[2].partition('"')[0]

    desk.post(f"/desk/comments/log/{path}")

    assert "The ending." in desk.get("/desk/comments?state=reported").text


def test_whoever_reports_twice_is_heard_once_with_their_last_words(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    number = say(app, post, "Dora")
    reader = visit()
    for words in ("First.", "Second."):
        told = reader.post(
            f"/comments/{number}/report", {"reason": "other", "words": words}, htmx=True
        )
        assert "Thank you." in told.text

    heap = visit(alice).get("/desk/comments?state=reported").text
    assert "First." not in heap
    assert heap.count("Second.") == 1


def test_what_cannot_be_reported(app: Flask, visit: Visit, post: Made, carol: Person) -> None:
    own, held, gone = (
        say(app, post, carol),
        say(app, post, "Dora", held=True),
        say(app, post, "Emil"),
    )
    change(app, gone, "remove")

    assert visit(carol).post(f"/comments/{own}/report", {"reason": "spam"}).status_code == 403
    for number in (held, gone, 999):
        assert visit().post(f"/comments/{number}/report", {"reason": "spam"}).status_code == 404
    wrong = visit().post(f"/comments/{own}/report", {"reason": "envy", "words": "Because."})
    assert wrong.status_code == 422
    assert "Because." in wrong.text


def test_reports_are_counted(app: Flask, visit: Visit, post: Made) -> None:
    numbers = [say(app, post, "Dora", f"Number {number}.") for number in range(11)]
    told = [visit().post(f"/comments/{n}/report", {"reason": "spam"}).status_code for n in numbers]

    assert told == [303] * 10 + [429]
