"""Drafts: the posts somebody works on, listed, begun, and kept at every pause of the hand."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("drafts", __name__)


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("desk/drafts/index.html")
