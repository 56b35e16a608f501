"""The shelf: the page with all that a reader saved, and the files it can be taken away in."""

from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from blog import shelf_files
from blog.bookmarks import SHELVES, Bookmark
from blog.db import db, find
from blog.paging import page_asked
from blog.posts import Post
from blog.web import absolute, respond
from blog.words import line

bp = Blueprint("shelf", __name__)


@bp.get("/bookmarks")
def index() -> ResponseReturnValue:
    names = ("shelf", "q", "before", "through")
    asked: dict[str, Any] = {name: request.args[name] for name in names if request.args.get(name)}
    shelf, typed = asked.get("shelf"), line(asked.get("q", ""))[:100]
    page = page_asked(chosen(shelf, typed), Bookmark.created_at, Bookmark.id)
    response = respond(
        "shelf/_entries.html",
        page="shelf/index.html",
        bookmarks=page.rows,
        next=page.next,
        newer=page.newer,
        shelves=SHELVES,
        shelf=shelf,
        typed=typed,
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
