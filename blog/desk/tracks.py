"""Tracks: the soundtrack of a draft, added to, put in order and rewritten one track at a time."""

import json
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from blog.db import db, hold, now
from blog.desk.door import author, own_post
from blog.desk.entries import ListForm, MoveForm, TrackForm
from blog.posts import Post
from blog.soundtracks import MOST_TRACKS, Track, end_alike
from blog.web import respond, wants_part

FULL = f"A soundtrack holds at most {MOST_TRACKS} tracks."
REPEATED = "The soundtrack ends with these already."
GONE = "That track is not here any more. This is the soundtrack as it is now."
OVERTAKEN = "This track was rewritten elsewhere in the meantime."
CHANGED = "The soundtrack was changed elsewhere in the meantime. This is how it is now."

bp = Blueprint("tracks", __name__, url_prefix="/posts/<int:number>/tracks")
bp.app_template_global("blank_track")(TrackForm)
bp.app_template_global("blank_list")(ListForm)


@bp.get("")
def index(number: int) -> ResponseReturnValue:
    return answer(own_post(number), "_soundtrack.html")


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    form = ListForm(request.form) if "text" in request.form else TrackForm(request.form)
    if not form.validate():
        return refused(post, form)
    added = form.tracks
    hold(post)
    present = post.draft.tracks
    if end_alike(present, added):
        return done(post, REPEATED, "_added.html", emptied=form.part, notice=REPEATED)
    if len(present) + len(added) > MOST_TRACKS:
        form.complain(FULL)
        return refused(post, form)
    post.add_tracks(added, author())
    touch(post)
    keys = [track.key for track in added]
    if isinstance(form, TrackForm) and "after" in request.form:
        place(post, keys[0], request.form.get("after", type=int))
        return done(post, f"{added[0].title} is back", at=keys[0], focus=keys[0])
    doubtful = [keys[line] for line in form.doubtful]
    return done(
        post, form.news, "_added.html", emptied=form.part, at=keys[0], fresh=keys, doubtful=doubtful
    )


@bp.post("/moves")
def move(number: int) -> ResponseReturnValue:
    post = own_post(number)
    form = MoveForm(request.form)
    if not form.validate():
        return as_it_is(post, 422, form.first_error)
    hold(post)
    key, after = form.track.data or 0, form.after.data
    if post.track(key) is None:
        return as_it_is(post, 404, GONE)
    if not place(post, key, after):
        return as_it_is(post, 409, CHANGED)
    track = found(post, key)
    news = f"{track.title}, moved to {track.position} of {len(post.draft.tracks)}"
    return done(post, news, at=key)


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
    hold(post)
    track = found(post, key)
    if form.was_overtaken(track):
        return overtaken(post, track, form)
    if form.words != track.words:
        post.working_revision(author())
        found(post, key).rewrite(**form.words)
        touch(post)
    news = f"{form.title.data} saved"
    return done(post, news, "_track.html", track=found(post, key), at=key, focus=key)


@bp.delete("/<int:key>")
def destroy(number: int, key: int) -> ResponseReturnValue:
    post = own_post(number)
    hold(post)
    track = post.track(key)
    if track is None:
        return as_it_is(post, 404, GONE)
    form, behind = TrackForm.about(track), stands_after(post, key)
    post.remove_track(key, author())
    touch(post)
    return done(post, f"{form.title.data} removed", removed=form, behind=behind)


def found(post: Post, key: int) -> Track:
    """The draft's track known as ``key``."""
    return post.track(key) or abort(404)


def stands_after(post: Post, key: int) -> int | None:
    """The key of the track before the track ``key``; None if that is the first."""
    keys = [None, *(track.key for track in post.draft.tracks)]
    return keys[keys.index(key) - 1]


def place(post: Post, key: int, after: int | None) -> bool:
    """Put the track ``key`` behind ``after``, unless it stands there; False if that one is gone."""
    if stands_after(post, key) == after:
        return True
    if post.move_track(key, after, author()) is None:
        return False
    touch(post)
    return True


def touch(post: Post) -> None:
    """Note who changed the draft, and when. Its version counts words alone, so no save is stale."""
    post.draft.saved_at, post.draft.saved_by = now(), author()


def done(
    post: Post, news: str, part: str = "_tracks.html", at: int | None = None, **said: Any
) -> Response:
    """Keep what was done and say so; ``at`` is the key of the track it was done to."""
    db.session.commit()
    if not wants_part():
        flash(news)
    return told(news, answer(post, part, to=back(post, at), **({"fresh": [at]} | said)))


def refused(post: Post, form: TrackForm | ListForm) -> Response:
    """Show ``form`` again with what is wrong in it, wherever its words came from."""
    db.session.rollback()
    said: dict[str, Any] = {form.called: form}
    response = answer(post, form.part, status=422, **said)
    response.headers["HX-Retarget"] = f"#{form.spot}"
    return response


def editing(post: Post, track: Track, form: TrackForm, status: int = 200, **said: Any) -> Response:
    said |= {"track": track, "edited": track.key, "edit_form": form}
    return answer(post, "_edit.html", status=status, **said)


def overtaken(post: Post, track: Track, form: TrackForm) -> Response:
    """Show what ``track`` says by now beside what was typed; saving once more is a decision."""
    form.edition.data = track.edition
    db.session.rollback()
    return told(OVERTAKEN, editing(post, track, form, 409, overtaken=True))


def as_it_is(post: Post, status: int, words: str) -> Response:
    """Refuse, and show the soundtrack as it is now in place of what the browser made of it."""
    db.session.rollback()
    return told(words, answer(post, "_tracks.html", status=status, notice=words))


def told(news: str, response: Response) -> Response:
    """``response`` with ``news`` for those who do not see it, announced once it is on the page."""
    response.headers["HX-Trigger"] = json.dumps({"tell": {"words": news}})
    return response


def answer(
    post: Post, part: str, *, to: str | None = None, status: int = 200, **said: Any
) -> Response:
    folder = "desk/tracks"
    return respond(
        f"{folder}/{part}", page=f"{folder}/index.html", to=to, status=status, post=post, **said
    )


def back(post: Post, key: int | None) -> str:
    """Where a plain form came from: the soundtrack's own page, or the editor."""
    own = url_for(".index", number=post.id)
    editor = url_for("desk.drafts.edit", number=post.id)
    spot = f"track-{key}" if key else "soundtrack"
    return f"{own if own in (request.referrer or '') else editor}#{spot}"
