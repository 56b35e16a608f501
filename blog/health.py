"""Health: whether this process can reach its database, for whoever watches over it."""

from flask import Blueprint
from sqlalchemy import text

from blog.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def show() -> tuple[str, dict[str, str]]:
    """``ok``; a database that cannot be reached answers as an error."""
    db.session.execute(text("SELECT 1"))
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
