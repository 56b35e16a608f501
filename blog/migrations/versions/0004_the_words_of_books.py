"""The words of books, by which they are found while somebody types."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    plain_order = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    words = op.create_table(
        "book_words",
        sa.Column("word", plain_order, nullable=False),
        sa.Column("book_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["books.id"], name="fk_book_words_book_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "book_id", name="pk_book_words"),
    )
    op.create_index("ix_book_words_book_id", "book_words", ["book_id"], unique=False)
    books = sa.text("SELECT id, title_key, author_key FROM books")
    rows = [
        {"word": word, "book_id": number}
        for number, title, author in op.get_bind().execute(books)
        for word in set(re.findall(r"\w+", f"{title} {author}"))
    ]
    op.bulk_insert(words, rows)
