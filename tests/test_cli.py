"""The leitmotif command."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from blog import cli
from blog.db import db
from blog.members import Member
from tests.conftest import Person, Visitor


@pytest.fixture
def run(empty_app: Flask) -> Callable[..., Result]:
    runner = empty_app.test_cli_runner()
    return lambda *words, typed="": runner.invoke(cli.main, list(words), input=typed)


def test_a_member_added_from_a_terminal_signs_in(
    empty_app: Flask, visit: Callable[..., Visitor], run: Callable[..., Result]
) -> None:
    result = run(
        "member",
        "add",
        "Zora@example.org",
        "--name",
        "Zora",
        "--role",
        "owner",
        typed="long enough to be one\n",
    )

    assert result.exit_code == 0, result.output
    assert "zora@example.org (owner)" in result.output
    answer = visit().post(
        "/sign-in", {"email": "zora@example.org", "password": "long enough to be one"}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("zora", "long enough to be one", "does not look like"),
        ("zora@example.org", "short", "8 to 128"),
        ("zora@example.org", "", "Choose a password"),
    ],
)
def test_nonsense_adds_nobody(
    empty_app: Flask, run: Callable[..., Result], email: str, password: str, words: str
) -> None:
    result = run("member", "add", email, "--name", "Zora", typed=f"{password}\n")

    assert result.exit_code == 1
    assert words in result.output
    with empty_app.app_context():
        assert db.session.scalars(select(Member)).all() == []


def test_a_member_gets_a_new_password_from_a_terminal(
    visit: Callable[..., Visitor], run: Callable[..., Result], carol: Person
) -> None:
    signed_in = visit(carol)

    result = run("member", "password", carol.email, typed="another long walk\n")

    assert result.exit_code == 0, result.output
    assert signed_in.get("/account").status_code == 303
    answer = visit().post("/sign-in", {"email": carol.email, "password": "another long walk"})
    assert answer.status_code == 303
    assert "8 to 128" in run("member", "password", carol.email, typed="short\n").output
    assert "No member" in run("member", "password", "x@example.org", typed="long enough\n").output


def test_nobody_is_added_twice(run: Callable[..., Result]) -> None:
    words = ("member", "add", "zora@example.org", "--name", "Zora")
    run(*words, typed="long enough to be one\n")

    result = run(*words, typed="long enough to be one\n")

    assert result.exit_code == 1
    assert "here already" in result.output


def test_a_backup_is_a_whole_database(
    app: Flask, run: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("The command is for SQLite; PostgreSQL is backed up by its own pg_dump.")

    result = run("backup", str(tmp_path / "copy.db"))

    assert result.exit_code == 0, result.output
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT title FROM sites").fetchone() == ("Marginalia",)
    connection.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_backup_touches_no_other_file(
    app: Flask, run: Callable[..., Result], tmp_path: Path
) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("The command is for SQLite; PostgreSQL is backed up by its own pg_dump.")
    (tmp_path / "copy.part").write_text("a chapter")

    run("backup", str(tmp_path / "copy.db"))

    assert (tmp_path / "copy.part").read_text() == "a chapter"
    assert {path.name for path in tmp_path.iterdir()} == {"copy.db", "copy.part"}


def test_a_sound_instance_is_called_sound(run: Callable[..., Result]) -> None:
    result = run("check")

    assert result.exit_code == 0, result.output
    assert "Everything is sound." in result.output


def test_tables_of_an_older_version_are_noticed(app: Flask, run: Callable[..., Result]) -> None:
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        db.session.commit()
    try:
        result = run("check")
    finally:
        with app.app_context():
            newest = cli.newest_revision()
            db.session.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": newest})
            db.session.commit()

    assert result.exit_code == 1
    assert "leitmotif migrate" in result.output
