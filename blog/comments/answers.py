"""Answers: what a page, and one that is open already, is told of the comments under a post."""

from typing import Any

from flask import Response, g, request, url_for

from blog.comments import Comment, conversation, policy
from blog.comments.forms import CommentForm
from blog.comments.likes import liked
from blog.db import db, row_number
from blog.pagecache import depends_on
from blog.pieces import lazily
from blog.posts import Post
from blog.readers import Reader
from blog.web import respond, wants_part
from blog.wording import counted

ON_ONE_PAGE = 200


def section(post: Post, reader: Reader | None, before: int | None = None) -> dict[str, Any]:
    """What a page shows of the comments under ``post``: the newest, or those ``before`` one.

    Gives ``replies``, ``cursor``, ``earlier`` (the number to go on from), ``comment_policy``
    and ``comment_form``.
    """
    depends_on(post)
    # The cursor is older than the rows read after it, so that no change falls in between.
    cursor = post.comment_change
    newest = Comment.shown(post).order_by(Comment.number.desc()).limit(ON_ONE_PAGE + 1)
    if before:
        newest = newest.where(Comment.number < before)
    rows = db.session.scalars(newest).all()
    own = db.session.scalars(Comment.waiting(post, reader)).all() if reader and not before else []
    replies = conversation([*rows[:ON_ONE_PAGE], *own])
    return {
        "replies": replies,
        "liked": liked(reader, (comment for under in replies.values() for comment in under)),
        "cursor": cursor,
        "earlier": rows[ON_ONE_PAGE - 1].number if len(rows) > ON_ONE_PAGE else None,
        "comment_policy": policy(post),
        "comment_form": lazily(CommentForm.empty, reader),
    }


def about(comment: Comment, part: str, page: str) -> Response:
    """Something about one comment: on its own page, or in its place."""
    depends_on(comment.post)
    return respond(
        part,
        page=page,
        comment=comment,
        liked=liked(g.reader, [comment]),
        post=comment.post,
        comment_policy=policy(comment.post),
        place=address(comment),
        in_place=wants_part(),
    )


def address(comment: Comment) -> str:
    """Where ``comment`` stands: under its post, or among the earlier ones."""
    post, place = comment.post, f"comment-{comment.id}"
    later = Comment.shown(post).where(Comment.number > (comment.number or post.comment_change))
    last = later.order_by(Comment.number).offset(ON_ONE_PAGE - 1).limit(1)
    if db.session.scalars(last).first() is None:
        return url_for("reading.show", slug=post.slug, _anchor=place)
    before = (comment.number or 0) + 1
    return url_for("comments.index", slug=post.slug, before=before, _anchor=place)


def news(post: Post, since: int) -> Response:
    """What changed after ``since``, each to be put in its place; 204 if nothing did."""
    depends_on(post)
    changed = list(db.session.scalars(Comment.changed(post, since)))
    if changed:
        told = tidings(post, changed, since)
        response = respond("comments/_news.html", page="comments/index.html", **told)
    else:
        response = Response(status=204)
    response.headers["Cache-Control"] = "no-cache"
    return response


def placed(part: str, comment: Comment, words: str, **context: Any) -> Response:
    """The answer to a change: ``comment`` in its place, and all else that is new meanwhile."""
    post, since = comment.post, row_number(request.form.get("since", ""))
    if since is None:
        since = max(comment.change - 1, 0)
    changed = list(db.session.scalars(Comment.changed(post, since)))
    told = tidings(post, changed, since) | {"words": words}
    if comment not in changed:
        told |= told_of([*changed, comment])
    return respond(part, to=address(comment), comment=comment, **told, **context)


def tidings(post: Post, changed: list[Comment], since: int) -> dict[str, Any]:
    """What a page must know of ``changed``; its next cursor is taken from these very rows."""
    fresh = sum(comment.is_shown and (comment.number or 0) > since for comment in changed)
    return told_of(changed) | {
        "post": post,
        "comment_policy": policy(post),
        "since": since,
        "cursor": max((comment.change for comment in changed), default=since),
        "words": counted(fresh, "new comment") if fresh else "",
    }


def told_of(changed: list[Comment]) -> dict[str, Any]:
    replies = conversation(comment for comment in changed if not comment.is_gone)
    shown = [comment for under in replies.values() for comment in under]
    return {"changed": changed, "replies": replies, "liked": liked(g.reader, shown)}
