"""Submissions: a draft that its author calls finished waits for an editor."""

from flask import Blueprint, Response, flash, url_for

from blog.db import db, now
from blog.desk import editor
from blog.desk.door import own_post
from blog.web import leave_for

bp = Blueprint("submissions", __name__)


@bp.post("/posts/<int:number>/submission")
def create(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    post.submitted_at = post.submitted_at or now()
    db.session.commit()
    flash("Sent for review. You can go on writing.", "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


@bp.delete("/posts/<int:number>/submission")
def destroy(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    post.submitted_at = None
    db.session.commit()
    flash("Taken back from review.", "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))
