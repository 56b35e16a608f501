"""Uses: the library knows where each picture stands, and finds it by that."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from blog.books import Book
from blog.db import db
from blog.desk.uses import found_by, uses_of
from blog.images import Image, image_url
from blog.members import Member
from tests.conftest import Made, Person, Visitor
from tests.desk import save

MakePost = Callable[..., Made]
MakeImage = Callable[..., int]


def uses(app: Flask, number: int, member: Person) -> set[tuple[str, str, bool, bool]]:
    with app.app_context():
        image = db.session.get_one(Image, number)
        found = uses_of([image], db.session.get_one(Member, member.id))[number]
        return {(use.how, use.name, use.post_id is not None, use.is_current) for use in found}


def test_every_place_of_a_picture_is_known(
    make_image: MakeImage, app: Flask, alice: Person, make_post: MakePost
) -> None:
    number = make_image(alice)
    with app.test_request_context():
        address = image_url(db.session.get_one(Image, number), 1600)
        db.session.get_one(Member, alice.id).portrait_id = number
        db.session.commit()
    make_post(alice, "above", hero_id=number)
    make_post(alice, "within", source=f'<figure><img src="{address}" alt=""></figure>')
    make_post(alice, "about", book_title="Dune", book_author="Frank Herbert", cover_id=number)

    assert uses(app, number, alice) == {
        ("hero", "Above", True, True),
        ("text", "Within", True, True),
        ("cover", "About", True, True),
        ("book", "Dune", False, True),
        ("portrait", "Alice", False, True),
    }


def test_a_picture_that_only_history_shows_is_still_used(
    make_image: MakeImage,
    app: Flask,
    alice: Person,
    make_post: MakePost,
    visit: Callable[..., Visitor],
) -> None:
    number = make_image(alice)
    post = make_post(alice, "first-light", hero_id=number)
    here = f"/desk/posts/{post.id}"

    save(visit(alice), app, here, hero="")
    before = uses(app, number, alice)
    visit(alice).post(f"{here}/publication", {"when": "now"})

    assert before == {("hero", "First Light", True, True)}
    assert uses(app, number, alice) == {("hero", "First Light", True, False)}


def test_of_a_post_by_somebody_else_no_more_is_told_than_that(
    make_image: MakeImage, app: Flask, alice: Person, bob: Person, olga: Person, make_post: MakePost
) -> None:
    number = make_image(alice)
    make_post(bob, "secret-plans", published_at=None, hero_id=number)

    assert uses(app, number, alice) == {("hero", "Another author’s post", False, True)}
    assert uses(app, number, olga) == {("hero", "Secret Plans", True, True)}


@pytest.mark.parametrize("sought", ["lighthouse", "DSC_42", "first light", "waves", "100%"])
def test_a_picture_is_found_by_what_it_shows_its_file_its_post_and_its_book(
    make_image: MakeImage, app: Flask, alice: Person, make_post: MakePost, sought: str
) -> None:
    number = make_image(alice, alt="A Lighthouse, 100% white", name="DSC_42.JPG")
    other = make_image(alice, 700, alt="A tower", name="DSCX42.JPG")
    make_post(alice, "first-light", hero_id=number, book_title="The Waves")
    make_post(alice, "second-light", hero_id=other)

    with app.app_context():
        wanted = found_by(sought, db.session.get_one(Member, alice.id))
        assert list(db.session.scalars(select(Image.id).where(wanted))) == [number]


def test_the_title_of_somebody_elses_post_finds_nothing(
    make_image: MakeImage, app: Flask, alice: Person, bob: Person, make_post: MakePost
) -> None:
    make_post(bob, "secret-plans", hero_id=make_image(alice))

    with app.app_context():
        wanted = found_by("secret", db.session.get_one(Member, alice.id))
        assert list(db.session.scalars(select(Image.id).where(wanted))) == []


def test_a_book_takes_the_first_cover_it_is_given(
    make_image: MakeImage, app: Flask, alice: Person, make_post: MakePost
) -> None:
    first, second = make_image(alice), make_image(alice, 700)
    about = {"book_title": "Dune", "book_author": "Frank Herbert"}
    make_post(alice, "one", **about)
    make_post(alice, "two", **about, cover_id=first)
    make_post(alice, "three", **about, cover_id=second)

    with app.app_context():
        assert db.session.scalars(select(Book.cover_id)).all() == [first]


def test_the_cover_stands_beside_its_book_in_every_post_about_it(
    make_image: MakeImage,
    app: Flask,
    alice: Person,
    make_post: MakePost,
    visit: Callable[..., Visitor],
) -> None:
    about = {"book_title": "Dune", "book_author": "Frank Herbert"}
    make_post(alice, "one", **about, cover_id=make_image(alice))
    make_post(alice, "two", **about)

    for slug in ("one", "two"):
        assert 'alt="The cover of Dune"' in visit().get(f"/posts/{slug}").text
