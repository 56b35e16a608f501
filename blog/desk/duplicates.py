"""Duplicates: a new draft that begins as a copy of a post."""

from datetime import timedelta

from flask import Blueprint, Response, flash, url_for
from sqlalchemy import Select, select

from blog import site
from blog.db import db, find, now
from blog.desk import editor
from blog.desk.door import author, own_post
from blog.members import Member
from blog.navigation import Entry
from blog.posts import Post
from blog.revisions import Revision
from blog.web import leave_for
from blog.wording import _

bp = Blueprint("duplicates", __name__)

TITLE_LENGTH = 200
A_DOUBLE_CLICK = timedelta(seconds=10)


@bp.post("/posts/<int:number>/duplicate")
def create(number: int) -> Response:
    post = own_post(number)
    editor.keep_any_words(post)
    if post.kind == "page":
        site.one_at_a_time()
    copy = find(made_just_now(post, author())) or duplicate(post, author())
    db.session.commit()
    flash(_("This is the copy. The post it was made from stays as it is."), "good")
    return leave_for(url_for("desk.drafts.edit", number=copy.id))


def made_just_now(post: Post, member: Member) -> Select[Post]:
    """The copy that the first click of a double one has made."""
    alike = (Revision.title == copied_title(post), Revision.source == post.draft.source)
    lately = Post.created_at > now() - A_DOUBLE_CLICK
    made = select(Post).join(Post.draft).where(Post.author_id == member.id, lately, *alike)
    return made.order_by(Post.id).limit(1)


def duplicate(post: Post, member: Member) -> Post:
    """A draft of ``member``'s with the words, tracks, book and pictures of ``post``.

    Its address, its dates, its comments and its history are its own.
    """
    copy = Post(author=member, kind=post.kind)
    db.session.add(copy)
    db.session.flush()
    with db.session.no_autoflush:
        draft = post.draft.copied()
        draft.post_id, draft.number, draft.slug = copy.id, 1, ""
        draft.title = copied_title(post)
        for track in draft.tracks:
            track.first_id = None
        draft.touch(member)
    db.session.flush()
    copy.draft = draft
    if copy.kind == "page":
        Entry.add(copy)
    db.session.flush()
    return copy


def copied_title(post: Post) -> str:
    return _("Copy of %(title)s", title=post.draft.title or "Untitled")[:TITLE_LENGTH]
