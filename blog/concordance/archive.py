"""The archive: all posts by year and month, by the clocks of the site."""

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort
from sqlalchemy import ColumnElement, and_, func, select

from blog import site
from blog.db import db
from blog.paging import page_asked
from blog.posts import Post
from blog.sharing import shared
from blog.web import respond

bp = Blueprint("archive", __name__)

ON_A_PAGE = 100
FIRST_YEAR, LAST_YEAR = 1000, 2999


@bp.get("/archive", defaults={"year": None})
@bp.get("/archive/<int:year>")
@shared("before", "through")
def show(year: int | None) -> Response:
    span = span_of_posts()
    # Not every number is a year that has a beginning.
    if year and year not in span:
        abort(404)
    shown = year or (span[-1] if span else None)
    years, counts = overview(span, shown) if shown else ([], {})
    if year and year not in years:
        abort(404)
    posts = Post.cards().where(within(shown)) if shown else Post.cards()
    page = page_asked(posts, Post.published_at, Post.id, size=ON_A_PAGE)
    return respond(
        "archive/_months.html",
        page="archive/show.html",
        years=years,
        year=shown,
        is_whole=year is None,
        months=[(moment, list(rows)) for moment, rows in groupby(page.rows, key=month_of)],
        counts=counts,
        next=page.next,
        list=f"/archive/{shown}",
    )


def month_of(post: Post) -> datetime:
    """The month in which ``post`` appeared, as its first day at the site."""
    assert post.published_at is not None  # noqa: S101  (it is published)
    return site.local(post.published_at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def start_of(year: int, month: int = 1) -> datetime:
    """The moment at which a month of the site begins; month 13 is the next year's first."""
    here = site.current()
    zone = here.zone if here else UTC
    return datetime(year + month // 13, (month - 1) % 12 + 1, 1, tzinfo=zone)


def within(year: int, month: int | None = None) -> ColumnElement[bool]:
    """Whether a post appeared in this year, or month, of the site."""
    first, last = (month, month + 1) if month else (1, 13)
    start, end = start_of(year, first), start_of(year, last)
    return and_(start <= Post.published_at, Post.published_at < end)


def span_of_posts() -> range:
    """The years from that of the first post to that of the newest."""
    edge = Post.published().with_only_columns(Post.published_at).limit(1)
    ends = edge.order_by(Post.published_at), edge.order_by(Post.published_at.desc())
    found: Any = db.session.execute(select(*[end.scalar_subquery() for end in ends])).one()
    first, last = found
    if first is None or last is None:
        return range(0)
    return range(max(year_of(first), FIRST_YEAR), min(year_of(last), LAST_YEAR) + 1)


def overview(span: range, year: int) -> tuple[list[int], dict[int, int]]:
    """The years of ``span`` in which posts appeared, the newest first; and how many of them did in
    each month of ``year``.
    """
    found = [Post.published().where(within(other)).exists() for other in span]
    months = range(1, 13)
    counts = [
        Post.published().with_only_columns(func.count()).where(within(year, m)).scalar_subquery()
        for m in months
    ]
    answers = db.session.execute(select(*found, *counts)).one()
    years = [other for other, any_ in zip(span, answers[: len(span)], strict=True) if any_]
    return years[::-1], dict(zip(months, answers[len(span) :], strict=True))


def year_of(moment: datetime) -> int:
    return site.local(moment).year
