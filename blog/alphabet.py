"""Alphabets: lists in the order of letters, entered at any of them and gone through by pages."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from blog.db import db, row_number

Row = TypeVar("Row")
ON_A_PAGE = 100
LONGEST = 300
# Each letter with the place in the list that it leads to; all that is not Latin comes after z.
LETTERS = [*((letter.upper(), letter) for letter in string.ascii_lowercase), ("…", "{")]


@dataclass(frozen=True)
class Leaf(Generic[Row]):
    """Some rows of a list, and the query of the address that goes on from there (None: the end)."""

    rows: Sequence[Row]
    next: dict[str, Any] | None
    begins_here: bool


def leaf_asked(
    query: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[str],
    number: InstrumentedAttribute[int],
) -> Leaf[Any]:
    """The page of ``query`` that begins where the request says.

    ``from`` is the start of a ``key``, and ``at`` the number of the row among those with just this
    key. Rows of several columns are given as such, and begin with the one that has ``key``.
    """
    start, at = request.args.get("from", "")[:LONGEST].casefold(), request.args.get("at", "0")
    if start or at != "0":
        place = tuple_(start, row_number(at) or 0, types=[key.type, number.type])
        query = query.where(tuple_(key, number) >= place)
    rows = db.session.execute(query.order_by(key, number).limit(ON_A_PAGE + 1)).unique().all()
    found = [row[0] if len(row) == 1 else row for row in rows]
    if len(found) <= ON_A_PAGE:
        return Leaf(found, None, not start)
    last = rows[ON_A_PAGE][0]
    after = {"from": getattr(last, key.key), "at": last.id}
    return Leaf(found[:ON_A_PAGE], after, not start)
