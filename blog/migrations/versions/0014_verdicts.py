"""Verdicts on comments, and how the site keeps conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for column in (
        sa.Column("is_spam", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("signs", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("fingerprint", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("comments", column)
    op.create_index(op.f("ix_comments_fingerprint"), "comments", ["fingerprint"])
    for column in (
        sa.Column("comments_close_after", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("unwanted_words", sa.String(), nullable=False, server_default=""),
    ):
        op.add_column("sites", column)
