"""Artists: where the tracks of one artist meet, however the name was typed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from blog import indexing
from blog.db import PLAIN_ORDER, Numbered, db
from blog.words import free_slug, name_key


class Artist(Numbered):
    """Who made a song, known by ``key``; the tracks of theirs bear it as ``artist_key``."""

    __tablename__ = "artists"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(PLAIN_ORDER, unique=True)

    @classmethod
    def at(cls, slug: str) -> Select[Artist]:
        """The artist at ``slug``."""
        return select(cls).where(cls.slug == slug)

    @classmethod
    def slugs_of(cls, keys: Iterable[str]) -> dict[str, str]:
        """The address of each artist among ``keys``, as far as they have one."""
        found = select(cls.key, cls.slug).where(cls.key.in_(set(keys)))
        return dict(db.session.execute(found).all())

    @classmethod
    def make_known(cls, names: Iterable[str]) -> None:
        """Have everyone of ``names`` among the artists; whoever is there keeps name and address."""
        wanted = {key: name for name in reversed(list(names)) if (key := name_key(name))}
        for key in wanted.keys() - cls.slugs_of(wanted).keys():
            slug = free_slug(wanted[key], cls.slug, otherwise="artist")
            artist = cls(slug=slug, name=wanted[key], key=key)
            db.session.add(artist)
            db.session.flush()
            indexing.put("artist", artist.id, title=artist.name)
