"""Bookmarks: the posts a reader saved, each with a shelf and a note of their own."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship
from wtforms.validators import AnyOf

from blog import throttles
from blog.books import Book
from blog.db import Numbered, db, find, find_or_404, insert, now
from blog.forms import Form, Line, Passage
from blog.posts import Post
from blog.readers import Reader, remember
from blog.revisions import Revision
from blog.web import is_own_address, respond
from blog.wording import _, called, later
from blog.words import folded, line

SHELVES = ("to read", "reading", "read", "kept")
NO_SHELF = later("There is no such shelf.")
REGRET = timedelta(days=1)
# How many strangers at one address may become readers in an hour: a school, but not a script.
NEW_READERS = 600
ADDRESS = "/posts/<slug>/bookmark"

bp = Blueprint("bookmarks", __name__)


class Bookmark(Numbered):
    """A post on a reader's shelf; for a day after it was dropped it can be had back as it was."""

    __tablename__ = "bookmarks"
    __table_args__ = (
        Index("uq_bookmarks_reader_post", "reader_id", "post_id", unique=True),
        Index("ix_bookmarks_shelf", "reader_id", "created_at", "id"),
        CheckConstraint(f"shelf IN {SHELVES}", name="shelf"),
    )

    reader_id: Mapped[int] = mapped_column(ForeignKey(Reader.id, ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), index=True)
    shelf: Mapped[str] = mapped_column(default=SHELVES[0])
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    dropped_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()

    @classmethod
    def of(cls, reader: Reader | None, post: Post) -> Select[Bookmark]:
        """The bookmark of ``post`` that ``reader`` has; a stranger has none."""
        owner = reader.id if reader else None
        return select(cls).where(
            cls.reader_id == owner, cls.post_id == post.id, cls.dropped_at.is_(None)
        )

    @classmethod
    def shelf_of(cls, reader: Reader | None, typed: str = "") -> Select[Bookmark]:
        """What ``reader`` keeps and everyone may read now, with what the shelf shows of it.

        Each word ``typed`` stands in the title, the book, its author or the note. The posts are
        asked for one by one from the shelf, which is short, and not the shelf from all posts.
        """
        owner = reader.id if reader else None
        readable = Post.published().join(Post.live).where(Post.id == cls.post_id)
        for word in line(typed).split()[:8]:
            readable = readable.where(
                or_(
                    Revision.title.icontains(word, autoescape=True),
                    cls.note.icontains(word, autoescape=True),
                    Revision.book.has(Book.title_key.contains(folded(word), autoescape=True)),
                    Revision.book.has(Book.author_key.contains(folded(word), autoescape=True)),
                )
            )
        post = joinedload(cls.post, innerjoin=True)
        return (
            select(cls)
            .where(cls.reader_id == owner, cls.dropped_at.is_(None), readable.exists())
            .options(
                post.joinedload(Post.author, innerjoin=True),
                post.joinedload(Post.live, innerjoin=True).joinedload(Revision.hero),
            )
        )

    @classmethod
    def keep(cls, reader: Reader, post: Post) -> Bookmark:
        """Put ``post`` on the shelf of ``reader``; where it is there already, it stays as it is."""
        cls.forget_dropped(reader)
        kept = (
            insert(cls)
            .values(reader_id=reader.id, post_id=post.id)
            .on_conflict_do_update(
                index_elements=[cls.reader_id, cls.post_id], set_={"dropped_at": None}
            )
            .returning(cls)
        )
        return db.session.scalars(kept, execution_options={"populate_existing": True}).one()

    @classmethod
    def take_in(
        cls, reader: Reader, post: Post, shelf: str, note: str, saved_at: datetime | None
    ) -> bool:
        """Keep ``post`` as another shelf has it; False if it is here already, and then nothing but
        the note is taken, to stand below the one that is here.
        """
        kept = find(cls.of(reader, post))
        if kept:
            kept.note = joined(kept.note, note)
            return False
        kept = cls.keep(reader, post)
        kept.shelf = shelf if shelf in SHELVES else SHELVES[0]
        kept.note, kept.created_at = note, saved_at or now()
        return True

    @classmethod
    def drop(cls, reader: Reader, post: Post) -> None:
        """Take ``post`` off the shelf of ``reader``, if it is there."""
        cls.forget_dropped(reader)
        if kept := find(cls.of(reader, post)):
            kept.dropped_at = now()

    @classmethod
    def forget_dropped(cls, reader: Reader) -> None:
        """Let go of what ``reader`` dropped and did not regret."""
        db.session.execute(
            delete(cls).where(cls.reader_id == reader.id, cls.dropped_at < now() - REGRET)
        )

    @classmethod
    def hand_over(cls, giver: Reader, taker: Reader) -> None:
        """Give all that ``giver`` keeps to ``taker``; what both keep has the notes of both."""
        both = cls.reader_id.in_([giver.id, taker.id])
        db.session.execute(delete(cls).where(both, cls.dropped_at.is_not(None)))
        theirs = db.session.scalars(select(cls).where(cls.reader_id == taker.id))
        there = {bookmark.post_id: bookmark for bookmark in theirs}
        for given in db.session.scalars(select(cls).where(cls.reader_id == giver.id)).all():
            if kept := there.get(given.post_id):
                kept.note = joined(kept.note, given.note)
                db.session.delete(given)
            else:
                given.reader_id = taker.id


def joined(note: str, other: str) -> str:
    """Two notes in one; what one of them says already is said once."""
    return note if other in note else "\n\n".join(filter(None, (note, other)))


class BookmarkForm(Form):
    shelf = Line(later("Shelf"), 20, NO_SHELF, extra=[AnyOf(SHELVES, NO_SHELF)], default=SHELVES[0])
    note = Passage(later("Note"), 500)


@bp.post(ADDRESS)
def create(slug: str) -> ResponseReturnValue:
    post = find_or_404(Post.at(slug))
    bookmark = Bookmark.keep(acting(), post)
    db.session.commit()
    return answer(post, bookmark, _("Saved to your bookmarks."))


@bp.put(ADDRESS)
def update(slug: str) -> ResponseReturnValue:
    post = find_or_404(Post.at(slug))
    bookmark = find(Bookmark.of(g.reader, post))
    form = BookmarkForm(request.form, obj=bookmark)
    if not form.validate():
        return refusal(post, bookmark, form)
    bookmark = Bookmark.keep(acting(), post)
    for name in form.data.keys() & request.form.keys():
        setattr(bookmark, name, form[name].data)
    db.session.commit()
    noted = "note" in request.form
    news = _("Note saved.") if noted else _("Moved to “%(name)s”.", name=called(bookmark.shelf))
    return answer(post, bookmark, news, noted=noted)


@bp.delete(ADDRESS)
def destroy(slug: str) -> ResponseReturnValue:
    post = find_or_404(Post.at(slug))
    if g.reader:
        Bookmark.drop(g.reader, post)
        db.session.commit()
    return answer(post, None, _("Removed from your bookmarks."))


def acting() -> Reader:
    """Who keeps something now, be it their first act here."""
    if g.reader is None:
        throttles.spend("become a reader", request.remote_addr, NEW_READERS, per=3600)
    return remember()


def answer(post: Post, bookmark: Bookmark | None, news: str, *, noted: bool = False) -> Response:
    """What was pressed, drawn anew: an entry on the shelf, the button anywhere else."""
    place, card = shelf_page(), card_page()
    if place is None:
        drawn, to = "bookmarks/_toggle.html", card or url_for("reading.show", slug=post.slug)
    elif bookmark:
        drawn, to = "bookmarks/_entry.html", f"{place}#entry-{post.id}"
    else:
        mark = urlencode({"removed": post.slug})
        drawn, to = "bookmarks/_removed.html", f"{place}{'&' if '?' in place else '?'}{mark}"
    g.pop("kept", None)
    response = respond(
        "bookmarks/_answer.html",
        to=to,
        card=card,
        drawn=drawn,
        news=news,
        noted=noted,
        post=post,
        bookmark=bookmark,
        shelves=SHELVES,
        place=place,
    )
    state = {"post": post.id, "kept": bookmark is not None}
    response.headers["HX-Trigger"] = json.dumps({"bookmarked": state})
    return response


def refusal(post: Post, bookmark: Bookmark | None, form: BookmarkForm) -> Response:
    """The entry with what was typed and what is wrong with it."""
    return respond(
        "bookmarks/_entry.html",
        page="bookmarks/edit.html",
        status=422,
        bookmark=bookmark or Bookmark(post=post, shelf=SHELVES[0], note="", created_at=now()),
        shelves=SHELVES,
        form=form,
        place=shelf_page() or url_for("shelf.index"),
    )


def card_page() -> str | None:
    """The page with the card on which the reader acts; None when they do so elsewhere."""
    address = request.values.get("back", "")
    return address if is_own_address(address) else None


@bp.app_template_global()
def is_kept(post: Post) -> bool:
    """Whether ``post`` is on the shelf of whoever reads."""
    return post.id in kept_posts()


@bp.app_template_global()
def kept_posts() -> frozenset[int]:
    """The numbers of the posts on the shelf of whoever reads; asked once for a page."""
    if g.get("reader") is None:
        return frozenset()
    if "kept" not in g:
        g.kept = frozenset(db.session.scalars(on_the_shelf(), {"reader": g.reader.id}))
    return g.kept  # type: ignore[no-any-return]


@cache
def on_the_shelf() -> Select[int]:
    """The numbers of the posts on the shelf of the reader with the number ``reader``."""
    kept = Bookmark.reader_id == bindparam("reader"), Bookmark.dropped_at.is_(None)
    return select(Bookmark.post_id).where(*kept)


def shelf_page() -> str | None:
    """The page of the shelf on which the reader acts; None when they do so elsewhere."""
    address = request.args.get("next", "")
    return address if address.startswith("/bookmarks") and is_own_address(address) else None
