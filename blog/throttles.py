"""Throttles: how often one address or member may do a thing, counted where all workers see it.

The generic cell rate algorithm: each key keeps only the theoretical arrival time of its next
permitted act (ITU-T I.371, Annex A).
"""

import hashlib
import hmac
import ipaddress
import math
import time
from functools import cache

from flask import current_app
from sqlalchemy import Executable, Float, bindparam, case, delete, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import TooManyRequests

from blog.db import Model, db, insert
from blog.wording import counted


class Rate(Model):
    """The time, in seconds since 1970, until which a key has spent its allowance."""

    __tablename__ = "rates"

    key: Mapped[str] = mapped_column(primary_key=True)
    arrival: Mapped[float]


class Throttled(TooManyRequests):
    """Too many acts in a while; ``words`` say when the next one will be taken."""

    def __init__(self, pause: int) -> None:
        super().__init__(retry_after=pause)
        self.pause = pause
        self.words = (
            counted(pause, "second to wait")
            if pause < 100
            else counted(math.ceil(pause / 60), "minute to wait")
        )

    @property
    def headers(self) -> dict[str, str]:
        """What tells programs the same."""
        return {"Retry-After": str(self.pause)}


def spend(act: str, who: str | None, count: int, per: float) -> None:
    """Count one ``act`` of ``who``; Throttled past ``count`` of them in ``per`` seconds.

    Counts at once, whatever becomes of the request: call it before the view writes anything.
    """
    spend_all((act, who, count, per))


def spend_all(*limits: tuple[str, str | None, int, float]) -> None:
    """Count an act against several ``limits`` at once, each as ``spend`` takes it."""
    pauses = [seconds_to_wait(keyed(act, who), count, per) for act, who, count, per in limits]
    db.session.commit()
    if pause := max(pauses):
        raise Throttled(pause)


def give_back(act: str, who: str | None, count: int, per: float) -> None:
    """Let one ``act`` of ``who`` not count after all; the caller commits."""
    spent = update(Rate).where(Rate.key == keyed(act, who))
    db.session.execute(spent.values(arrival=Rate.arrival - per / count))


def seconds_to_wait(key: str, count: int, per: float) -> int:
    """0 if one more act fits for ``key``, else the whole seconds until it does."""
    moment, step = time.time(), per / count
    asked = {"who": key, "moment": moment, "step": step, "first": moment + step}
    spent = spending(db.engine.dialect.name)
    if (
        db.session.connection().execute(spent, asked | {"latest": moment + per}).scalar()
        is not None
    ):
        return 0
    rate = db.session.get_one(Rate, key)
    return max(1, math.ceil(rate.arrival + step - moment - per))


@cache
def spending(_dialect: str) -> Executable:
    """What moves the arrival time of ``who`` by a ``step``, unless beyond the ``latest`` one."""
    who, moment, step, first, latest = (
        bindparam(name, type_=Rate.key.type if name == "who" else Float())
        for name in ("who", "moment", "step", "first", "latest")
    )
    start = case((Rate.arrival > moment, Rate.arrival), else_=moment)
    return (
        insert(Rate)
        .values(key=who, arrival=first)
        .on_conflict_do_update(
            index_elements=[Rate.key],
            set_={"arrival": start + step},
            where=start + step <= latest,
        )
        .returning(Rate.arrival)
    )


def keyed(act: str, who: str | None) -> str:
    """A key that names nobody: addresses are hashed under the site's secret, and never kept."""
    secret = current_app.config["SECRET_KEY"].encode()
    return f"{act}:{hmac.new(secret, network(who or '').encode(), hashlib.sha256).hexdigest()[:32]}"


def network(who: str) -> str:
    """``who``, or its /64 network if it is an IPv6 address: one household has a whole one.

    A server that listens on both writes IPv4 addresses as IPv6 ones (``::ffff:192.0.2.1``), all in
    one network; each is the address it stands for.
    """
    try:
        address = ipaddress.ip_address(who)
    except ValueError:
        return who
    if isinstance(address, ipaddress.IPv4Address):
        return who
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def around(who: str | None) -> str:
    """The neighbourhood of an address: 256 of IPv4, or the /48 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(network(who or "").partition("/")[0])
    except ValueError:
        return who or ""
    length = 24 if address.version == 4 else 48
    return f"around {ipaddress.ip_network((address, length), strict=False)}"


def forget_spent() -> None:
    """Drop the rows that no longer hold anybody back."""
    db.session.execute(delete(Rate).where(Rate.arrival < time.time()))
    db.session.commit()
