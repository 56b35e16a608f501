"""Appointments: the day and hour at which a post comes out, by the clocks of the site's place."""

from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from blog import site
from blog.forms import Form, Line
from blog.posts import Post
from blog.wording import _, later

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
UNSAID = later("Choose a day and an hour.")
MINUTES = "%Y-%m-%dT%H:%M"


class Appointment(Form):
    """A day and an hour to be chosen; ``moment`` is the same in UTC, None if none was."""

    at = Line(later("Day and time"), 40)

    moment: datetime | None = None
    is_due: bool = False

    @classmethod
    def asked(cls, typed: MultiDict[str, str]) -> "Appointment":
        """What the request asks for.

        A button that says "now" outweighs the field beside it, one that says "then" needs it.
        """
        when = typed.get("when")
        appointment = cls(None if when == "now" else typed)
        appointment.is_due = when == "then"
        return appointment

    @classmethod
    def of(cls, post: Post) -> "Appointment":
        """The hour at which ``post`` came or comes out."""
        shown = post.published_at
        return cls(data={"at": site.local(shown).strftime(MINUTES) if shown else ""})

    @staticmethod
    def other(post: Post) -> tuple[str, str] | None:
        """Where the clocks go back, an hour comes twice: which of them was not meant, and its time.

        None where it comes once, as almost all do.
        """
        if post.published_at is None:
            return None
        meant = site.local(post.published_at)
        other = meant.replace(fold=1 - meant.fold)
        if other.utcoffset() == meant.utcoffset():
            return None
        return "second" if other.fold else "first", other.isoformat("T", "minutes")

    def validate(self, extra_validators: Any = None) -> bool:
        if super().validate(extra_validators) and self.is_due and self.moment is None:
            self.at.errors = [UNSAID]
        return not self.errors

    def validate_at(self, field: Line) -> None:
        try:
            wanted = datetime.fromisoformat(field.data or "")
        except ValueError as error:
            raise ValidationError(UNSAID) from error
        if not EARLIEST_YEAR <= wanted.year <= LATEST_YEAR:
            raise ValidationError(
                _(
                    "Choose a year between %(earliest_year)s and %(latest_year)s.",
                    earliest_year=EARLIEST_YEAR,
                    latest_year=LATEST_YEAR,
                )
            )
        place = site.local(datetime.now(UTC)).tzinfo
        local = wanted if wanted.tzinfo else wanted.replace(tzinfo=place)
        self.moment = local.astimezone(UTC)
        if self.moment.astimezone(local.tzinfo).replace(fold=0) != local.replace(fold=0):
            raise ValidationError(
                _("That hour does not exist: the clocks go forward then. Choose another.")
            )
