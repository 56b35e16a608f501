"""Readings: what was understood of a list or a file, shown to be put right before it is added."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from blog.db import db, row_number
from blog.desk.acts import answer
from blog.desk.door import own_post
from blog.desk.entries import ListForm, TrackForm
from blog.lengths import clock
from blog.posts import Post
from blog.soundtracks import Track
from blog.tracklists import Entry
from blog.web import told
from blog.wording import _, counted

FIELDS = ("artist", "title", "url", "length")
bp = Blueprint("readings", __name__, url_prefix="/posts/<int:number>/tracks/readings")


class Reading:
    """The lines of a list, each a track to be put right or left out. Nothing of it is kept."""

    part, called, spot = "readings/_reading.html", "reading", "new-tracks"

    def __init__(
        self, lines: list[TrackForm], doubtful: set[int], out: set[int], text: str
    ) -> None:
        self.lines, self.doubts, self.out, self.text = lines, doubtful, out, text
        self.error = ""

    @classmethod
    def of(cls, entries: Iterable[Entry], text: str) -> "Reading":
        """What was understood, as it was."""
        found = list(entries)
        lines = [
            TrackForm(spot=f"reading-{place}", artist=entry.artist, title=entry.title,
                      url=entry.link, length=clock(entry.seconds))
            for place, entry in enumerate(found, 1)
        ]  # fmt: skip
        doubtful = {place for place, entry in enumerate(found, 1) if entry.doubtful}
        return cls(lines, doubtful, set(), text)

    @classmethod
    def typed(cls, form: MultiDict[str, str]) -> "Reading":
        """What came back of it."""
        rows = zip_longest(*(form.getlist(name) for name in FIELDS), fillvalue="")
        lines = [
            TrackForm(MultiDict(zip(FIELDS, row, strict=True)), f"reading-{place}")
            for place, row in enumerate(rows, 1)
        ]
        marked = {name: {row_number(place) or 0 for place in form.getlist(name)}
                  for name in ("doubtful", "out")}  # fmt: skip
        return cls(lines, marked["doubtful"], marked["out"], form.get("text", ""))

    def swap(self, which: str) -> None:
        """Take artists for titles: on ``all`` lines, or on the one with that number."""
        for place, line in enumerate(self.lines, 1):
            if which in ("all", str(place)):
                line.artist.data, line.title.data = line.title.data, line.artist.data

    @property
    def kept(self) -> dict[int, TrackForm]:
        """The lines to be added, by their numbers."""
        return {place: line for place, line in enumerate(self.lines, 1) if place not in self.out}

    def validate(self) -> bool:
        wrong = [place for place, line in self.kept.items() if not line.validate()]
        if wrong:
            self.error = _(
                "Line %(wrong)s: %(first_error)s",
                wrong=wrong[0],
                first_error=self.lines[wrong[0] - 1].first_error,
            )
        elif not self.kept:
            self.error = _("Leave at least one track in.")
        return not self.error

    def complain(self, words: str) -> None:
        self.error = words

    @property
    def tracks(self) -> list[Track]:
        return [Track.written(**line.words) for line in self.kept.values()]

    @property
    def doubtful(self) -> tuple[int, ...]:
        """No line is marked once more: its author has seen them all."""
        return ()

    @property
    def news(self) -> str:
        return counted(len(self.kept), "track added")


@bp.post("")
def create(number: int) -> ResponseReturnValue:
    post = own_post(number)
    if "lines" in request.form:
        return again(post, Reading.typed(request.form))
    form = ListForm.sent()
    if not form.validate():
        return refused(post, form)
    reading = Reading.of(form.entries, form.text.data)
    unsure = len(reading.doubts)
    news = counted(len(reading.lines), "track understood")
    if unsure:
        news = _("%(news)s, %(unsure)s to look at", news=news, unsure=unsure)
    return told(news, answer(post, reading.part, reading=reading), "say")


def again(post: Post, reading: Reading) -> Response:
    """The same lines with artist and title swapped, or the list that they came from."""
    if "back" in request.form:
        return answer(post, ListForm.part, list_form=ListForm(text=reading.text), ready=True)
    reading.swap(request.form.get("swap", ""))
    return answer(post, reading.part, reading=reading)


def refused(post: Post, form: TrackForm | ListForm | Reading) -> Response:
    """Show ``form`` again with what is wrong in it, wherever its words came from."""
    db.session.rollback()
    said: dict[str, Any] = {form.called: form}
    response = answer(post, form.part, status=422, **said)
    response.headers["HX-Retarget"] = f"#{form.spot}"
    return response
