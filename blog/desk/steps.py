"""Steps: the last act on a soundtrack, taken back."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from blog.desk.acts import CHANGED, Act, as_it_is
from blog.desk.door import own_post
from blog.steps import Step

bp = Blueprint("steps", __name__, url_prefix="/posts/<int:number>/tracks/steps")
bp.app_template_global("last_step")(Step.last)


@bp.delete("/<int:step>")
def destroy(number: int, step: int) -> ResponseReturnValue:
    post = own_post(number)
    act = Act(post)
    last = Step.last(post)
    if last is None or last.id != step:
        return as_it_is(post, 409, CHANGED)
    return act.taken_back(last)
