"""Turns: who may write to SQLite next, which takes one writer at a time.

SQLite lets those who wait sleep, longer and longer, and whoever comes at the right moment goes
before them. Here one of each process waits for the file, and looks every half millisecond; the
others wait for that one. Under load a comment takes half as long at the worst, and more are kept.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from sqlalchemy import Engine, event

# Seconds: how long anybody waits, as SQLite does, and how long until the next look.
PATIENCE, MOMENT = 5.0, 0.0005
HELD = "turn"


def take_turns(engine: Engine) -> None:
    """Have those who write through ``engine``, an SQLite one, do so one after the other."""
    turn = threading.Lock()
    locked = engine.dialect.loaded_dbapi.OperationalError

    @event.listens_for(engine, "before_cursor_execute")
    def wait(connection: Any, cursor: Any, _s: str, _p: Any, context: Any, _m: bool) -> None:
        """Begin a transaction before its first change, as soon as nobody else writes."""
        if cursor.connection.in_transaction or not is_change(context):
            return
        until = time.monotonic() + PATIENCE
        if not connection.info.get(HELD):
            connection.info[HELD] = turn.acquire(timeout=PATIENCE)
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            begin(cursor, until, locked)
        finally:
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")

    @event.listens_for(engine, "checkin")
    def leave(_connection: Any, record: Any) -> None:
        """A connection comes back once its transaction is over, however it ended."""
        if record.info.pop(HELD, False):
            turn.release()


def is_change(context: Any) -> bool:
    return context is not None and (context.isinsert or context.isupdate or context.isdelete)


def begin(cursor: Any, until: float, locked: type[Exception]) -> None:
    """Begin to write; ``locked`` is raised if others do so ``until`` then."""
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except locked as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(MOMENT)
        else:
            return
