"""Series: posts that follow one another, from the first to the last."""

from flask import Blueprint, abort, render_template

from blog.db import db, find_or_404
from blog.posts import Post
from blog.series import Series
from blog.sharing import shared

bp = Blueprint("series", __name__)

# More than anybody reads in a row, and few enough for one page.
MOST = 200


@bp.get("/series/<slug>")
@shared()
def show(slug: str) -> str:
    series = find_or_404(Series.at(slug))
    cards = Post.in_series(series.id).options(*Post.card()).limit(MOST)
    posts = db.session.scalars(cards).unique().all() or abort(404)
    return render_template("series/show.html", series=series, posts=posts)
