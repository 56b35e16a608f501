"""Soundtracks: the ordered tracks of a revision, and what each of them says."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    false,
    func,
    inspect,
    select,
    union,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from blog import markup
from blog.artists import Artist
from blog.db import LAST_LETTER, PLAIN_ORDER, Numbered
from blog.lengths import clock, total
from blog.links import service_of
from blog.players import is_player, player_of, searches
from blog.words import folded, name_key

MOST_TRACKS = 500


class Track(Numbered):
    """One song of a soundtrack: whose, what, and why it is here. Positions count from 1.

    Revisions copy their tracks; ``key`` is the number of the first of these copies, by which an
    open editor knows the track whichever revision is being worked on.
    """

    __tablename__ = "tracks"
    __table_args__ = (
        Index("uq_tracks_order", "revision_id", "position", unique=True),
        Index("ix_tracks_concordance", "artist_key", "title_key", "id"),
        Index("ix_tracks_newest", "artist_key", "id"),
        CheckConstraint("position <> 0", name="position"),
    )

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    first_id: Mapped[int | None]
    position: Mapped[int]
    artist: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    note_source: Mapped[str] = mapped_column(default="")
    note_html: Mapped[str] = mapped_column(default="")
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    seconds: Mapped[int | None]
    artist_key: Mapped[str] = mapped_column(PLAIN_ORDER)
    title_key: Mapped[str] = mapped_column(PLAIN_ORDER, index=True)

    performer: Mapped[Artist | None] = relationship(
        primaryjoin=lambda: foreign(Track.artist_key) == Artist.key, viewonly=True
    )

    @classmethod
    def suggested_by(cls, text: str, revisions: Select[Any], most: int) -> Select[Track]:
        """The songs in ``revisions`` whose artist or title begins as ``text`` does, each once.

        Of a song that was written down more than once it is the newest track.
        """
        starts = {cls.artist_key: name_key(text), cls.title_key: folded(text)}
        begin = [
            select(cls.id).where(start <= key, key < start + LAST_LETTER)
            for key, start in starts.items()
            if start
        ]
        songs = (
            select(func.max(cls.id))
            .where(cls.id.in_(union(*begin)) if begin else false(), cls.revision_id.in_(revisions))
            .group_by(cls.artist_key, cls.title_key)
            .order_by(cls.artist_key, cls.title_key)
            .limit(most)
        )
        return select(cls).where(cls.id.in_(songs)).order_by(cls.artist_key, cls.title_key)

    @classmethod
    def written(
        cls,
        *,
        artist: str,
        title: str,
        note: str = "",
        links: list[str] | None = None,
        seconds: int | None = None,
    ) -> Track:
        """A track of these words, at no place yet."""
        track = cls()
        track.rewrite(artist=artist, title=title, note=note, links=links or [], seconds=seconds)
        return track

    def rewrite(
        self, *, artist: str, title: str, note: str, links: list[str], seconds: int | None
    ) -> None:
        """Take new words; the note is made safe here and the names folded for the concordance."""
        self.artist, self.title, self.note_source, self.links = artist, title, note, links
        self.seconds = seconds
        self.note_html = markup.clean_note(note)
        self.artist_key, self.title_key = name_key(artist), folded(title)

    def copied(self) -> Track:
        """The same track for another revision, under the same key."""
        kept = (column.key for column in inspect(Track).columns if not column.primary_key)
        copy = Track(**{name: getattr(self, name) for name in kept if name != "revision_id"})
        copy.first_id = self.key
        return copy

    @property
    def key(self) -> int:
        return self.first_id or self.id

    @property
    def words(self) -> dict[str, Any]:
        """What an author typed for the track, as ``rewrite`` takes it."""
        return {
            "artist": self.artist,
            "title": self.title,
            "note": self.note_source,
            "links": self.links,
            "seconds": self.seconds,
        }

    @property
    def edition(self) -> str:
        """A short sum of the words: a form that was opened on others carries another."""
        return hashlib.sha256(json.dumps(self.words).encode()).hexdigest()[:16]

    @property
    def length(self) -> str:
        """How long it plays, such as ``3:45``; nothing where that is not known."""
        return clock(self.seconds)

    @property
    def services(self) -> list[tuple[str, str]]:
        """Each link to read with the name of the service it leads to."""
        return [(service_of(link), link) for link in self.links if not is_player(link)]

    @property
    def player(self) -> str:
        """The address of a player for it, if one of its services has one."""
        return player_of(self.links)

    @property
    def searches(self) -> list[tuple[str, str]]:
        """Where it may be found, by service, when nobody has linked to it."""
        return [] if self.links else searches(self.artist, self.title)


def playing_time(tracks: list[Track]) -> str:
    """How long all of ``tracks`` play, as far as that is known."""
    return total(track.seconds for track in tracks)


def end_alike(tracks: list[Track], added: list[Track]) -> bool:
    """Whether ``tracks`` already end in the very words of ``added``, as after a second click."""
    last = tracks[-len(added) :]
    return [track.words for track in last] == [track.words for track in added]
