"""The pictures by which posts are shown where somebody shares them."""

import io
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
from flask import Flask

from blog.cards import Card, plate_of, png
from blog.lettering import broken, is_drawable
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_a_post_has_a_card_that_its_page_names(
    visit: Visit, make_post: MakePost, make_image: Callable[..., int], alice: Person
) -> None:
    hero = make_image(alice, 800)
    post = make_post(alice, book_title="The Waves", book_author="Virginia Woolf", hero_id=hero)
    page = visit().get(post.url).text
    address = page.partition('property="og:image" content="http://localhost')[2].partition('"')[0]

    answer = visit().get(address)

    assert address.startswith(f"{post.url}/card.png?v=")
    assert answer.mimetype == "image/png"
    assert PIL.Image.open(io.BytesIO(answer.data)).size == (1200, 630)
    again = visit().get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert visit().get("/card.png").status_code == 200


def test_what_is_not_published_has_no_card(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, published_at=None)

    assert visit().get("/posts/first-light/card.png").status_code == 404


@pytest.mark.parametrize(
    "title",
    ["x" * 500, "Łódź, Αθήνα, Москва", "夏目漱石", "😀", "", "a " * 300, "<b>&</b>", "\u202eabc"],
)
def test_any_title_can_be_drawn(app: Flask, title: str) -> None:
    with app.app_context():
        drawn = png(Card(title, title, (title, title), title, "moss"))

    assert PIL.Image.open(io.BytesIO(drawn)).size == (1200, 630)


def test_letters_that_the_type_lacks_are_known(app: Flask) -> None:
    with app.app_context():
        assert is_drawable("Łódź, Αθήνα, Москва: “Ça va?”")
        assert not is_drawable("夏目漱石")
        assert not is_drawable("One 😀")


def test_a_line_stays_within_its_room(app: Flask) -> None:
    with app.app_context():
        lines = broken("A long title of many words that goes on and on " * 3, 60, 500, most=3)

        assert len(lines) == 3
        for line in lines:
            assert sum(font.getlength(words) for words, font in line.runs) <= 500


def test_a_card_without_its_picture_is_drawn_all_the_same(app: Flask) -> None:
    with app.app_context():
        drawn = png(Card("", "Title", (), "", "ink", Path("/nowhere.webp")))

    corner = PIL.Image.open(io.BytesIO(drawn)).convert("RGB").crop((3, 3, 4, 4)).tobytes()
    assert all(abs(a - b) < 9 for a, b in zip(corner, plate_of("ink"), strict=True))
