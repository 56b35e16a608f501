"""Slugs: every address a post ever had."""

from collections.abc import Callable

from flask import Flask

from blog.db import db
from blog.slugs import Slug
from tests.conftest import Made, Person


def test_an_address_that_another_post_ever_had_is_not_given_again(
    app: Flask, make_post: Callable[..., Made], alice: Person
) -> None:
    first, second = make_post(alice, "dune"), make_post(alice, "dune-again")

    with app.app_context():
        assert Slug.taken("dune", second.id) == "dune-2"
        assert Slug.taken("dune", first.id) == "dune"
        assert Slug.taken("dune", second.id) == "dune-2"


def test_the_address_of_a_post_that_is_gone_stays_its_own(app: Flask) -> None:
    with app.app_context():
        db.session.add(Slug(slug="dune", post_id=None))
        db.session.flush()

        assert Slug.is_gone("dune")
        assert not Slug.is_gone("emma")
