"""Reading: the home page, the list of posts, and a post with all that belongs to it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, bindparam
from sqlalchemy.orm import contains_eager, joinedload

from blog.bookmarks import kept_posts
from blog.books import Book
from blog.comments.answers import section
from blog.db import Moment, db, find, find_or_404, now
from blog.figures import revision_images
from blog.images import Image
from blog.members import Member
from blog.paging import page_asked
from blog.pieces import is_kept, lazily
from blog.posts import Post
from blog.related import further, recent
from blog.revisions import Revision
from blog.sharing import shared, stamped
from blog.slugs import Slug
from blog.soundtracks import Track
from blog.tags import Tag, revision_tags
from blog.web import respond

bp = Blueprint("reading", __name__)

ON_THE_HOME_PAGE = 7


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
    post = find(plain() if is_kept("post", slug) else whole(), slug=slug, now=now())
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
        further=lazily(further, post),
        recent=lazily(recent, post),
        **section(post, g.reader),
    )


@cache
def at_slug() -> Select[Post]:
    """The published post at ``slug``, as of ``now``."""
    moment = bindparam("now", type_=Moment)
    return stamped(Post.published(at=moment).where(Post.slug == bindparam("slug")))


@cache
def plain() -> Select[Post]:
    """The post ``at_slug`` with what is not in the pieces of its page."""
    return at_slug().options(joinedload(Post.author, innerjoin=True))


@cache
def whole() -> Select[Post]:
    """The post ``at_slug`` with everything its page shows."""
    live = contains_eager(Post.live)
    tracks = live.selectinload(Revision.tracks)
    # Tags and pictures are joined by hand: SQLite would look through all there are.
    return (
        at_slug()
        .join(Post.live)
        .outerjoin(revision_tags, revision_tags.c.revision_id == Revision.id)
        .outerjoin(Tag, Tag.id == revision_tags.c.tag_id)
        .outerjoin(revision_images, revision_images.c.revision_id == Revision.id)
        .outerjoin(Image, Image.id == revision_images.c.image_id)
        .order_by(Tag.name)
        .options(
            joinedload(Post.author, innerjoin=True).joinedload(Member.portrait),
            live.contains_eager(Revision.tags),
            live.contains_eager(Revision.images),
            live.joinedload(Revision.book).joinedload(Book.cover),
            live.joinedload(Revision.cover),
            live.joinedload(Revision.hero),
            live.joinedload(Revision.series),
            live.defer(Revision.source),
            live.defer(Revision.introduction_source),
            tracks.joinedload(Track.performer),
            tracks.defer(Track.note_source),
        )
    )
