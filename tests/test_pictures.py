"""Pictures: uploaded for a text or above it."""

import io
from collections.abc import Callable
from typing import Any

import PIL.Image
import pytest
from flask import Flask

from tests.conftest import Made, Person, Visitor
from tests.desk import kept

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def picture(width: int = 600, height: int = 400, kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    PIL.Image.new("RGB", (width, height), (120, 30, 30)).save(file, kind)
    file.seek(0)
    return file


def upload(file: io.BytesIO, name: str = "dance.png") -> dict[str, Any]:
    return {"picture": (file, name)}


def test_a_picture_is_kept_and_tells_its_address_and_sizes(visit: Visit, alice: Person) -> None:
    answer = visit(alice).post("/desk/images", upload(picture(2400, 1600)))

    told = answer.get_json()
    assert answer.status_code == 200
    assert (told["width"], told["height"]) == (1600, 1067)
    assert told["id"] > 0
    assert told["url"] in told["srcset"]
    assert visit().get(told["url"]).status_code == 200


def test_the_same_picture_twice_is_one(visit: Visit, alice: Person, bob: Person) -> None:
    one = visit(alice).post("/desk/images", upload(picture())).get_json()

    assert visit(bob).post("/desk/images", upload(picture())).get_json() == one


def test_htmx_is_shown_the_picture_above_the_text(visit: Visit, alice: Person) -> None:
    answer = visit(alice).post("/desk/images", upload(picture()), htmx=True)

    assert '<input type="hidden" name="hero" value="1"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose a picture first."),
        ({"picture": "no file"}, "Choose a picture first."),
        (upload(io.BytesIO(b"")), "Choose a picture first."),
        (upload(io.BytesIO(b"<svg/>"), "a.svg"), "no picture we can read"),
        (upload(io.BytesIO(picture().getvalue()[:200])), "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_with_words(
    visit: Visit, alice: Person, sent: dict[str, Any], words: str, htmx: bool
) -> None:
    if sent and not isinstance(sent["picture"], str):
        sent = upload(io.BytesIO(sent["picture"][0].getvalue()))

    answer = visit(alice).post("/desk/images", dict(sent), htmx=htmx)

    assert answer.status_code == 422
    assert words in (answer.text if htmx else answer.get_json()["error"])


def post_bytes(browser: Visitor, content: bytes) -> int:
    """Upload ``content`` in a body made by hand: a test client leaves its own large ones open."""
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n'
    body = head + content + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return browser.ask("POST", "/desk/images", data=body, content_type=kind).status_code


def test_a_picture_of_ten_megabytes_comes_in_and_a_larger_one_does_not(
    visit: Visit, alice: Person
) -> None:
    padded = picture(kind="JPEG").getvalue()
    largest = padded + b"\0" * (10 * 1024 * 1024 - len(padded))

    assert post_bytes(visit(alice), largest) == 200
    assert post_bytes(visit(alice), largest + b"\0") == 422
    assert post_bytes(visit(alice), largest * 2) == 413


def test_thirty_pictures_an_hour_are_enough(visit: Visit, alice: Person, bob: Person) -> None:
    browser = visit(alice)
    for _ in range(30):
        assert browser.post("/desk/images", upload(picture(8, 8))).status_code == 200

    refused = browser.post("/desk/images", upload(picture(8, 8)))

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert visit(bob).post("/desk/images", upload(picture(8, 8))).status_code == 200


def test_only_who_writes_brings_pictures(visit: Visit, carol: Person) -> None:
    assert visit().post("/desk/images", upload(picture())).status_code == 401
    assert visit(carol).post("/desk/images", upload(picture())).status_code == 403


def test_a_picture_comes_with_a_plain_form_and_goes_by_a_button(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"
    words = {"version": kept(app, here)["version"], "hero": "", "hero_alt": "A girl"}

    visit(alice).post(here, words | upload(picture()))
    with_picture = kept(app, here)
    shown = visit(alice).get(f"{here}/preview").text
    visit(alice).post(here, {"version": with_picture["version"], "hero": ["", "1"]})

    assert with_picture["hero_id"] == 1
    assert 'alt="A girl"' in shown
    assert kept(app, here)["hero_id"] is None


def test_a_form_with_a_bad_picture_keeps_what_was_typed(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"
    words = {"version": kept(app, here)["version"], "title": "Kept as typed"}

    answer = visit(alice).post(here, words | upload(io.BytesIO(b"no picture")))

    assert answer.status_code == 422
    assert "Kept as typed" in answer.text
    assert "no picture we can read" in answer.text
