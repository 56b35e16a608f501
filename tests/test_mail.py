"""What the owner sees of the mail."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from blog import cli
from tests.conftest import Person, Visitor
from tests.mail import Office

Visit = Callable[..., Visitor]


@pytest.fixture
def lost(office: Office, visit: Visit, olga: Person) -> Visitor:
    """The owner, who tried the mail while the server knew nobody."""
    owner = visit(olga)
    office.box.refusals[olga.email] = "550 5.1.1 No such user"
    assert owner.post("/desk/mail/trial").status_code == 303
    office.work()
    return owner


def test_an_owner_tries_the_mail(office: Office, visit: Visit, olga: Person) -> None:
    owner = visit(olga)

    owner.post("/desk/mail/trial")

    office.work()
    assert office.box.to(olga.email)["Subject"] == "Mail from here arrives"
    assert "is on its way" in owner.get("/desk/mail").text


def test_what_was_given_up_is_seen_and_tried_again(
    office: Office, lost: Visitor, olga: Person
) -> None:
    for page in ("/desk/settings", "/desk/mail"):
        assert "A letter could not be delivered." in lost.get(page).text
    assert "550 5.1.1 No such user" in lost.get("/desk/mail").text
    office.box.refusals.clear()

    assert lost.post("/desk/mail/retrial").status_code == 303

    office.work()
    assert office.box.addresses == [olga.email]
    assert "could not be delivered" not in lost.get("/desk/mail").text


def test_what_was_given_up_is_forgotten(office: Office, lost: Visitor) -> None:
    lost.post("/desk/mail/clearance")

    assert "could not be delivered" not in lost.get("/desk/mail").text
    assert office.errands() == []


def test_the_check_names_what_was_given_up(app: Flask, office: Office, lost: Visitor) -> None:
    result: Result = app.test_cli_runner().invoke(cli.main, ["check"])

    assert result.exit_code == 1
    assert "Letters not delivered (Desk, Settings, Mail): 1; last: 550 5.1.1" in result.output


def test_a_server_that_is_down_is_named(
    app: Flask, visit: Visit, olga: Person, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = visit(olga)
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    owner.post("/desk/mail/trial")

    office.work()

    page = owner.get("/desk/settings").text
    assert "The mail server would not take a letter" in page
    assert "Connection refused" in page
    assert "Mail waits for its server" in app.test_cli_runner().invoke(cli.main, ["check"]).output


def test_only_the_owner_sees_the_mail(
    visit: Visit, office: Office, alice: Person, lost: Visitor
) -> None:
    for ask in (visit(alice).get, visit(alice).post):
        assert ask("/desk/mail" if ask.__name__ == "get" else "/desk/mail/trial").status_code == 403
