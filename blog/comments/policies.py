"""Policies: who may take part in the conversation under a post, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from blog import site
from blog.db import now
from blog.posts import Post


def policy(post: Post) -> str:
    """Who may comment on ``post``: one of site.COMMENT_POLICIES, its own or the site's.

    Where the site closes conversations after some days, a policy of the post's own stands above it.
    """
    here = site.current()
    if post.comment_policy or here is None:
        return post.comment_policy or "open"
    end = closes_at(post)
    return "closed" if end and end < now() else here.comment_policy


def closes_at(post: Post) -> datetime | None:
    """When the site closes the conversation under ``post`` by itself, if it does."""
    here = site.current()
    days = here.comments_close_after if here and not post.comment_policy else 0
    return post.published_at + timedelta(days=days) if days and post.published_at else None
