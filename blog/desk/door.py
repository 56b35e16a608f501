"""The door of the desk: who may come in, and whom they are there."""

from typing import cast

from flask import Response, abort

from blog.db import find_or_404
from blog.members import Member
from blog.posts import Post
from blog.sessions import login_manager, member


def let_in() -> Response | None:
    """Only members who may write; a stranger is led to the sign-in page and back."""
    known = member()
    if known is None:
        return cast("Response", login_manager.unauthorized())
    return None if known.may_write else abort(403)


def author() -> Member:
    """Who is at the desk."""
    return cast("Member", member())


def editors_only() -> None:
    """Shut out whoever works on nothing but posts of their own."""
    if not author().may_edit_others:
        abort(403)


def own_post(number: int) -> Post:
    """The post that the member at the desk may work on; someone else's does not exist."""
    return find_or_404(Post.editable_by(author()).where(Post.id == number))
