"""Keyset paging: a list goes on after the last row shown, however long it is."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from flask import abort
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from blog.db import db

Row = TypeVar("Row")


@dataclass(frozen=True)
class Cursor:
    """The place in a list just after one row: that row's time and number."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        words = f"{self.moment.isoformat()}|{self.id}"
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor written as ``text``; ValueError for anything this class did not write."""
        try:
            words = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)).decode()
            moment, _, number = words.partition("|")
            cursor = cls(datetime.fromisoformat(moment), int(number))
        except (ValueError, binascii.Error) as error:
            raise ValueError("That is no place in this list.") from error
        if str(cursor) != text or cursor.moment.tzinfo is None or not 0 < cursor.id < 2**63:
            raise ValueError("That is no place in this list.")
        return cursor


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor to go on from (None at the end)."""

    rows: Sequence[Row]
    next: str | None


def page_of(
    query: Select[Row],
    moment: "InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]",
    number: InstrumentedAttribute[int],
    before: str | None,
    size: int = 10,
) -> Page[Row]:
    """Up to ``size`` rows of ``query``, newest first by (``moment``, ``number``), after ``before``.

    A row value compares both columns at once, so that one index serves the deepest page as fast
    as the first. A cursor that was never handed out answers 400.
    """
    if before:
        query = query.where(earlier_than(before, moment, number))
    rows = (
        db.session.execute(query.order_by(moment.desc(), number.desc()).limit(size + 1))
        .unique()
        .scalars()
        .all()
    )
    if len(rows) <= size:
        return Page(rows, None)
    last = rows[size - 1]
    return Page(rows[:size], str(Cursor(getattr(last, moment.key), getattr(last, number.key))))


def earlier_than(
    before: str,
    moment: "InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]",
    number: InstrumentedAttribute[int],
) -> ColumnElement[bool]:
    try:
        cursor = Cursor.read(before)
    except ValueError:
        abort(400)
    return tuple_(moment, number) < tuple_(
        cursor.moment, cursor.id, types=[moment.type, number.type]
    )
