"""Removals: several tracks taken out of a soundtrack at once."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from blog.desk.acts import GONE, Act, as_it_is
from blog.desk.door import author, own_post
from blog.desk.entries import ChoiceForm
from blog.wording import _, counted

bp = Blueprint("removals", __name__, url_prefix="/posts/<int:number>/tracks/removals")


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    form = ChoiceForm(request.form)
    if not form.validate():
        return as_it_is(post, 422, form.first_error)
    act = Act(post)
    removed = post.remove_tracks(form.keys, author())
    if not removed:
        return as_it_is(post, 404, GONE)
    news = removed[0].title if len(removed) == 1 else counted(len(removed), "track")
    return act.done(_("%(news)s removed", news=news), fresh=[], removed_many=True)
