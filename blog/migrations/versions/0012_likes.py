"""Likes of comments, and how many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "comments", sa.Column("like_count", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "likes",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk_likes_comment_id_comments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["readers.id"], name=op.f("fk_likes_reader_id_readers")
        ),
        sa.PrimaryKeyConstraint("comment_id", "reader_id", name=op.f("pk_likes")),
    )
    op.create_index(op.f("ix_likes_reader_id"), "likes", ["reader_id"])
