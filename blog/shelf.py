"""The shelf: the page with all that a reader saved, and the files it can be taken away in."""

from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from blog import shelf_files
from blog.bookmarks import SHELVES, Bookmark
from blog.db import db, find
from blog.members import Member
from blog.paging import Page, page_asked
from blog.posts import Post
from blog.revisions import Revision
from blog.web import absolute, respond
from blog.wording import later
from blog.words import line

bp = Blueprint("shelf", __name__)

# In what order the shelf can be read, and how many stand on it then.
ORDERS = {None: later("Newest"), "title": later("Title"), "author": later("Author")}
AT_ONCE = 500


@bp.get("/bookmarks")
def index() -> ResponseReturnValue:
    names = ("shelf", "q", "sort", "before", "through")
    asked: dict[str, Any] = {name: request.args[name] for name in names if request.args.get(name)}
    shelf, typed = asked.get("shelf"), line(asked.get("q", ""))[:100]
    page = page_of_shelf(chosen(shelf, typed), asked.get("sort"))
    response = respond(
        "shelf/_entries.html",
        page="shelf/index.html",
        bookmarks=page.rows,
        next=page.next,
        newer=page.newer,
        shelves=SHELVES,
        shelf=shelf,
        typed=typed,
        sort=asked.get("sort"),
        orders=ORDERS,
        place=url_for("shelf.index", **asked),
        removed=lately_removed(),
    )
    response.cache_control.no_store = True
    return response


@bp.get("/bookmarks.<any(csv, html, json):kind>")
def export(kind: str) -> ResponseReturnValue:
    newest = Bookmark.created_at.desc(), Bookmark.id.desc()
    kept = db.session.scalars(Bookmark.shelf_of(g.reader).order_by(*newest))
    write, mimetype = shelf_files.KINDS[kind]
    response = Response(write([entry(bookmark) for bookmark in kept]), mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename=bookmarks.{kind}"
    response.cache_control.no_store = True
    return response


def page_of_shelf(query: Select[Bookmark], sort: str | None) -> Page[Bookmark]:
    """The page that the address asks for, or, in another order than by time, all on one."""
    if sort is None:
        return page_asked(query, Bookmark.created_at, Bookmark.id)
    by = {"title": Revision.title, "author": Member.name}.get(sort) or abort(404)
    name = select(func.lower(by)).join_from(Post, Revision, Post.live_id == Revision.id)
    name = name.join(Member, Member.id == Post.author_id).where(Post.id == Bookmark.post_id)
    ordered = query.order_by(name.scalar_subquery(), Bookmark.id).limit(AT_ONCE)
    return Page(db.session.scalars(ordered).unique().all(), None)


def chosen(shelf: str | None, typed: str) -> Select[Bookmark]:
    """The reader's bookmarks on ``shelf`` (None: all) in which what was typed is found."""
    if shelf not in (None, *SHELVES):
        abort(404)
    query = Bookmark.shelf_of(g.reader, typed)
    return query.where(Bookmark.shelf == shelf) if shelf else query


def lately_removed() -> Post | None:
    """The post that was taken off the shelf just now, for a page that cannot swap its entry."""
    dropped = (
        Post.published()
        .join(Bookmark, Bookmark.post_id == Post.id)
        .where(
            Post.slug == request.args.get("removed"),
            Bookmark.reader_id == (g.reader.id if g.reader else None),
            Bookmark.dropped_at.is_not(None),
        )
    )
    return find(dropped) if "removed" in request.args else None


def entry(bookmark: Bookmark) -> shelf_files.Entry:
    """What a file says of ``bookmark``."""
    post = bookmark.post
    live = post.live
    assert live is not None  # noqa: S101  (the shelf holds published posts only)
    return shelf_files.Entry(
        title=live.title,
        url=absolute(url_for("reading.show", slug=post.slug)),
        book=live.book_title,
        author=live.book_author,
        shelf=bookmark.shelf,
        note=bookmark.note,
        saved_at=bookmark.created_at,
    )
