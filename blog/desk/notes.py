"""Notes: what those who may edit a draft say to each other beside its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from blog.db import Numbered, db, find_or_404, hold, now
from blog.desk import editor
from blog.desk.door import author, own_post
from blog.forms import Form, Passage
from blog.members import Member
from blog.posts import Post
from blog.web import respond, wants_part
from blog.wording import _, later

SAID_AGAIN = timedelta(minutes=10)

bp = Blueprint("notes", __name__, url_prefix="/posts/<int:number>/notes")


class Note(Numbered):
    """What one member says of a draft, until somebody calls it settled.

    Those not yet resolved are counted in ``post.note_count``.
    """

    __tablename__ = "notes"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id), index=True)
    words: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    resolved_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()

    @classmethod
    def on(cls, post: Post) -> Sequence[Note]:
        """Everything that was said of ``post``, in the order in which it was."""
        said = select(cls).where(cls.post_id == post.id).options(joinedload(cls.member))
        return db.session.scalars(said.order_by(cls.id)).all()

    @classmethod
    def write(cls, post: Post, member: Member, words: str) -> None:
        """Say ``words`` of ``post``, once however often one clicks. The caller holds the post."""
        lately = select(cls).where(cls.post_id == post.id, cls.created_at > now() - SAID_AGAIN)
        same = lately.where(cls.member_id == member.id, cls.words == words)
        if db.session.scalars(same.where(cls.resolved_at.is_(None)).limit(1)).first() is None:
            db.session.add(cls(post_id=post.id, member=member, words=words))
            count(post, 1)

    def resolve(self, post: Post, *, settled: bool) -> None:
        """Call it settled, or open again. The caller holds the post."""
        if settled != bool(self.resolved_at):
            self.resolved_at = now() if settled else None
            count(post, -1 if settled else 1)


def count(post: Post, more: int) -> None:
    db.session.flush()
    counted = update(Post).where(Post.id == post.id).values(note_count=Post.note_count + more)
    db.session.execute(counted, execution_options={"synchronize_session": False})
    db.session.expire(post, ["note_count"])


class NoteForm(Form):
    note = Passage(later("Your note"), 4_000, later("Write the note first."))


bp.app_template_global("blank_note")(NoteForm)
bp.app_template_global("notes_on")(Note.on)


@bp.get("")
def index(number: int) -> ResponseReturnValue:
    return answer(own_post(number))


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    keep_words(post)
    form = NoteForm(request.form)
    if form.validate():
        Note.write(post, author(), form.note.data)
    db.session.commit()
    if form.errors:
        return answer(post, form)
    return answer(post, news=_("Your note stands beside the text."), at=place(post))


@bp.post("/<int:key>/resolution")
def resolve(number: int, key: int) -> ResponseReturnValue:
    return settle(number, key, settled=True)


@bp.delete("/<int:key>/resolution")
def reopen(number: int, key: int) -> ResponseReturnValue:
    return settle(number, key, settled=False)


def settle(number: int, key: int, *, settled: bool) -> ResponseReturnValue:
    post = own_post(number)
    keep_words(post)
    note = find_or_404(select(Note).where(Note.post_id == post.id, Note.id == key))
    note.resolve(post, settled=settled)
    db.session.commit()
    return answer(
        post, news=_("Settled.") if settled else _("Open again."), at=place(post), focus=key
    )


def keep_words(post: Post) -> None:
    """A plain press leaves the page and takes its words along; under HTMX they save themselves."""
    if wants_part():
        hold(post)
    else:
        editor.keep_any_words(post)


def place(post: Post) -> str:
    return f"{url_for('desk.drafts.edit', number=post.id)}#notes"


def answer(
    post: Post, form: NoteForm | None = None, *, news: str = "", at: str = "", focus: int = 0
) -> Response:
    """The notes as they now stand; without HTMX beside the text they are about."""
    return respond(
        "desk/notes/_notes.html",
        page="desk/notes/index.html",
        to=at,
        status=422 if form else 200,
        post=post,
        note_form=form,
        news=news,
        focus=focus,
    )
