"""First run: an empty instance greets its owner, once."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from blog import correspondents, site
from blog.accounts import JoinForm
from blog.db import db
from blog.forms import Line
from blog.members import Member
from blog.sessions import sign_in
from blog.web import leave_for
from blog.wording import later

bp = Blueprint("first_run", __name__)

OPEN_BEFORE = frozenset({"first_run.new", "first_run.create", "static", "health.show"})


class FirstRunForm(JoinForm):
    title = Line(
        later("Title of the site"), 120, later("Give your site a title; you can change it later.")
    )
    name = Line(later("Your name"), 80, later("Type the name others will see."))


@bp.before_app_request
def greet() -> ResponseReturnValue | None:
    """Lead everyone to the greeting until the site is set up."""
    if request.endpoint in OPEN_BEFORE or site.current() is not None:
        return None
    return redirect(url_for("first_run.new"), 303) if request.method == "GET" else abort(404)


@bp.get("/first-run")
def new() -> ResponseReturnValue:
    refuse_twice()
    return page(FirstRunForm())


@bp.post("/first-run")
def create() -> ResponseReturnValue:
    refuse_twice()
    form = FirstRunForm(request.form)
    if not form.validate():
        return page(form, 422)
    try:
        site.found(form.title.data)
        owner = Member.join(form.name.data, form.email.data, form.password.data, "owner")
        sign_in(owner, remembered=True)
        correspondents.greet(owner)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        abort(404)
    return leave_for("/desk")


def refuse_twice() -> None:
    """Once the site is set up this page does not exist."""
    if site.current() is not None:
        abort(404)


def page(form: FirstRunForm, status: int = 200) -> ResponseReturnValue:
    return render_template("first_run/new.html", form=form), status
