"""Tracks: the soundtrack of a draft, added to and rewritten one track at a time."""

from typing import Any

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from blog.db import db, row_number
from blog.desk.acts import GONE, Act, answer, as_it_is, kept
from blog.desk.door import author, own_post
from blog.desk.entries import ListForm, TrackForm
from blog.desk.readings import Reading, refused
from blog.lengths import spoken
from blog.posts import Post
from blog.soundtracks import MOST_TRACKS, Track, end_alike, playing_time
from blog.web import told
from blog.wording import _, later

FULL = later("A soundtrack holds at most %(most_tracks)s tracks.", most_tracks=MOST_TRACKS)
REPEATED = later("The soundtrack ends with these already.")
OVERTAKEN = later("This track was rewritten elsewhere in the meantime.")

bp = Blueprint("tracks", __name__, url_prefix="/posts/<int:number>/tracks")
bp.app_template_global("blank_track")(TrackForm)
bp.app_template_global("blank_list")(ListForm)
bp.app_template_global("playing_time")(playing_time)
bp.app_template_filter("spoken")(spoken)


@bp.get("")
def index(number: int) -> ResponseReturnValue:
    return answer(own_post(number), "tracks/_soundtrack.html")


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    form = sent()
    if not form.validate() or (isinstance(form, ListForm) and not form.validate_lines()):
        return refused(post, form)
    added = form.tracks
    act = Act(post)
    present = post.draft.tracks
    emptied = ListForm.part if isinstance(form, Reading) else form.part
    if end_alike(present, added):
        return kept(post, REPEATED, "tracks/_added.html", emptied=emptied, notice=REPEATED)
    if len(present) + len(added) > MOST_TRACKS:
        form.complain(FULL)
        return refused(post, form)
    post.add_tracks(added, author())
    keys = [track.key for track in added]
    if isinstance(form, TrackForm) and "after" in request.form:
        post.move_tracks(set(keys), row_number(request.form["after"]), author())
        return act.done(_("%(title)s is back", title=added[0].title), at=keys[0], focus=keys[0])
    doubtful = [keys[line] for line in form.doubtful]
    said: dict[str, Any] = {"emptied": emptied, "fresh": keys, "doubtful": doubtful}
    return act.done(form.news, "tracks/_added.html", at=keys[0], **said)


def sent() -> TrackForm | ListForm | Reading:
    """What the request brings: a list that was put right, one as it was pasted, or a track."""
    if "lines" in request.form:
        return Reading.typed(request.form)
    return ListForm.sent() if "text" in request.form else TrackForm(request.form)


@bp.get("/<int:key>")
def edit(number: int, key: int) -> ResponseReturnValue:
    post = own_post(number)
    track = found(post, key)
    return editing(post, track, TrackForm.about(track))


@bp.put("/<int:key>")
def update(number: int, key: int) -> ResponseReturnValue:
    post = own_post(number)
    track = found(post, key)
    form = TrackForm.of(track, request.form)
    if not form.validate():
        return editing(post, track, form, 422)
    act = Act(post)
    track = found(post, key)
    if form.was_overtaken(track):
        return overtaken(post, track, form)
    if form.words != track.words:
        post.working_revision(author())
        found(post, key).rewrite(**form.words)
    news, track = _("%(data)s saved", data=form.title.data), found(post, key)
    return act.done(news, "tracks/_saved.html", at=key, track=track, focus=key)


@bp.delete("/<int:key>")
def destroy(number: int, key: int) -> ResponseReturnValue:
    post = own_post(number)
    act = Act(post)
    track = post.track(key)
    if track is None:
        return as_it_is(post, 404, GONE)
    form, behind = TrackForm.about(track), stands_after(post, key)
    post.remove_tracks({key}, author())
    return act.done(_("%(data)s removed", data=form.title.data), removed=form, behind=behind)


def found(post: Post, key: int) -> Track:
    """The draft's track known as ``key``."""
    return post.track(key) or abort(404)


def stands_after(post: Post, key: int) -> int | None:
    """The key of the track before the track ``key``; None if that is the first."""
    keys = [None, *(track.key for track in post.draft.tracks)]
    return keys[keys.index(key) - 1]


def editing(post: Post, track: Track, form: TrackForm, status: int = 200, **said: Any) -> Response:
    said |= {"track": track, "edited": track.key, "edit_form": form}
    return answer(post, "tracks/_edit.html", status=status, **said)


def overtaken(post: Post, track: Track, form: TrackForm) -> Response:
    """Show what ``track`` says by now beside what was typed; saving once more is a decision."""
    form.edition.data = track.edition
    db.session.rollback()
    return told(OVERTAKEN, editing(post, track, form, 409, overtaken=True))
