"""Revisions: the history of a post, each state beside the one before or the draft, and its name."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import defer, joinedload, selectinload
from werkzeug.datastructures import MultiDict

from blog import history
from blog.db import db, find_or_404, hold, row_number
from blog.desk import changes, editor
from blog.desk.door import own_post
from blog.forms import Form, Line
from blog.posts import Post
from blog.revisions import Revision
from blog.web import leave_for, respond
from blog.wording import _, later

bp = Blueprint("revisions", __name__, url_prefix="/posts/<int:number>/revisions")

ON_A_PAGE, MOST_AT_ONCE = 20, 100
BESIDE = ("before", "draft", "nothing")


class Naming(Form):
    """The name of the revision ``place``; none takes it away."""

    name = Line(later("Name"), 100)

    def __init__(self, place: int, typed: MultiDict[str, str] | None = None, **kept: str) -> None:
        super().__init__(typed, data=kept)
        self.name.id = f"name-{place}"

    @classmethod
    def of(cls, revision: Revision) -> "Naming":
        return cls(revision.number, name=revision.name)


bp.app_template_global("naming")(Naming.of)


@bp.get("")
def index(number: int) -> ResponseReturnValue:
    """The history of a post, the newest first, each with what changed since the one before."""
    post = own_post(number)
    before, size = asked(post)
    query = history.of(post.id).options(
        joinedload(Revision.saved_by), selectinload(Revision.tracks), defer(Revision.html)
    )
    if before:
        query = query.where(Revision.number < before)
    kept = list(db.session.scalars(query.limit(size + 1)))
    rows = [
        (revision, changes.in_short(older, revision) if older else None)
        for revision, older in zip(kept, [*kept[1:], None], strict=True)
    ]
    return respond(
        "desk/revisions/_revisions.html",
        page="desk/revisions/index.html",
        post=post,
        rows=rows[:size],
        next=kept[size - 1].number if len(kept) > size else None,
        newer=before,
    )


def asked(post: Post) -> tuple[int | None, int]:
    """The number before which the list goes on, and how long it is.

    ``through`` is for a list that was grown in place, as in ``paging.page_of``. Numbers have no
    gaps, so they count what is shown.
    """
    place = {
        name: row_number(request.args[name]) or abort(400)
        for name in ("before", "through")
        if name in request.args
    }
    through = place.get("through")
    grown = post.draft.number - through + 1 if through else 0
    if grown > MOST_AT_ONCE:
        return through, ON_A_PAGE
    return place.get("before"), ON_A_PAGE + max(grown, 0)


@bp.post("")
def create(number: int) -> Response:
    """Keep what was typed on the page that leads here, and show the history with it."""
    post = own_post(number)
    editor.keep_any_words(post)
    db.session.commit()
    return leave_for(url_for(".index", number=post.id))


@bp.get("/<int:place>")
def show(number: int, place: int) -> ResponseReturnValue:
    """A state of the post, beside the one before it, beside the draft, or by itself."""
    post = own_post(number)
    revision = found(post, place)
    older = history.before(revision)
    beside = request.args.get("beside") or ("before" if older else "nothing")
    if beside not in BESIDE or (beside == "before" and older is None):
        abort(404)
    return render_template("desk/revisions/show.html", **seen(post, revision, older, beside))


def seen(post: Post, revision: Revision, older: Revision | None, beside: str) -> dict[str, Any]:
    """What the page of ``revision`` shows of it: what changed, or all of it."""
    old, new = {"before": (older, revision), "draft": (revision, post.draft)}.get(
        beside, (None, None)
    )
    context: dict[str, Any] = {"post": post, "revision": revision, "older": older, "beside": beside}
    if old and new:
        context |= {
            "fields": changes.fields(old, new),
            "stretches": changes.text(old, new),
            "songs": changes.soundtrack(old, new),
        }
    return context


@bp.route("/<int:place>", methods=["PUT", "POST"])
def update(number: int, place: int) -> ResponseReturnValue:
    """Give the revision a name. It is found by it, and kept whatever becomes of the draft."""
    post = own_post(number)
    form = Naming(place, request.form)
    if not form.validate():
        return refused(post, found(post, place), form)
    hold(post)
    revision = found(post, place)
    revision.name = form.name.data
    db.session.commit()
    news = (
        _("Version %(place)s is called %(name)s", place=place, name=revision.name)
        if revision.name
        else _("The name is gone")
    )
    here = url_for(".show", number=post.id, place=place)
    return respond("desk/revisions/_name.html", to=here, post=post, revision=revision, news=news)


def refused(post: Post, revision: Revision, form: Naming) -> Response:
    whole = seen(post, revision, history.before(revision), "nothing")
    part, page = "desk/revisions/_name.html", "desk/revisions/show.html"
    return respond(part, page=page, status=422, form=form, **whole)


def found(post: Post, place: int) -> Revision:
    """The revision of ``post`` that has the number ``place``."""
    return find_or_404(history.of(post.id).where(Revision.number == place))
