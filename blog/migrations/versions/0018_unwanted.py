"""What else the site lets wait: links, addresses; and when each conversation closes."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column(
        "sites", sa.Column("comment_links", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "sites", sa.Column("unwanted_addresses", sa.String(), nullable=False, server_default="")
    )
    op.add_column("posts", sa.Column("comments_close_after", sa.Integer(), nullable=True))
