"""The index of all that can be searched for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0010"
down_revision = "0009"

PLAIN_ORDER = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PARTS = ("title", "names", "music", "prose")

# https://sqlite.org/fts5.html#external_content_tables
FTS5 = """\
CREATE VIRTUAL TABLE documents_index USING fts5(
  kind, {parts}, content='documents', content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 0'
)

CREATE TRIGGER documents_put AFTER INSERT ON documents BEGIN
  INSERT INTO documents_index (rowid, kind, {parts}) VALUES (new.id, new.kind, {new});
END

CREATE TRIGGER documents_dropped AFTER DELETE ON documents BEGIN
  INSERT INTO documents_index (documents_index, rowid, kind, {parts})
  VALUES ('delete', old.id, old.kind, {old});
END

CREATE TRIGGER documents_changed AFTER UPDATE ON documents BEGIN
  INSERT INTO documents_index (documents_index, rowid, kind, {parts})
  VALUES ('delete', old.id, old.kind, {old});
  INSERT INTO documents_index (rowid, kind, {parts}) VALUES (new.id, new.kind, {new});
END"""


def upgrade() -> None:
    terms = TSVECTOR() if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        *(sa.Column(part, sa.Text(), nullable=False) for part in PARTS),
        sa.Column("terms", terms, nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name="fk_documents_post_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("uq_documents_thing", "documents", ["kind", "thing_id"], unique=True)
    op.create_index("ix_documents_post_id", "documents", ["post_id"])
    op.create_table(
        "spellings",
        sa.Column("letters", PLAIN_ORDER, nullable=False),
        sa.Column("word", PLAIN_ORDER, nullable=False),
        sa.PrimaryKeyConstraint("letters", "word", name="pk_spellings"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("documents_index", "documents", ["terms"], postgresql_using="gin")
    else:
        names = {
            "parts": ", ".join(PARTS),
            "new": ", ".join(f"new.{part}" for part in PARTS),
            "old": ", ".join(f"old.{part}" for part in PARTS),
        }
        for statement in FTS5.format(**names).split("\n\n"):
            op.execute(statement)
