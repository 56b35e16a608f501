"""Books: where the posts about one book meet, however its name was typed."""

from typing import Self

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.db import Numbered, db, find
from blog.images import Image
from blog.words import folded, free_slug


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
            )
            db.session.add(book)
        book.year = book.year or year
        book.isbn = book.isbn or isbn
        book.cover_id = book.cover_id or cover_id
        db.session.flush()
        return book
