"""Backups: a whole copy of an SQLite database, taken while the blog goes on."""

from pathlib import Path

from sqlalchemy import text

from blog.db import db, now


def back_up(target: Path) -> Path:
    """Copy the SQLite database to ``target``, which appears only once it is whole.

    VACUUM INTO reads one moment of the database, however much is written meanwhile; the shell's
    ``.backup`` starts again at every write.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with db.engine.connect() as connection:
        connection.execute(text("VACUUM INTO :target"), {"target": str(draft)})
    draft.replace(target)
    return target


def before_migrating(instance: Path) -> Path:
    """A backup named by the moment it was taken."""
    return back_up(instance / "backups" / f"before-migration-{now():%Y%m%d-%H%M%S}.db")
