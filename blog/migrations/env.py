"""How the migrations meet the database: all of them in one transaction, or none."""

from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import inspect, text

from blog import stamps
from blog.db import Moment, db

# A change waits for the others on the same database; the lock dies with the process that holds it.
LOCK = 0x1E17307


def as_plain_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a column's own type plainly, so that old migrations need none of today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def run() -> None:
    """Run the migrations that were asked for, on SQLite and PostgreSQL alike."""
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Tables are rebuilt under another name while they change: keys are checked at the end.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transactional_ddl=True,
            render_item=as_plain_type,
            **current_app.extensions["migrate"].configure_args,
        )
        stamps.clear(connection)
        context.run_migrations()
        if inspect(connection).has_table(stamps.Stamp.__tablename__):
            stamps.lay(connection)
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError(
                "The migration would leave rows that point nowhere; nothing was changed."
            )
        connection.commit()
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
