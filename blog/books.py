"""Books: where the posts about one book meet, however its name was typed."""

import re
from typing import Self

from sqlalchemy import ForeignKey, Index, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog import indexing
from blog.db import LAST_LETTER, PLAIN_ORDER, Model, Numbered, db, find
from blog.images import Image
from blog.words import folded, free_slug

MOST_WORDS = 8


class BookWord(Model):
    """A word of a book's title or author's name, by which the book is found while it is typed."""

    __tablename__ = "book_words"

    word: Mapped[str] = mapped_column(PLAIN_ORDER, primary_key=True)
    book_id: Mapped[int] = mapped_column(
        ForeignKey("books.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Book(Numbered):
    """A book known by its title and author, compared without case, diacritics and articles."""

    __tablename__ = "books"
    __table_args__ = (Index("uq_books_keys", "title_key", "author_key", unique=True),)

    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    author: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    isbn: Mapped[str] = mapped_column(default="")
    title_key: Mapped[str]
    author_key: Mapped[str] = mapped_column(index=True)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey(Image.id), index=True)

    cover: Mapped[Image | None] = relationship()

    words: Mapped[list[BookWord]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @classmethod
    def suggested_by(cls, text: str) -> Select[Self]:
        """The books that have, for each word of ``text``, a word that begins with it."""
        books = select(cls).order_by(cls.title_key, cls.author_key)
        beginnings = words_in(folded(text))[:MOST_WORDS]
        for start in beginnings:
            within = (start <= BookWord.word, BookWord.word < start + LAST_LETTER)
            books = books.where(cls.id.in_(select(BookWord.book_id).where(*within)))
        return books if beginnings else books.where(false())

    @classmethod
    def called(
        cls,
        title: str,
        author: str,
        year: int | None = None,
        isbn: str = "",
        cover_id: int | None = None,
    ) -> Self:
        """The book of this title and author, made when no post has named it before.

        What is still unknown about it (``year``, ``isbn``, cover) is filled in.
        """
        keys = folded(title), folded(author)
        book = find(select(cls).where(cls.title_key == keys[0], cls.author_key == keys[1]))
        if book is None:
            book = cls(
                slug=free_slug(title, cls.slug, otherwise="book"),
                title=title,
                author=author,
                title_key=keys[0],
                author_key=keys[1],
                words=[BookWord(word=word) for word in words_in(" ".join(keys))],
            )
            db.session.add(book)
            db.session.flush()
            indexing.put("book", book.id, title=title, names=author)
        book.year = book.year or year
        book.isbn = book.isbn or isbn
        book.cover_id = book.cover_id or cover_id
        db.session.flush()
        return book


def words_in(key: str) -> list[str]:
    """The words of a folded text, each once."""
    return list(dict.fromkeys(re.findall(r"\w+", key)))
