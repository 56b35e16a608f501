"""Navigation: which standing pages the head of every page leads to, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, g
from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog import pieces
from blog.db import Model, db, renumber
from blog.posts import Post

# So many pages stand at the head of every page, the others at its foot.
IN_THE_HEAD = 5
# So many letters fit beside "Posts", "Bookmarks" and "Sign in": on a phone, and on a desk.
ON_A_PHONE, ON_A_DESK = 12, 54


class Entry(Model):
    """A page's place in the navigation. A page without one is found by its address alone.

    Whoever changes the order holds what all who do hold (the site).
    """

    __tablename__ = "navigation"
    __table_args__ = (
        Index("uq_navigation_order", "position", unique=True),
        CheckConstraint("position <> 0", name="position"),
    )

    post_id: Mapped[int] = mapped_column(
        ForeignKey(Post.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    position: Mapped[int]

    @classmethod
    def add(cls, post: Post) -> None:
        """Put ``post`` last, unless it has a place."""
        if db.session.get(cls, post.id) is None:
            last = db.session.scalar(select(func.max(cls.position))) or 0
            db.session.add(cls(post_id=post.id, position=last + 1))
            db.session.flush()

    @classmethod
    def drop(cls, post: Post) -> None:
        """Take ``post`` out, if it is in."""
        entry = db.session.get(cls, post.id)
        if entry is not None:
            db.session.delete(entry)
            db.session.flush()

    @classmethod
    def move(cls, number: int, after: int | None) -> bool:
        """Put the page ``number`` behind ``after`` (None: first); False if one has no place."""
        entries = list(db.session.scalars(select(cls).order_by(cls.position)))
        moved = next((entry for entry in entries if entry.post_id == number), None)
        others = [entry for entry in entries if entry is not moved]
        places = {entry.post_id: place for place, entry in enumerate(others, 1)} | {None: 0}
        if moved is None or after not in places:
            return False
        others.insert(places[after], moved)
        renumber(others)
        return True


@dataclass(frozen=True)
class Link:
    """Where readers are led, and by what words."""

    path: str
    title: str


@dataclass(frozen=True)
class Navigation:
    """The pages that readers are led to, in order."""

    links: Sequence[Link]

    @property
    def head(self) -> Sequence[Link]:
        return self.links[:IN_THE_HEAD]

    @property
    def foot(self) -> Sequence[Link]:
        return self.links[IN_THE_HEAD:]

    @property
    def letters(self) -> int:
        return sum(len(link.title) + 2 for link in self.head)

    @property
    def fits_a_phone(self) -> bool:
        """Whether the head has room for its pages beside the rest, even on a phone."""
        return self.letters <= ON_A_PHONE

    @property
    def fits_a_line(self) -> bool:
        """Whether it has on a wide page; where it has not, they are in a menu."""
        return self.letters <= ON_A_DESK


def shown() -> Navigation:
    """The navigation of this site."""
    if "navigation" not in g:
        pages = pieces.shown().pages
        g.navigation = Navigation([Link(f"/pages/{slug}", title) for slug, title in pages])
    return g.navigation  # type: ignore[no-any-return]


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` ask for the pages to lead to."""
    app.jinja_env.globals["navigation"] = shown
