"""Choices: which text goes on when two hands changed one draft; the other stays in its history."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for

from blog.db import db, hold
from blog.desk import editor
from blog.desk.door import author, own_post
from blog.posts import Post, Stale
from blog.web import leave_for

bp = Blueprint("choices", __name__)


@bp.post("/posts/<int:number>/choice")
def create(number: int) -> Response:
    """Go on with ``kept``: "mine", which the request brings along, or "theirs".

    ``over`` is the version that was shown beside mine; Save alone never gets past it.
    """
    post = own_post(number)
    sheet = editor.typed(post)
    go_on = {"mine": with_mine, "theirs": with_theirs}.get(request.form.get("kept", ""))
    if go_on is None:
        abort(400)
    hold(post)
    with editor.refusals(post, sheet):
        if request.form.get("over", type=int) != post.draft.version:
            raise Stale
        go_on(post, sheet.columns())
    db.session.commit()
    flash("The other text is in the history of this post.", "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def with_mine(post: Post, mine: dict[str, Any]) -> None:
    """Write on in a copy, so that the text it replaces stays as it was."""
    post.draft = post.draft.copied()
    db.session.flush()
    post.draft.change(author(), **mine)


def with_theirs(post: Post, mine: dict[str, Any]) -> None:
    """Leave the draft as it is, and put what was typed here one step behind it."""
    theirs = post.draft
    place = theirs.number
    theirs.number += 1
    db.session.flush()
    aside = theirs.copied()
    aside.number = place
    aside.change(author(), **mine)
