"""Feeds: the newest posts of the site, of a tag, of an author, and the comments on a post."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from blog import markup, passages, prose, site
from blog.comments import Comment
from blog.db import LARGEST_ID, db, find_or_404, row_number
from blog.feed_files import KINDS, SUMMARY_LENGTH, Entry, Feed
from blog.members import Member
from blog.paging import Page, page_of
from blog.posts import Post
from blog.revisions import Revision
from blog.sharing import depends_on, shared
from blog.tags import Tag
from blog.web import absolute
from blog.wording import _

bp = Blueprint("feeds", __name__)

ON_A_PAGE = 20
KIND = "feed.<any(atom, rss, json):kind>"
# In cleaned HTML a quote ends an attribute and nothing else.
OWN_ADDRESS = re.compile(r'(?<=\s)(href|src)="(?=/(?!/))')


@bp.get(f"/{KIND}")
@shared("before")
def index(kind: str) -> Response:
    """The newest posts of the site."""
    return feed_of_posts(Post.cards(), kind, titled(), url_for("reading.home"))


@bp.get(f"/tags/<slug>/{KIND}")
@shared("before")
def tagged(slug: str, kind: str) -> Response:
    """The newest posts under a tag."""
    tag = find_or_404(Tag.at(slug))
    home = url_for("tags.show", slug=tag.slug)
    return feed_of_posts(Post.tagged(tag), kind, titled(tag.name), home)


@bp.get(f"/authors/<slug>/{KIND}")
@shared("before")
def written_by(slug: str, kind: str) -> Response:
    """The newest posts of an author."""
    author = find_or_404(Member.author_at(slug))
    home = url_for("authors.show", slug=author.slug)
    return feed_of_posts(Post.by(author), kind, titled(author.name), home)


@bp.get(f"/posts/<slug>/{KIND}")
@shared("before")
def comments(slug: str, kind: str) -> Response:
    """The newest comments on a post."""
    post = find_or_404(Post.at(slug))
    depends_on(post)
    before = row_number(request.args.get("before", "")) or LARGEST_ID
    newest = (
        Comment.shown(post)
        .where(Comment.removed_at.is_(None), Comment.number < before)
        .order_by(Comment.number.desc())
        .limit(ON_A_PAGE + 1)
    )
    rows = db.session.scalars(newest).unique().all()
    older = str(rows[ON_A_PAGE - 1].number) if len(rows) > ON_A_PAGE else None
    title = post.live.title if post.live else ""
    entries = [entry_of_comment(comment, title) for comment in rows[:ON_A_PAGE]]
    home = url_for("reading.show", slug=post.slug)
    return answer(
        kind,
        titled(_("Comments on %(title)s", title=title)),
        home,
        entries,
        older,
        post.published_at,
    )


def feed_of_posts(posts: Select[Post], kind: str, title: str, home: str) -> Response:
    live = joinedload(Post.live, innerjoin=True)
    page: Page[Post] = page_of(
        posts.options(live.selectinload(Revision.tags), live.selectinload(Revision.tracks)),
        Post.published_at,
        Post.id,
        before=request.args.get("before"),
        size=ON_A_PAGE,
    )
    return answer(kind, title, home, [entry_of(post) for post in page.rows], page.next)


def answer(
    kind: str,
    title: str,
    home: str,
    entries: list[Entry],
    older: str | None,
    since: datetime | None = None,
) -> Response:
    """The feed as a file; a program that has it already is told so (304)."""
    first = absolute(request.path)
    here = site.current()
    founded = here.founded_at if here else datetime.now().astimezone()
    feed = Feed(
        id=f"{tag_uri()}:{request.path.rpartition('.')[0]}",
        title=title,
        subtitle=here.tagline if here else "",
        home=absolute(home),
        url=absolute(request.full_path.rstrip("?")),
        first=first,
        next=f"{first}?before={older}" if older else "",
        language=here.language if here else "en",
        updated=max((entry.updated for entry in entries), default=since or founded),
        entries=entries,
    )
    write, mimetype = KINDS[kind]
    response = Response(write(feed), content_type=f"{mimetype}; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.last_modified = feed.updated
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response


def entry_of(post: Post) -> Entry:
    """A published post as a feed shows it."""
    live = post.live
    assert live is not None and post.published_at is not None  # noqa: S101, PT018  (published)
    return Entry(
        id=f"{tag_uri()}:post-{post.id}",
        url=absolute(url_for("reading.show", slug=post.slug)),
        title=live.title,
        html=whole(render_template("feeds/_content.html", revision=live)),
        summary=prose.excerpt(live.summary, SUMMARY_LENGTH),
        author=post.author.name,
        author_url=absolute(url_for("authors.show", slug=post.author.slug)),
        published=post.published_at,
        updated=post.updated_at or post.published_at,
        language=live.language,
        tags=[tag.name for tag in live.tags],
        image=absolute(url_for("images.show", name=live.hero.file(960))) if live.hero else "",
    )


def entry_of_comment(comment: Comment, title: str) -> Entry:
    assert comment.approved_at is not None  # noqa: S101  (shown)
    return Entry(
        id=f"{tag_uri()}:comment-{comment.id}",
        url=absolute(url_for("comments.show", number=comment.id)),
        title=_("%(name)s on %(title)s", name=comment.name, title=title),
        html=whole(comment.html),
        summary=prose.excerpt(markup.plain(comment.html), SUMMARY_LENGTH),
        author=comment.name,
        published=comment.approved_at,
        updated=max(comment.approved_at, comment.edited_at or comment.approved_at),
    )


def titled(*parts: str) -> str:
    here = site.current()
    return " · ".join([*parts, here.title if here else "Leitmotif"])


def tag_uri() -> str:
    """The beginning of the site's names for its posts, which outlive their addresses (RFC 4151)."""
    here = site.current()
    founded = f"{here.founded_at:%Y-%m-%d}" if here else "2020-01-01"
    return f"tag:{urlsplit(absolute('/')).hostname},{founded}"


def whole(html: str) -> str:
    """Safe ``html`` with its addresses whole, to be read on other sites and in programs."""
    return OWN_ADDRESS.sub(lambda found: f'{found[1]}="{absolute("")}', passages.left_out(html))
