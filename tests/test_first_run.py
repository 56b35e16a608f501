"""The first run of an empty instance."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.db import db
from blog.members import Member
from tests.conftest import Person, Visitor

Visit = Callable[..., Visitor]
OWNER = {
    "title": "Night Reading",
    "name": "Olga",
    "email": "olga@example.org",
    "password": "a lamp and a chair",
}


@pytest.mark.parametrize("path", ["/", "/posts", "/desk", "/sign-in", "/nowhere"])
def test_an_empty_instance_greets_its_owner_everywhere(visit: Visit, path: str) -> None:
    answer = visit().get(path)

    assert (answer.status_code, answer.location) == (303, "/first-run")


def test_the_owner_opens_the_blog_and_is_at_the_desk(visit: Visit) -> None:
    visitor = visit()

    answer = visitor.post("/first-run", OWNER)

    assert (answer.status_code, answer.location) == (303, "/desk")
    assert visitor.get("/desk").status_code == 200
    assert "Night Reading" in visit().get("/").text


def test_it_happens_once(visit: Visit) -> None:
    visit().post("/first-run", OWNER)

    assert visit().get("/first-run").status_code == 404
    assert visit().post("/first-run", OWNER | {"email": "eve@example.org"}).status_code == 404


def test_nothing_typed_is_lost_when_a_field_is_missing(visit: Visit) -> None:
    answer = visit().post("/first-run", OWNER | {"password": ""})

    assert answer.status_code == 422
    assert "Choose a password." in answer.text
    assert 'value="Night Reading"' in answer.text


def test_two_at_the_same_moment_make_one_owner(visit: Visit, empty_app: Flask) -> None:
    start = threading.Barrier(4)
    codes = []

    def claim(number: int) -> None:
        visitor = visit()
        start.wait()
        answer = visitor.post("/first-run", OWNER | {"email": f"owner{number}@example.org"})
        codes.append(answer.status_code)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(codes) == [303, 404, 404, 404]
    with empty_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Member)) == 1


def test_health_is_told_even_before(visit: Visit) -> None:
    assert visit().get("/healthz").text == "ok\n"


def test_a_site_that_is_set_up_greets_nobody(visit: Visit, alice: Person) -> None:
    assert visit().get("/").status_code == 200
    assert visit().get("/first-run").status_code == 404
