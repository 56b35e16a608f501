"""Gauges tell what stamps add up to, or that they cannot tell."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from flask import Flask

from blog.db import db, sqlite_module
from blog.gauges import FileGauge, Gauge, ServerGauge, gauge_of
from blog.stamps import Stamp


def bump(app: Flask, number: int) -> None:
    """Add one to a stamp from elsewhere."""
    with app.app_context():
        stamp = db.session.get(Stamp, number) or Stamp(id=number, value=0)
        stamp.value += 1
        db.session.add(stamp)
        db.session.commit()


@pytest.fixture
def gauge(app: Flask) -> Gauge:
    with app.app_context():
        found = gauge_of(db.engine)
    assert found
    return found


def test_a_gauge_tells_of_each_stamp_that_it_is_asked_for(app: Flask, gauge: Gauge) -> None:
    before = gauge.total_now((0, 7))
    assert before is not None

    bump(app, 7)
    bump(app, 8)

    assert gauge.total_now((0, 7)) == before + 1


def test_a_file_is_asked_each_time_and_a_server_twice_a_second(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        file, server = gauge_of(db.engine), ServerGauge(db.engine)
    moment = 1000.0
    monkeypatch.setattr("blog.gauges.BELIEVED", 0.5)
    monkeypatch.setattr("blog.gauges.time.monotonic", lambda: moment)
    before = server.total((0, 7))
    assert before is not None

    bump(app, 7)

    if isinstance(file, FileGauge):
        assert file.total((0, 7)) == before + 1
    assert server.total((0, 7)) == before
    moment += 0.6
    assert server.total((0, 7)) == before + 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An SQLite file with one stamp."""
    path = tmp_path / "stamps.db"
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE stamps (id INTEGER PRIMARY KEY, value INTEGER)")
        connection.execute("INSERT INTO stamps VALUES (7, 1)")
    return path


def connect(path: Path) -> Any:
    return sqlite_module().connect(path, isolation_level=None)


def asked(gauge: FileGauge, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """What statements are about from now on."""
    numbers: list[tuple[int, ...]] = []
    ask = gauge.asked

    def note(about: tuple[int, ...]) -> int | None:
        numbers.append(about)
        return ask(about)

    monkeypatch.setattr(gauge, "asked", note)
    return numbers


def test_a_file_with_a_log_is_asked_once_a_commit(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        gauge = FileGauge(file)
        statements = asked(gauge, monkeypatch)
        gauge.total((7,))
        for value in range(2, 300):
            other.execute("UPDATE stamps SET value = ?", (value,))
            assert [gauge.total((7,)) for _ in range(3)] == [value] * 3
            if value % 50 == 0:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                assert gauge.total((7,)) == value

        assert len(statements) <= 1 + 298 + 5
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE stamps SET value = 999")
        assert gauge.total((7,)) == 299
        other.execute("ROLLBACK")
        assert gauge.total((7,)) == 299


def test_a_commit_of_another_process_is_seen_at_once(file: Path) -> None:
    code = (
        "import sys\nfrom blog.db import sqlite_module\n"
        "other = sqlite_module().connect(sys.argv[1], isolation_level=None)\n"
        "for value in sys.stdin:\n"
        "    other.execute('UPDATE stamps SET value = ?', (int(value),))\n"
        "    print('done', flush=True)"
    )
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    gauge = FileGauge(file)
    command = [sys.executable, "-c", code, str(file)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        for value in range(2, 200):
            print(value, file=process.stdin, flush=True)
            assert process.stdout.readline() == "done\n"
            assert gauge.total((7,)) == value
        process.stdin.close()


def test_a_file_without_a_log_is_asked_each_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.with_name(f"{file.name}-shm").write_bytes(b"left from a former log" * 9)
    gauge = FileGauge(file)
    statements = asked(gauge, monkeypatch)

    assert [gauge.total((7,)) for _ in range(3)] == [1, 1, 1]

    assert len(statements) == 3


def test_what_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    assert FileGauge(tmp_path / "nowhere.db").total((0,)) is None
    (tmp_path / "empty.db").touch()
    assert FileGauge(tmp_path / "empty.db").total((0,)) is None
