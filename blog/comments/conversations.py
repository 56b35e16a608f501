"""Conversations: reading and joining what is said under a post, live on every open page."""

import math
from collections.abc import Hashable
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from blog import readers, throttles
from blog.comments import Comment, openings
from blog.comments.answers import about, address, more, news, placed, power, section
from blog.comments.forms import FORGETS, CommentForm
from blog.comments.judgements import is_held_by_policy, remark, said_of
from blog.comments.policies import policy
from blog.comments.refusals import Refusal, asked_again, check, slow_down
from blog.db import Moment, db, find, find_or_404, lock, now, row_number
from blog.pieces import lazily
from blog.posts import Post
from blog.readers import Reader
from blog.revisions import Revision
from blog.sessions import member
from blog.sharing import shared
from blog.verdicts import judge
from blog.web import respond, wants_part
from blog.wording import later

bp = Blueprint("comments", __name__)

MEMBERS_ONLY = later("Only members may comment here. Your words are kept below.")
CLOSED = later("This conversation is closed. Your words are kept below, to copy.")
GONE = later("The comment you answer is gone. Your words are kept below, to copy.")


@bp.get("/posts/<slug>/comments")
@shared("since", "more", "order", "from", "until")
def index(slug: str) -> Response:
    post = post_at(slug)
    since = asked_number("since") if "since" in request.args else None
    if since is not None and "more" in request.args and wants_part():
        return more(post, since)
    if since is not None:
        return news(post, since)
    return respond(
        "comments/_list.html", page="comments/index.html", post=post, **section(post, g.reader)
    )


@bp.get("/posts/<slug>/comments/new")
def new(slug: str) -> Response:
    post = post_at(slug)
    parent = answered(post, asked := request.args.get("parent", ""))
    if asked and not (parent and parent.may_be_answered):
        abort(404)
    form = CommentForm.empty(g.reader, parent)
    return form_page(form, post=post, parent=parent)


@bp.get("/posts/<slug>/comments/opening")
def opening(slug: str) -> Response:
    """A stamp for a form that somebody begins to fill in."""
    post = post_at(slug)
    response = respond("comments/_opened.html", stamp=openings.stamp(post), slug=slug)
    response.cache_control.no_store = True
    return response


@bp.post("/posts/<slug>/comments")
def create(slug: str) -> Response:
    post = post_at(slug)
    parent = answered(post, asked := request.form.get("parent", ""))
    form = CommentForm(request.form, parent=parent)
    if member():
        del form.name, form.email, form.remembered
    try:
        may_comment(post)
        if asked and not (parent and parent.may_be_answered):
            raise Refusal(422, GONE)
        check(form)
        slow_down("comment")
    except Refusal as refusal:
        return form_page(form, refusal, post=post, parent=parent)
    comment = said(post, parent, form)
    return placed(
        "comments/_posted.html",
        comment,
        said_of(comment),
        parent=parent,
        comment_form=lazily(CommentForm.empty, comment.reader, None, comment.name),
    )


@bp.post("/posts/<slug>/comments/preview")
def preview(slug: str) -> Response:
    """What was typed, as it would be shown; nothing is kept."""
    post = post_at(slug)
    parent = answered(post, request.form.get("parent", ""))
    form = CommentForm(request.form, parent=parent)
    form.body.validate(form, [CommentForm.validate_body])
    complaint = " ".join(map(str, form.body.errors))
    stamp_anew(form, post)
    return respond(
        "comments/_preview.html",
        page="comments/new.html",
        post=post,
        parent=parent,
        comment_form=form,
        comment_policy=policy(post),
        shown=form.html,
        complaint=complaint,
    )


@bp.get("/comments/<int:number>")
@shared()
def show(number: int) -> ResponseReturnValue:
    """One comment as a part; a browser is led to its place among the others."""
    comment = seen(number)
    if wants_part() or comment.is_held:
        return about(comment, "comments/_comment.html", "comments/show.html")
    return redirect(address(comment))


@bp.app_template_global()
def comment_key(comment: Comment, liked: frozenset[int], *way: object) -> Hashable:
    """What tells one drawing of ``comment`` from another, drawn in a ``way``.

    None where it is drawn for this reader alone, who said it, and while it is held.
    """
    if comment.is_held or comment.is_said_by(g.reader):
        return None
    is_told_apart = comment.parent_id != comment.place_id
    answered = comment.parent.removed_at if is_told_apart and comment.parent else None
    is_liked = comment.id in liked
    return comment.id, comment.change, answered, is_liked, power(comment.post), *way


def post_at(slug: str) -> Post:
    """The published post at ``slug``, with what its comments ask of it."""
    return find_or_404(commented(), slug=slug, now=now())


@cache
def commented() -> Select[Post]:
    """The post published ``now`` at ``slug``."""
    title = joinedload(Post.live).load_only(Revision.title, Revision.post_id)
    moment = bindparam("now", type_=Moment)
    return Post.at(bindparam("slug"), at=moment).options(title, joinedload(Post.author))


def seen(number: int) -> Comment:
    """The comment under a published post, if whoever asks may see it."""
    published = Post.published().with_only_columns(Post.id)
    post = joinedload(Comment.post)
    found = (
        select(Comment)
        .where(Comment.id == number, Comment.post_id.in_(published))
        .options(post.joinedload(Post.live), post.joinedload(Post.author))
    )
    comment = find_or_404(found)
    return comment if comment.is_seen_by(g.reader, member()) else abort(404)


def answered(post: Post, parent: str) -> Comment | None:
    """The comment under ``post`` that the number ``parent`` means, if there is one."""
    return find(Comment.under(post).where(Comment.id == row_number(parent))) if parent else None


def asked_number(name: str) -> int:
    """The number that the address gives as ``name``; 400 for anything else."""
    number = row_number(request.args[name])
    return abort(400) if number is None else number


def may_comment(post: Post) -> None:
    """Refuse those whom the post's policy keeps out."""
    if policy(post) == "closed":
        raise Refusal(403, CLOSED)
    if policy(post) == "members" and not member():
        raise Refusal(401, MEMBERS_ONLY)


def said(post: Post, parent: Comment | None, form: CommentForm) -> Comment:
    """Keep the comment that ``form`` holds, once, however often it is sent."""
    author = member()
    name = author.name if author else form.name.data or ""
    email = "" if author else form.email.data or ""
    body = form.body.data or ""
    origin = (request.remote_addr, request.user_agent.string, parent and parent.id, name, body)
    submission = throttles.keyed("comment", repr(origin))
    verdict = None
    held = False
    if not post.may_be_edited_by(author):
        # Before the post is held, so that nobody waits for it.
        came = {"is_trapped": bool(form.website.data), "pause": pause(form, post)}
        verdict = judge(remark(name, body, post, email, **came))
        held = is_held_by_policy(post)
    lock(post)
    comment = Comment.said_lately(post, g.reader, parent, body, submission)
    if comment is None:
        comment = Comment.say(
            post,
            speaker(name if not author and form.remembered.data else ""),
            name=name,
            email=email,
            source=body,
            html=form.html,
            parent=parent,
            submission=submission,
            verdict=verdict,
            held=held,
        )
    db.session.commit()
    return comment


def pause(form: CommentForm, post: Post) -> float | None:
    """How long whoever says something has written; members need no stamp to be believed."""
    return math.inf if member() else openings.pause(form.opened.data or "", post)


def stamp_anew(form: CommentForm, post: Post) -> None:
    """Give ``form`` a stamp if it has none that is valid."""
    if openings.pause(form.opened.data or "", post) is None:
        form.opened.data = openings.stamp(post)


def speaker(name: str) -> Reader:
    """Who speaks; a guest is remembered by ``name``, if they wish."""
    reader = readers.remember()
    if not member():
        reader.name = name
        session[FORGETS] = not name
    return reader


def form_page(form: CommentForm, refusal: Refusal | None = None, **context: Any) -> Response:
    """The form for a comment; when refused, with what was typed and why."""
    stamp_anew(form, context["post"])
    shown = {"comment_form": form, "comment_policy": policy(context["post"])}
    return asked_again("comments/_form.html", "comments/new.html", form, refusal, shown | context)
