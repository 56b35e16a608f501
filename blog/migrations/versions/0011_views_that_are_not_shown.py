"""Whether readers see how often a post was read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "sites", sa.Column("shows_views", sa.Boolean(), nullable=False, server_default=sa.true())
    )
