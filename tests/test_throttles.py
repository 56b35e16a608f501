"""Throttles: so many in a while, whoever asks, in whichever process."""

import time

import pytest
from flask import Flask

from blog import throttles
from blog.db import db
from blog.throttles import Rate, Throttled


def test_so_many_pass_and_the_next_is_told_how_long(app: Flask) -> None:
    with app.app_context():
        for _ in range(3):
            throttles.spend("knock", "192.0.2.1", 3, per=60)

        with pytest.raises(Throttled) as refused:
            throttles.spend("knock", "192.0.2.1", 3, per=60)

    assert refused.value.pause in range(1, 21)


def test_others_and_other_acts_are_not_held_back(app: Flask) -> None:
    with app.app_context():
        throttles.spend("knock", "192.0.2.1", 1, per=60)

        throttles.spend("knock", "192.0.2.2", 1, per=60)
        throttles.spend("call", "192.0.2.1", 1, per=60)


def test_allowance_comes_back_with_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000_000.0]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    with app.app_context():
        throttles.spend("knock", "a", 1, per=60)
        with pytest.raises(Throttled):
            throttles.spend("knock", "a", 1, per=60)

        clock[0] += 61
        throttles.spend("knock", "a", 1, per=60)


def test_one_household_is_one_network(app: Flask) -> None:
    with app.app_context():
        same = throttles.keyed("x", "2001:db8::1"), throttles.keyed("x", "2001:db8::ffff")
        other = throttles.keyed("x", "2001:db8:0:1::1")

    assert same[0] == same[1] != other


def test_no_address_is_kept(app: Flask) -> None:
    with app.app_context():
        throttles.spend("knock", "192.0.2.1", 1, per=60)

        keys = db.session.scalars(db.select(Rate.key)).all()

    assert not any("192.0.2.1" in key for key in keys)


def test_what_is_spent_is_forgotten(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        throttles.spend("knock", "a", 1, per=60)
        later = time.time() + 61
        monkeypatch.setattr(time, "time", lambda: later)

        throttles.forget_spent()

        assert db.session.scalars(db.select(Rate.key)).all() == []


@pytest.mark.parametrize("address", ["::ffff:192.0.2.1", "::FFFF:c000:201"])
def test_an_old_address_in_new_clothes_is_the_old_one(app: Flask, address: str) -> None:
    with app.app_context():
        plain, dressed = throttles.keyed("x", "192.0.2.1"), throttles.keyed("x", address)
        other = throttles.keyed("x", "::ffff:192.0.2.2")

    assert plain == dressed != other


def test_a_link_local_address_is_a_network_too(app: Flask) -> None:
    assert throttles.network("fe80::1%eth0") == throttles.network("fe80::2%eth0")


@pytest.mark.parametrize(
    ("address", "neighbourhood"),
    [
        ("192.0.2.77", "around 192.0.2.0/24"),
        ("::ffff:192.0.2.77", "around 192.0.2.0/24"),
        ("2001:db8:1:2::3", "around 2001:db8:1::/48"),
        ("no address", "no address"),
        (None, ""),
    ],
)
def test_the_neighbourhood_of_an_address(address: str | None, neighbourhood: str) -> None:
    assert throttles.around(address) == neighbourhood
