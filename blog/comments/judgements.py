"""Judgements: whether what is said under a post waits for a moderator, and what is said of that."""

from typing import Any

from flask import g, request
from sqlalchemy import exists, select

from blog import site
from blog.comments import Comment
from blog.comments.decisions import is_blocked
from blog.comments.policies import policy
from blog.db import db
from blog.posts import Post
from blog.readers import Reader
from blog.sessions import member
from blog.unwanted import is_listed
from blog.verdicts import REASONS, Remark
from blog.wording import _
from blog.words import fingerprint, lines

# Who is told of these learns how to come past them.
SILENT = {"trap", "listed", "address", "again", "blocked", "haste", "unopened"}


def said_of(comment: Comment) -> str:
    """What became of ``comment``, for whoever said it, and why it waits if it does."""
    if comment.number:
        return _("Your comment is posted.")
    why = [str(REASONS[sign]) for sign in comment.signs if sign not in SILENT]
    if not why:
        return _("Your comment waits for approval.")
    return _("Your comment waits for approval. Why: %(why)s.", why="; ".join(why))


def is_held_by_policy(post: Post) -> bool:
    """Whether comments under ``post`` wait, whatever they say."""
    asked = policy(post)
    return asked == "held" or (asked == "first" and not was_approved(g.reader))


def remark(name: str, body: str, post: Post, email: str = "", **came: Any) -> Remark:
    """What is to be judged of words under ``post``, of whoever acts now, and how they ``came``."""
    here = site.current()
    return Remark(
        name=name,
        text=body,
        is_blocked=is_blocked(g.reader.id if g.reader else None, email),
        is_known=member() is not None or was_approved(g.reader),
        is_repeated=stands_elsewhere(body, post),
        listed=tuple(lines(here.unwanted_words)) if here else (),
        is_from_listed_address=is_from_listed_address(email),
        links=here.comment_links if here else 1,
        **came,
    )


def is_from_listed_address(email: str) -> bool:
    """Whether the site takes nothing from ``email``, or from where the request comes from."""
    here = site.current()
    return here is not None and is_listed(here.unwanted_addresses, email, request.remote_addr)


def stands_elsewhere(source: str, post: Post) -> bool:
    """Whether these very words were said under another post before."""
    mark = fingerprint(source)
    elsewhere = exists().where(Comment.fingerprint == mark, Comment.post_id != post.id)
    return bool(mark) and bool(db.session.scalar(select(elsewhere)))


def was_approved(reader: Reader | None) -> bool:
    """Whether something of ``reader`` was approved and still stands."""
    if reader is None:
        return False
    own = (Comment.reader_id == reader.id, Comment.removed_at.is_(None))
    return bool(db.session.scalar(select(exists().where(*own, Comment.number.is_not(None)))))
