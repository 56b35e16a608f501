"""Images: what comes in is drawn afresh, and what is no picture stays out."""

import io
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
from flask import Flask
from PIL.PngImagePlugin import PngInfo

from blog import images
from blog.db import db
from blog.images import Image, Unusable
from tests.conftest import Visitor


def drawn(
    kind: str = "PNG", size: tuple[int, int] = (1200, 800), mode: str = "RGB", **more: object
) -> bytes:
    file = io.BytesIO()
    PIL.Image.new(mode, size).save(file, kind, **more)
    return file.getvalue()


@pytest.fixture
def keep(app: Flask, tmp_path: Path) -> Callable[[bytes], Image]:
    def kept(upload: bytes) -> Image:
        with app.app_context():
            image = Image.keep(upload, tmp_path)
            db.session.commit()
            db.session.refresh(image)
            db.session.expunge(image)
            return image

    return kept


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_kept_in_the_widths_it_fills(
    keep: Callable[[bytes], Image], tmp_path: Path, kind: str
) -> None:
    image = keep(drawn(kind))

    assert image.widths == [480, 960, 1200]
    sizes = []
    for width in image.widths:
        with PIL.Image.open(tmp_path / image.file(width)) as picture:
            sizes.append(picture.size)
    assert sizes == [(480, 320), (960, 640), (1200, 800)]


def test_a_small_picture_is_not_blown_up(keep: Callable[[bytes], Image]) -> None:
    assert keep(drawn(size=(100, 50))).widths == [100]


def test_the_same_file_is_kept_once(keep: Callable[[bytes], Image], tmp_path: Path) -> None:
    first, second = keep(drawn()), keep(drawn())

    assert first.id == second.id


def test_no_place_and_no_stowaway_survives(keep: Callable[[bytes], Image], tmp_path: Path) -> None:
    exif = PIL.Image.Exif()
    exif[0x9286] = "taken at home"
    note = PngInfo()
    note.add_text("Comment", "taken at home")
    uploads = [
        drawn("JPEG", exif=exif) + b"<script>taken at home</script>",
        drawn("PNG", pnginfo=note),
    ]

    kept = [keep(upload) for upload in uploads]

    for image in kept:
        for width in image.widths:
            assert b"taken at home" not in (tmp_path / image.file(width)).read_bytes()


def test_a_photograph_on_its_side_is_turned_upright(keep: Callable[[bytes], Image]) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6

    image = keep(drawn("JPEG", size=(300, 200), exif=exif))

    assert (image.width, image.height) == (200, 300)


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "1", "I;16"])
def test_every_kind_of_colour_is_understood(keep: Callable[[bytes], Image], mode: str) -> None:
    assert keep(drawn(mode=mode, size=(64, 64))).width == 64


def test_sixteen_bits_are_scaled_and_not_clipped(
    keep: Callable[[bytes], Image], tmp_path: Path
) -> None:
    file = io.BytesIO()
    PIL.Image.new("I;16", (64, 64), 0x4000).save(file, "PNG")

    image = keep(file.getvalue())

    with PIL.Image.open(tmp_path / image.file(64)) as picture:
        grey = picture.convert("L").tobytes()[0]
    assert abs(grey - 0x40) < 4


def test_print_colours_are_understood(keep: Callable[[bytes], Image]) -> None:
    assert keep(drawn("JPEG", mode="CMYK")).width == 1200


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        drawn()[:200],
        drawn("JPEG")[:300],
        drawn("TIFF", size=(8, 8)),
        drawn("BMP", size=(8, 8)),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    ],
)
def test_what_is_no_picture_is_refused_with_words(
    keep: Callable[[bytes], Image], upload: bytes
) -> None:
    with pytest.raises(Unusable, match=r"picture"):
        keep(upload)


def test_a_bomb_is_refused_before_it_is_unpacked(keep: Callable[[bytes], Image]) -> None:
    with pytest.raises(Unusable, match="40 million"):
        keep(drawn(size=(8_000, 8_000), mode="1"))


def test_a_huge_file_is_refused(keep: Callable[[bytes], Image]) -> None:
    with pytest.raises(Unusable, match="10 MB"):
        keep(b"\0" * (images.MOST_BYTES + 1))


def test_pictures_are_served_for_ever_and_can_do_nothing(
    app: Flask, visit: Callable[..., Visitor]
) -> None:
    with app.app_context():
        image = Image.keep(drawn(), app.config["MEDIA"])
        name = image.file(480)

    answer = visit().get(f"/media/{name}")

    assert answer.status_code == 200
    assert answer.content_type == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "name", ["../secret-key", "..%2fsecret-key", "ab/.draft", "ab", "", "ab/none.webp"]
)
def test_nothing_else_is_served(visit: Callable[..., Visitor], app: Flask, name: str) -> None:
    assert visit().get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize("size", [(10, 20_000), (1, 16_384), (1_700, 18_000)])
def test_a_picture_too_tall_to_be_kept_is_refused_with_words(
    keep: Callable[[bytes], Image], tmp_path: Path, size: tuple[int, int]
) -> None:
    with pytest.raises(Unusable, match="too long"):
        keep(drawn(size=size, mode="1"))

    assert list(tmp_path.rglob("*.*")) == []


def test_a_wide_picture_is_kept(keep: Callable[[bytes], Image]) -> None:
    assert keep(drawn(size=(20_000, 10), mode="1")).widths == [480, 960, 1600]


def test_nonsense_about_a_picture_is_no_accident(keep: Callable[[bytes], Image]) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a width that is no number"
    upload = drawn("PNG", size=(9, 9), exif=exif.tobytes().replace(b"\x01\x0e", b"\x01\x00"))

    with pytest.raises(Unusable, match="damaged"):
        keep(upload)


def test_two_who_bring_the_same_file_at_once_keep_it_once(
    keep: Callable[[bytes], Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = keep(drawn())
    monkeypatch.setattr(images, "find", lambda _query: None)

    assert keep(drawn()).id == first.id


def test_a_slow_browser_holds_nobody_up(app: Flask, visit: Callable[..., Visitor]) -> None:
    with app.app_context():
        name = Image.keep(drawn(), app.config["MEDIA"]).file(480)

    with app.test_request_context(), images.show(name) as answer:
        assert answer.is_sequence
    part = visit().get(f"/media/{name}", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"RIFF")
