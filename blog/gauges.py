"""Gauges: the shortest way to read what the stamps add up to.

A page that a cache keeps is only as quick as the question whether it is still right; so this goes
past SQLAlchemy, whose session takes fifty times as long as the statement.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from blog.db import sqlite_module
from blog.stamps import Stamp

# How long a server's answer is believed, in seconds: it is a journey away.
BELIEVED = 0.5
MOST_KNOWN = 10_000


class Gauge(Protocol):
    """Reads stamps: they only grow, so what those of some ``numbers`` add up to tells of each.

    None means that it cannot be known.
    """

    def total(self, numbers: tuple[int, ...]) -> int | None:
        """What they add up to, or did so a moment ago."""

    def total_now(self, numbers: tuple[int, ...]) -> int | None:
        """What they add up to after all that is committed by now."""


class FileGauge:
    """Asks an SQLite file, each time."""

    def __init__(self, path: Path) -> None:
        self.address = f"{path.absolute().as_uri()}?mode=rw"
        self.module = sqlite_module()
        self.idle: deque[Any] = deque()

    def total(self, numbers: tuple[int, ...]) -> int | None:
        try:
            connection = self.taken() or self.connect()
            (total,) = connection.execute(question(len(numbers)), numbers).fetchone()
        except self.module.Error:
            return None
        self.idle.append(connection)
        return int(total)

    total_now = total

    def taken(self) -> Any:
        """A connection that nobody uses; None if there is none."""
        try:
            return self.idle.pop()
        except IndexError:
            return None

    def connect(self) -> Any:
        """A connection that any thread may use, one at a time."""
        connection = self.module.connect(
            self.address, uri=True, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        return connection


@cache
def question(count: int) -> str:
    places = ", ".join("?" * count)
    return f"SELECT coalesce(sum(value), 0) FROM stamps WHERE id IN ({places})"  # noqa: S608


class ServerGauge:
    """Asks a database server, and believes the answer for half a second."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.known: dict[int, tuple[int, float]] = {}
        self.asking = threading.Lock()

    def total(self, numbers: tuple[int, ...]) -> int | None:
        known = self.remembered(numbers)
        if known is None:
            with self.asking:
                known = self.remembered(numbers)
                if known is None:
                    known = self.total_now(numbers)
        return known

    def remembered(self, numbers: tuple[int, ...]) -> int | None:
        """What they added up to when the server was asked of late; None if it was not."""
        horizon, total = time.monotonic() - BELIEVED, 0
        for number in numbers:
            value, asked_at = self.known.get(number, (0, 0.0))
            if asked_at < horizon:
                return None
            total += value
        return total

    def total_now(self, numbers: tuple[int, ...]) -> int | None:
        asked_at = time.monotonic()
        query = select(Stamp.id, Stamp.value).where(Stamp.id.in_(numbers))
        try:
            with self.engine.connect() as connection:
                values: dict[int, int] = {row.id: row.value for row in connection.execute(query)}
        except SQLAlchemyError:
            return None
        if len(self.known) > MOST_KNOWN:
            self.known = {}
        for number in numbers:
            self.known[number] = (values.get(number, 0), asked_at)
        return sum(values.values())


def gauge_of(engine: Engine) -> Gauge | None:
    """What reads the stamps of ``engine``; None for a database that lives in memory alone."""
    if engine.dialect.name == "postgresql":
        return ServerGauge(engine)
    path = engine.url.database
    return FileGauge(Path(path)) if path and path != ":memory:" else None
