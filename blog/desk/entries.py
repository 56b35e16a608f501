"""Entries: what is typed for a soundtrack, checked: one track, a whole list, or a move."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, ValidationError
from wtforms.validators import InputRequired, Optional

from blog import markup, tracklists
from blog.forms import Form, Line, Passage
from blog.soundtracks import Track, links_in


class TrackForm(Form):
    """One track. ``edition`` is that of the words it began from, if they were kept before."""

    artist = Line("Artist", 300)
    title = Line("Title", 300, "Type the title of the song.")
    url = Line("Links", 2_000)
    note = Passage("Note", 5_000)
    edition = Line("Edition")

    part, called, spot = "_new.html", "track_form", "new-track"
    doubtful = ()

    def __init__(
        self, typed: MultiDict[str, str] | None = None, spot: str = "new-track", **kept: Any
    ) -> None:
        """What was ``typed`` over what is ``kept``; ``spot`` tells its fields from another's."""
        super().__init__(typed, data=kept)
        for field in self:
            field.id = f"{spot}-{field.name}"

    def validate_url(self, field: Line) -> None:
        try:
            links_in(field.data)
        except ValueError as error:
            words = "Links begin with https:// or http://; leave a blank between two of them."
            raise ValidationError(words) from error

    def validate_note(self, field: Passage) -> None:
        try:
            markup.clean_note(field.data)
        except markup.TooTangled as error:
            raise ValidationError(str(error)) from error

    @classmethod
    def of(cls, track: Track, typed: MultiDict[str, str] | None = None, **kept: Any) -> "TrackForm":
        """The form that rewrites ``track``: a field that was not sent keeps what the track says."""
        links = " ".join(track.links)
        said = {"artist": track.artist, "url": links, "note": track.note_source}
        return cls(typed, f"track-{track.key}", **(said | kept))

    @classmethod
    def about(cls, track: Track) -> "TrackForm":
        """The form with what ``track`` says."""
        return cls.of(track, title=track.title, edition=track.edition)

    def was_overtaken(self, track: Track) -> bool:
        """Whether ``track`` has got other words since this form was opened on it."""
        return self.edition.data not in ("", track.edition) and self.words != track.words

    @property
    def words(self) -> dict[str, Any]:
        """What was typed, as a track takes it."""
        return {
            "artist": self.artist.data,
            "title": self.title.data,
            "note": self.note.data,
            "links": links_in(self.url.data),
        }

    @property
    def tracks(self) -> list[Track]:
        return [Track.written(**self.words)]

    @property
    def news(self) -> str:
        return f"{self.title.data} added"

    def complain(self, words: str) -> None:
        self.title.errors = [words]


class ListForm(Form):
    """Many tracks at once, as somebody wrote them down."""

    text = Passage(
        "Paste a list of tracks", 100_000, "Paste at least one track.", id="new-tracks-text"
    )

    part, called, spot = "_paste.html", "list_form", "new-tracks"
    lines: list[TrackForm]
    doubtful: tuple[int, ...]

    def validate_text(self, field: Passage) -> None:
        try:
            entries = tracklists.read(field.data)
        except tracklists.TooLong as error:
            raise ValidationError(str(error)) from error
        if not entries:
            raise ValidationError("No track could be recognised in this.")
        self.lines = [TrackForm(artist=e.artist, title=e.title, url=e.link) for e in entries]
        for place, line in enumerate(self.lines, 1):
            if not line.validate():
                raise ValidationError(f"Track {place}: {line.first_error}")
        self.doubtful = tuple(place for place, entry in enumerate(entries) if entry.doubtful)

    @property
    def tracks(self) -> list[Track]:
        return [Track.written(**line.words) for line in self.lines]

    @property
    def news(self) -> str:
        count, unsure = len(self.lines), len(self.doubtful)
        added = f"{count} track{'' if count == 1 else 's'} added"
        return f"{added}, {unsure} to look at" if unsure else added

    def complain(self, words: str) -> None:
        self.text.errors = [words]


class MoveForm(Form):
    """One track and the one to stand behind; none for the first place."""

    track = IntegerField("Track", [InputRequired("Say which track to move.")])
    after = IntegerField("After", [Optional()])

    def validate_after(self, field: IntegerField) -> None:
        if field.data is not None and field.data == self.track.data:
            raise ValidationError("A track cannot come after itself.")
