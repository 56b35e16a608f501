"""An author's page: who they are, and the posts they wrote."""

from collections.abc import Callable

from flask import Flask

from blog.db import db
from blog.members import Member
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_an_author_is_shown_with_what_they_wrote(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person, bob: Person
) -> None:
    post = make_post(alice, "tide-tables")
    make_post(bob, "on-land")
    with app.app_context():
        db.session.get_one(Member, alice.id).bio = "Alice reads by the sea."
        db.session.commit()

    page = visit().get("/authors/alice").text

    assert 'href="/authors/alice"' in visit().get(post.url).text
    assert "Alice reads by the sea." in page
    assert "Tide Tables" in page
    assert "On Land" not in page


def test_who_only_reads_has_no_page(visit: Visit, carol: Person) -> None:
    assert visit().get("/authors/carol").status_code == 404
