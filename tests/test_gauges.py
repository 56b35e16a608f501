"""Gauges tell what stamps add up to, or that they cannot tell."""

from pathlib import Path

import pytest
from flask import Flask

from blog.db import db
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


def test_what_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    assert FileGauge(tmp_path / "nowhere.db").total((0,)) is None
    (tmp_path / "empty.db").touch()
    assert FileGauge(tmp_path / "empty.db").total((0,)) is None
