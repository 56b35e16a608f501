"""Images: pictures as uploaded, made safe and kept in the widths that pages ask for."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Self

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory, url_for
from sqlalchemy import JSON, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog import darkroom
from blog.db import Numbered, db, find, insert, now
from blog.negatives import Unusable
from blog.readers import Reader
from blog.wording import _

bp = Blueprint("images", __name__)


class Image(Numbered):
    """A picture by the hash of what was uploaded; the same file is kept once.

    ``name`` is what the file was called and ``weight`` how many bytes it had. Pictures of older
    versions have no ``fallback`` until somebody brings the same file again.
    """

    __tablename__ = "images"

    sha256: Mapped[str] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[list[int]] = mapped_column(JSON)
    fallback: Mapped[str] = mapped_column(default="")
    is_moving: Mapped[bool] = mapped_column(default=False)
    preview: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    weight: Mapped[int] = mapped_column(default=0)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey(Reader.id), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    @classmethod
    def keep(
        cls,
        upload: bytes,
        media: Path,
        owner_id: int | None = None,
        alt: str = "",
        *,
        name: str = "",
        quota: int | None = None,
    ) -> Self:
        """Keep ``upload`` under ``media`` in every width it fills; Unusable if it is no picture.

        Unusable, too, if all that its owner brought would then be more than ``quota`` bytes.
        """
        digest = hashlib.sha256(upload).hexdigest()
        same = select(cls).where(cls.sha256 == digest)
        known = find(same)
        if known and known.fallback and (media / known.fallback_file).exists():
            return known
        if quota is not None and brought_by(owner_id) + len(upload) > quota:
            raise Unusable(
                _(
                    "Your pictures fill the %(quota)s MB you have. Delete some that are not used"
                    " any more, under Pictures on the desk.",
                    quota=quota // 1024**2,
                )
            )
        found = asdict(darkroom.develop(upload, media, digest)) | {"weight": len(upload)}
        said = {"sha256": digest, "owner_id": owner_id, "alt": alt, "name": name}
        image = insert(cls).values(**said, **found)
        db.session.execute(image.on_conflict_do_update(index_elements=[cls.sha256], set_=found))
        fresh = same.execution_options(populate_existing=True)
        return db.session.scalars(fresh).one()

    def file(self, width: int) -> str:
        """The name, under the media folder, of the file at least ``width`` pixels wide."""
        fitting = next((kept for kept in self.widths if kept >= width), self.widths[-1])
        return darkroom.file_name(self.sha256, fitting)

    @property
    def fallback_file(self) -> str:
        """The still file that every browser can show."""
        if not self.fallback:
            return self.file(self.widths[-1])
        return darkroom.fallback_name(self.sha256, self.fallback)

    def discard(self, media: Path, since: float) -> None:
        """Remove the files of a picture whose row was deleted after ``since`` (seconds of 1970).

        Those written later stay: somebody has brought the same picture again.
        """
        names = [*map(self.file, self.widths), self.fallback_file]
        files = [media / name for name in names] + [darkroom.original_of(media, self.sha256)]
        for file in files:
            if file.exists() and file.stat().st_mtime < since:
                file.unlink(missing_ok=True)


def brought_by(owner_id: int | None) -> int:
    """How many bytes of pictures a reader has brought."""
    total = select(func.sum(Image.weight)).where(Image.owner_id == owner_id)
    return db.session.scalar(total) or 0


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


def fallback_url(image: Image) -> str:
    """The address of ``image`` as a still picture that every browser can show."""
    return url_for("images.show", name=image.fallback_file)


def srcset(image: Image) -> str:
    """Every kept width of ``image`` for an ``srcset`` attribute."""
    return ", ".join(f"{image_url(image, width)} {width}w" for width in image.widths)


def init_app(app: Flask) -> None:
    """Let templates of ``app`` address pictures."""
    app.jinja_env.globals.update(image_url=image_url, fallback_url=fallback_url, srcset=srcset)
