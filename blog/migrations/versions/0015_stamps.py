"""Stamps, by which caches tell whether a page is still what it was; a revision is live in one post."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "stamps",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamps")),
    )
    with op.batch_alter_table("posts") as table:
        table.drop_index("ix_posts_live_id")
        table.create_unique_constraint("uq_posts_live_id", ["live_id"])
