"""An index of what is in a series, without all that is in none."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

INDEX = "ix_revisions_series_id"


def upgrade() -> None:
    op.drop_index(INDEX, "revisions")
    is_in_one = sa.text("series_id IS NOT NULL")
    op.create_index(
        INDEX, "revisions", ["series_id"], sqlite_where=is_in_one, postgresql_where=is_in_one
    )

