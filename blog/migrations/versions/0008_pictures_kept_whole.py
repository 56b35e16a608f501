"""Pictures with a fallback, a preview and a focal point, covers, and where each picture stands."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEPT = re.compile(r"/media/([0-9a-f]{2})/([0-9a-f]{62})-[0-9]+\.webp")


def upgrade() -> None:
    with op.batch_alter_table("images") as images:
        for name in ("fallback", "preview", "name"):
            images.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        images.add_column(
            sa.Column("is_moving", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        images.add_column(sa.Column("weight", sa.Integer(), nullable=False, server_default="0"))
        images.create_index("ix_images_created_at", ["created_at"])
    with op.batch_alter_table("books") as books:
        books.add_column(sa.Column("cover_id", sa.Integer(), nullable=True))
        books.create_foreign_key("fk_books_cover_id", "images", ["cover_id"], ["id"])
        books.create_index("ix_books_cover_id", ["cover_id"])
    with op.batch_alter_table("revisions") as revisions:
        for name in ("hero_x", "hero_y"):
            revisions.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="50"))
        revisions.add_column(sa.Column("cover_id", sa.Integer(), nullable=True))
        revisions.create_foreign_key("fk_revisions_cover_id", "images", ["cover_id"], ["id"])
        revisions.create_check_constraint(
            op.f("ck_revisions_hero_focus"),
            "hero_x BETWEEN 0 AND 100 AND hero_y BETWEEN 0 AND 100",
        )
        revisions.create_index("ix_revisions_cover_id", ["cover_id"])
    op.create_index("ix_members_portrait_id", "members", ["portrait_id"])
    op.create_table(
        "revision_images",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name="fk_revision_images_revision_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name="fk_revision_images_image_id"),
        sa.PrimaryKeyConstraint("revision_id", "image_id", name="pk_revision_images"),
    )
    op.create_index("ix_revision_images_image_id", "revision_images", ["image_id"])
    tie_texts_to_pictures()


def tie_texts_to_pictures() -> None:
    """Note which pictures stand in the texts that are there already."""
    connection = op.get_bind()
    images, revisions, ties = (
        sa.table(name, *map(sa.column, columns))
        for name, columns in (
            ("images", ("id", "sha256")),
            ("revisions", ("id", "html")),
            ("revision_images", ("revision_id", "image_id")),
        )
    )
    numbers = {sha256: number for number, sha256 in connection.execute(sa.select(images))}
    texts = revisions.c.html.contains("/media/")
    # One text at a time: all of a site's history at once may be larger than the memory.
    for revision_id in connection.scalars(sa.select(revisions.c.id).where(texts)).all():
        own = revisions.c.id == revision_id
        html = connection.scalar(sa.select(revisions.c.html).where(own)) or ""
        for sha256 in {start + rest for start, rest in KEPT.findall(html)} & numbers.keys():
            tie = {"revision_id": revision_id, "image_id": numbers[sha256]}
            connection.execute(sa.insert(ties).values(tie))
