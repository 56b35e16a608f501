"""A soundtrack's own page, and the files in which players take it along."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from blog import markup
from blog.db import find_or_404
from blog.playlist_files import KINDS, Playlist, Song
from blog.posts import Post
from blog.revisions import Revision
from blog.sharing import shared
from blog.soundtracks import Track
from blog.web import absolute

bp = Blueprint("soundtracks", __name__)


@bp.get("/posts/<slug>/soundtrack")
@shared()
def show(slug: str) -> ResponseReturnValue:
    tracks = joinedload(Post.live).selectinload(Revision.tracks)
    post = find_or_404(Post.at(slug).options(tracks.joinedload(Track.performer)))
    if post.slug != slug:
        return redirect(url_for(".show", slug=post.slug), 301)
    return render_template("soundtracks/show.html", post=post, revision=post.live)


@bp.get("/posts/<slug>/soundtrack.<any(xspf, jspf, m3u8):kind>")
@shared()
def export(slug: str, kind: str) -> Response:
    post = find_or_404(Post.at(slug))
    write, mimetype = KINDS[kind]
    response = Response(write(playlist_of(post)), content_type=f"{mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={post.slug}.{kind}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    response.make_conditional(request)
    return response


def playlist_of(post: Post) -> Playlist:
    """The soundtrack of a published ``post`` as its files have it."""
    live = post.live
    assert live is not None and post.published_at is not None  # noqa: S101, PT018  (published)
    return Playlist(
        title=title_of(live),
        creator=post.author.name,
        note=markup.plain(live.introduction_html),
        url=absolute(url_for(".show", slug=post.slug)),
        date=post.updated_at or post.published_at,
        songs=[
            Song(t.artist, t.title, markup.plain(t.note_html), t.links, t.seconds)
            for t in live.tracks
        ],
    )


def title_of(live: Revision) -> str:
    """What the soundtrack is called: by the book it belongs to, else by the post."""
    return f"{live.book_title}: {live.title}" if live.book_title else live.title
