"""Previews: a draft as readers would see it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from blog.desk.door import own_post

bp = Blueprint("previews", __name__)


@bp.get("/posts/<int:number>/preview")
def show(number: int) -> ResponseReturnValue:
    post = own_post(number)
    return render_template("desk/previews/show.html", post=post, revision=post.draft, preview=True)
