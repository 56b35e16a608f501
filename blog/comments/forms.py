"""Comment forms: what is typed to say something under a post, or to say it better."""

from __future__ import annotations

from typing import Any

from flask import session
from wtforms import BooleanField, HiddenField, ValidationError

from blog import markup, words
from blog.comments import Comment
from blog.forms import EmailLine, Form, Line, Passage
from blog.readers import Reader
from blog.wording import _, later

# What a browser is told by whose owner does not want to be remembered there.
FORGETS = "forgets"


class WordsForm(Form):
    """The words of a comment; ``html`` is what they become. ``refusal`` is said above them all."""

    body = Passage(later("Comment"), 5_000, later("Write something first."))

    html = ""
    refusal = ""

    def __init__(self, *args: Any, place: str = "comment", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = f"{place}-{field.name}"

    def validate_body(self, field: Passage) -> None:
        text = field.data or ""
        if not words.line(text):
            raise ValidationError(_("Write something first."))
        if field.errors:
            return
        try:
            self.html = markup.comment(text)
        except markup.TooTangled as error:
            raise ValidationError(_("That is too tangled to be shown; say it plainly.")) from error


class CommentForm(WordsForm):
    """What a guest fills in; members are known by name. Only machines fill in ``website``;
    ``opened`` is a stamp of ``openings``.
    """

    name = Line(later("Name"), 80, later("Type the name to show beside your comment."))
    email = EmailLine(later("E-mail"), required="")
    remembered = BooleanField(later("Remember me on this device"))
    website = Line("Website")
    opened = HiddenField()

    def __init__(self, *args: Any, parent: Comment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, place=f"reply-{parent.id}" if parent else "comment", **kwargs)
        if parent:
            self.body.label.text = _("Reply to %(name)s", name=parent.name)

    @classmethod
    def empty(
        cls, reader: Reader | None, parent: Comment | None = None, name: str = ""
    ) -> CommentForm:
        """The form for whoever is known as ``reader``, or gave this ``name`` just now.

        Who asked not to be remembered once is not asked to be again.
        """
        kept = reader.name if reader else ""
        remembered = bool(kept) or not session.get(FORGETS)
        return cls(name=kept or name, remembered=remembered, parent=parent)
