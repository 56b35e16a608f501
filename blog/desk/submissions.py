"""Submissions: a draft that its author calls finished waits for an editor, who may send it back."""

from flask import Blueprint, Response, flash, request, url_for

from blog.db import db, now
from blog.desk import editor
from blog.desk.door import author, own_post
from blog.desk.notes import Note, NoteForm
from blog.web import leave_for
from blog.wording import _

bp = Blueprint("submissions", __name__)


@bp.post("/posts/<int:number>/submission")
def create(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    post.submitted_at = post.submitted_at or now()
    post.returned_at = None
    db.session.commit()
    flash(_("Sent for review. You can go on writing."), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


@bp.delete("/posts/<int:number>/submission")
def destroy(number: int) -> Response:
    """Take the draft back from review; an editor sends it back, with the note that was typed."""
    post = own_post(number)
    editor.keep_any_words(post)
    is_returned = post.author_id != author().id
    if is_returned and post.submitted_at:
        post.returned_at = now()
    post.submitted_at = None
    form = NoteForm(request.form)
    if form.validate():
        Note.write(post, author(), form.note.data)
    db.session.commit()
    flash(
        _("Sent back to %(name)s.", name=post.author.name)
        if is_returned
        else _("Taken back from review."),
        "good",
    )
    return leave_for(url_for("desk.drafts.edit", number=post.id))
