"""Pages at the desk: the standing texts of the site, and their order in its navigation."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload
from wtforms import IntegerField
from wtforms.validators import InputRequired, Optional, ValidationError

from blog import site
from blog.db import db, find_or_404
from blog.desk.door import author, editors_only
from blog.forms import Form
from blog.navigation import Entry
from blog.posts import Post
from blog.web import leave_for, respond, told
from blog.wording import _, later

MOST_PAGES = 100
FULL = later(
    "A site has at most %(most_pages)s pages. Move one to the trash first.", most_pages=MOST_PAGES
)
CHANGED = later("The navigation was changed elsewhere in the meantime. This is how it is now.")

bp = Blueprint("pages", __name__, url_prefix="/pages")
bp.before_request(editors_only)


class MoveForm(Form):
    """One page and the one to stand behind; none for the first place."""

    page = IntegerField("Page", [InputRequired(later("Say which page to move."))])
    after = IntegerField("After", [Optional()])

    def validate_after(self, field: IntegerField) -> None:
        if field.data is not None and field.data == self.page.data:
            raise ValidationError(_("A page cannot come after itself."))


@bp.get("")
def index() -> ResponseReturnValue:
    return answer()


@bp.post("")
def create() -> Response:
    """Begin a page; it will be in the navigation, last, once it is published."""
    site.one_at_a_time()
    there = select(func.count()).where(Post.kind == "page", Post.trashed_at.is_(None))
    if (db.session.scalar(there) or 0) >= MOST_PAGES:
        return refused(FULL, 422)
    page = Post.begin(author(), "page")
    Entry.add(page)
    db.session.commit()
    return leave_for(url_for("desk.drafts.edit", number=page.id))


@bp.post("/moves")
def move() -> Response:
    form = MoveForm(request.form)
    if not form.validate():
        return refused(form.first_error, 422)
    site.one_at_a_time()
    number = form.page.data or 0
    if not Entry.move(number, form.after.data):
        return refused(CHANGED, 409)
    page = found(number)
    placed = in_navigation()
    place = (
        _(", moved to %(index)s of %(len)s", index=placed.index(page) + 1, len=len(placed))
        if page in placed
        else ""
    )
    return done(f"{title(page)}{place}", at=number)


@bp.post("/<int:number>/navigation")
def show(number: int) -> Response:
    """Have the navigation lead to a page."""
    site.one_at_a_time()
    page = found(number)
    Entry.add(page)
    return done(_("%(title)s is in the navigation", title=title(page)), at=number)


@bp.delete("/<int:number>/navigation")
def hide(number: int) -> Response:
    site.one_at_a_time()
    page = found(number)
    Entry.drop(page)
    return done(_("%(title)s is not in the navigation any more", title=title(page)), at=number)


def found(number: int) -> Post:
    return find_or_404(pages().where(Post.id == number))


def pages() -> Select[Post]:
    """The pages of the site with what the list shows of them."""
    draft = joinedload(Post.draft, innerjoin=True)
    return Post.editable_by(author()).where(Post.kind == "page").options(draft)


def in_navigation() -> Sequence[Post]:
    kept = pages().where(Post.trashed_at.is_(None))
    placed = kept.join(Entry, Entry.post_id == Post.id).order_by(Entry.position)
    return db.session.scalars(placed).all()


def elsewhere() -> Sequence[Post]:
    placed = select(Entry.post_id)
    others = pages().where(Post.trashed_at.is_(None), Post.id.not_in(placed))
    return db.session.scalars(others.order_by(Post.created_at, Post.id)).all()


def thrown_away() -> Sequence[Post]:
    newest = pages().where(Post.trashed_at.is_not(None)).order_by(Post.trashed_at.desc())
    return db.session.scalars(newest.limit(MOST_PAGES)).all()


def title(page: Post) -> str:
    return page.draft.title or _("Untitled")


def done(words: str, at: int) -> Response:
    """Keep what was done to the page ``at``, and say so."""
    db.session.commit()
    return told(words, answer(to=url_for("desk.pages.index", _anchor=f"page-{at}"), fresh=at))


def refused(words: str, status: int) -> Response:
    """Refuse, and show the pages as they are in place of what the browser made of them."""
    db.session.rollback()
    return told(words, answer(status=status, notice=words))


def answer(*, to: str | None = None, status: int = 200, **said: Any) -> Response:
    return respond(
        "desk/pages/_pages.html",
        page="desk/pages/index.html",
        to=to,
        status=status,
        placed=in_navigation(),
        others=elsewhere(),
        trash=thrown_away(),
        **said,
    )
