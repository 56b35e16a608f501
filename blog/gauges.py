"""Gauges: the shortest way to read what the stamps add up to.

A page that a cache keeps is only as quick as the question whether it is still right; so this goes
past SQLAlchemy, whose session takes fifty times as long as the statement.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from contextlib import suppress
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Protocol
from weakref import finalize

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from blog.db import sqlite_module
from blog.stamps import Stamp

# How long a server's answer is believed, in seconds: it is a journey away.
BELIEVED = 0.5
MOST_KNOWN = 10_000
# Bytes: the header is written twice.
HEADER = 2 * 48


class Gauge(Protocol):
    """Reads stamps: they only grow, so what those of some ``numbers`` add up to tells of each.

    None means that it cannot be known.
    """

    def total(self, numbers: tuple[int, ...]) -> int | None:
        """What they add up to, or did so a moment ago."""

    def total_now(self, numbers: tuple[int, ...]) -> int | None:
        """What they add up to after all that is committed by now."""


class FileGauge:
    """Asks an SQLite file, unless nothing at all was committed to it since it told the same.

    Each commit to a write-ahead log changes the header of the log's index before it is over, and
    all processes have that index in their memory (https://sqlite.org/walformat.html, 2.1). To look
    at it there takes a tenth of the time of the shortest statement, and lets no other thread in.
    """

    def __init__(self, path: Path) -> None:
        self.address = f"{path.absolute().as_uri()}?mode=rw"
        self.index_path = path.with_name(f"{path.name}-shm")
        self.module = sqlite_module()
        self.idle: deque[Any] = deque()
        self.opening = threading.Lock()
        self.keeper: Any = None
        self.descriptor: int | None = None
        self.index: mmap | None = None
        self.known: dict[tuple[int, ...], tuple[bytes, int]] = {}

    def total(self, numbers: tuple[int, ...]) -> int | None:
        # It is older than what is asked after it, so a commit in between is never overlooked.
        header = self.index[:HEADER] if self.index else b""
        known = self.known.get(numbers)
        if known and known[0] == header:
            return known[1]
        total = self.asked(numbers)
        if header and total is not None:
            if len(self.known) > MOST_KNOWN:
                self.known = {}
            self.known[numbers] = header, total
        return total

    total_now = total

    def asked(self, numbers: tuple[int, ...]) -> int | None:
        """What the file itself says."""
        try:
            connection = self.taken() or self.connect()
            (total,) = connection.execute(question(len(numbers)), numbers).fetchone()
            if self.index is None:
                self.open_index(connection)
        except self.module.Error:
            return None
        self.idle.append(connection)
        return int(total)

    def open_index(self, connection: Any) -> None:
        """Have the header of the log's index in memory, where there is such a log.

        SQLite makes the index anew once nobody has the database open, so ``connection`` is kept.
        It stays open as long as there is an application: when a process closes a file, SQLite loses
        its locks on it (https://sqlite.org/howtocorrupt.html, 2.2).
        """
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            return
        with self.opening, suppress(OSError, ValueError):
            self.keeper = self.keeper or connection
            if self.descriptor is None:
                self.descriptor = os.open(self.index_path, os.O_RDONLY)
                finalize(self, os.close, self.descriptor).atexit = False
            if self.index is None:
                self.index = mmap(self.descriptor, HEADER, access=ACCESS_READ)

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
