"""Stamps: numbers that grow whenever something changes that readers see, so that caches can tell.

One stamp is the whole site's, and each post has one for what is said and counted under it. The
database bumps them itself, by triggers, within the transaction of the change: whatever changes a
row, be it a script or a hand at the console, no kept page outlives its commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Model

WHOLE_SITE = 0
INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
PREFIX = "stamp_"
# How each database lists the triggers that were laid, and lets go of one.
LAID = {
    "sqlite": (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE :laid",
        "DROP TRIGGER {}",
    ),
    "postgresql": (
        "SELECT proname FROM pg_proc WHERE proname LIKE :laid AND pg_function_is_visible(oid)",
        "DROP FUNCTION {}() CASCADE",
    ),
}
# What a post's row says of its conversation and its readers changes its own pages alone.
COUNTED = ("comment_count", "comment_change", "view_count")
# What only the desk sees of a post or a member. A number never changes: to set it is to hold a row.
UNSEEN = {"id", "draft_id", "submitted_at", "returned_at", "note_count", "preview_token"}
SECRET = {"id", "email", "password_hash"}


class Stamp(Model):
    """How often something changed: under the post of this number, or (0) on the whole site."""

    __tablename__ = "stamps"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]


@dataclass(frozen=True)
class Watch:
    """Changes of one table that bump a stamp: the whole site's, or that of the post in ``post``.

    UPDATEs count if they touch ``columns``, or, where none are named, any column but ``unseen``.
    Where ``live`` names the column with a revision's number, only what readers see counts.
    """

    table: str
    acts: Sequence[str] = (INSERT, UPDATE, DELETE)
    columns: Iterable[str] = ()
    unseen: frozenset[str] = frozenset({"id"})
    post: str = ""
    live: str = ""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{'post' if self.post else 'site'}"

    def event(self, act: str) -> str:
        """After what the trigger on ``act`` runs."""
        if act != UPDATE:
            return act
        every = (column.name for column in Model.metadata.tables[self.table].columns)
        return f"UPDATE OF {', '.join(self.columns or (c for c in every if c not in self.unseen))}"

    def bump(self, act: str) -> str:
        """What adds one to the stamp when ``act`` changed something that readers see."""
        rows = {INSERT: ["NEW"], UPDATE: ["NEW", "OLD"], DELETE: ["OLD"]}[act]
        number = f"{rows[0]}.{self.post}" if self.post else WHOLE_SITE
        seen = " OR ".join(self.is_seen(row) for row in rows)
        return (
            f"INSERT INTO stamps (id, value) SELECT {number}, 1 WHERE {seen}"
            " ON CONFLICT (id) DO UPDATE SET value = stamps.value + 1"
        )

    def is_seen(self, row: str) -> str:
        """The condition under which readers see anything of ``row``."""
        if self.live:
            live = f"{row}.{self.live}"
            return f"EXISTS (SELECT 1 FROM posts WHERE posts.live_id = {live})"  # noqa: S608
        return f"{row}.live_id IS NOT NULL" if self.table == "posts" else "TRUE"


WATCHED = (
    *(
        Watch(name)
        for name in ("sites", "navigation", "books", "artists", "series", "tags", "slugs")
    ),
    Watch("posts", unseen=frozenset(UNSEEN.union(COUNTED))),
    Watch("posts", (UPDATE,), COUNTED, post="id"),
    Watch("comments", post="post_id"),
    Watch("members", (UPDATE, DELETE), unseen=frozenset(SECRET)),
    # A new picture stands nowhere yet.
    Watch("images", (UPDATE, DELETE)),
    Watch("revisions", (UPDATE,), live="id"),
    *(Watch(name, live="revision_id") for name in ("tracks", "revision_tags", "revision_images")),
)


def lay(connection: Connection) -> None:
    """Have the database bump the stamps, by what this version watches.

    The triggers are no part of the migrations: SQLite loses those of a table that a migration
    copies, and what they watch follows the models.
    """
    clear(connection)
    write = on_postgresql if connection.dialect.name == "postgresql" else on_sqlite
    for watch in WATCHED:
        for act in watch.acts:
            for statement in write(watch, act):
                connection.execute(text(statement))


def clear(connection: Connection) -> None:
    """Take away all triggers that bump stamps, whichever version laid them."""
    known, drop = LAID[connection.dialect.name]
    for name in connection.execute(text(known), {"laid": f"{PREFIX}%"}).scalars().all():
        connection.execute(text(drop.format(name)))


def on_sqlite(watch: Watch, act: str) -> Iterable[str]:
    name = f"{watch.name}_{act.lower()}"
    yield (
        f"CREATE TRIGGER {name} AFTER {watch.event(act)} ON {watch.table}"
        f" BEGIN {watch.bump(act)}; END"
    )


def on_postgresql(watch: Watch, act: str) -> Iterable[str]:
    name = f"{watch.name}_{act.lower()}"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {watch.bump(act)}; RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} AFTER {watch.event(act)} ON {watch.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
