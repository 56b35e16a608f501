"""Accounts: joining as a member, and what members say of themselves."""

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError
from wtforms import FileField
from wtforms.validators import DataRequired, Length, Optional

from blog import correspondents, outbox, throttles
from blog.db import db, find
from blog.forms import EmailLine, Form, Line, Passage, Password
from blog.images import Image
from blog.letters.choices import for_member
from blog.members import PASSWORD_LENGTH, Member, hashed, matches
from blog.negatives import MOST_BYTES, Unusable
from blog.sessions import end_others, next_address, sign_in
from blog.web import leave_for
from blog.wording import _, later

bp = Blueprint("accounts", __name__)

LONG_ENOUGH = Length(*PASSWORD_LENGTH, message=later("Use 8 to 128 characters."))
TAKEN = later("Somebody has joined with this e-mail address already. Sign in instead?")
JUST_TAKEN = later("Somebody took this name a moment ago. Send it again, or choose another.")


class JoinForm(Form):
    name = Line(later("Name"), 80, later("Type the name others will see."))
    email = EmailLine(later("E-mail"))
    password = Password(later("Password"), [DataRequired(later("Choose a password.")), LONG_ENOUGH])


class AccountForm(Form):
    name = Line(later("Name"), 80, later("Type the name others will see."))
    bio = Passage(later("About you"), 600)
    portrait = FileField(later("Picture"))
    password = Password(later("Present password"), [Optional()])
    new_password = Password(later("New password"), [Optional(strip_whitespace=False), LONG_ENOUGH])


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
        correspondents.greet(member)
        db.session.commit()
    except throttles.Throttled as refusal:
        form.email.errors = [refusal.words]
        return join_page(form, 429, refusal.headers)
    except IntegrityError:
        db.session.rollback()
        if find(Member.with_email(form.email.data)):
            form.email.errors = [TAKEN]
        else:
            form.name.errors = [JUST_TAKEN]
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
    try:
        # What takes long comes first: nobody else can write once the first word is changed.
        if not (form.validate() and knows_password(member, form) and took_portrait(member, form)):
            return account_page(form, 422)
    except throttles.Throttled as refusal:
        flash(refusal.words, "bad")
        return account_page(form, 429, refusal.headers)
    if form.new_password.data:
        member.password_hash = hashed(form.new_password.data)
        end_others(member, but=member.session_token)
        outbox.put("changed", member.id)
    member.name = member.reader.name = form.name.data
    member.bio = form.bio.data
    db.session.commit()
    flash(_("Your account is saved."))
    return leave_for(url_for("accounts.edit"))


def knows_password(member: Member, form: AccountForm) -> bool:
    """Whether the right present password stands beside the new one, if there is a new one."""
    if not form.new_password.data:
        return True
    throttles.spend("password", str(member.id), 10, per=300)
    if not matches(member.password_hash, form.password.data or ""):
        form.password.errors = [_("That is not your present password.")]
        return False
    return True


def took_portrait(member: Member, form: AccountForm) -> bool:
    """Take the picture, if one was chosen; False if it cannot be read."""
    upload = request.files.get("portrait")
    if upload is None or not (content := upload.read()):
        return True
    throttles.spend("portrait", str(member.id), 10, per=3600)
    try:
        member.portrait = Image.keep(
            content,
            current_app.config["MEDIA"],
            member.reader_id,
            quota=current_app.config["PICTURE_QUOTA"],
        )
    except Unusable as error:
        form.portrait.errors = [str(error)]
        return False
    return True


@bp.after_request
def keep_to_this_member(response: Response) -> Response:
    """What members say of themselves is kept by no cache, not even their browser's."""
    response.cache_control.no_store = True
    return response


def join_page(
    form: JoinForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    words = render_template("accounts/new.html", form=form, next=next_address())
    return words, status, headers or {}


def account_page(
    form: AccountForm, status: int = 200, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    letters = for_member(current_user._get_current_object())  # noqa: SLF001  (flask-login's way)
    return render_template("accounts/edit.html", form=form, **letters), status, headers or {}
