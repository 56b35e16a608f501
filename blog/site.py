"""The site: its name and its owner's choices, in one row that exists once the site is set up."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Flask, g
from flask_babel import get_locale
from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, make_transient_to_detached, mapped_column
from sqlalchemy.orm.util import identity_key

from blog import pieces
from blog.db import Numbered, db, hold, now
from blog.wording import later

ACCENTS = ("oxblood", "rust", "ochre", "moss", "teal", "ink", "plum", "slate")
COMMENT_POLICIES = {
    "open": later("Everyone may comment"),
    "first": later("The first comment of each person waits until it is approved"),
    "held": later("Comments wait until they are approved"),
    "members": later("Only members may comment"),
    "closed": later("No new comments"),
}
LANGUAGES = {
    "en": "English",
    "it": "Italiano",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
}


class Site(Numbered):
    """The one row (number 1) with the site's title, tagline and choices."""

    __tablename__ = "sites"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    title: Mapped[str]
    tagline: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    accent: Mapped[str] = mapped_column(default=ACCENTS[0])
    comment_policy: Mapped[str] = mapped_column(default="open")
    comments_close_after: Mapped[int] = mapped_column(default=0)
    comment_links: Mapped[int] = mapped_column(default=1)
    unwanted_words: Mapped[str] = mapped_column(default="")
    unwanted_addresses: Mapped[str] = mapped_column(default="")
    shows_views: Mapped[bool] = mapped_column(default=True)
    founded_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def current() -> Site | None:
    """This site, or None while nobody has set it up. Who only looks gets one that others have."""
    if "site" not in g:
        known = pieces.kept("site", read)
        g.site = known if pieces.edition() or known is None else taken_up(known)
    return g.site  # type: ignore[no-any-return]


def read() -> Site | None:
    """The row as it is in the masthead, in no session."""
    values = pieces.shown().site
    if values is None:
        return None
    here = Site(**values)
    make_transient_to_detached(here)
    return here


def taken_up(known: Site) -> Site:
    """``known`` as the row of this session, as if it had been read now."""
    row = db.session.identity_map.get(identity_key(Site, 1))
    if row is None:
        db.session.add(known)
    return row or known


def one_at_a_time() -> None:
    """Hold this site until the commit, as all do who change who owns it or what it leads to."""
    if here := current():
        hold(here)


def found(title: str) -> Site:
    """Set the site up. A second founding at the same moment fails on the one row there is."""
    g.site = Site(id=1, title=title)
    db.session.add(g.site)
    db.session.flush()
    return g.site  # type: ignore[no-any-return]


def local(moment: datetime) -> datetime:
    """``moment`` by the clocks of the site's own place."""
    site = current()
    return moment.astimezone(site.zone if site else UTC)


def in_words(moment: datetime, pattern: str) -> str:
    """``moment`` by the site's clocks in the reader's language, in this pattern of Unicode's."""
    return format_datetime(local(moment), pattern, locale=get_locale() or "en")


def day(moment: datetime) -> str:
    """``moment`` as a day in words: 25 November 2020."""
    return in_words(moment, "d MMMM y")


def exact(moment: datetime) -> str:
    """``moment`` as day and time in words: 25 November 2020, 14:07."""
    return in_words(moment, "d MMMM y, HH:mm")


def month(moment: datetime) -> str:
    """The month of ``moment`` in words: November 2020."""
    return in_words(moment, "LLLL y")


def iso(moment: datetime) -> str:
    """``moment`` for machines: 2020-11-25T14:07:00+00:00."""
    return moment.isoformat(timespec="seconds")


def init_app(app: Flask) -> None:
    """Tell templates of ``app`` about the site, and how to write its dates."""
    app.jinja_env.filters.update(day=day, moment=exact, month=month, iso=iso)
    app.jinja_env.globals["local"] = local

    @app.context_processor
    def tell() -> dict[str, object]:
        return {"site": current()}
