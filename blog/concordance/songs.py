"""Songs: tracks that are the same piece of music, with the posts and books they stand beside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from blog.posts import Post
from blog.revisions import Revision
from blog.soundtracks import Track


@dataclass
class Song:
    """A piece of music, in the words of the first track found, and where it stands."""

    track: Track
    places: list[tuple[Post, Revision, Track]] = field(default_factory=list)

    @property
    def posts(self) -> list[tuple[Post, Revision, Track]]:
        """Each post that it stands in, once."""
        return list({post.id: place for place in self.places for post in (place[0],)}.values())

    @property
    def is_shared(self) -> bool:
        """Whether more than one book shares it."""
        return len({revision.book_id for _, revision, _ in self.places if revision.book_id}) > 1


def songs_of(rows: Iterable[Any]) -> list[Song]:
    """The songs of ``rows`` of a track, its post and its revision, in the order they came in."""
    songs: dict[tuple[str, str], Song] = {}
    for track, post, revision in rows:
        song = songs.setdefault((track.artist_key, track.title_key), Song(track))
        song.places.append((post, revision, track))
    return list(songs.values())
