"""Policies: who may take part in the conversation under a post, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from blog import site
from blog.db import now
from blog.posts import Post


def policy(post: Post) -> str:
    """Who may comment on ``post``: one of site.COMMENT_POLICIES, its own or the site's."""
    here = site.current()
    end = closes_at(post)
    if end and end < now():
        return "closed"
    return post.comment_policy or (here.comment_policy if here else "open")


def closes_at(post: Post) -> datetime | None:
    """When the conversation under ``post`` closes by itself, if it does.

    After so many days as the post says, else the site; but a post that has a policy of its own and
    says nothing of days stays as it is.
    """
    here = site.current()
    days = post.comments_close_after
    if days is None:
        days = here.comments_close_after if here and not post.comment_policy else 0
    return post.published_at + timedelta(days=days) if days and post.published_at else None
