"""Artists: everyone whose music stands in a post, and for each the songs and their books."""

from dataclasses import replace

from flask import Blueprint, render_template
from sqlalchemy import ColumnElement, select

from blog.alphabet import LETTERS, leaf_asked
from blog.artists import Artist
from blog.concordance.songs import songs_of
from blog.db import find_or_404
from blog.posts import Post
from blog.revisions import Revision
from blog.sharing import shared
from blog.soundtracks import Track

bp = Blueprint("artists", __name__)


def is_heard() -> ColumnElement[bool]:
    """Whether a track of the artist stands in a post that everyone can read."""
    heard = select(Track.id).where(Track.artist_key == Artist.key, Post.shows(Track.revision_id))
    return heard.correlate(Artist).exists()


@bp.get("/artists")
@shared("from", "at")
def index() -> str:
    leaf = leaf_asked(select(Artist).where(is_heard()), Artist.key, Artist.id)
    return render_template("artists/index.html", leaf=leaf, letters=LETTERS)


@bp.get("/artists/<slug>")
@shared()
def show(slug: str) -> str:
    artist = find_or_404(Artist.at(slug).where(is_heard()))
    tracks = (
        Post.published()
        .with_only_columns(Track, Post, Revision)
        .join(Revision, Revision.id == Post.live_id)
        .join(Track, Track.revision_id == Revision.id)
        .where(Track.artist_key == artist.key)
    )
    leaf = leaf_asked(tracks, Track.title_key, Track.id)
    leaf = replace(leaf, rows=songs_of(leaf.rows))
    return render_template("artists/show.html", artist=artist, leaf=leaf)
