"""The database as the models describe it, on SQLite and PostgreSQL."""

from datetime import UTC

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, delete, inspect, text
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import NotFound

from blog.db import db, hold, is_described
from blog.readers import Reader

OPTIONS = {"compare_type": True, "include_object": is_described}


def test_the_migrations_make_the_tables_the_models_need(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)

        assert compare_metadata(context, db.metadata) == []


def test_the_migrations_make_the_checks_by_the_names_of_the_models(app: Flask) -> None:
    with app.app_context():
        made = inspect(db.engine).get_multi_check_constraints()

    for table in db.metadata.tables.values():
        checks = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {check["name"] for check in made[None, table.name]} == checks


def test_times_come_back_as_they_went_in(app: Flask) -> None:
    with app.app_context():
        reader = Reader(name="Ada")
        db.session.add(reader)
        db.session.commit()
        written = reader.created_at
        db.session.expire_all()

        assert reader.created_at == written
        assert reader.created_at.tzinfo is not None


def test_times_are_in_utc_whatever_the_clocks_of_the_server(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite knows no time zones; PostgreSQL's run has this test.")
        reader = Reader(name="Ada")
        db.session.add(reader)
        db.session.flush()
        db.session.execute(text("SET LOCAL TIME ZONE 'Asia/Tokyo'"))
        db.session.refresh(reader)

        assert reader.created_at.tzinfo == UTC


def test_a_row_that_points_nowhere_is_refused(app: Flask) -> None:
    nowhere = text("INSERT INTO slugs (slug, post_id) VALUES ('nowhere', 999)")

    with app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(nowhere)


def test_what_was_deleted_meanwhile_cannot_be_held(app: Flask) -> None:
    with app.app_context():
        reader = Reader(name="Ada")
        db.session.add(reader)
        db.session.commit()
        assert reader.name
        with db.engine.begin() as elsewhere:
            elsewhere.execute(delete(Reader))

        with pytest.raises(NotFound):
            hold(reader)


def test_sqlite_is_new_enough_for_two_writers_and_keeps_a_log(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("The version and the log are SQLite's; its run has this test.")
        version = db.session.scalar(text("SELECT sqlite_version()"))
        journal = db.session.scalar(text("PRAGMA journal_mode"))

    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    assert journal == "wal"


def test_a_log_of_what_went_wrong_tells_nobodys_words(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError) as refused:
        db.session.execute(
            text("INSERT INTO slugs (slug, post_id) VALUES (:slug, 999)"), {"slug": "a secret"}
        )

    assert "a secret" not in str(refused.value)
