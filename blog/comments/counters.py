"""Counters: what a post's row keeps of its comments, changed by one UPDATE in their transaction."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Integer, bindparam, update
from sqlalchemy.sql.dml import ReturningUpdate

from blog.db import db
from blog.posts import Post

# An UPDATE that counts need not look through all rows at hand; the few it meets are read anew.
AS_IT_IS = {"synchronize_session": False}


def next_change(post: Post, more: int = 0) -> int:
    """The number of one more change under ``post``, which shows ``more`` comments by it."""
    asked = {"post": post.id, "more": more}
    change: int = db.session.execute(count(), asked, execution_options=AS_IT_IS).scalar_one()
    db.session.expire(post, ["comment_change", "comment_count"])
    return change


@cache
def count() -> ReturningUpdate[int]:
    """What counts one more change under ``post``, and ``more`` comments."""
    return (
        update(Post)
        .where(Post.id == bindparam("post", type_=Integer))
        .values(
            comment_change=Post.comment_change + 1,
            comment_count=Post.comment_count + bindparam("more", type_=Integer),
        )
        .returning(Post.comment_change)
    )
