"""The darkroom: where an upload is developed into the pictures that pages show."""

import base64
import io
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import PIL.Image

from blog.negatives import Negative, Unusable, read
from blog.wording import later

FALLBACK_WIDTH = 1200
PREVIEW_SIDE = 16
# Half a gigabyte is needed while one is drawn.
ONE_AT_A_TIME = threading.Lock()
# One is drawn and two wait. The server works on four requests at once, so one is left for readers.
QUEUE = threading.BoundedSemaphore(3)
CROWDED = later(
    "Several pictures are being prepared at this moment. Bring this one again in a minute."
)


@dataclass(frozen=True)
class Developed:
    """What became of an upload.

    ``preview`` is a tiny WebP in Base64, empty if the picture is see-through; ``fallback`` the
    ending of the file for browsers that cannot show the others.
    """

    width: int
    height: int
    widths: list[int]
    fallback: str
    is_moving: bool
    preview: str


def file_name(sha256: str, width: int) -> str:
    """The file of the picture known as ``sha256``, ``width`` pixels wide."""
    return f"{sha256[:2]}/{sha256[2:]}-{width}.webp"


def fallback_name(sha256: str, ending: str) -> str:
    """The still file of the same picture that every browser can show."""
    return f"{sha256[:2]}/{sha256[2:]}.{ending}"


def original_of(media: Path, sha256: str) -> Path:
    """Where the upload itself is kept: beside ``media``, so that it is never served."""
    return media.with_name("originals") / sha256[:2] / sha256[2:]


def develop(upload: bytes, media: Path, sha256: str) -> Developed:
    """Write the pictures that pages show under ``media``, and the upload itself apart from them.

    They are drawn afresh from the pixels, so no metadata (a place, say) and no stowaway survives;
    a photograph lying on its side is turned upright. Raises Unusable if ``upload`` is no picture,
    or if too many are waiting.
    """
    with place_in_queue(), ONE_AT_A_TIME:
        negative = read(upload)
        opaque = negative.first.mode == "RGB"
        write(original_of(media, sha256), upload, permissions=0o600)
        for width in negative.widths:
            write(media / file_name(sha256, width), webp(negative, width))
        fallback = "jpg" if opaque else "png"
        still = negative.print_of(FALLBACK_WIDTH)
        write(media / fallback_name(sha256, fallback), encoded(still, fallback))
        return Developed(
            width=negative.width,
            height=negative.height,
            widths=negative.widths,
            fallback=fallback,
            is_moving=bool(negative.durations),
            preview=preview(negative) if opaque else "",
        )


@contextmanager
def place_in_queue() -> Iterator[None]:
    """Wait for the darkroom; Unusable if too many do so already."""
    if not QUEUE.acquire(blocking=False):
        raise Unusable(CROWDED)
    try:
        yield
    finally:
        QUEUE.release()


def webp(negative: Negative, width: int) -> bytes:
    """The picture in ``width``, all of its frames if it moves."""
    if not negative.durations:
        return encoded(negative.print_of(width), "webp")
    first, *others = negative.frames
    file = io.BytesIO()
    timing = {"duration": negative.durations, "loop": 0}
    first.save(file, "WEBP", save_all=True, append_images=others, quality=70, method=0, **timing)
    return file.getvalue()


def preview(negative: Negative) -> str:
    """The picture so small that it can stand in the page itself until the whole one is there."""
    tiny = negative.first.copy()
    tiny.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    file = io.BytesIO()
    tiny.save(file, "WEBP", quality=30, method=4)
    return base64.b64encode(file.getvalue()).decode()


def encoded(picture: PIL.Image.Image, ending: str) -> bytes:
    file = io.BytesIO()
    if ending == "webp":
        # Twice as fast as the default of 4, and as small within two hundredths.
        picture.save(file, "WEBP", quality=80, method=2)
    elif ending == "jpg":
        picture.save(file, "JPEG", quality=80, optimize=True, progressive=True)
    else:
        picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def write(target: Path, content: bytes, permissions: int = 0o644) -> None:
    """Write ``content`` as ``target``, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{secrets.token_hex(8)}")
    draft.touch(mode=permissions)
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def sweep(media: Path) -> None:
    """Take away what writing left half done when the machine went down."""
    for folder in (media, media.with_name("originals")):
        for draft in folder.rglob(".*"):
            if draft.stat().st_mtime < time.time() - 3600:
                draft.unlink(missing_ok=True)
