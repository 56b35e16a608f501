"""Where each comment stands in the order in which a conversation is read."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

PLACES = (
    """
    UPDATE comments SET thread = number, branch = 0, leaf = 0
    WHERE number IS NOT NULL AND place_id IS NULL
    """,
    """
    UPDATE comments SET branch = number, leaf = 0, thread = (
        SELECT above.number FROM comments AS above WHERE above.id = comments.place_id
    )
    WHERE number IS NOT NULL
    AND place_id IN (SELECT id FROM comments AS above WHERE above.place_id IS NULL)
    """,
    """
    UPDATE comments SET leaf = number, branch = (
        SELECT above.number FROM comments AS above WHERE above.id = comments.place_id
    ), thread = (
        SELECT root.number FROM comments AS above JOIN comments AS root ON root.id = above.place_id
        WHERE above.id = comments.place_id
    )
    WHERE number IS NOT NULL AND leaf IS NULL
    """,
)


def upgrade() -> None:
    for name in ("thread", "branch", "leaf"):
        op.add_column("comments", sa.Column(name, sa.Integer(), nullable=True))
    for statement in PLACES:
        op.execute(statement)
    op.create_index("ix_comments_reading", "comments", ["post_id", "thread", "branch", "leaf"])
    op.create_index(
        "ix_comments_newest_first", "comments", ["post_id", sa.desc("thread"), "branch", "leaf"]
    )
