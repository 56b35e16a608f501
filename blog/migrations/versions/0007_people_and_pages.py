"""Invitations, the people in the order they joined, and the order of the navigation."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "navigation",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position <> 0", name=op.f("ck_navigation_position")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_navigation_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name="pk_navigation"),
    )
    op.create_index("uq_navigation_order", "navigation", ["position"], unique=True)
