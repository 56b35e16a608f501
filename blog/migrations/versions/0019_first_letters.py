"""An index of first letters, so that a search is quick from the first one that is typed."""

from alembic import op

revision = "0019"
down_revision = "0018"

# https://sqlite.org/fts5.html#prefix_indexes
FTS5 = """\
CREATE VIRTUAL TABLE documents_index USING fts5(
  kind, title, names, music, prose, content='documents', content_rowid='id',
  prefix='1 2 3', tokenize='unicode61 remove_diacritics 0'
)"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE documents_index")
        op.execute(FTS5)
        op.execute("INSERT INTO documents_index (documents_index) VALUES ('rebuild')")
