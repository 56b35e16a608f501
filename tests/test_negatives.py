"""Negatives: every picture is read as it was meant, and what is none is refused with advice."""

import io
import tracemalloc

import PIL.Image
import pytest
from PIL import ImageCms

from blog import negatives
from blog.negatives import Unusable, read

RED, GREEN = (255, 0, 0), (0, 255, 0)


def saved(picture: PIL.Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def moving(kind: str = "GIF", frames: int = 3, size: tuple[int, int] = (60, 40)) -> bytes:
    shades = [PIL.Image.new("RGB", size, (80 * n % 256, n % 256, 9)) for n in range(frames)]
    return saved(shades[0], kind, save_all=True, append_images=shades[1:], duration=120)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_what_moves_keeps_its_frames_and_their_time(kind: str) -> None:
    negative = read(moving(kind))

    assert len(negative.frames) == 3
    assert negative.durations == [120, 120, 120]
    assert negative.widths == [60]


def test_the_longer_it_moves_the_smaller_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(negatives, "MOST_KEPT_PIXELS", 100_000)

    short, long = read(moving(frames=2, size=(200, 200))), read(moving(frames=40, size=(200, 200)))

    assert short.first.size == (200, 200)
    assert long.first.size == (50, 50)


@pytest.mark.parametrize(("frames", "size"), [(201, (8, 8)), (51, (200, 200))])
def test_what_moves_too_long_is_refused_before_it_is_drawn(
    monkeypatch: pytest.MonkeyPatch, frames: int, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(negatives, "MOST_MOVING_PIXELS", 2_000_000)
    upload = moving(frames=frames, size=size)
    tracemalloc.start()

    with pytest.raises(Unusable, match="too long"):
        read(upload)

    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_moving_picture_that_breaks_off_is_damaged() -> None:
    with pytest.raises(Unusable, match="damaged"):
        read(moving(size=(300, 300))[:-400])


def test_colours_of_another_profile_are_those_of_the_screen() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A screen whose red and green lights changed places.
    strange = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")

    shown = read(saved(PIL.Image.new("RGB", (8, 8), RED), icc_profile=strange)).first

    assert shown.getpixel((4, 4)) == GREEN


def test_a_profile_that_does_not_fit_says_nothing() -> None:
    lab = ImageCms.createProfile("LAB")
    other = ImageCms.ImageCmsProfile(lab).tobytes()
    picture = PIL.Image.new("RGB", (8, 8), (200, 30, 30))

    unfit = read(saved(picture, icc_profile=other)).first
    broken = read(saved(picture, icc_profile=b"no profile at all")).first

    for shown in (unfit, broken):
        assert shown.getpixel((4, 4)) == (200, 30, 30)
        assert "icc_profile" not in shown.info


def test_a_photograph_is_read_no_larger_than_it_is_kept() -> None:
    negative = read(saved(PIL.Image.new("RGB", (6000, 4000), RED), "JPEG"))

    assert (negative.width, negative.height) == (6000, 4000)
    assert negative.first.size == (1600, 1067)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Most Compatible"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"%PDF-1.7", "PDF"),
        (saved(PIL.Image.new("RGB", (8, 8)), "TIFF"), "TIFF"),
        (b"PK\x03\x04 a folder", "no picture we can read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(upload: bytes, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        read(upload)


def test_a_bomb_of_any_size_is_told_its_size() -> None:
    with pytest.raises(Unusable, match="40 million"):
        read(saved(PIL.Image.new("1", (20_000, 20_000))))


def test_a_moving_picture_with_holes_keeps_them() -> None:
    shade = PIL.Image.new("RGBA", (20, 20), (9, 9, 9, 0))

    negative = read(
        saved(shade, "WEBP", save_all=True, append_images=[PIL.Image.new("RGBA", (20, 20), RED)])
    )

    assert {frame.mode for frame in negative.frames} == {"RGBA"}
    assert negatives.is_see_through(negative.first)
