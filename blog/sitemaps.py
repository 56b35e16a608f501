"""Sitemaps: what search engines are told of the site, and where they need not look."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy import Select, func, select

from blog.artists import Artist
from blog.books import Book
from blog.concordance.artists import is_heard
from blog.concordance.books import has_posts
from blog.db import db
from blog.feed_files import moment, say, written
from blog.members import Member
from blog.posts import Post
from blog.sharing import shared
from blog.tags import Tag, revision_tags
from blog.web import absolute

bp = Blueprint("sitemaps", __name__)

# The most pages that one list may hold, and the most lists (https://www.sitemaps.org/protocol.html).
MOST = MOST_LISTS = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@bp.get("/sitemap.xml")
@shared()
def index() -> Response:
    """Every public page with the day it changed; past 50,000 posts a list of such lists."""
    count: int = db.session.scalars(posts_with(func.count())).one()
    parts = -(-count // MOST)
    if parts <= 1:
        return answer(urlset([*post_rows(1), *library_rows()]))
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for part in range(parts + 1):
        row = ET.SubElement(root, "sitemap")
        say(row, "loc", absolute(url_for(".part", number=part)))
    return answer(root)


@bp.get("/sitemap-<int:number>.xml")
@shared()
def part(number: int) -> Response:
    """The list with this number: 0 for pages, tags and authors, from 1 on for posts."""
    rows = library_rows() if number == 0 else post_rows(number) if number < MOST_LISTS else []
    return answer(urlset(rows or abort(404)))


@bp.get("/robots.txt")
@shared()
def robots() -> Response:
    text = render_template("sitemaps/_robots.txt", sitemap=absolute(url_for(".index")))
    return Response(text, mimetype="text/plain")


def posts_with(*columns: Any) -> Select[Any]:
    """``columns`` of the posts that everyone may read."""
    return Post.published().with_only_columns(*columns)


def post_rows(number: int) -> list[tuple[str, datetime | None]]:
    """Addresses and days of change of the posts in list ``number``, in a lasting order."""
    query = posts_with(Post.slug, func.coalesce(Post.updated_at, Post.published_at))
    chosen = query.order_by(Post.id).offset((number - 1) * MOST).limit(MOST)
    return [(f"/posts/{slug}", changed) for slug, changed in db.session.execute(chosen)]


def library_rows() -> list[tuple[str, datetime | None]]:
    """The addresses of standing pages, and of tags and authors that have something to show."""
    shown = Post.published().with_only_columns(Post.live_id)
    used = select(revision_tags.c.tag_id).where(revision_tags.c.revision_id.in_(shown))
    tags = db.session.scalars(select(Tag.slug).where(Tag.id.in_(used)).order_by(Tag.slug))
    wrote = Post.published().with_only_columns(Post.author_id)
    authors = db.session.scalars(select(Member.slug).where(Member.id.in_(wrote)))
    standing = Post.published("page").with_only_columns(Post.slug).order_by(Post.slug)
    found: dict[str, Iterable[str]] = {
        "tags": tags,
        "authors": authors,
        "books": db.session.scalars(select(Book.slug).where(has_posts()).order_by(Book.slug)),
        "artists": db.session.scalars(select(Artist.slug).where(is_heard()).order_by(Artist.slug)),
        "pages": db.session.scalars(standing),
    }
    places = [f"/{room}/{slug}" for room, slugs in found.items() for slug in slugs]
    first = ["/", "/posts", "/books", "/artists", "/archive"]
    return [(place, None) for place in [*first, *places][:MOST]]


def urlset(rows: Iterable[tuple[str, datetime | None]]) -> ET.Element:
    root = ET.Element("urlset", {"xmlns": NAMESPACE})
    for path, changed in rows:
        row = ET.SubElement(root, "url")
        say(row, "loc", absolute(path))
        if changed:
            say(row, "lastmod", moment(changed))
    return root


def answer(root: ET.Element) -> Response:
    response = Response(written(root), mimetype="application/xml")
    response.add_etag()
    response.make_conditional(request)
    return response
