"""Answers: what a page, and one that is open already, is told of the comments under a post."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import Response, abort, g, request, url_for
from sqlalchemy import Integer, Select, bindparam, exists, false, or_, select

from blog.comments import Comment
from blog.comments.forms import CommentForm
from blog.comments.likes import Like, liked
from blog.comments.policies import closes_at, policy
from blog.comments.stretches import (
    OLDEST,
    ORDERS,
    Spot,
    Stretch,
    start_of,
    stretch_of,
    threaded,
    with_places,
)
from blog.db import db, row_number, unindexed
from blog.pieces import lazily
from blog.posts import Post
from blog.readers import Reader
from blog.sessions import member
from blog.sharing import depends_on, expires
from blog.web import leave_for, respond, wants_part
from blog.wording import counted


def section(post: Post, reader: Reader | None) -> dict[str, Any]:
    """What a page shows of the comments under ``post``: the stretch that its address asks for.

    Gives ``stretch``, ``replies``, ``liked``, ``cursor``, ``comment_policy``, ``comment_form``, and
    ``conversation``, by which it is known where it is the same for everyone.
    """
    depends_on(post)
    expires(closes_at(post))
    # The cursor is older than the rows read after it, so that no change falls in between.
    cursor = post.comment_change
    asked, may, sight = asked_stretch(), policy(post), power(post)
    stretch = lazily(stretch_of, post, *asked)
    shown = lazily(lambda: with_places([*stretch.rows, *waiting(post, reader, stretch)]))
    return {
        "conversation": None if concerns(post, reader) else (post.id, cursor, may, sight, *asked),
        "stretch": stretch,
        "replies": lazily(lambda: threaded(shown, stretch.order)),
        "liked": lazily(liked, reader, shown),
        "cursor": cursor,
        "comment_policy": may,
        "comment_form": lazily(CommentForm.empty, reader),
    }


def concerns(post: Post, reader: Reader | None) -> bool:
    """Whether ``reader`` sees the conversation under ``post`` otherwise than others of their power.

    So do who said something, who likes something, and moderators while something waits.
    """
    if reader is None:
        return False
    asked = {"post": post.id, "reader": reader.id}
    return bool(db.session.scalar(concern(may_decide=bool(power(post))), asked))


@cache
def concern(*, may_decide: bool) -> Select[bool]:
    """Whether ``reader`` said or likes something under ``post``, or ``may_decide`` what waits."""
    post, reader = bindparam("post", type_=Integer), bindparam("reader", type_=Integer)
    said = exists().where(Comment.post_id == post, Comment.reader_id == reader)
    # Few comments are liked by one reader, many may stand under one post.
    here = exists().where(Comment.id == Like.comment_id, unindexed(Comment.post_id) == post)
    theirs = exists().where(Like.reader_id == reader, here)
    waits = exists().where(Comment.post_id == post, *Comment.undecided()) if may_decide else false()
    return select(or_(said, theirs, waits))


def power(post: Post) -> str:
    """What whoever acts may do about the comments of others under ``post``."""
    moderator = member()
    if not post.may_be_edited_by(moderator):
        return ""
    return "edit" if moderator and moderator.may_edit_others else "decide"


def waiting(post: Post, reader: Reader | None, stretch: Stretch) -> Sequence[Comment]:
    """What is not approved yet: all of it for moderators, on every stretch, so that they find it;
    for others their own, at the end.
    """
    if post.may_be_edited_by(member()):
        return db.session.scalars(Comment.waiting(post)).all()
    if reader is None or stretch.until is not None:
        return []
    return db.session.scalars(Comment.waiting(post, reader)).all()


def more(post: Post, since: int) -> Response:
    """The stretch that the address asks for, to go on a page that shows what stands before it."""
    depends_on(post)
    stretch = stretch_of(post, *asked_stretch())
    shown = {comment.id for comment in stretch.rows}
    heads = [comment for comment in stretch.rows if comment.place_id not in shown]
    return respond(
        "comments/_more.html",
        post=post,
        stretch=stretch,
        replies=threaded(stretch.rows, stretch.order),
        heads=threaded(heads, stretch.order),
        liked=liked(g.reader, stretch.rows),
        cursor=since,
        words=counted(len(stretch.rows), "more comment"),
        focus=f"comment-{heads[0].id}" if heads else "",
        comment_policy=policy(post),
    )


def asked_stretch() -> tuple[str, Spot | None]:
    """The order, and the spot to begin at, that the request asks for; 400 for what is none."""
    order = request.values.get("order") or OLDEST
    return order if order in ORDERS else abort(400), asked_spot("from")


def asked_spot(name: str) -> Spot | None:
    try:
        return Spot.read(words) if (words := request.values.get(name)) else None
    except ValueError:
        abort(400)


def shown_stretch() -> Stretch:
    """The stretch that the page which asks shows now."""
    order, start = asked_stretch()
    return Stretch(order, start, asked_spot("until"))


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
    """Where ``comment`` stands under its post: the stretch of the page with it."""
    start = start_of(comment)
    asked: dict[str, Any] = {"from": str(start)} if start else {}
    slug, anchor = comment.post.slug, f"comment-{comment.id}"
    return url_for("reading.show", slug=slug, _anchor=anchor, **asked)


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
    if not wants_part():
        return leave_for(address(comment))
    post, since = comment.post, row_number(request.form.get("since", ""))
    if since is None:
        since = max(comment.change - 1, 0)
    changed = list(db.session.scalars(Comment.changed(post, since)))
    told = tidings(post, changed, since, comment) | {"words": words, "own": comment}
    return respond(part, comment=comment, **told, **context)


def tidings(
    post: Post, changed: list[Comment], since: int, own: Comment | None = None
) -> dict[str, Any]:
    """What a page must know of ``changed``; its next cursor is taken from these very rows.

    What appeared in a stretch that the page does not show is only counted, but for the reader's
    ``own``, which they look for.
    """
    stretch = shown_stretch()
    fresh = sum(comment.is_shown and (comment.number or 0) > since for comment in changed)
    cursor = max((comment.change for comment in changed), default=since)
    if own and own not in changed:
        changed = [*changed, own]
    here = [comment for comment in changed if comment == own or stretch.holds(comment)]
    known = [comment for comment in changed if (comment.number or 0) <= since]
    standing = with_places(comment for comment in here if not comment.is_gone)
    told = sorted({*here, *known}, key=lambda comment: comment.change)
    return {
        "post": post,
        "stretch": stretch,
        "changed": told,
        "replies": threaded(standing, stretch.order),
        "liked": liked(g.reader, [*told, *standing]),
        "comment_policy": policy(post),
        "since": since,
        "cursor": cursor,
        "words": counted(fresh, "new comment") if fresh else "",
    }
