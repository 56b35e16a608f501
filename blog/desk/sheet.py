"""The sheet a post is written on: every field but its tracks, and what each may hold."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput, TextArea

from blog import isbn, site
from blog.db import LARGEST_ID, db, find
from blog.desk import pictures
from blog.forms import Form, Line, Passage, Tick
from blog.images import Image
from blog.links import is_web_address
from blog.revisions import Revision
from blog.tags import MOST_TAGS, names_in
from blog.wording import _, later
from blog.words import slug_of

MOST_BODY_BYTES = 600_000
LATEST_YEAR = 2100
UNKNOWN_VERSION = later(
    "It is not clear which version this began from. Copy your words and reload."
)
# Where a revision calls a field by another name, and how what was typed is read.
COLUMNS = {
    "body": "source",
    "introduction": "introduction_source",
    "tags": "tag_names",
    "hero": "hero_id",
    "cover": "cover_id",
}
READINGS = {"book_isbn": isbn.compact, "slug": slug_of, "tags": names_in}


class Year(IntegerField):
    """A year of our era, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0].strip()
        self.data = int(typed) if typed.isdecimal() and len(typed) <= 4 else None
        if typed and not 1 <= (self.data or 0) <= LATEST_YEAR:
            raise ValueError(_("Type the year in digits, such as 2005."))


class Part(IntegerField):
    """Which one of a series it is, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0].strip()
        self.data = int(typed) if typed.isdecimal() and len(typed) <= 4 else None
        if typed and not self.data:
            raise ValueError(_("Type a number from 1 on."))


class Picture(IntegerField):
    """A kept picture by its number, or none; one that its author may not see is not there."""

    revision: Revision

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, [Optional()], widget=HiddenInput(), **kw)

    @property
    def image(self) -> Image | None:
        number = self.data or 0
        if number in (self.revision.hero_id, self.revision.cover_id):
            return db.session.get(Image, number)
        if not 0 < number <= LARGEST_ID:
            return None
        return find(pictures.choosable(self.revision.post_id).where(Image.id == number))

    def take(self, image: Image) -> None:
        """Have ``image`` chosen."""
        self.raw_data, self.data = [str(image.id)], image.id

    def pre_validate(self, _form: BaseForm) -> None:
        if self.data is not None and self.image is None:
            raise ValidationError(_("This picture is not here any more. Choose it again."))


class Share(IntegerField):
    """A place between two edges: 0 at the first, 100 at the other, in steps of 5."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        typed = valuelist[0].strip()
        if not typed.isascii() or not typed.isdigit() or len(typed) > 3 or int(typed) > 100:
            self.data = 50
            raise ValueError(_("Type a number from 0 to 100."))
        self.data = round(int(typed) / 5) * 5


class Sheet(Form):
    """The fields of a draft. Those a request does not send keep what ``revision`` says."""

    version = IntegerField(validators=[InputRequired(UNKNOWN_VERSION)], widget=HiddenInput())
    title = Line(later("Title"), widget=TextArea())
    slug = Line(later("Address"))
    standfirst = Line(later("Standfirst"), 500, widget=TextArea())
    book_title = Line(later("Title of the book"))
    book_author = Line(later("Author of the book"))
    book_year = Year(later("Year"), [Optional()])
    book_isbn = Line("ISBN", 40)
    epigraph = Passage(later("Quotation"), 2_000)
    epigraph_source = Line(later("Where it comes from"), 300)
    body = Passage(later("Text"), MOST_BODY_BYTES)
    introduction = Passage(later("About the soundtrack"), 20_000)
    tags = Line(later("Tags"), 600)
    hero = Picture(later("Picture"))
    hero_x = Share(later("Focus from the left"))
    hero_y = Share(later("Focus from the top"))
    cover = Picture(later("Cover"))
    hero_alt = Line(later("What the picture shows"), 300)
    hero_decorative = Tick(later("It only decorates"))
    series_title = Line(later("Series"))
    series_part = Part(later("Part"), [Optional()])
    language = SelectField(later("Language"))
    canonical_url = Line(later("Where it first appeared"), 500)
    description = Line(later("For search results"), 300, widget=TextArea())

    def __init__(self, typed: MultiDict[str, str] | None, revision: Revision) -> None:
        held = {name: getattr(revision, COLUMNS.get(name, name)) for name in NAMES}
        held["tags"] = ", ".join(revision.tag_names)
        super().__init__(typed, data=held | {"version": revision.version})
        self.hero.revision = self.cover.revision = revision
        languages = {"": _("The site's own")} | site.LANGUAGES
        languages.setdefault(revision.language, revision.language)
        self.language.choices = list(languages.items())

    def validate_book_isbn(self, field: Line) -> None:
        if not isbn.is_isbn(isbn.compact(field.data or "")):
            raise ValidationError(_("This is no ISBN: one of its digits must be mistyped."))

    def validate_body(self, field: Passage) -> None:
        if len((field.data or "").encode()) > MOST_BODY_BYTES:
            raise ValidationError(_("This text is too long for one post: it may have 600 kB."))

    def validate_tags(self, field: Line) -> None:
        names = names_in(field.data or "")
        if len(names) > MOST_TAGS or any(len(name) > 60 for name in names):
            raise ValidationError(
                _("Use at most %(most_tags)s tags of at most 60 letters.", most_tags=MOST_TAGS)
            )

    def validate_canonical_url(self, field: Line) -> None:
        if not is_web_address(field.data or ""):
            raise ValidationError(_("Type a whole web address, such as https://example.org/essay."))

    def columns(self) -> dict[str, Any]:
        """What was typed, by the columns of a revision; fields that were not sent are left out."""
        typed = {name: self[name].data for name in NAMES if self[name].raw_data}
        for name in typed.keys() & READINGS:
            typed[name] = READINGS[name](typed[name])
        return {COLUMNS.get(name, name): value for name, value in typed.items()}


NAMES = [
    name
    for name, made in vars(Sheet).items()
    if isinstance(made, UnboundField) and name != "version"
]
