"""Trash: posts that nobody shall see, until they are restored or their time is over."""

from flask import Blueprint, Response, flash, url_for
from sqlalchemy import delete

from blog.db import db, now
from blog.desk import editor
from blog.desk.door import post_to_take_away
from blog.posts import KEPT_IN_TRASH, Post
from blog.web import leave_for
from blog.wording import _

bp = Blueprint("trash", __name__)


@bp.post("/posts/<int:number>/trash")
def create(number: int) -> Response:
    """Throw the post away; one that readers have only by who might publish it."""
    post = post_to_take_away(number)
    editor.keep_any_words(post)
    post.trashed_at = post.trashed_at or now()
    db.session.commit()
    flash(
        _(
            "In the trash. You can restore it from there for %(days)s days.",
            days=KEPT_IN_TRASH.days,
        ),
        "good",
    )
    return leave_for(editor.way_back(post))


@bp.delete("/posts/<int:number>/trash")
def destroy(number: int) -> Response:
    """Take the post out again, as it was: a published one is published again."""
    post = post_to_take_away(number)
    editor.keep_any_words(post)
    post.trashed_at = None
    db.session.commit()
    flash(_("Restored."), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def sweep() -> None:
    """Delete what lay in the trash for its time, and commit; nobody could see it any more."""
    over = Post.trashed_at <= now() - KEPT_IN_TRASH
    if db.session.scalar(db.select(Post.id).where(over).limit(1)):
        db.session.execute(delete(Post).where(over))
        db.session.commit()


@bp.app_template_filter()
def days_left(post: Post) -> int:
    """How many days ``post`` can still be restored, begun ones counted."""
    left = (post.trashed_at or now()) + KEPT_IN_TRASH - now()
    return max(1, left.days + 1)
