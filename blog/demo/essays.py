"""The demo's essays, kept beside this file: a TOML file for each, and one for who wrote them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Person:
    """One who writes here."""

    name: str
    email: str
    role: str
    bio: str


@dataclass(frozen=True)
class Song:
    """One track; the note is HTML."""

    artist: str
    title: str
    note: str


@dataclass(frozen=True)
class Remark:
    """What somebody said under a post, in plain text, and what was answered."""

    name: str
    at: datetime
    text: str
    replies: tuple["Remark", ...] = ()


@dataclass(frozen=True)
class Essay:
    """One post. `body` is HTML, `introduction` plain; without `published_at` it is a draft."""

    slug: str
    title: str
    author: str
    standfirst: str
    body: str
    introduction: str
    book: dict[str, Any]
    tracks: tuple[Song, ...]
    tags: list[str]
    epigraph: str = ""
    epigraph_source: str = ""
    motif: str = ""
    hero_alt: str = ""
    language: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    comments: tuple[Remark, ...] = field(default=())


def people() -> list[Person]:
    """Those who write the essays; the first is the one a visitor signs in as."""
    return [Person(**person) for person in read(HERE / "people.toml")["people"]]


def essays() -> list[Essay]:
    """Every essay in the order of publication, the drafts last."""
    found = (essay(path) for path in sorted((HERE / "posts").glob("*.toml")))
    return sorted(found, key=lambda e: (e.published_at is None, e.published_at))


def essay(path: Path) -> Essay:
    """The essay kept at `path`, whose name is its slug; TypeError where a key is wrong."""
    kept = read(path)
    kept["tracks"] = tuple(Song(**song) for song in kept["tracks"])
    kept["comments"] = tuple(remarks(kept.get("comments", [])))
    return Essay(slug=path.stem, **kept)


def remarks(kept: list[dict[str, Any]]) -> Iterator[Remark]:
    for remark in kept:
        yield Remark(**remark | {"replies": tuple(remarks(remark.get("replies", [])))})


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
