"""Steps of a soundtrack, and tracks that are found by what their words begin with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


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
    if op.get_bind().dialect.name == "postgresql":
        # By the numbers of letters, the only order in which a beginning is a range of an index.
        for column in ("artist_key", "title_key"):
            op.alter_column(
                "tracks", column, type_=sa.String(collation="C"), existing_nullable=False
            )
    op.create_index("ix_tracks_title_key", "tracks", ["title_key"], unique=False)
