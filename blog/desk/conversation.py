"""The conversation under one post: who may take part, where that is not as on the whole site."""

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from wtforms import IntegerField, RadioField
from wtforms.validators import NumberRange, Optional

from blog import site
from blog.db import db, hold
from blog.desk.door import own_post
from blog.forms import Form, choices
from blog.posts import Post
from blog.web import leave_for, respond
from blog.wording import _, later

bp = Blueprint("conversation", __name__, url_prefix="/posts/<int:number>/conversation")


class ConversationForm(Form):
    comment_policy = RadioField(later("Comments"))
    comments_close_after = IntegerField(
        later("Close this conversation after so many days"),
        [Optional(), NumberRange(0, 36_500, later("Type a number of days, or 0."))],
        description=later("From the day the post appeared. 0: never. Empty: as on the whole site."),
    )

    def __init__(self, *typed: Any, **kept: Any) -> None:
        super().__init__(*typed, **kept)
        here = site.current()
        usual = site.COMMENT_POLICIES[here.comment_policy if here else "open"]
        own = {"": _("As on the whole site: %(policy)s", policy=usual)} | site.COMMENT_POLICIES
        self.comment_policy.choices = choices(own)


@bp.get("")
def edit(number: int) -> Response:
    post = own_post(number)
    return page(post, ConversationForm(obj=post))


@bp.post("")
def update(number: int) -> Response:
    post = own_post(number)
    form = ConversationForm(request.form)
    if not form.validate():
        return page(post, form, 422)
    hold(post)
    form.populate_obj(post)
    db.session.commit()
    flash(_("Kept: this holds for the conversation from now on."), "good")
    return leave_for(url_for("desk.drafts.edit", number=post.id))


def page(post: Post, form: ConversationForm, status: int = 200) -> Response:
    return respond("desk/conversation/edit.html", status=status, post=post, form=form)
