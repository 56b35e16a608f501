"""Restorations: a state of a post comes back, its words and its soundtrack together."""

from flask import Blueprint, Response, flash, url_for

from blog.db import db, hold
from blog.desk import revisions
from blog.desk.door import author, own_post
from blog.web import leave_for
from blog.wording import _

bp = Blueprint("restorations", __name__)


@bp.post("/posts/<int:number>/revisions/<int:place>/restoration")
def create(number: int, place: int) -> Response:
    """Go on from the revision; readers see nothing of it until it is published."""
    post = own_post(number)
    hold(post)
    until_now = post.draft.number
    if post.restore(revisions.found(post, place), author()):
        words = _(
            "Version %(place)s is back. What was here until now is version %(until_now)s.",
            place=place,
            until_now=until_now,
        )
    else:
        words = _("What is here is the same as version %(place)s.", place=place)
    db.session.commit()
    flash(words, "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))
