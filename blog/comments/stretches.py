"""Stretches: a conversation in the order in which it is read, cut so that a page never grows.

A thread is read from its first comment through its replies; threads stand oldest or newest first.
A stretch begins at a spot in that order and holds so many comments, whatever their levels; those
that its first ones stand under are shown above them again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sqlalchemy import Integer, Select, bindparam, select, tuple_

from blog.comments import Comment, with_parent
from blog.db import db, row_number
from blog.posts import Post

ORDERS = OLDEST, NEWEST = "oldest", "newest"
IN_A_STRETCH = 25
COLUMNS = Comment.thread, Comment.branch, Comment.leaf
REPLIES = COLUMNS[1:]

Replies = dict[int | None, Sequence[Comment]]


class Spot(NamedTuple):
    """A place in a conversation, by ``thread``, ``branch`` and ``leaf`` of the comment there."""

    thread: int
    branch: int
    leaf: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def read(cls, words: str) -> Spot:
        """The spot written as ``words``; ValueError for anything that is none."""
        numbers = [row_number(number) for number in words.split(".")]
        known = [number for number in numbers if number is not None]
        if len(numbers) != len(cls._fields) or known != numbers:
            raise ValueError("That is no place in a conversation.")
        return cls(*known)

    @classmethod
    def of(cls, comment: Comment) -> Spot:
        """Where ``comment``, which has been approved, stands."""
        return cls(comment.thread or 0, comment.branch or 0, comment.leaf or 0)


@dataclass(frozen=True)
class Stretch:
    """What a page shows of a conversation: from ``start`` (None: the beginning) up to ``until``.

    ``until`` is where the next one begins, None at the end, and ``earlier`` where the one before
    begins, None at the beginning.
    """

    order: str = OLDEST
    start: Spot | None = None
    until: Spot | None = None
    earlier: Spot | None = None
    rows: Sequence[Comment] = ()

    def holds(self, comment: Comment) -> bool:
        """Whether ``comment``, which has been approved, belongs on the page."""
        spot = rank(Spot.of(comment), self.order)
        begun = self.start is None or rank(self.start, self.order) <= spot
        return begun and (self.until is None or spot < rank(self.until, self.order))


def stretch_of(post: Post, order: str = OLDEST, start: Spot | None = None) -> Stretch:
    """The stretch of the conversation under ``post`` that begins at ``start``."""
    rows = [*taken(ahead(post, order, start), IN_A_STRETCH + 1)]
    before = [*taken(behind(post, order, start), IN_A_STRETCH)] if start else []
    return Stretch(
        order,
        start,
        until=Spot.of(rows[IN_A_STRETCH]) if len(rows) > IN_A_STRETCH else None,
        earlier=Spot.of(before[-1]) if before else None,
        rows=rows[:IN_A_STRETCH],
    )


def start_of(comment: Comment) -> Spot | None:
    """Where the stretch with ``comment`` begins, oldest first: with its whole thread if that fits.

    None is the beginning of the conversation, and where an unapproved comment is shown.
    """
    if comment.is_held:
        return None
    spot = Spot.of(comment)
    places = db.session.execute(nearest(), {"post": comment.post_id} | spot._asdict())
    before = [Spot(place[0] or 0, place[1] or 0, place[2] or 0) for place in places]
    if len(before) < IN_A_STRETCH:
        return None
    root = Spot(spot.thread, 0, 0)
    return root if root in before[: IN_A_STRETCH - 1] else spot


@cache
def nearest() -> Select[int | None, int | None, int | None]:
    """The places of what stands before a spot (``thread``, ``branch``, ``leaf``) under ``post``."""
    post, *spot = (bindparam(name, type_=Integer) for name in ("post", *Spot._fields))
    earlier = Comment.shown(post).where(tuple_(*COLUMNS) < tuple_(*spot))
    back = (column.desc() for column in COLUMNS)
    return earlier.with_only_columns(*COLUMNS).order_by(*back).limit(IN_A_STRETCH)


def ahead(post: Post, order: str, start: Spot | None) -> list[Select[Comment]]:
    """What stands from ``start`` on, as queries to be asked in turn until there is enough.

    Two, each of which is one stretch of an index, are quick where one with OR is not.
    """
    shown = Comment.shown(post)
    if order == OLDEST:
        forward = shown.order_by(*COLUMNS)
        return [forward.where(tuple_(*COLUMNS) >= tuple_(*start)) if start else forward]
    downward = shown.order_by(Comment.thread.desc(), *REPLIES)
    if start is None:
        return [downward]
    same = shown.where(Comment.thread == start.thread, tuple_(*REPLIES) >= tuple_(*start[1:]))
    return [same.order_by(*REPLIES), downward.where(Comment.thread < start.thread)]


def behind(post: Post, order: str, start: Spot) -> list[Select[Comment]]:
    """What stands before ``start``, the nearest first, in the same way."""
    shown = Comment.shown(post)
    back = [column.desc() for column in REPLIES]
    if order == OLDEST:
        earlier = shown.where(tuple_(*COLUMNS) < tuple_(*start))
        return [earlier.order_by(Comment.thread.desc(), *back)]
    same = shown.where(Comment.thread == start.thread, tuple_(*REPLIES) < tuple_(*start[1:]))
    upward = shown.where(Comment.thread > start.thread)
    return [same.order_by(*back), upward.order_by(Comment.thread, *back)]


def taken(queries: list[Select[Comment]], most: int) -> Iterable[Comment]:
    """Up to ``most`` rows of ``queries``."""
    for query in queries:
        rows = db.session.scalars(query.limit(most)).all() if most else []
        most -= len(rows)
        yield from rows


def with_places(rows: Iterable[Comment]) -> list[Comment]:
    """``rows`` and all they stand under."""
    known = {comment.id: comment for comment in rows}
    while absent := {c.place_id for c in known.values() if c.place_id} - known.keys():
        above = select(Comment).where(Comment.id.in_(absent)).options(with_parent())
        known |= {comment.id: comment for comment in db.session.scalars(above)}
    return [*known.values()]


def threaded(rows: Iterable[Comment], order: str = OLDEST) -> Replies:
    """``rows`` by the id of the one they stand under (None: the post), in the order of reading."""
    replies: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in sorted(rows, key=lambda comment: (comment.is_held, *place_in(comment, order))):
        replies[comment.place_id].append(comment)
    return dict(replies)


def place_in(comment: Comment, order: str) -> Spot | tuple[int, int, int]:
    """By what ``comment`` is ranked among its like; what waits comes last."""
    return (comment.id, 0, 0) if comment.thread is None else rank(Spot.of(comment), order)


def rank(spot: Spot, order: str) -> Spot:
    """By what spots are compared in ``order``: replies stand oldest first in both."""
    return spot if order == OLDEST else spot._replace(thread=-spot.thread)
