"""Liking: saying that one is glad of a comment, and taking it back."""

from flask import Blueprint, Response, abort, g, request

from blog import readers, throttles
from blog.comments import Comment
from blog.comments.answers import address
from blog.comments.conversations import seen
from blog.comments.likes import Like, liked
from blog.db import db, hold
from blog.web import respond

bp = Blueprint("liking", __name__, url_prefix="/comments/<int:number>/like")

IN_A_MINUTE = 30


@bp.post("")
def create(number: int) -> Response:
    throttles.spend("like", request.remote_addr, IN_A_MINUTE, per=60)
    comment = likeable(number)
    hold(comment.post)
    Like.give(readers.remember(), comment)
    db.session.commit()
    return answer(comment)


@bp.delete("")
def destroy(number: int) -> Response:
    comment = likeable(number)
    if g.reader:
        hold(comment.post)
        Like.take_back(g.reader, comment)
        db.session.commit()
    return answer(comment)


def likeable(number: int) -> Comment:
    """The comment, if it is somebody else's and everyone sees it."""
    comment = seen(number)
    if not comment.may_be_answered:
        abort(404)
    return abort(403) if comment.is_said_by(g.reader) else comment


def answer(comment: Comment) -> Response:
    return respond(
        "comments/_like.html",
        to=address(comment),
        comment=comment,
        liked=liked(g.reader, [comment]),
    )
