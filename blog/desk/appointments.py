"""Appointments: the day and hour at which a post comes out, by the clocks of the site's place."""

from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from blog import site
from blog.forms import Form, Line
from blog.posts import Post

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
MINUTES = "%Y-%m-%dT%H:%M"


class Appointment(Form):
    """A day and an hour to be chosen; ``moment`` is the same in UTC, None if none was."""

    at = Line("Day and time", 40)

    moment: datetime | None = None

    @classmethod
    def asked(cls, typed: MultiDict[str, str]) -> "Appointment":
        """What the request asks for; a button that says "now" outweighs the field beside it."""
        return cls(None if typed.get("when") == "now" else typed)

    @classmethod
    def of(cls, post: Post) -> "Appointment":
        """The hour at which ``post`` came or comes out."""
        shown = post.published_at
        return cls(data={"at": site.local(shown).strftime(MINUTES) if shown else ""})

    def validate_at(self, field: Line) -> None:
        try:
            wanted = datetime.fromisoformat(field.data or "")
        except ValueError as error:
            raise ValidationError("Choose a day and an hour.") from error
        if not EARLIEST_YEAR <= wanted.year <= LATEST_YEAR:
            raise ValidationError(f"Choose a year between {EARLIEST_YEAR} and {LATEST_YEAR}.")
        place = site.local(datetime.now(UTC)).tzinfo
        local = wanted if wanted.tzinfo else wanted.replace(tzinfo=place)
        self.moment = local.astimezone(UTC)
        if self.moment.astimezone(local.tzinfo).replace(fold=0) != local.replace(fold=0):
            raise ValidationError(
                "That hour does not exist: the clocks go forward then. Choose another."
            )
