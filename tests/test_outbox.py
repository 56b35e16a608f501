"""The outbox: written with its cause, taken by one at a time, tried for days and then given up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from blog import outbox
from blog.db import db, now
from blog.outbox import Errand
from tests.conftest import Made, Person
from tests.mail import Office
from tests.saying import say


def put(app: Flask, count: int = 1, **more: str) -> None:
    with app.app_context():
        for number in range(count):
            outbox.put("trial", number, **more)  # type: ignore[arg-type]
        db.session.commit()


def rows(app: Flask) -> list[Errand]:
    with app.app_context():
        return list(db.session.scalars(select(Errand).order_by(Errand.id)))


def test_what_is_undone_leaves_nothing_to_do(
    app: Flask, office: Office, make_post: Callable[..., Made], alice: Person
) -> None:
    post = make_post(alice)
    with app.app_context():
        outbox.put("trial")
        db.session.rollback()
    assert rows(app) == []

    say(app, post, "Dora")

    assert [row.kind for row in rows(app)] == ["said"]


def test_many_workers_take_each_once(app: Flask, office: Office) -> None:
    put(app, 40)

    def work(_worker: int) -> list[int]:
        taken = []
        with app.app_context():
            while errand := Errand.take():
                taken.append(errand.id)
                errand.finish(errand.tries)
                db.session.commit()
        return taken

    with ThreadPoolExecutor(8) as pool:
        taken = sorted(number for numbers in pool.map(work, range(8)) for number in numbers)

    assert taken == sorted(row.id for row in rows(app))
    assert all(row.tries == 1 for row in rows(app))


def test_what_a_worker_takes_and_never_settles_comes_back(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(app)
    with app.app_context():
        assert Errand.take()
        assert Errand.take() is None
        later = now() + outbox.TAKEN_FOR
        monkeypatch.setattr(outbox, "now", lambda: later)

        again = Errand.take()
        assert again
        assert again.tries == 2


def test_who_took_too_long_undoes_nothing(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(app)
    with app.app_context():
        slow = Errand.take()
        assert slow
        later = now() + outbox.TAKEN_FOR
        monkeypatch.setattr(outbox, "now", lambda: later)
        assert Errand.take()

        slow.finish(1)
        slow.give_up(1, "too late")
        slow.postpone(1, "too late")
        db.session.commit()

    [row] = rows(app)
    assert (row.done_at, row.given_up_at, row.failure) == (None, None, "")
    assert row.due_at


def test_pauses_grow_from_a_minute_to_six_hours() -> None:
    pauses = [outbox.pause_after(tries) for tries in range(1, 40)]

    assert pauses[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=6)


def test_one_is_tried_for_days_and_then_given_up(app: Flask, office: Office) -> None:
    put(app)
    with app.app_context():
        errand = Errand.take()
        assert errand
        errand.postpone(1, "no answer")
        db.session.commit()
        assert errand.due_at
        assert errand.due_at > now() + timedelta(seconds=50)
        long_ago = now() - outbox.TRIED_FOR - timedelta(minutes=1)
        db.session.execute(update(Errand).values(created_at=long_ago))

        errand.postpone(1, "no answer")
        db.session.commit()

    [row] = rows(app)
    assert row.given_up_at
    assert row.due_at is None
    assert row.failure == "no answer"


def test_the_same_is_put_once(app: Flask, office: Office) -> None:
    put(app, 3, key="once")

    assert len(rows(app)) == 1


def test_what_is_settled_is_swept_after_a_month(app: Flask, office: Office) -> None:
    put(app, 4)
    old, young = now() - timedelta(days=31), now() - timedelta(days=29)
    states: list[dict[str, object]] = [
        {"done_at": old, "due_at": None},
        {"given_up_at": old, "due_at": None},
        {"done_at": young, "due_at": None},
        {"due_at": old},
    ]
    with app.app_context():
        for number, facts in enumerate(states, 1):
            db.session.execute(update(Errand).where(Errand.id == number).values(**facts))

        outbox.sweep()

        assert list(db.session.scalars(select(Errand.id).order_by(Errand.id))) == [3, 4]


def test_to_look_for_work_writes_nothing(
    app: Flask, office: Office, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    with app.app_context():
        db.session.add_all(Errand(kind="trial", language="en", done_at=now()) for _ in range(200))
        db.session.commit()

        assert count_queries(Errand.take) == 1
        assert db.session.scalar(select(func.count()).select_from(Errand)) == 200
