"""The door of the desk: who may come in, whom they are there, and how much they may bring."""

from typing import cast

from flask import Response, abort, request
from sqlalchemy.orm import joinedload

from blog.db import find_or_404
from blog.desk import reentry
from blog.members import Member
from blog.negatives import MOST_BYTES
from blog.posts import Post
from blog.sessions import login_manager, member

# All the words of a post, or 500 tracks, each with its fields; what is larger is refused unread.
MOST_FORM_BYTES = 4 * 1024 * 1024
MOST_PARTS = 8_000


def let_in() -> Response | None:
    """Only members who may write; a stranger is led to the sign-in page and back.

    Whatever a page of the desk sends is accepted: a post with a picture, or a whole soundtrack.
    """
    request.max_content_length = MOST_BYTES + MOST_FORM_BYTES
    request.max_form_memory_size = MOST_FORM_BYTES
    request.max_form_parts = MOST_PARTS
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


def owners_only() -> None:
    """Shut out whoever does not run the site."""
    if not author().may_own:
        abort(403)


def own_post(number: int) -> Post:
    """The post that the member at the desk may work on; someone else's does not exist.

    Its draft comes with it, as somebody might delete both before it was asked for.
    """
    draft = joinedload(Post.draft, innerjoin=True)
    return find_or_404(Post.editable_by(author()).where(Post.id == number).options(draft))


def post_to_take_away(number: int) -> Post:
    """The same post, if they may also take it from readers."""
    post = own_post(number)
    return post if post.may_be_taken_away_by(author()) else abort(403)
