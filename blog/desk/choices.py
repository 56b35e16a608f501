"""Choices: which text goes on when two hands changed one draft; the others stay in its history."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for

from blog import history
from blog.db import db, hold
from blog.desk import editor
from blog.desk.conflicts import merged
from blog.desk.door import author, own_post
from blog.desk.sheet import MOST_BODY_BYTES, Sheet
from blog.posts import Post, Stale
from blog.web import leave_for
from blog.wording import later

bp = Blueprint("choices", __name__)

NEWS = {
    "mine": later("Yours goes on. The other text is in the history of this post."),
    "theirs": later("Theirs goes on. Your text is in the history of this post."),
    "merged": later("Merged. Both texts are in the history of this post, each as it was."),
}
TOO_LONG = later("Both texts together are too long for one post. Choose one side in more places.")


@bp.post("/posts/<int:number>/choice")
def create(number: int) -> Response:
    """Go on with ``kept``: "mine", which the request brings along, "theirs", or "merged".

    ``over`` is the version that was shown beside mine; Save alone never gets past it.
    """
    post = own_post(number)
    sheet = editor.typed(post)
    kept = request.form.get("kept", "")
    if kept not in NEWS:
        abort(400)
    hold(post)
    with editor.refusals(post, sheet):
        if request.form.get("over", type=int) != post.draft.version:
            raise Stale
        {"mine": with_mine, "theirs": with_theirs, "merged": with_both}[kept](post, sheet)
    db.session.commit()
    flash(NEWS[kept], "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def with_mine(post: Post, sheet: Sheet) -> None:
    """Write on, once the text that this replaces is in the history."""
    post.working_revision(keep=True).change(author(), **sheet.columns())


def with_theirs(post: Post, sheet: Sheet) -> None:
    """Leave the draft as it is, and put what was typed here one step behind it."""
    put_behind(post, sheet.columns())


def with_both(post: Post, sheet: Sheet) -> None:
    """Make one text of both, and put each of them as it was behind it."""
    columns = merged(sheet, post.draft, request.form)
    if len(columns.get("source", "").encode()) > MOST_BODY_BYTES:
        sheet.body.errors = [TOO_LONG]
        raise editor.NotKept(post, sheet)
    draft = post.working_revision(keep=True)
    put_behind(post, sheet.columns())
    draft.change(author(), **columns)


def put_behind(post: Post, mine: dict[str, Any]) -> None:
    history.step_on(post.draft).change(author(), **mine)
