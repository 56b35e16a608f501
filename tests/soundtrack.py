"""What the tests of a soundtrack at the desk ask again and again."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from blog.db import db
from blog.posts import Post
from blog.soundtracks import Track
from tests.conftest import Made, Visitor

Visit = Callable[..., Visitor]
SONGS = [
    ("Low", "Words"),
    ("Codeine", "D"),
    ("Galaxie 500", "Tugboat"),
    ("Bedhead", "Liferaft"),
    ("Rex", "Nothing Is Most Honorable"),
]
TITLES = [title for _, title in SONGS]
LIST = "01. Nina Simone – Stars 02. Arthur Russell – This Is How We Walk on the Moon"


@dataclass
class Desk:
    """A post with five tracks, and what the database says of them."""

    app: Flask
    post: Made

    @property
    def url(self) -> str:
        return f"/desk/posts/{self.post.id}/tracks"

    @property
    def moves(self) -> str:
        return f"{self.url}/moves"

    def look(self, see: Callable[[Post], Any]) -> Any:
        with self.app.app_context():
            return see(db.session.get_one(Post, self.post.id))

    @property
    def titles(self) -> list[str]:
        tracks: list[Track] = self.look(lambda post: post.draft.tracks)
        assert [track.position for track in tracks] == list(range(1, len(tracks) + 1))
        return [track.title for track in tracks]

    def key(self, title: str) -> int:
        keys: dict[str, int] = self.look(
            lambda post: {track.title: track.key for track in post.draft.tracks}
        )
        return keys[title]

    def track(self, title: str) -> dict[str, Any]:
        words: dict[str, Any] = self.look(
            lambda post: next(one.words for one in post.draft.tracks if one.title == title)
        )
        return words

    def one(self, title: str) -> str:
        return f"{self.url}/{self.key(title)}"


def told(answer: TestResponse) -> str:
    """What is announced when ``answer`` arrives."""
    (said,) = json.loads(answer.headers["HX-Trigger"]).values()
    words: str = said["words"]
    return words


def shown(answer: TestResponse) -> list[str]:
    """The titles that ``answer`` lists, in their order."""
    return [unescape(title) for title in re.findall(r'data-title="([^"]*)"', answer.text)]


def edition(answer: TestResponse) -> str:
    """What the form in ``answer`` says of the words it began from."""
    found = re.search(r'name="edition" value="(\w+)"', answer.text)
    assert found
    return found[1]


def read(visit: Visit, desk: Desk) -> list[str]:
    """The titles that a stranger reads."""
    page = visit().get(desk.post.url).text
    return re.findall(r'class="track__title">([^<]*)<', page)
