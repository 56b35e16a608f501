"""The database: one session, one declarative base, and what each connection is told first."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from types import ModuleType
from typing import Any, Protocol, TypeVar

from flask import Flask, abort
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Select,
    String,
    Update,
    bindparam,
    event,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from blog.turns import PATIENCE, take_turns

Row = TypeVar("Row")
# The largest number that a row has on either database.
LARGEST_ID = 2**31 - 1
# By the numbers of letters, which is the only order in which a beginning is a range.
PLAIN_ORDER = String().with_variant(String(collation="C"), "postgresql")
# No word has it, and every database puts it behind all letters.
LAST_LETTER = "\U0010ffff"


class Moment(TypeDecorator[datetime]):
    """A time in UTC: aware in Python on every database, though SQLite keeps none of the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Model(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012  (SQLAlchemy's own declaration)


class Numbered(Model):
    """A table whose rows are known by a number."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Ordered(Protocol):
    """A row that has a place among others of its kind, counted from 1."""

    @property
    def position(self) -> int: ...

    @position.setter
    def position(self, place: int) -> None: ...


def is_described(_item: object, name: str | None, *_: object) -> bool:
    """Whether a table or an index is one that models describe.

    That of words has its own ways, and no index in two directions is compared rightly.
    """
    return not (name or "").startswith(("documents_index", "ix_comments_newest_first"))


# What was read stays as it was when a transaction ends; ``hold`` reads afresh what is decided on.
db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})
migrations = Migrate(
    db=db, directory="blog/migrations", render_as_batch=True, include_object=is_described
)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def insert(table: type[Model]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT INTO ``table`` that may say ON CONFLICT, for the database at hand."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def unindexed(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """``column`` for a condition that nearly every row meets: no index is worth looking it up in.

    SQLite takes the first index that fits; by this condition it would walk through all rows where
    another index has the few that are asked for.
    """
    return func.coalesce(column, None)


def row_number(text: str) -> int | None:
    """``text`` as a number that a row can have, or None."""
    short = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
    number = int(text) if short else LARGEST_ID + 1
    return number if number <= LARGEST_ID else None


def find(query: Select[Row], **values: object) -> Row | None:
    """The one row of ``query``, or None. A query that is put together once is given its values."""
    return db.session.execute(query, values).unique().scalar_one_or_none()


def find_or_404(query: Select[Row], **values: object) -> Row:
    """The one row of ``query``; what the reader may not see answers as if it were not there."""
    row = find(query, **values)
    return row if row is not None else abort(404)


def hold(row: Numbered) -> None:
    """Begin to write: lock ``row`` until the commit and read afresh all that was read before."""
    lock(row)
    db.session.expire_all()


def lock(row: Numbered) -> None:
    """Begin to write: lock ``row`` until the commit, for whoever decides by what it reads from now.

    Whoever locks the same row waits, so that what is decided after this cannot be overtaken. A row
    that somebody deleted meanwhile answers as if it had never been there: 404.
    """
    begin, held = locks(type(row))
    if db.engine.dialect.name == "sqlite":
        db.session.connection().execute(begin)
    if db.session.connection().execute(held, {"number": row.id}).scalar() is None:
        db.session.rollback()
        abort(404)


@cache
def locks(table: type[Numbered]) -> tuple[Update, Select[int]]:
    """What begins to write on SQLite; and what locks the row ``number``, or tells that it is gone.

    Any UPDATE, be it of no row, begins to write; one of the row's own number would have all rows
    looked for that point to it.
    """
    number = table.id == bindparam("number", type_=Integer)
    begin = update(table).where(table.id == 0).values(id=0)
    return begin, select(table.id).where(number).with_for_update(key_share=True)


def renumber(rows: Sequence[Ordered]) -> None:
    """Give ``rows`` the positions 1, 2, 3 … in the order given.

    No two may share a position at any moment, so they pass through negative ones.
    """
    moved = [(place, row) for place, row in enumerate(rows, 1) if row.position != place]
    for sign in (-1, 1):
        for place, row in moved:
            row.position = sign * place
        db.session.flush()


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand.

    Versions before 3.51.3 can corrupt a write-ahead log under two writers
    (https://sqlite.org/wal.html#walresetbug), and many systems still ship one.
    """
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        return sqlite3
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415  (a stand-in for old systems only)
    except ImportError:
        return sqlite3
    return dbapi2  # type: ignore[no-any-return]


def init_app(app: Flask) -> None:
    """Bind the database to ``app``."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        # Reads run in autocommit and the first change begins with BEGIN IMMEDIATE: a deferred
        # transaction that reads before it writes is refused with "database is locked".
        options: dict[str, Any] = {
            "module": sqlite_module(),
            "connect_args": {"isolation_level": "IMMEDIATE"},
        }
    else:
        options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}
    # An error is written down without what somebody typed.
    options["hide_parameters"] = True
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    migrations.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_connections(db.engine, app.config["SQLITE_SYNCHRONOUS"])
            take_turns(db.engine)


def prepare_connections(engine: Engine, synchronous: str) -> None:
    """Give each SQLite connection its settings; the write-ahead log itself is set by migrating."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for setting in (
            f"busy_timeout={PATIENCE * 1000:.0f}",
            "foreign_keys=ON",
            # Kilobytes for each connection; the system keeps the file's pages, too.
            "cache_size=-500",
            "trusted_schema=OFF",
            f"synchronous={synchronous}",
        ):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()
