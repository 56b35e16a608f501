"""The door of the desk: who may come in, and whom they are there."""

from typing import cast

from flask import Response, abort
from flask_login import current_user

from blog.db import find_or_404
from blog.members import Member
from blog.posts import Post
from blog.sessions import login_manager


def let_in() -> Response | None:
    """Only members who may write; a stranger is led to the sign-in page and back."""
    if not current_user.is_authenticated:
        return cast("Response", login_manager.unauthorized())
    if not current_user.may_write:
        abort(403)
    return None


def author() -> Member:
    """Who is at the desk."""
    return cast("Member", current_user._get_current_object())  # noqa: SLF001  (flask-login's way)


def own_post(number: int) -> Post:
    """The post that the member at the desk may work on; someone else's does not exist."""
    return find_or_404(Post.editable_by(author()).where(Post.id == number))
