"""Presences: a window that has a draft open says so, and is told who else has it open."""

import re

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from blog.db import db
from blog.desk.door import author, own_post
from blog.posts import Post
from blog.presences import Presence

bp = Blueprint("presences", __name__)

WINDOW = re.compile(r"[\w-]{8,64}", re.ASCII)


@bp.post("/posts/<int:number>/presence")
def create(number: int) -> ResponseReturnValue:
    post, window = own_post(number), window_name()
    Presence.tell(post, author(), window)
    others = Presence.others(post, author(), window)
    words = render_template("desk/presences/_others.html", post=post, others=others)
    db.session.commit()
    return words


@bp.delete("/posts/<int:number>/presence")
def destroy(number: int) -> ResponseReturnValue:
    Presence.leave(own_post(number), author(), window_name())
    db.session.commit()
    return "", 204


def window_name() -> str:
    """What the window that asks calls itself."""
    name = request.form.get("window", "")
    return name if WINDOW.fullmatch(name) else abort(400)


@bp.app_template_global()
def writing_here_too(post: Post) -> list[Presence]:
    """The others who have ``post`` open, for a page whose window has no name yet."""
    return list(Presence.others(post, author()))
