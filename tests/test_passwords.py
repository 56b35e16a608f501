"""A new password for who forgot theirs."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog import passwords
from blog.db import db
from blog.members import Member
from tests.conftest import PASSWORD, Person, Visitor
from tests.mail import Office, link, words

Visit = Callable[..., Visitor]
NEW = {"password": "another long walk"}


@pytest.fixture
def page(visit: Visit, office: Office, carol: Person) -> str:
    """Where Carol may choose a new password."""
    answer = visit().post("/password/new", {"email": carol.email.upper()})
    assert answer.status_code == 303
    office.work()
    return link(office.box.to(carol.email), "/password/")


def test_a_new_password_is_chosen_by_a_link(
    visit: Visit, office: Office, carol: Person, page: str
) -> None:
    elsewhere = visit(carol)

    assert "Choose a new password" in visit().get(page).text
    answer = visit().post(page, NEW)

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert elsewhere.get("/account").status_code == 303
    assert visit().post("/sign-in", {"email": carol.email, **NEW}).status_code == 303
    old = visit().post("/sign-in", {"email": carol.email, "password": PASSWORD})
    assert old.status_code == 422
    office.work()
    assert "Your password was changed" in words(office.box.to(carol.email))


def test_a_link_works_once(visit: Visit, page: str) -> None:
    visit().post(page, NEW)

    for answer in (visit().get(page), visit().post(page, {"password": "a third long walk"})):
        assert answer.status_code == 410
        assert "good no more" in answer.text


def test_a_link_is_too_old_after_an_hour(
    visit: Visit, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "LASTS", -1)

    assert visit().get(page).status_code == 410


@pytest.mark.parametrize("wrong", ["x", "1.", "1.x", "99999.x", "-1.x"])
def test_a_link_of_ones_own_making_opens_nothing(visit: Visit, office: Office, wrong: str) -> None:
    assert visit().get(f"/password/{wrong}").status_code == 410
    assert visit().post(f"/password/{wrong}", NEW).status_code == 410


def test_a_link_of_one_member_is_not_anothers(
    visit: Visit, office: Office, page: str, alice: Person, carol: Person
) -> None:
    assert visit().get(page.replace(f"/{carol.id}.", f"/{alice.id}.")).status_code == 410


def test_to_ask_tells_nobody_who_is_here(visit: Visit, office: Office, carol: Person) -> None:
    answers = [
        visit().post("/password/new", {"email": email})
        for email in (carol.email, "nobody@example.net")
    ]

    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    office.work()
    assert office.box.addresses == [carol.email]


def test_nonsense_is_refused_with_words(visit: Visit, page: str, office: Office) -> None:
    short = visit().post(page, {"password": "short"})
    assert (short.status_code, "8 to 128" in short.text) == (422, True)
    odd = visit().post("/password/new", {"email": "carol"})
    assert (odd.status_code, "does not look like" in odd.text) == (422, True)
    assert 'value="carol"' in odd.text


def test_nobody_is_written_to_without_end(visit: Visit, office: Office, carol: Person) -> None:
    answers = [visit().post("/password/new", {"email": carol.email}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert answers[-1].headers["Retry-After"]


def test_who_is_shut_out_gets_no_link(
    app: Flask, visit: Visit, office: Office, carol: Person
) -> None:
    with app.app_context():
        db.session.get_one(Member, carol.id).suspend()
        db.session.commit()

    visit().post("/password/new", {"email": carol.email})

    office.work()
    assert office.box.letters == []
