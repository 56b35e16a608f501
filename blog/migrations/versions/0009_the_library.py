"""Artists and series, and the keys by which two spellings of an artist meet."""

import sqlalchemy as sa
from alembic import op

from blog.words import free_slug_among, name_key

revision = "0009"
down_revision = "0008"

PLAIN_ORDER = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "artists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", PLAIN_ORDER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_artists"),
        sa.UniqueConstraint("slug", name="uq_artists_slug"),
        sa.UniqueConstraint("key", name="uq_artists_key"),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.UniqueConstraint("slug", name="uq_series_slug"),
        sa.UniqueConstraint("key", name="uq_series_key"),
    )
    with op.batch_alter_table("revisions") as revisions:
        revisions.add_column(
            sa.Column("series_title", sa.String(), nullable=False, server_default="")
        )
        revisions.add_column(sa.Column("series_part", sa.Integer(), nullable=True))
        revisions.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        revisions.create_foreign_key("fk_revisions_series_id", "series", ["series_id"], ["id"])
        revisions.create_index("ix_revisions_series_id", ["series_id"])
    op.drop_index("ix_tracks_concordance", "tracks")
    op.create_index("ix_tracks_concordance", "tracks", ["artist_key", "title_key", "id"])
    op.create_index("ix_tracks_newest", "tracks", ["artist_key", "id"])
    fold_names_anew()
    make_artists_known()


def fold_names_anew() -> None:
    """Compare names of artists without their punctuation and their guests from now on."""
    connection = op.get_bind()
    tracks = sa.table("tracks", sa.column("artist"), sa.column("artist_key"))
    pairs = sa.select(tracks.c.artist, tracks.c.artist_key).distinct()
    for artist, key in connection.execute(pairs).all():
        if key != name_key(artist):
            same = sa.update(tracks).where(tracks.c.artist == artist)
            connection.execute(same.values(artist_key=name_key(artist)))


def make_artists_known() -> None:
    """Give everyone whose music stands in a published post a name and an address."""
    connection = op.get_bind()
    tracks, posts, artists = (
        sa.table(name, *map(sa.column, columns))
        for name, columns in (
            ("tracks", ("id", "revision_id", "artist", "artist_key")),
            ("posts", ("live_id",)),
            ("artists", ("slug", "name", "key")),
        )
    )
    live = sa.select(tracks.c.artist, tracks.c.artist_key).join(
        posts, posts.c.live_id == tracks.c.revision_id
    )
    names: dict[str, str] = {}
    for artist, key in connection.execute(live.order_by(tracks.c.id)):
        if key:
            names.setdefault(key, artist)
    taken: set[str] = set()
    for key, name in names.items():
        slug = free_slug_among(taken, name, otherwise="artist")
        taken.add(slug)
        connection.execute(sa.insert(artists).values(slug=slug, name=name, key=key))
