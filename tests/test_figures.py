"""Figures: the pictures in a text are known, and shown in the widths that fit."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog import figures, markup
from blog.db import db
from blog.images import Image, image_url
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save
from tests.test_images import drawn

MakePost = Callable[..., Made]


@pytest.fixture
def image(app: Flask) -> Image:
    """A kept picture."""
    with app.test_request_context():
        image = Image.keep(drawn(size=(1200, 800)), app.config["MEDIA"])
        db.session.commit()
        db.session.refresh(image)
        db.session.expunge(image)
        return image


@pytest.fixture
def tag(app: Flask, image: Image) -> str:
    """That picture, as the editor writes it."""
    with app.test_request_context():
        address = image_url(image, 1600)
    return f'<img src="{address}" alt="A &quot;sea&quot;" width="1200" height="800">'


def test_a_picture_in_a_text_comes_sharp_and_in_place(
    visit: Callable[..., Visitor], alice: Person, make_post: MakePost, image: Image, tag: str
) -> None:
    post = make_post(alice, source=f"<p>Words.</p><figure>{tag}</figure>")

    page = visit().get(post.url).text

    prose = page[page.index("post__prose") :]
    assert '<source type="image/webp" srcset="/media/' in prose
    assert f'<img src="/media/{image.fallback_file}"' in prose
    assert 'width="1200" height="800" alt="A &#34;sea&#34;"' in prose
    assert 'loading="lazy"' in prose
    assert "data:image/webp;base64," in prose
    assert " style=" not in prose


def test_what_was_written_stays_as_it_was(
    alice: Person, make_post: MakePost, app: Flask, tag: str
) -> None:
    post = make_post(alice, source=f"<figure>{tag}</figure>")

    words = kept(app, f"/desk/posts/{post.id}")

    assert words["source"] == f"<figure>{tag}</figure>"
    assert words["html"].count("<img") == 1
    assert markup.clean_post(words["html"]) == words["html"]


def test_other_peoples_pictures_and_unknown_ones_stay_plain(app: Flask, image: Image) -> None:
    plain = (
        '<figure><img src="https://example.org/a.jpg" alt="">'
        f'<img src="/media/ab/{"c" * 62}-480.webp" alt=""><img alt=""></figure>'
    )

    with app.test_request_context():
        assert figures.dressed(plain, [image]) == plain


def test_a_picture_of_an_older_version_is_shown_without_a_fallback(
    app: Flask, image: Image, tag: str
) -> None:
    image.fallback = image.preview = ""

    with app.test_request_context():
        shown = figures.dressed(tag, [image])

    assert "<source" not in shown
    assert f'src="/media/{image.file(960)}" srcset="/media/' in shown


def test_a_moving_picture_stands_still_for_those_who_asked_for_it(
    app: Flask, image: Image, tag: str
) -> None:
    image.is_moving = True

    with app.test_request_context():
        shown = figures.dressed(tag, [image])

    still = f'srcset="/media/{image.fallback_file}"'
    assert f'<source media="(prefers-reduced-motion: reduce)" {still}>' in shown


def test_a_text_knows_its_pictures_and_so_does_its_copy(
    visit: Callable[..., Visitor], alice: Person, make_post: MakePost, app: Flask, tag: str
) -> None:
    post = make_post(alice, source=f"<figure>{tag}</figure>")
    browser, here = visit(alice), f"/desk/posts/{post.id}"

    save(browser, app, here, title="Another title")
    copied = pictures(app, post)
    save(browser, app, here, body="<p>No picture any more.</p>")

    assert copied == {"live": 1, "draft": 1}
    assert pictures(app, post) == {"live": 1, "draft": 0}


def pictures(app: Flask, made: Made) -> dict[str, int]:
    with app.app_context():
        post = db.session.get_one(Post, made.id)
        assert post.live
        return {"live": len(post.live.images), "draft": len(post.draft.images)}


def test_what_is_said_of_a_picture_is_proposed_the_next_time_once_it_is_published(
    alice: Person, make_post: MakePost, make_image: Callable[..., int], app: Flask, tag: str
) -> None:
    known = make_image(alice, alt="Known already")
    hero = make_image(alice, 700)
    text = f"<figure>{tag}</figure>"

    make_post(alice, "one", source=text, hero_id=known, hero_alt="Another word")
    make_post(alice, "two", hero_id=hero, hero_alt="A whale")

    with app.app_context():
        said = {image.width: image.alt for image in db.session.query(Image)}
    assert said == {1200: 'A "sea"', 600: "Known already", 700: "A whale"}
