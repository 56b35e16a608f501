"""The worker: nothing is lost while a server is down or a process dies, and no page waits."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from blog import cli, outbox, worker
from blog.db import db, now
from blog.outbox import Errand
from tests.conftest import Made, Person, Visitor
from tests.mail import Office, words

Visit = Callable[..., Visitor]
Run = Callable[..., Result]
COMMENT = {"name": "Dora", "body": "It reads like a night train."}


@pytest.fixture
def run(app: Flask) -> Run:
    runner = app.test_cli_runner()
    return lambda *said: runner.invoke(cli.main, list(said))


@pytest.fixture
def nobody() -> Iterator[str]:
    """The address of a mail server that is down."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"smtp://127.0.0.1:{taken.getsockname()[1]}"


def put(app: Flask, person: Person, count: int = 1) -> None:
    with app.app_context():
        for _ in range(count):
            outbox.put("trial", person.id)
        db.session.commit()


def test_a_server_that_is_down_loses_nothing_and_delays_no_page(
    app: Flask,
    visit: Visit,
    office: Office,
    make_post: Callable[..., Made],
    alice: Person,
    nobody: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.confirm(alice)
    post = make_post(alice)
    with monkeypatch.context() as down:
        down.setitem(app.config, "SMTP_URL", nobody)

        assert visit().post(f"{post.url}/comments", COMMENT).status_code == 303
        assert not office.work()

    [errand] = office.errands("comments")
    assert "refused" in errand.failure
    assert errand.due_at
    assert errand.due_at > now()
    assert office.work()
    assert office.box.letters == []
    office.make_due("comments")
    assert office.work()
    assert "night train" in words(office.box.to(alice.email))
    assert office.errands("comments")[0].failure == ""


def test_who_is_unknown_to_the_server_keeps_nobody_else_waiting(
    app: Flask,
    office: Office,
    alice: Person,
    bob: Person,
    carol: Person,
) -> None:
    office.box.refusals |= {
        alice.email: "550 5.1.1 No such user",
        bob.email: "451 4.7.1 Come back later",
    }
    for person in (alice, bob, carol):
        put(app, person)

    assert office.work()

    assert office.box.addresses == [carol.email]
    lost, later, sent = office.errands("trial")
    assert (lost.failure, bool(lost.given_up_at)) == ("550 5.1.1 No such user", True)
    assert (later.failure, bool(later.due_at)) == ("451 4.7.1 Come back later", True)
    assert sent.done_at


def test_one_that_fails_by_a_fault_of_ours_holds_up_nothing(
    app: Flask, office: Office, alice: Person
) -> None:
    with app.app_context():
        outbox.put("a riddle")
        db.session.commit()
    put(app, alice)

    assert office.work()

    riddle, trial = office.errands()
    assert "KeyError" in riddle.failure
    assert trial.done_at


def test_an_address_that_no_letter_can_have_is_given_up(
    app: Flask, visit: Visit, office: Office, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)
    visit().post(f"{post.url}/comments", COMMENT | {"email": "d(o)ra@example.net"})
    visit().post(f"{post.url}/comments", COMMENT | {"email": "dora@bücher.example", "body": "So."})

    assert office.work()

    assert "dora@xn--bcher-kva.example" in office.box.addresses
    assert any(errand.given_up_at for errand in office.errands("confirmation"))
    assert not any("ra@example.net" in address for address in office.box.addresses)


def test_a_thread_works_until_it_is_told_to_stop(
    app: Flask, office: Office, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, rests = threading.Event(), iter([False, False, True])
    put(app, alice)
    monkeypatch.setattr(stop, "wait", lambda _rest: next(rests))

    worker.work(app, stop)

    assert office.box.addresses == [alice.email]


def test_the_command_does_what_is_due(
    app: Flask,
    office: Office,
    run: Run,
    alice: Person,
    nobody: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(app, alice)

    assert run("work", "--once").exit_code == 0
    assert office.box.addresses == [alice.email]
    put(app, alice)
    monkeypatch.setitem(app.config, "SMTP_URL", nobody)
    assert "nothing is lost" in run("work", "--once").output
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    assert "SMTP_URL is not set" in run("work").output


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_killed_in_the_middle_sends_at_most_once_more(
    app: Flask, office: Office, alice: Person, database_url: str, tmp_path: Path, sign: int
) -> None:
    put(app, alice, 80)
    own = {
        "LEITMOTIF_INSTANCE": str(tmp_path),
        "LEITMOTIF_URL": "https://books.example",
        "SECRET_KEY": app.config["SECRET_KEY"],
        "DATABASE_URL": database_url,
        "SMTP_URL": app.config["SMTP_URL"],
    }
    command = [sys.executable, "-c", "from blog.cli import main; main()", "work"]
    with subprocess.Popen(command, env=os.environ | own) as process:
        arrived = office.box.wait(5)
        process.send_signal(sign)
        process.wait(20)
    assert arrived
    with app.app_context():
        taken = db.session.scalars(select(Errand).where(Errand.tries > 0)).all()
        unsettled = [errand for errand in taken if not errand.done_at]
    assert len(unsettled) <= (1 if sign == signal.SIGKILL else 0)
    assert len(taken) < 80

    office.make_due("trial")
    office.work()

    sent = [letter["Message-ID"] for _to, letter in office.box.letters]
    assert len(set(sent)) == 80
    assert len(sent) - 80 <= len(unsettled)


def test_a_server_sends_what_its_pages_cause(app: Flask, office: Office, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {
        "LEITMOTIF_INSTANCE": str(tmp_path),
        "LEITMOTIF_URL": address,
        "DATABASE_URL": "",
        "SMTP_URL": app.config["SMTP_URL"],
    }
    start = "from blog.cli import main; main()"
    command = [sys.executable, "-c", start, "serve", "--port", str(port), "--workers", "1"]
    owner = {
        "title": "Marginalia",
        "name": "Olga",
        "email": "olga@example.org",
        "password": "seven small stones",
    }
    asked = Request(f"{address}/first-run", urlencode(owner).encode(), {"Origin": address})  # noqa: S310  (our own server)
    with subprocess.Popen(command, env=os.environ | own) as server:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        urlopen(asked, timeout=20).close()  # noqa: S310
        arrived = office.box.wait(1)
        server.terminate()

    assert arrived
    assert address in words(office.box.to("olga@example.org"))
