"""Shelf imports: a file of bookmarks that a reader brings to their shelf."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Response, g, request
from sqlalchemy import select
from werkzeug.datastructures import CombinedMultiDict

from blog import throttles
from blog.bookmarks import Bookmark, acting
from blog.db import db
from blog.forms import Form, Upload
from blog.posts import Post
from blog.shelf_files import Found, read
from blog.slugs import Slug
from blog.web import leave_for, respond, told
from blog.wording import _, counted, later
from blog.words import line, passage

bp = Blueprint("shelf_imports", __name__, url_prefix="/bookmarks/import")

IN_AN_HOUR = 20
LONGEST_NOTE = 500
# How many of the titles that are not here are named.
NAMED = 5
AT_ONCE = 500


class ImportForm(Form):
    file = Upload(later("File"), read)


@bp.get("")
def new() -> Response:
    return page(ImportForm())


@bp.post("")
def create() -> Response:
    """Put what the file names on the shelf; what is there stays, and nothing is there twice."""
    throttles.spend("import", request.remote_addr, IN_AN_HOUR, per=3600)
    form = ImportForm(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return page(form, 422)
    brought: list[Found] = form.file.found
    posts = posts_at(brought)
    fresh, known = 0, 0
    for found in reversed(brought):
        if post := posts.get(slug_in(found.url)):
            note = passage(found.note)[:LONGEST_NOTE]
            taken = Bookmark.take_in(acting(), post, line(found.shelf), note, found.saved_at)
            fresh, known = fresh + taken, known + (not taken)
    db.session.commit()
    missing = [found for found in brought if is_meant(found) and slug_in(found.url) not in posts]
    return told(news(fresh, known, missing), leave_for("/bookmarks"))


def news(fresh: int, known: int, missing: list[Found]) -> str:
    """What became of a file, in words."""
    said = [_("%(bookmarks)s taken in.", bookmarks=counted(fresh, "bookmark"))]
    if known:
        said.append(_("Here already: %(bookmarks)s.", bookmarks=counted(known, "bookmark")))
    if missing:
        titles = [line(found.title or found.url)[:80] for found in missing[:NAMED]]
        if len(missing) > NAMED:
            titles.append(counted(len(missing) - NAMED, "more post"))
        said.append(_("Not on this site any more: %(titles)s.", titles=", ".join(titles)))
    return " ".join(said)


def posts_at(found: Iterable[Found]) -> dict[str, Post]:
    """The published posts that are meant, by each address that they ever had."""
    slugs = sorted({slug for one in found if (slug := slug_in(one.url))})
    posts: dict[str, Post] = {}
    for start in range(0, len(slugs), AT_ONCE):
        some = Slug.slug.in_(slugs[start : start + AT_ONCE])
        query = select(Slug.slug, Post).join(Slug, Slug.post_id == Post.id).where(some)
        readable = Post.published().with_only_columns(Post.id)
        posts |= dict(db.session.execute(query.where(Post.id.in_(readable))).all())
    return posts


def is_meant(found: Found) -> bool:
    """Whether it leads to a post here, as far as one can tell: browsers have other bookmarks."""
    return bool(slug_in(found.url)) and (
        bool(found.shelf) or urlsplit(found.url).netloc in ("", request.host)
    )


def slug_in(url: str) -> str:
    """What comes after /posts/ in ``url``, on whatever host the site was then; "" for another."""
    try:
        path = unquote(urlsplit(url).path).rstrip("/")
    except ValueError:
        return ""
    before, _, slug = path.rpartition("/")
    return slug if before.endswith("/posts") and "\0" not in slug else ""


def page(form: ImportForm, status: int = 200) -> Response:
    return respond("shelf/import.html", status=status, form=form, reader=g.reader)
