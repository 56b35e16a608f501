"""Entries: what is typed for a soundtrack, checked: one track, a whole list, or a move."""

from typing import Any

from flask import request
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from blog import markup, playlists, tracklists
from blog.forms import Form, Line, Passage
from blog.lengths import clock, seconds_in
from blog.links import links_in
from blog.soundtracks import Track
from blog.tracklists import Entry
from blog.wording import _, counted, later


class TrackForm(Form):
    """One track. ``edition`` is that of the words it began from, if they were kept before."""

    artist = Line(later("Artist"), 300)
    title = Line(later("Title"), 300, later("Type the title of the song."))
    length = Line(later("Length"), 20)
    url = Line(later("Links"), 4_000)
    note = Passage(later("Note"), 5_000)
    edition = Line("Edition")

    part, called, spot = "tracks/_new.html", "track_form", "new-track"
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
            words = _("Links begin with https:// or http://; leave a blank between two of them.")
            raise ValidationError(words) from error

    def validate_length(self, field: Line) -> None:
        try:
            seconds_in(field.data)
        except ValueError as error:
            raise ValidationError(str(error)) from error

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
        said["length"] = clock(track.seconds)
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
            "seconds": seconds_in(self.length.data),
        }

    @property
    def tracks(self) -> list[Track]:
        return [Track.written(**self.words)]

    @property
    def news(self) -> str:
        return _("%(data)s added", data=self.title.data)

    def complain(self, words: str) -> None:
        self.title.errors = [words]


class ListForm(Form):
    """Many tracks at once, as somebody wrote them down or a player keeps them."""

    text = Passage(later("Paste a list of tracks"), 100_000, id="new-tracks-text")
    file = FileField(later("Or choose a file"), id="new-tracks-file")

    part, called, spot = "tracks/_paste.html", "list_form", "new-tracks"
    entries: list[Entry]
    lines: list[TrackForm]
    doubtful: tuple[int, ...]

    @classmethod
    def sent(cls) -> "ListForm":
        """The form with what the request brings."""
        return cls(CombinedMultiDict((request.files, request.form)))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is anything to be read; ``entries`` is what was understood."""
        if not super().validate(extra_validators):
            return False
        upload = self.file.data
        chosen = upload if upload and upload.filename else None
        field = self.file if chosen else self.text
        try:
            if not self.text.data and not chosen:
                raise ValidationError(_("Paste at least one track."))
            self.entries = (
                playlists.read(chosen.read()) if chosen else tracklists.read(self.text.data)
            )
            if not self.entries:
                raise ValidationError(_("No track could be recognised in this."))
        except (ValidationError, tracklists.TooLong, playlists.Unreadable) as error:
            field.errors = [str(error)]
        return not field.errors

    def validate_lines(self) -> bool:
        """Whether what was understood can be added as it is."""
        self.lines = [
            TrackForm(artist=e.artist, title=e.title, url=e.link, length=clock(e.seconds))
            for e in self.entries
        ]
        for place, line in enumerate(self.lines, 1):
            if not line.validate():
                self.complain(
                    _("Track %(place)s: %(first_error)s", place=place, first_error=line.first_error)
                )
                return False
        self.doubtful = tuple(place for place, entry in enumerate(self.entries) if entry.doubtful)
        return True

    @property
    def tracks(self) -> list[Track]:
        return [Track.written(**line.words) for line in self.lines]

    @property
    def news(self) -> str:
        added, unsure = (
            _("%(count)s added", count=counted(len(self.lines), "track")),
            len(self.doubtful),
        )
        return (
            _("%(added)s, %(unsure)s to look at", added=added, unsure=unsure) if unsure else added
        )

    def complain(self, words: str) -> None:
        self.text.errors = [words]


class Keys(Field):
    """The keys of one or several tracks."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = [int(value) for value in valuelist]
        except ValueError as error:
            raise ValueError(_("That is no track of this soundtrack.")) from error


class ChoiceForm(Form):
    """The tracks that something is to be done to."""

    track = Keys(later("Track"), [InputRequired(later("Choose a track first."))])

    @property
    def keys(self) -> set[int]:
        return set(self.track.data)


class MoveForm(ChoiceForm):
    """The tracks to move and the one to stand behind, none for the first place; or a place."""

    after = IntegerField("After", [Optional()])
    position = IntegerField(
        later("Place"), [Optional(), NumberRange(1, message=later("Places count from 1."))]
    )

    def validate_after(self, field: IntegerField) -> None:
        if field.data is not None and field.data in self.keys:
            raise ValidationError(_("A track cannot come after itself."))

    def behind(self, present: list[int]) -> int | None:
        """The key of the track to stand behind, among those that are ``present``."""
        if self.position.data is None:
            return self.after.data
        others = [key for key in present if key not in self.keys]
        return [None, *others][min(self.position.data - 1, len(others))]
