"""Accounts: joining as a member, and what members say of themselves."""

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError
from wtforms import FileField
from wtforms.validators import DataRequired, Length, Optional

from blog import throttles
from blog.db import db
from blog.forms import EmailLine, Form, Line, Passage, Password
from blog.images import MOST_BYTES, Image, Unusable
from blog.members import PASSWORD_LENGTH, Member, hashed, matches
from blog.sessions import end_others, next_address, sign_in
from blog.web import leave_for

bp = Blueprint("accounts", __name__)

LONG_ENOUGH = Length(*PASSWORD_LENGTH, message="Use 8 to 128 characters.")
TAKEN = "Somebody has joined with this e-mail address already. Sign in instead?"


class JoinForm(Form):
    name = Line("Name", 80, "Type the name others will see.")
    email = EmailLine("E-mail")
    password = Password("Password", [DataRequired("Choose a password."), LONG_ENOUGH])


class AccountForm(Form):
    name = Line("Name", 80, "Type the name others will see.")
    bio = Passage("About you", 600)
    portrait = FileField("Picture")
    password = Password("Present password", [Optional()])
    new_password = Password("New password", [Optional(), LONG_ENOUGH])


@bp.get("/join")
def new() -> ResponseReturnValue:
    return join_page(JoinForm())


@bp.post("/join")
def create() -> ResponseReturnValue:
    form = JoinForm(request.form)
    if not form.validate():
        return join_page(form, 422)
    try:
        throttles.spend("join", request.remote_addr, 5, per=3600)
        member = Member.join(form.name.data, form.email.data, form.password.data)
        sign_in(member, remembered=True)
        db.session.commit()
    except throttles.Throttled as refusal:
        form.email.errors = [refusal.words]
        return join_page(form, 429)
    except IntegrityError:
        db.session.rollback()
        form.email.errors = [TAKEN]
        return join_page(form, 422)
    return leave_for(next_address())


@bp.get("/account")
@login_required
def edit() -> ResponseReturnValue:
    return account_page(AccountForm(obj=current_user))


@bp.post("/account")
@login_required
def update() -> ResponseReturnValue:
    request.max_content_length = MOST_BYTES + 100_000
    member: Member = current_user._get_current_object()  # noqa: SLF001  (flask-login's way)
    form = AccountForm(request.form)
    if not form.validate() or not (
        changes_password(member, form) and changes_portrait(member, form)
    ):
        db.session.rollback()
        return account_page(form, 422)
    member.name = member.reader.name = form.name.data
    member.bio = form.bio.data
    db.session.commit()
    flash("Your account is saved.")
    return leave_for(url_for("accounts.edit"))


def changes_password(member: Member, form: AccountForm) -> bool:
    """Take the new password, if one was typed beside the right present one."""
    if not form.new_password.data:
        return True
    if not matches(member.password_hash, form.password.data or ""):
        form.password.errors = ["That is not your present password."]
        return False
    member.password_hash = hashed(form.new_password.data)
    end_others(member, but=member.session_token)
    return True


def changes_portrait(member: Member, form: AccountForm) -> bool:
    """Take the picture, if one was chosen and can be read."""
    upload = request.files.get("portrait")
    if upload is None or not (content := upload.read()):
        return True
    try:
        member.portrait = Image.keep(content, current_app.config["MEDIA"], member.reader_id)
    except Unusable as error:
        form.portrait.errors = [str(error)]
        return False
    return True


def join_page(form: JoinForm, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/new.html", form=form, next=next_address()), status


def account_page(form: AccountForm, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/edit.html", form=form), status
