"""The masthead: what every page shows of the site, and how long it stays so.

It is asked for in one query of columns: the site's row, and the pages that its navigation leads to.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select, true

from blog.db import Model, Moment, db, now
from blog.posts import Post
from blog.revisions import Revision

PAGE = ("page_slug", "page_title")


class Masthead(NamedTuple):
    """The ``site`` by its columns (None while nobody has set it up), and its ``pages`` in order,
    each as (slug, title). At ``next_at`` the next post or page appears.
    """

    site: dict[str, Any] | None
    pages: tuple[tuple[str, str], ...]
    next_at: datetime | None


def read() -> Masthead:
    """The masthead as it is in the database now."""
    rows = db.session.execute(query(), {"now": now()}).mappings().all()
    if not rows:
        return Masthead(None, (), None)
    site = dict(rows[0])
    next_at = site.pop("next_at")
    for name in PAGE:
        del site[name]
    pages = ((row["page_slug"], row["page_title"]) for row in rows)
    return Masthead(site, tuple(page for page in pages if page[0]), next_at)


@cache
def query() -> Select[Any]:
    """A row for each page that the navigation leads to, or one without a page."""
    sites, places = (Model.metadata.tables[name] for name in ("sites", "navigation"))
    moment = bindparam("now", type_=Moment)
    pages = (
        Post.published("page", moment)
        .join(places, places.c.post_id == Post.id)
        .join(Revision, Revision.id == Post.live_id)
        .with_only_columns(
            Post.slug.label(PAGE[0]), Revision.title.label(PAGE[1]), places.c.position
        )
        .subquery()
    )
    # The index begins with the kind.
    awaited = select(func.min(Post.published_at)).where(
        Post.kind.in_(("post", "page")), Post.published_at > moment, Post.live_id.is_not(None)
    )
    return (
        select(sites, awaited.scalar_subquery().label("next_at"), *(pages.c[name] for name in PAGE))
        .outerjoin_from(sites, pages, true())
        .order_by(pages.c.position)
    )
