"""Pages: standing texts such as About, each at an address of its own."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from blog.db import find, find_or_404
from blog.posts import Post
from blog.revisions import Revision
from blog.sharing import shared
from blog.slugs import Slug

bp = Blueprint("pages", __name__)


@bp.get("/pages/<slug>")
@shared()
def show(slug: str) -> ResponseReturnValue:
    live = joinedload(Post.live, innerjoin=True).joinedload(Revision.hero)
    page = find(Post.published("page").where(Post.slug == slug).options(live))
    if page is None:
        if Slug.is_gone(slug):
            abort(410)
        moved = find_or_404(Post.at(slug, "page"))
        return redirect(url_for("pages.show", slug=moved.slug), 301)
    return render_template("pages/show.html", post=page, revision=page.live)
