"""Negatives: what is read of an upload, upright, in the colours of the screen, or refused."""

import io
import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import PIL.Image
from PIL import ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from blog.wording import _, later

KINDS = ("JPEG", "PNG", "GIF", "WEBP")
WIDTHS = (480, 960, 1600)
MOVING_WIDTH = 960
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_FRAMES = 200
# Of all frames together: as they came, and as they are kept while they are drawn.
MOST_MOVING_PIXELS, MOST_KEPT_PIXELS = 200_000_000, 50_000_000
# WebP can hold no longer side.
LONGEST_SIDE = 16_383
SRGB = ImageCms.createProfile("sRGB")

UNKNOWN = later("This is no picture we can read. JPEG, PNG, GIF and WebP work.")
HEIC = later(
    "This picture is in Apple's HEIC, which many browsers cannot show. Save it as JPEG: on an"
    " iPhone, choose Settings, Camera, Formats, Most Compatible."
)
STRANGERS = (
    (b"ftyphe", 4, HEIC),
    (b"ftypmif1", 4, HEIC),
    (
        b"ftypavif",
        4,
        later("This picture is in AVIF. Save it as JPEG, PNG or WebP and bring that."),
    ),
    (
        b"%PDF",
        0,
        later("This is a PDF and no picture. Save the page as JPEG or PNG and bring that."),
    ),
    (b"II*\0", 0, later("This picture is in TIFF. Save it as JPEG or PNG and bring that.")),
    (b"MM\0*", 0, later("This picture is in TIFF. Save it as JPEG or PNG and bring that.")),
)
SVG = later(
    "This is an SVG drawing, which can hold scripts. It is no picture we can read: save it as PNG."
)


class Unusable(ValueError):
    """A picture that cannot be kept; its words say why and what to do."""


@dataclass
class Negative:
    """An upload as it was read: its full size upright, and its frames as large as they are kept."""

    width: int
    height: int
    frames: list[PIL.Image.Image]
    durations: list[int] = field(default_factory=list)

    @property
    def first(self) -> PIL.Image.Image:
        return self.frames[0]

    @property
    def widths(self) -> list[int]:
        """The widths it is kept in, the largest last."""
        most = self.first.width
        return [most] if self.durations else sorted({min(width, most) for width in WIDTHS})

    def print_of(self, width: int) -> PIL.Image.Image:
        """The first frame, at most ``width`` pixels wide."""
        width = min(width, self.first.width)
        size = width, max(1, round(self.height * width / self.width))
        return self.first.resize(size, PIL.Image.Resampling.LANCZOS)


def read(upload: bytes) -> Negative:
    """The pixels of ``upload``, upright, in sRGB and without anything else; Unusable without."""
    if len(upload) > MOST_BYTES:
        raise Unusable(_("This picture is larger than 10 MB. Save it smaller and try again."))
    with refusals(upload):
        picture = PIL.Image.open(io.BytesIO(upload), formats=KINDS)
        frames = getattr(picture, "n_frames", 1) if picture.format in ("GIF", "WEBP") else 1
        refuse_too_large(picture, frames)
        return moving(picture, frames) if frames > 1 else still(picture)


@contextmanager
def refusals(upload: bytes) -> Iterator[None]:
    """Say in words for its author why a picture cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            yield
    except Unusable:
        raise
    except UnidentifiedImageError as error:
        raise Unusable(what_it_is(upload)) from error
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
        raise Unusable(
            _("This picture has more than 40 million pixels. Save it smaller.")
        ) from error
    except (OSError, SyntaxError, ValueError, MemoryError, struct.error) as error:
        raise Unusable(_("This picture is damaged. Save it again and try once more.")) from error


def what_it_is(upload: bytes) -> str:
    """What to do with ``upload``, which is none of the pictures we read."""
    for mark, place, words in STRANGERS:
        if upload[place:].startswith(mark):
            return words
    return SVG if b"<svg" in upload[:1_000].lower() else UNKNOWN


def refuse_too_large(picture: PIL.Image.Image, frames: int) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise Unusable(_("This picture has more than 40 million pixels. Save it smaller."))
    if frames > MOST_FRAMES or (frames > 1 and frames * pixels > MOST_MOVING_PIXELS):
        raise Unusable(
            _(
                "This moving picture is too long: it may have %(most_frames)s frames,"
                " fewer if they are large. Shorten it, or save it smaller.",
                most_frames=MOST_FRAMES,
            )
        )


def still(picture: PIL.Image.Image) -> Negative:
    width, height = picture.size
    on_its_side = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    if on_its_side:
        width, height = height, width
    if height * min(WIDTHS[-1], width) > LONGEST_SIDE * width:
        raise Unusable(_("This picture is too long for its width. Cut it into several."))
    # A camera's JPEG is read at an eighth, a quarter or half its size where that is enough.
    needed = min(1.0, WIDTHS[-1] / width)
    picture.draft(None, (math.ceil(picture.width * needed), math.ceil(picture.height * needed)))
    picture.load()
    upright = ImageOps.exif_transpose(plain(picture))
    kept = min(WIDTHS[-1], width)
    size = kept, max(1, round(height * kept / width))
    profile = picture.info.get("icc_profile")
    return Negative(width, height, [clean(in_srgb(shrunk(upright, size), profile))])


def moving(picture: PIL.Image.Image, count: int) -> Negative:
    """Every frame of ``picture``; the more there are, the smaller they are kept."""
    width, height = picture.size
    fitting = math.isqrt(MOST_KEPT_PIXELS * width // (count * height))
    kept = max(1, min(MOVING_WIDTH, width, fitting))
    size = kept, max(1, round(height * kept / width))
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        frames.append(shrunk(frame.convert("RGBA"), size))
        durations.append(int(frame.info.get("duration") or 100))
    if not any(map(is_see_through, frames)):
        frames = [frame.convert("RGB") for frame in frames]
    return Negative(width, height, frames, durations)


def plain(picture: PIL.Image.Image) -> PIL.Image.Image:
    """``picture`` in a mode that can be shrunk and has eight bits; sixteen are scaled."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    if "transparency" in picture.info or picture.mode in ("PA", "LA"):
        return picture.convert("RGBA")
    return picture.convert({"P": "RGB", "1": "L"}.get(picture.mode, picture.mode))


def shrunk(picture: PIL.Image.Image, size: tuple[int, int]) -> PIL.Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, PIL.Image.Resampling.LANCZOS)


def in_srgb(picture: PIL.Image.Image, profile: bytes | None) -> PIL.Image.Image:
    """``picture`` in the colours that every screen takes for granted."""
    if not profile:
        return picture
    flat = picture.convert("RGB") if picture.mode == "RGBA" else picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(flat, given, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile that is damaged, or meant for other colours, says nothing.
        return picture
    if converted is not None and picture.mode == "RGBA":
        converted.putalpha(picture.getchannel("A"))
    return converted or picture


def clean(picture: PIL.Image.Image) -> PIL.Image.Image:
    """The pixels of ``picture`` alone, with transparency only if some of it shows."""
    mode = "RGBA" if is_see_through(picture) else "RGB"
    fresh = PIL.Image.new(mode, picture.size)
    fresh.paste(picture.convert(mode))
    return fresh


def is_see_through(picture: PIL.Image.Image) -> bool:
    """Whether anything behind ``picture`` would show; many have an alpha channel for nothing."""
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)
