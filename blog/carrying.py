"""Carrying: a shelf taken along to another device, by a link or by a code that a camera reads.

The other device gets a copy. Were both one reader from then on, the link would hand over the right
to change what that reader said, to whomever it falls into the hands of.
"""

from __future__ import annotations

import segno
from flask import Blueprint, Response, abort, current_app, g, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select

from blog.bookmarks import Bookmark, acting
from blog.db import db
from blog.headers import keep_secret
from blog.readers import Reader
from blog.web import absolute, leave_for, respond, told
from blog.wording import _, counted

bp = Blueprint("carrying", __name__, url_prefix="/bookmarks/carry")

LASTS = 15 * 60
# The white border that readers of codes need (ISO/IEC 18004), in squares.
QUIET = 4


@bp.get("")
def new() -> Response:
    """The link and the code, good for a quarter of an hour."""
    if g.reader is None:
        return leave_for("/bookmarks")
    link = absolute(url_for(".show", token=seal().dumps(g.reader.id)))
    return keep_secret(
        respond("carrying/new.html", link=link, code=squares(link), lasts=LASTS // 60)
    )


@bp.get("/<token>")
def show(token: str) -> Response:
    """Asks whether this device shall have the shelf; to open it changes nothing."""
    giver = giver_of(token)
    count = db.session.scalar(select(func.count()).select_from(Bookmark.shelf_of(giver).subquery()))
    own = g.reader is not None and g.reader.id == giver.id
    return keep_secret(respond("carrying/show.html", token=token, count=count or 0, own=own))


@bp.post("/<token>")
def take(token: str) -> Response:
    giver = giver_of(token)
    fresh = 0
    for kept in db.session.scalars(Bookmark.shelf_of(giver)).unique().all():
        if g.reader is None or kept.reader_id != g.reader.id:
            words = (kept.shelf, kept.note, kept.created_at)
            fresh += Bookmark.take_in(acting(), kept.post, *words)
    db.session.commit()
    news = _("%(bookmarks)s taken in.", bookmarks=counted(fresh, "bookmark"))
    return told(news, leave_for("/bookmarks"))


def giver_of(token: str) -> Reader:
    """Whose shelf the link carries; 404 once its time is over."""
    try:
        number = seal().loads(token, max_age=LASTS)
    except BadSignature:
        abort(404)
    return db.session.get(Reader, number) or abort(404)


def seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="carry a shelf")


def squares(link: str) -> tuple[int, str]:
    """A QR code for ``link``: the length of its side, and its squares as the path of an SVG."""
    code = segno.make_qr(link, error="m")
    rows = list(code.matrix)
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return len(rows) + 2 * QUIET, path
