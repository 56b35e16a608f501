"""Figures: the pictures within a text, found in it and shown in the widths that fit."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from flask import Flask, get_template_attribute
from markupsafe import Markup
from sqlalchemy import Column, ForeignKey, Index, Table, select

from blog import markup
from blog.db import Model, db
from blog.images import Image

if TYPE_CHECKING:
    from blog.revisions import Revision

# Which pictures stand in the text of a revision.
revision_images = Table(
    "revision_images",
    Model.metadata,
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("image_id", ForeignKey(Image.id), primary_key=True),
    Index("ix_revision_images_image_id", "image_id"),
)
# These read what the door for HTML wrote, where every value stands between double quotes.
PICTURE = re.compile(r"<img (?P<attributes>[^<>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
KEPT = re.compile(r"/media/([0-9a-f]{2})/([0-9a-f]{62})-[0-9]+\.webp")
IN_A_TEXT = "(min-width: 42rem) 38rem, 92vw"


def shown_in(cleaned: str) -> list[Image]:
    """The kept pictures that ``cleaned`` HTML shows."""
    known = {start + rest for start, rest in KEPT.findall(cleaned)}
    if not known:
        return []
    return list(db.session.scalars(select(Image).where(Image.sha256.in_(known))))


def describe(images: list[Image], cleaned: str) -> None:
    """Have each of ``images`` that nobody has described yet described as it is in the text."""
    for found in PICTURE.finditer(cleaned):
        said = dict(ATTRIBUTE.findall(found["attributes"]))
        for image in images:
            if not image.alt and f"/media/{image.sha256[:2]}/{image.sha256[2:]}-" in said["src"]:
                image.alt = html.unescape(said.get("alt", ""))


def text_of(revision: Revision) -> Markup:
    """The HTML of ``revision``, ``dressed``."""
    text = revision.html
    return dressed(text, revision.images) if KEPT.search(text) else markup.trusted(text)


def dressed(cleaned: str, images: list[Image]) -> Markup:
    """``cleaned`` HTML with each of ``images`` in it as a page shows them: sharp, light, in place.

    What was cleaned stays as it is; this happens each time it is shown.
    """
    known = {image.sha256: image for image in images}
    picture = get_template_attribute("_picture.html", "picture")

    def dress(found: re.Match[str]) -> str:
        said = dict(ATTRIBUTE.findall(found["attributes"]))
        kept = KEPT.fullmatch(said.get("src", ""))
        image = known.get(kept[1] + kept[2]) if kept else None
        if image is None:
            return found[0]
        return str(picture(image, html.unescape(said.get("alt", "")), IN_A_TEXT))

    return markup.trusted(PICTURE.sub(dress, cleaned))


def init_app(app: Flask) -> None:
    app.jinja_env.filters["dressed"] = text_of
