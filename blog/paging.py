"""Keyset paging: a list goes on after the last row shown, however long it is."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from flask import abort, request
from sqlalchemy import ColumnElement, Select, func, not_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from blog.db import LARGEST_ID, db

Row = TypeVar("Row")
Column = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
# A list that was grown further than this is shown in pages again when it is opened anew.
MOST_AT_ONCE = 200


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
            cursor.moment.astimezone(UTC)
        except (ValueError, OverflowError, binascii.Error) as error:
            raise ValueError("That is no place in this list.") from error
        if str(cursor) != text or cursor.moment.tzinfo != UTC or not 0 < cursor.id <= LARGEST_ID:
            raise ValueError("That is no place in this list.")
        return cursor


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, the cursor to go on from (None at the end), whether newer ones exist."""

    rows: Sequence[Row]
    next: str | None
    newer: bool = False


def page_of(
    query: Select[Row],
    moment: Column,
    number: InstrumentedAttribute[int],
    *,
    before: str | None = None,
    through: str | None = None,
    size: int = 10,
) -> Page[Row]:
    """Up to ``size`` rows of ``query``, newest first by (``moment``, ``number``).

    They come after the cursor ``before``. ``through`` is for a list that was grown in place: it
    gives all rows from the newest to that cursor and ``size`` more, as long as that is few enough
    to show at once. A row value compares both columns together, so that one index serves the
    deepest page as fast as the first. A cursor that was never handed out answers 400.
    """
    if through:
        seen = query.where(not_(earlier_than(through, moment, number))).limit(MOST_AT_ONCE)
        grown = db.session.scalar(select(func.count()).select_from(seen.subquery())) or 0
        if grown < MOST_AT_ONCE:
            size += grown
        else:
            before = through
    if before:
        query = query.where(earlier_than(before, moment, number))
    newest = moment.desc(), number.desc()
    # Those on the page are chosen by their numbers alone: to put all that a list might show in
    # order, with everything that a row brings along, takes longer the longer the list is.
    chosen = query.with_only_columns(number).order_by(*newest).limit(size + 1)
    shown = query.where(number.in_(chosen)).order_by(*newest)
    rows = db.session.execute(shown).unique().scalars().all()
    if len(rows) <= size:
        return Page(rows, None, bool(before))
    last = rows[size - 1]
    next_one = Cursor(getattr(last, moment.key), getattr(last, number.key))
    return Page(rows[:size], str(next_one), bool(before))


def page_asked(
    query: Select[Row], moment: Column, number: InstrumentedAttribute[int], *, size: int = 10
) -> Page[Row]:
    """The page of ``query`` that the request asks for by its ``before`` or ``through``."""
    before, through = request.args.get("before"), request.args.get("through")
    return page_of(query, moment, number, before=before, through=through, size=size)


def earlier_than(
    cursor: str, moment: Column, number: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    try:
        place = Cursor.read(cursor)
    except ValueError:
        abort(400)
    types = [moment.type, number.type]
    return tuple_(moment, number) < tuple_(place.moment, place.id, types=types)
