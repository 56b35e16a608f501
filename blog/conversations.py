"""Conversations: reading and joining what is said under a post, live on every open page."""

from typing import Any, cast

from flask import Blueprint, Response, abort, g, request, url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import TooManyRequests

from blog import readers, throttles
from blog.comment_forms import CommentForm, WordsForm
from blog.comments import ON_ONE_PAGE, Comment, conversation, moderates, policy
from blog.db import db, find, find_or_404, hold
from blog.members import Member
from blog.posts import Post, Slug
from blog.readers import Reader
from blog.web import respond, wants_part

bp = Blueprint("conversations", __name__)

MEMBERS_ONLY = "Only members may comment here. Your words are kept below."
CLOSED = "This conversation is closed. Your words are kept below, to copy."
GONE = "The comment you answer is gone. Your words are kept below, to copy."
TOO_FAST = "That was fast. Wait {} seconds and send it again; your words are kept below."


class Refusal(Exception):
    """Why words are not taken: an HTTP status and a sentence for whoever typed them."""

    def __init__(self, status: int, words: str = "", pause: int = 0) -> None:
        super().__init__(words)
        self.status, self.words, self.pause = status, words, pause


@bp.get("/posts/<slug>/comments")
def index(slug: str) -> Response:
    post = find_or_404(at(slug))
    if "since" in request.args:
        return news(post, asked_number("since"))
    before = asked_number("before") if "before" in request.args else None
    return respond(
        "comments/_list.html",
        page="comments/index.html",
        post=post,
        before=before,
        **Comment.section(post, g.reader, before),
    )


@bp.get("/posts/<slug>/comments/new")
def new(slug: str) -> Response:
    post = find_or_404(at(slug))
    parent = answered(post, asked := request.args.get("parent", ""))
    if asked and not (parent and parent.may_be_answered):
        abort(404)
    form = CommentForm(name=g.reader.name if g.reader else "", parent=parent)
    return form_page(form, post=post, parent=parent)


@bp.post("/posts/<slug>/comments")
def create(slug: str) -> Response:
    post = find_or_404(at(slug))
    parent = answered(post, asked := request.form.get("parent", ""))
    form = CommentForm(request.form, parent=parent)
    if member():
        del form.name, form.email
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
        "Your comment is posted." if comment.number else "Your comment waits for approval.",
        parent=parent,
        comment_form=CommentForm(name=comment.reader.name),
    )


@bp.get("/comments/<int:number>")
def show(number: int) -> Response:
    return about(seen(number), "comments/_comment.html", "comments/show.html")


def at(slug: str) -> Select[Post]:
    """The published post that is, or once was, at ``slug``."""
    reached = Post.published().join(Slug, Slug.post_id == Post.id).where(Slug.slug == slug)
    return reached.options(joinedload(Post.live), joinedload(Post.author))


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


def member() -> Member | None:
    """The signed-in member who asks."""
    return cast("Member | None", readers.member())


def answered(post: Post, parent: str) -> Comment | None:
    """The comment under ``post`` that the number ``parent`` means, if there is one."""
    return find(Comment.under(post).where(Comment.id == whole(parent))) if parent else None


def asked_number(name: str) -> int:
    """The number that the address gives as ``name``; 400 for anything else."""
    number = whole(request.args[name])
    return abort(400) if number is None else number


def whole(text: str) -> int | None:
    """``text`` as a number that a row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def may_comment(post: Post) -> None:
    """Refuse those whom the post's policy keeps out."""
    if policy(post) == "closed":
        raise Refusal(403, CLOSED)
    if policy(post) == "members" and not member():
        raise Refusal(401, MEMBERS_ONLY)


def check(form: WordsForm) -> None:
    """Refuse what the fields complain of."""
    if not form.validate():
        raise Refusal(422)


def slow_down(act: str) -> None:
    """Refuse whoever does too much at once: members ten times a minute, guests less."""
    try:
        if member():
            throttles.spend(act, f"member {g.reader.id}", 10, per=60)
        else:
            throttles.spend(act, request.remote_addr, 3, per=60)
            throttles.spend(f"{act} in an hour", request.remote_addr, 20, per=3600)
    except TooManyRequests as error:
        pause = cast("int", error.retry_after)
        raise Refusal(429, TOO_FAST.format(pause), pause) from error


def said(post: Post, parent: Comment | None, form: CommentForm) -> Comment:
    """Keep the comment that ``form`` holds, once, however often it is sent."""
    author = member()
    name = author.name if author else form.name.data or ""
    body = form.body.data or ""
    origin = (request.remote_addr, request.user_agent.string, parent and parent.id, name, body)
    submission = throttles.keyed("comment", repr(origin))
    hold(post)
    comment = find(Comment.said_lately(post, g.reader, parent, body, submission))
    if comment is None:
        comment = Comment.say(
            post,
            speaker(name),
            name=name,
            email="" if author else form.email.data or "",
            source=body,
            html=form.html,
            parent=parent,
            submission=submission,
            held=bool(form.website.data)
            or (policy(post) == "held" and not moderates(author, post)),
        )
    db.session.commit()
    return comment


def speaker(name: str) -> Reader:
    """Who speaks; a guest is remembered by ``name``."""
    reader = readers.remember()
    if not member():
        reader.name = name
    return reader


def form_page(form: CommentForm, refusal: Refusal | None = None, **context: Any) -> Response:
    """The form for a comment; when refused, with what was typed and why."""
    shown = {"comment_form": form, "comment_policy": policy(context["post"])}
    return asked_again("comments/_form.html", "comments/new.html", form, refusal, shown | context)


def asked_again(
    part: str, page: str, form: WordsForm, refusal: Refusal | None, context: dict[str, Any]
) -> Response:
    """A form, with the status of its refusal and how long to wait."""
    form.refusal = refusal.words if refusal else ""
    status = refusal.status if refusal else 200
    response = respond(part, page=page, status=status, in_place=wants_part(), **context)
    if refusal and refusal.pause:
        response.headers["Retry-After"] = str(refusal.pause)
    return response


def about(comment: Comment, part: str, page: str) -> Response:
    """Something about one comment: on its own page, or in its place."""
    return respond(
        part,
        page=page,
        comment=comment,
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
    return url_for("conversations.index", slug=post.slug, before=before, _anchor=place)


def news(post: Post, since: int) -> Response:
    """What changed after ``since``, each to be put in its place; 204 if nothing did."""
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
    post, since = comment.post, whole(request.form.get("since", ""))
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
        "words": f"{fresh} new comment{'' if fresh == 1 else 's'}" if fresh else "",
    }


def told_of(changed: list[Comment]) -> dict[str, Any]:
    return {
        "changed": changed,
        "replies": conversation(comment for comment in changed if not comment.is_gone),
    }
