"""Writers of one SQLite file take turns: each is heard, and whoever gives up holds up nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from blog.db import sqlite_module
from blog.turns import take_turns

WORDS = Table("words", MetaData(), Column("number", Integer, primary_key=True))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "words.db"
    made = create_engine(
        f"sqlite:///{path}", module=sqlite_module(), connect_args={"isolation_level": "IMMEDIATE"}
    )
    take_turns(made)
    WORDS.create(made)
    yield made
    made.dispose()


def write(engine: Engine, number: int) -> None:
    with engine.begin() as connection:
        connection.execute(insert(WORDS).values(number=number))


def count(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(WORDS)).scalar()


def test_of_many_writers_at_once_everyone_is_heard(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda number: write(engine, number), range(200)))

    assert count(engine) == 200


def test_a_turn_ends_however_its_transaction_does(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(insert(WORDS).values(number=1))
        connection.rollback()
        connection.execute(insert(WORDS).values(number=2))
        connection.commit()
    with pytest.raises(IntegrityError):
        write(engine, 2)

    with ThreadPoolExecutor(1) as other:
        other.submit(write, engine, 3).result(timeout=3)

    assert count(engine) == 2


def test_whoever_waits_too_long_for_another_process_is_told_and_holds_up_nobody(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blog.turns.PATIENCE", 0.05)
    stranger = sqlite_module().connect(engine.url.database, isolation_level=None)
    with closing(stranger):
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write(engine, 1)
        stranger.execute("ROLLBACK")

    write(engine, 2)

    assert count(engine) == 1
