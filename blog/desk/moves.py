"""Moves: one track, or several that were chosen, put in another place of the soundtrack."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blog.desk.acts import CHANGED, GONE, Act, as_it_is
from blog.desk.door import author, own_post
from blog.desk.entries import MoveForm
from blog.posts import Post
from blog.soundtracks import Track
from blog.wording import _, counted

bp = Blueprint("moves", __name__, url_prefix="/posts/<int:number>/tracks/moves")


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    form = MoveForm(request.form)
    if not form.validate():
        return as_it_is(post, 422, form.first_error)
    act = Act(post)
    present = [track.key for track in post.draft.tracks]
    if not form.keys <= set(present):
        return as_it_is(post, 404, GONE)
    if not post.move_tracks(form.keys, form.behind(present), author()):
        return as_it_is(post, 409, CHANGED)
    moved = [track for track in post.draft.tracks if track.key in form.keys]
    keys = [track.key for track in moved]
    news = news_of(moved, len(present))
    if is_shown(post):
        response = act.done(news, "tracks/_head.html", at=keys[0])
        response.headers["HX-Retarget"] = "#tracks-head"
        return response
    chosen = keys[0] if "position" in request.form else None
    return act.done(news, at=keys[0], fresh=keys, chosen=chosen)


def is_shown(post: Post) -> bool:
    """Whether the browser shows the tracks in the order they have, so that it needs no others."""
    order = " ".join(str(track.key) for track in post.draft.tracks)
    return request.form.get("order") == order


def news_of(moved: list[Track], count: int) -> str:
    first, last = moved[0].position, moved[-1].position
    if len(moved) == 1:
        return _(
            "%(title)s, moved to %(first)s of %(count)s",
            title=moved[0].title,
            first=first,
            count=count,
        )
    return _(
        "%(count)s, moved to %(first)s–%(last)s of %(count2)s",
        count=counted(len(moved), "track"),
        first=first,
        last=last,
        count2=count,
    )
