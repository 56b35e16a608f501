"""Steps of a soundtrack, and tracks that are found by what their words begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0001"

BY_LETTERS = {"artist_key": "text_pattern_ops", "title_key": "text_pattern_ops"}


def upgrade() -> None:
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_steps_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_steps"),
    )
    op.create_index("ix_steps_newest", "steps", ["post_id", "id"], unique=False)
    op.drop_index("ix_tracks_concordance", "tracks")
    op.create_index(
        "ix_tracks_concordance",
        "tracks",
        ["artist_key", "title_key"],
        unique=False,
        postgresql_ops=BY_LETTERS,
    )
    op.create_index(
        "ix_tracks_titles", "tracks", ["title_key"], unique=False, postgresql_ops=BY_LETTERS
    )
