"""The desk: where posts are written and the site is run, for members only."""

from flask import Blueprint, Response

from blog.desk import (
    archives,
    choices,
    conversation,
    deletions,
    drafts,
    duplicates,
    editor,
    mail,
    moderation,
    moves,
    notes,
    pages,
    people,
    pictures,
    presences,
    previews,
    publications,
    readings,
    reentry,
    removals,
    restorations,
    revisions,
    settings,
    steps,
    submissions,
    suggestions,
    tracks,
    trash,
)
from blog.desk.door import let_in

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.before_request(let_in)
bp.after_request(reentry.give_back)
bp.register_error_handler(editor.NotKept, editor.refuse)
for room in (
    archives,
    choices,
    conversation,
    deletions,
    drafts,
    duplicates,
    mail,
    moderation,
    moves,
    pages,
    people,
    notes,
    pictures,
    presences,
    previews,
    publications,
    readings,
    removals,
    restorations,
    revisions,
    settings,
    steps,
    submissions,
    suggestions,
    tracks,
    trash,
):
    bp.register_blueprint(room.bp)


@bp.after_request
def keep_to_this_desk(response: Response) -> Response:
    """No cache between here and the author keeps what nobody else may see."""
    response.cache_control.private = True
    response.cache_control.no_store = True
    return response
