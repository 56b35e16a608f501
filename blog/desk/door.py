"""The door of the desk: who may come in, and whom they are there."""

from typing import cast

from flask import Response, abort
from sqlalchemy.orm import joinedload

from blog.db import find_or_404
from blog.desk import reentry
from blog.members import Member
from blog.posts import Post
from blog.sessions import login_manager, member


def let_in() -> Response | None:
    """Only members who may write; a stranger is led to the sign-in page and back."""
    if member() is None and (asked := ask_who_it_is()):
        return asked
    return None if author().may_write else abort(403)


def ask_who_it_is() -> Response | None:
    """What is said to a stranger; None to one who came back and is a stranger no more."""
    if reentry.is_plain_form():
        return reentry.comes_back()
    return cast("Response", login_manager.unauthorized())


def author() -> Member:
    """Who is at the desk."""
    return cast("Member", member())


def editors_only() -> None:
    """Shut out whoever works on nothing but posts of their own."""
    if not author().may_edit_others:
        abort(403)


def own_post(number: int) -> Post:
    """The post that the member at the desk may work on; someone else's does not exist.

    Its draft comes with it, as somebody might delete both before it was asked for.
    """
    draft = joinedload(Post.draft, innerjoin=True)
    return find_or_404(Post.editable_by(author()).where(Post.id == number).options(draft))
