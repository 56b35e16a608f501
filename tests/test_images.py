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
from blog.images import Image
from blog.negatives import MOST_BYTES, Unusable
from tests.conftest import Person, Visitor


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
            image = Image.keep(upload, tmp_path / "media")
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
        with PIL.Image.open(tmp_path / "media" / image.file(width)) as picture:
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
        for file in (image.fallback_file, *map(image.file, image.widths)):
            assert b"taken at home" not in (tmp_path / "media" / file).read_bytes()


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

    with PIL.Image.open(tmp_path / "media" / image.file(64)) as picture:
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
        keep(b"\0" * (MOST_BYTES + 1))


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


@pytest.mark.parametrize(("mode", "ending"), [("RGB", "jpg"), ("RGBA", "png")])
def test_browsers_that_know_no_webp_have_a_picture_too(
    keep: Callable[[bytes], Image], tmp_path: Path, mode: str, ending: str
) -> None:
    image = keep(drawn(mode=mode, size=(2000, 1000)))

    assert image.fallback_file.endswith(f".{ending}")
    with PIL.Image.open(tmp_path / "media" / image.fallback_file) as picture:
        assert picture.size == (1200, 600)


def test_a_blurred_preview_weighs_next_to_nothing_and_a_see_through_one_has_none(
    keep: Callable[[bytes], Image],
) -> None:
    assert 0 < len(keep(drawn()).preview) < 300
    assert keep(drawn(mode="RGBA")).preview == ""


def test_an_alpha_channel_for_nothing_is_dropped(keep: Callable[[bytes], Image]) -> None:
    file = io.BytesIO()
    PIL.Image.new("RGBA", (64, 64), (9, 9, 9, 255)).save(file, "PNG")

    assert keep(file.getvalue()).fallback == "jpg"


def test_the_original_is_kept_apart_for_its_owner_alone(
    keep: Callable[[bytes], Image], tmp_path: Path, app: Flask, visit: Callable[..., Visitor]
) -> None:
    upload = drawn()

    image = keep(upload)

    original = tmp_path / "originals" / image.sha256[:2] / image.sha256[2:]
    assert original.read_bytes() == upload
    assert original.stat().st_mode & 0o777 == 0o600
    assert (
        visit().get(f"/media/../originals/{original.parent.name}/{original.name}").status_code
        == 404
    )


def test_a_picture_of_an_older_version_is_completed_when_it_is_brought_again(
    keep: Callable[[bytes], Image], app: Flask, tmp_path: Path
) -> None:
    old = keep(drawn())
    with app.app_context():
        db.session.get_one(Image, old.id).fallback = ""
        db.session.commit()
    (tmp_path / "media" / old.fallback_file).unlink()

    whole = keep(drawn())

    assert (whole.id, whole.fallback) == (old.id, "jpg")
    assert (tmp_path / "media" / whole.fallback_file).exists()


def test_who_fills_their_room_is_told_what_to_do(app: Flask, alice: Person, tmp_path: Path) -> None:
    with app.app_context():
        Image.keep(drawn(), tmp_path / "media", alice.reader_id, quota=1024**2)

        with pytest.raises(Unusable, match="fill the 1 MB you have"):
            Image.keep(
                drawn("JPEG", size=(999, 999)) + b"\0" * 1024**2,
                tmp_path / "media",
                alice.reader_id,
                quota=1024**2,
            )


@pytest.mark.parametrize(("ending", "kind"), [("jpg", "image/jpeg"), ("png", "image/png")])
def test_the_fallback_is_served_as_what_it_is(
    app: Flask, visit: Callable[..., Visitor], ending: str, kind: str
) -> None:
    with app.app_context():
        mode = {"jpg": "RGB", "png": "RGBA"}[ending]
        name = Image.keep(drawn(mode=mode), app.config["MEDIA"]).fallback_file

    assert visit().get(f"/media/{name}").content_type == kind


def test_the_files_of_a_picture_that_is_brought_again_meanwhile_stay(
    keep: Callable[[bytes], Image], tmp_path: Path
) -> None:
    media = tmp_path / "media"
    image = keep(drawn())
    written = (media / image.fallback_file).stat().st_mtime

    image.discard(media, since=written - 1)

    assert (media / image.fallback_file).exists()
