"""Images: pictures as uploaded, made safe and kept in the widths that pages ask for."""

import hashlib
import io
import os
import secrets
import struct
import threading
import warnings
from datetime import datetime
from pathlib import Path
from typing import Self

import PIL.Image
from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory, url_for
from PIL import ImageOps, UnidentifiedImageError
from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Numbered, db, find, insert, now
from blog.readers import Reader

KINDS = ("JPEG", "PNG", "GIF", "WEBP")
WIDTHS = (480, 960, 1600)
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
# WebP can hold no longer side.
LONGEST_SIDE = 16_383
# Half a gigabyte is needed while one is drawn.
ONE_AT_A_TIME = threading.Lock()

bp = Blueprint("images", __name__)


class Unusable(ValueError):
    """A picture that cannot be kept; its words say why and what to do."""


class Image(Numbered):
    """A picture by the hash of what was uploaded; the same file is kept once."""

    __tablename__ = "images"

    sha256: Mapped[str] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[list[int]] = mapped_column(JSON)
    alt: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey(Reader.id), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @classmethod
    def keep(cls, upload: bytes, media: Path, owner_id: int | None = None, alt: str = "") -> Self:
        """Keep ``upload`` under ``media`` in every width it fills; Unusable if it is no picture.

        What is kept is drawn afresh from the pixels, so no metadata (a place, say) and no
        stowaway survives; a photograph lying on its side is turned upright.
        """
        digest = hashlib.sha256(upload).hexdigest()
        if known := find(select(cls).where(cls.sha256 == digest)):
            return known
        with ONE_AT_A_TIME:
            picture = decoded(upload)
            width, height = picture.size
            widths = sorted({min(most, width) for most in WIDTHS})
            for kept in reversed(widths):
                size = kept, max(1, round(height * kept / width))
                picture = picture.resize(size, PIL.Image.Resampling.LANCZOS)
                write(picture, media, file_name(digest, kept))
        columns = {"sha256": digest, "width": width, "height": height, "widths": widths}
        image = insert(cls).values(**columns, owner_id=owner_id, alt=alt)
        db.session.execute(image.on_conflict_do_nothing())
        return db.session.scalars(select(cls).where(cls.sha256 == digest)).one()

    def file(self, width: int) -> str:
        """The name, under the media folder, of the file at least ``width`` pixels wide."""
        fitting = next((kept for kept in self.widths if kept >= width), self.widths[-1])
        return file_name(self.sha256, fitting)


def file_name(sha256: str, width: int) -> str:
    return f"{sha256[:2]}/{sha256[2:]}-{width}.webp"


def decoded(upload: bytes) -> PIL.Image.Image:
    """The pixels of ``upload``, upright and without anything else; Unusable if it has none."""
    if len(upload) > MOST_BYTES:
        raise Unusable("This picture is larger than 10 MB. Save it smaller and try again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            picture = PIL.Image.open(io.BytesIO(upload), formats=KINDS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Unusable("This picture has more than 40 million pixels. Save it smaller.")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except Unusable:
        raise
    except UnidentifiedImageError as error:
        raise Unusable("This is no picture we can read. JPEG, PNG, GIF and WebP work.") from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        MemoryError,
        struct.error,
        PIL.Image.DecompressionBombError,
        PIL.Image.DecompressionBombWarning,
    ) as error:
        raise Unusable("This picture is damaged. Save it again and try once more.") from error
    if upright.height * min(WIDTHS[-1], upright.width) > LONGEST_SIDE * upright.width:
        raise Unusable("This picture is too long for its width. Cut it into several.")
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda level: level / 256).convert("L")
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    mode = "RGBA" if see_through else "RGB"
    clean = PIL.Image.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    return clean


def write(picture: PIL.Image.Image, media: Path, name: str) -> None:
    """Write ``picture`` as ``media/name``, whole or not at all."""
    target = media / name
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{secrets.token_hex(8)}")
    with draft.open("wb") as file:
        picture.save(file, "WEBP", quality=80, method=4)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


@bp.get("/media/<path:name>")
def show(name: str) -> Response:
    """A kept picture; its name is its content, so it never changes."""
    if Path(name).name.startswith("."):
        abort(404)
    response = send_from_directory(current_app.config["MEDIA"], name, max_age=31_536_000)
    # In one piece: a slow browser would hold a thread until it has the last of many.
    response.direct_passthrough = False
    response.make_sequence()
    response.cache_control.immutable = True
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def image_url(image: Image, width: int = 960) -> str:
    """The address of ``image`` at least ``width`` pixels wide."""
    return url_for("images.show", name=image.file(width))


def srcset(image: Image) -> str:
    """Every kept width of ``image`` for an ``srcset`` attribute."""
    return ", ".join(f"{image_url(image, width)} {width}w" for width in image.widths)


def init_app(app: Flask) -> None:
    """Let templates of ``app`` address pictures."""
    app.jinja_env.globals.update(image_url=image_url, srcset=srcset)
