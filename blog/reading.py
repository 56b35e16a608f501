"""Reading: the home page, the list of posts, and a post with all that belongs to it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from blog.bookmarks import kept_posts
from blog.books import Book
from blog.comments.answers import section
from blog.db import db, find, find_or_404
from blog.paging import page_asked
from blog.pieces import is_kept, lazily
from blog.posts import Post
from blog.related import artists_of, place_of, related
from blog.revisions import Revision
from blog.sharing import shared
from blog.slugs import Slug
from blog.web import respond

bp = Blueprint("reading", __name__)

ON_THE_HOME_PAGE = 7
RECENT = 3


@bp.get("/")
@shared()
def home() -> ResponseReturnValue:
    return render_template("reading/home.html", posts=lazily(newest), most=ON_THE_HOME_PAGE)


def newest() -> Sequence[Post]:
    """The posts of the home page, and one more if there are more."""
    cards = Post.cards().order_by(Post.published_at.desc(), Post.id.desc())
    return db.session.scalars(cards.limit(ON_THE_HOME_PAGE + 1)).all()


@bp.get("/posts")
@shared("before", "through")
def index() -> ResponseReturnValue:
    return listed(Post.cards(), "reading/index.html")


def listed(cards: Select[Post], template: str, **context: Any) -> Response:
    """A page of ``cards``, the newest first, in ``template``; HTMX gets those that come next."""
    page = lazily(page_asked, cards, Post.published_at, Post.id)
    asked = request.path, request.args.get("before"), request.args.get("through")
    return respond(
        "reading/_posts.html",
        page=template,
        cards=(*asked, kept_posts()),
        posts=page,
        list=request.path,
        **context,
    )


@bp.get("/posts/<slug>")
@shared("order", "from")
def show(slug: str) -> ResponseReturnValue:
    post = find(plain(slug) if is_kept("post", slug) else whole(slug))
    if post is None:
        if Slug.is_gone(slug):
            abort(410)
        moved = find_or_404(Post.at(slug))
        return redirect(url_for("reading.show", slug=moved.slug), 301)
    return render_template(
        "reading/show.html",
        post=post,
        subject=slug,
        revision=lazily(lambda: post.live),
        recent=lazily(recent, post),
        related=lazily(related, post),
        place=lazily(place_of, post),
        artists=lazily(artists_of, post),
        **section(post, g.reader),
    )


def plain(slug: str) -> Select[Post]:
    """The published post at ``slug`` with what is not in the pieces of its page."""
    author = joinedload(Post.author, innerjoin=True)
    return Post.published().where(Post.slug == slug).options(author)


def whole(slug: str) -> Select[Post]:
    """The published post at ``slug`` with everything its page shows."""
    live = joinedload(Post.live, innerjoin=True)
    return (
        Post.cards()
        .where(Post.slug == slug)
        .options(
            live.joinedload(Revision.book).joinedload(Book.cover),
            live.joinedload(Revision.cover),
            live.selectinload(Revision.images),
            live.joinedload(Revision.series),
            live.selectinload(Revision.tags),
        )
    )


def recent(post: Post) -> list[Post]:
    """The newest posts beside ``post``."""
    others = Post.cards().where(Post.id != post.id)
    return list(
        db.session.scalars(others.order_by(Post.published_at.desc(), Post.id.desc()).limit(RECENT))
    )
