"""Forms: what every field of the site has in common, so that words arrive clean."""

from collections.abc import Callable
from typing import Any

import wtforms
from flask_babel import get_locale
from wtforms import BooleanField, FileField, PasswordField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its types are of 3.2
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from blog import words
from blog.wording import _, later, plural

EMAIL = r"^[^@\s<>\"',;]{1,64}@[^@\s<>\"',;]{1,190}\.[^@\s<>\"',;.]{2,63}$"


class Form(wtforms.Form):
    """A form of the site; ``first_error`` is what to say when there is room for one sentence."""

    class Meta(DefaultMeta):
        """What a field says by itself, such as that a choice is none, is in the same language."""

        @property
        def locales(self) -> list[str]:  # type: ignore[override]  # asked for at each request
            locale = get_locale()
            return [locale.language if locale else "en"]

    @property
    def first_error(self) -> str:
        return next((str(field.errors[0]) for field in self if field.errors), "")


def limits(most: int, required: str = "") -> list[Any]:
    """Validators: at most ``most`` characters, and the sentence to say where nothing was typed."""
    presence = DataRequired(required) if required else Optional()
    return [
        presence,
        Length(
            max=most,
            message=plural(
                "Use at most %(count)s character.", "Use at most %(count)s characters.", most
            ),
        ),
    ]


class Line(StringField):
    """One line of text, cleaned; ``most`` characters, ``required`` the sentence if it is empty."""

    data: str

    def __init__(self, label: str, most: int = 200, required: str = "", extra: Any = (), **kw: Any):
        super().__init__(label, [*limits(most, required), *extra], filters=[cleaned_line], **kw)


class Passage(TextAreaField):
    """Several lines of text, cleaned."""

    data: str

    def __init__(self, label: str, most: int = 5_000, required: str = "", **kw: Any):
        super().__init__(label, limits(most, required), filters=[cleaned_passage], **kw)


class Tick(BooleanField):
    """A box to be ticked, behind a hidden field of its name: so an empty box is sent as well."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            super().process_formdata(valuelist[-1:])


class EmailLine(Line):
    """An e-mail address: not every one that passes exists, but what fails is none."""

    def __init__(self, label: str, required: str = later("Type an e-mail address."), **kw: Any):
        looks_right = Regexp(EMAIL, message=_("That does not look like an e-mail address."))
        super().__init__(label, 254, required, extra=[looks_right], **kw)


class Upload(FileField):
    """A file that somebody chose. ``found`` is what ``read`` makes of its bytes; the words of a
    ValueError that it raises are said beside the field.
    """

    def __init__(self, label: str, read: Callable[[bytes], Any], **kw: Any) -> None:
        super().__init__(label, **kw)
        self.read = read
        self.found: Any = None

    def pre_validate(self, _form: BaseForm) -> None:
        if not getattr(self.data, "filename", ""):
            raise ValidationError(_("Choose a file first."))
        try:
            self.found = self.read(self.data.read())
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Password(PasswordField):
    """A password: never shown again, and taken as typed, blanks and all."""

    data: str


def choices(labels: dict[str, str]) -> list[SelectChoice]:
    """What a field offers: values, and what each is called."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def cleaned_line(text: str | None) -> str:
    return words.line(text or "")


def cleaned_passage(text: str | None) -> str:
    return words.passage(text or "")
