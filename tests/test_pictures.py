"""Pictures: uploaded for a text or above it."""

import io
from collections.abc import Callable
from typing import Any

import PIL.Image
import pytest
from flask import Flask

from blog.db import db
from blog.images import Image
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeImage = Callable[..., int]


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


def test_whoever_brings_what_is_somebody_elses_may_use_it_too(
    visit: Visit, alice: Person, bob: Person, make_post: MakePost, app: Flask
) -> None:
    visit(alice).post("/desk/images", upload(picture()))
    here = f"/desk/posts/{make_post(bob, published_at=None).id}"
    browser = visit(bob)

    answer = browser.post("/desk/images", upload(picture()), headers={"Accept": "text/html"})

    assert answer.status_code == 303
    assert "is here already" in browser.get(answer.location).text
    assert save(browser, app, here, hero="1").status_code == 200
    assert save(visit(bob), app, here, title="Later", hero="1").status_code == 200
    assert kept(app, here)["hero_id"] == 1


@pytest.mark.parametrize("field", ["hero", "cover"])
def test_somebody_elses_picture_does_not_exist(
    make_image: MakeImage,
    visit: Visit,
    alice: Person,
    bob: Person,
    make_post: MakePost,
    app: Flask,
    field: str,
) -> None:
    hers, everyones = make_image(alice), make_image(alice, 700)
    make_post(alice, "hers", published_at=None, hero_id=hers)
    make_post(alice, "everyones", hero_id=everyones)
    here = f"/desk/posts/{make_post(bob, published_at=None).id}"
    browser = visit(bob)

    refused = save(browser, app, here, **{field: str(hers)})
    words = {"version": kept(app, here)["version"], field: hers, "at": "no hour"}
    not_published = browser.post(f"{here}/publication", words)

    assert refused.status_code == not_published.status_code == 422
    assert "This picture is not here any more" in refused.text
    assert "/media/" not in not_published.text
    assert save(browser, app, here, **{field: str(everyones)}).status_code == 200


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


@pytest.mark.parametrize("field", ["hero", "cover"])
def test_a_picture_is_chosen_from_the_library_for_a_field(
    make_image: MakeImage, visit: Visit, alice: Person, app: Flask, field: str
) -> None:
    number = make_image(alice)

    answer = visit(alice).get(f"/desk/images/{number}?field={field}", htmx=True)

    assert f'<input type="hidden" name="{field}" value="{number}"' in answer.text
    assert visit(alice).get(f"/desk/images/{number}?field=sky", htmx=True).status_code == 400


def test_the_cover_comes_with_a_plain_form_too(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"
    words = {"version": kept(app, here)["version"], "hero": "", "cover": ""}

    visit(alice).post(here, words | {"cover_picture": (picture(), "cover.png")})

    assert kept(app, here)["cover_id"] == 1
    assert kept(app, here)["hero_id"] is None


@pytest.mark.parametrize("htmx", [True, False])
def test_a_picture_is_cut_around_what_matters_in_it(
    make_image: MakeImage, visit: Visit, alice: Person, make_post: MakePost, app: Flask, htmx: bool
) -> None:
    post = make_post(alice, published_at=None, hero_id=make_image(alice))
    here = f"/desk/posts/{post.id}"
    words = {"version": kept(app, here)["version"], "hero_x": "33", "hero_y": "100"}

    visit(alice).ask("PUT" if htmx else "POST", here, data=words, htmx=htmx)

    assert (kept(app, here)["hero_x"], kept(app, here)["hero_y"]) == (35, 100)
    shown = visit(alice).get(f"{here}/preview").text
    assert 'class="picture focus-x-35 focus-y-100"' in shown


@pytest.mark.parametrize("typed", ["101", "-5", "half", "", "9" * 40, "٣"])
def test_a_focus_that_is_no_place_is_refused_with_words(
    make_image: MakeImage, visit: Visit, alice: Person, make_post: MakePost, app: Flask, typed: str
) -> None:
    post = make_post(alice, published_at=None, hero_id=make_image(alice))
    here = f"/desk/posts/{post.id}"

    answer = save(visit(alice), app, here, hero_x=typed, title="Kept")

    assert answer.status_code == 422
    assert "Type a number from 0 to 100." in answer.text


def test_the_library_shows_ones_own_pictures_newest_first_and_where_they_stand(
    make_image: MakeImage,
    visit: Visit,
    alice: Person,
    bob: Person,
    olga: Person,
    make_post: MakePost,
    app: Flask,
) -> None:
    used = make_image(alice, alt="A lighthouse")
    make_image(alice, 700, alt="A tower")
    make_image(bob, 800, alt="A bridge")
    make_post(alice, "first-light", hero_id=used)

    page = visit(alice).get("/desk/images").text

    assert page.index("A tower") < page.index("Not used") < page.index("A lighthouse")
    assert "In First Light" in page
    assert "A bridge" not in page
    assert "A bridge" in visit(olga).get("/desk/images").text


def test_the_library_is_searched_and_turned_page_by_page(
    make_image: MakeImage,
    visit: Visit,
    alice: Person,
    app: Flask,
    count_queries: Callable[..., int],
) -> None:
    browser = visit(alice)
    make_image(alice, 100, alt="A lighthouse")
    few = count_queries(lambda: browser.get("/desk/images"))
    for width in range(101, 131):
        make_image(alice, width, alt=f"Tower {width}")

    many = count_queries(lambda: browser.get("/desk/images"))
    page = browser.get("/desk/images").text
    more = page.partition('data-hx-get="/desk/images?before=')[2].partition('"')[0]
    rest = browser.get(f"/desk/images?before={more}", htmx=True)
    found = browser.get("/desk/images?q=LIGHTHOUSE&choose=1", htmx=True)

    assert many == few
    assert "Tower 130" in page
    assert "A lighthouse" not in page
    assert "A lighthouse" in rest.text
    assert "<html" not in rest.text
    assert "A lighthouse" in found.text
    assert "data-choose=" in found.text
    assert "Tower" not in found.text
    assert "No picture is called so" in browser.get("/desk/images?q=whale").text
    assert browser.get("/desk/images?before=nonsense").status_code == 400


def test_without_a_script_a_picture_is_brought_to_the_library_by_its_form(
    visit: Visit, alice: Person
) -> None:
    as_a_page = {"headers": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}}

    brought = visit(alice).post("/desk/images", upload(picture(), "Sea.png"), **as_a_page)
    refused = visit(alice).post("/desk/images", upload(io.BytesIO(b"no")), **as_a_page)

    assert (brought.status_code, brought.location) == (303, "/desk/images/1")
    assert "Sea.png" in visit(alice).get("/desk/images/1").text
    assert refused.status_code == 422
    assert "no picture we can read" in refused.text
    assert "<h1" in refused.text


def test_what_a_picture_shows_is_written_once_and_proposed_from_then_on(
    make_image: MakeImage, visit: Visit, alice: Person, app: Flask
) -> None:
    number = make_image(alice)

    for _ in range(2):
        answer = visit(alice).post(f"/desk/images/{number}", {"alt": " A  lighthouse "})
        assert (answer.status_code, answer.location) == (303, f"/desk/images/{number}")

    told = visit(alice).get("/desk/images?choose=1", htmx=True).text
    assert "&#34;alt&#34;: &#34;A lighthouse&#34;" in told


def test_an_unused_picture_is_deleted_with_its_files_after_a_warning(
    make_image: MakeImage, visit: Visit, alice: Person, app: Flask
) -> None:
    number = make_image(alice)
    with app.app_context():
        image = db.session.get_one(Image, number)
        files = [app.config["MEDIA"] / name for name in (image.file(480), image.fallback_file)]
        files.append(app.config["INSTANCE"] / "originals" / image.sha256[:2] / image.sha256[2:])
    assert all(file.exists() for file in files)

    warning = visit(alice).get(f"/desk/images/{number}/deletion").text
    gone = visit(alice).post(f"/desk/images/{number}/deletion")

    assert "gone for good" in warning
    assert (gone.status_code, gone.location) == (303, "/desk/images")
    assert not any(file.exists() for file in files)
    assert visit(alice).post(f"/desk/images/{number}/deletion").status_code == 404


def test_a_picture_in_use_stays(
    make_image: MakeImage, visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    number = make_image(alice)
    make_post(alice, "first-light", hero_id=number)

    for ask in (visit(alice).get, visit(alice).post):
        answer = ask(f"/desk/images/{number}/deletion")
        assert answer.status_code == 409
        assert "This picture is used, so it stays." in answer.text
        assert "First Light" in answer.text


def test_someone_elses_picture_does_not_exist(
    make_image: MakeImage,
    visit: Visit,
    alice: Person,
    bob: Person,
    carol: Person,
    olga: Person,
    app: Flask,
) -> None:
    here = f"/desk/images/{make_image(alice)}"

    for path in (here, f"{here}?field=hero", f"{here}/deletion"):
        assert visit(bob).get(path, htmx="field" in path).status_code == 404
        assert visit(olga).get(path).status_code == 200
        assert visit(carol).get(path).status_code == 403
    for path in (here, f"{here}/deletion"):
        assert visit(bob).post(path).status_code == 404
        assert visit().post(path).status_code == 401


def test_who_has_filled_their_room_is_told_so(
    visit: Visit, alice: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PICTURE_QUOTA", 100)

    answer = visit(alice).post("/desk/images", upload(picture()))

    assert answer.status_code == 422
    assert "Delete some that are not used any more" in answer.get_json()["error"]
