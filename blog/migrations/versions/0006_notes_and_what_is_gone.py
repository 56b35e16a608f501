"""Notes on drafts, drafts sent back, pictures that only decorate, addresses of what is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "revisions",
        sa.Column("hero_decorative", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "posts", sa.Column("note_count", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("posts", sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_notes_post_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_notes_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_post_id", "notes", ["post_id"], unique=False)
    op.create_index("ix_notes_member_id", "notes", ["member_id"], unique=False)
    # An address outlives its post, so that it is given to no other.
    with op.batch_alter_table("slugs") as slugs:
        slugs.alter_column("post_id", existing_type=sa.Integer(), nullable=True)
        slugs.drop_constraint("fk_slugs_post_id", type_="foreignkey")
        slugs.create_foreign_key(
            "fk_slugs_post_id", "posts", ["post_id"], ["id"], ondelete="SET NULL"
        )
