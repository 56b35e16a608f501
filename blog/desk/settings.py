"""Settings: what the owner decides for the whole site."""

from zoneinfo import available_timezones

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import NumberRange

from blog import site
from blog.db import db
from blog.desk.door import owners_only
from blog.forms import Form, Line, Passage, choices
from blog.unwanted import listed
from blog.web import leave_for
from blog.wording import _, called, later

bp = Blueprint("settings", __name__)
bp.before_request(owners_only)


class SettingsForm(Form):
    title = Line(later("Title"), 120, later("Give the site a title."))
    tagline = Line(later("Tagline"), 200, description=later("One line under the title."))
    language = SelectField(later("Language"), choices=choices(site.LANGUAGES))
    time_zone = SelectField(
        later("Time zone"), choices=choices({name: name for name in sorted(available_timezones())})
    )
    accent = RadioField(
        later("Accent colour"), choices=choices({name: called(name) for name in site.ACCENTS})
    )
    comment_policy = RadioField(later("Comments"), choices=choices(site.COMMENT_POLICIES))
    comments_close_after = IntegerField(
        later("Close conversations after so many days"),
        [NumberRange(0, 36_500, later("Type a number of days, or 0."))],
        description=later("0: never. A post with a choice of its own keeps to that."),
        filters=[lambda days: days if days is not None else 0],
    )
    comment_links = IntegerField(
        later("Links a comment may have"),
        [NumberRange(0, 100, later("Type a number from 0 to 100."))],
        description=later("With more it waits. Links to music services are not counted."),
        filters=[lambda count: count if count is not None else 1],
    )
    unwanted_words = Passage(
        later("Unwanted words"),
        5_000,
        description=later(
            "One to a line: words or names. Comments with one of them are kept from the pages,"
            " among the spam."
        ),
    )
    unwanted_addresses = Passage(
        later("Unwanted addresses"),
        5_000,
        description=later(
            "One to a line: an e-mail address, a host it comes from (example.com), an address of"
            " the internet or a network (203.0.113.0/24). Comments from there are kept from the"
            " pages, among the spam."
        ),
    )
    shows_views = BooleanField(later("Show under a post how often it was read"))

    def validate_unwanted_addresses(self, field: Passage) -> None:
        if wrong := listed(field.data or "").wrong:
            raise ValidationError(_("This is no address: %(line)s", line=wrong[0][:80]))


@bp.get("/settings")
def edit() -> ResponseReturnValue:
    return page(SettingsForm(obj=site.current()))


@bp.post("/settings")
def update() -> ResponseReturnValue:
    form = SettingsForm(request.form)
    if not form.validate():
        return page(form, 422)
    form.populate_obj(site.current())
    db.session.commit()
    flash(_("The settings are saved."))
    return leave_for(url_for("desk.settings.edit"))


def page(form: SettingsForm, status: int = 200) -> ResponseReturnValue:
    return render_template("desk/settings/edit.html", form=form), status
