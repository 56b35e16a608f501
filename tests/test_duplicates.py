"""Duplicates: a new draft begins as a copy of a post."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog import site
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def copied(visit: Visit, who: Person, post: Made, **typed: object) -> str:
    answer = visit(who).post(f"/desk/posts/{post.id}/duplicate", typed)
    return str(answer.location)


def test_a_copy_has_the_words_the_tracks_and_the_book_and_goes_its_own_way(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    post = make_post(alice, book_title="The Waves", tag_names=["sea"], tracks=[("Low", "Words")])

    copy = copied(visit, alice, post)
    save(visit(alice), app, copy, standfirst="Otherwise")

    page = visit(alice).get(copy).text
    assert (kept(app, copy)["title"], kept(app, copy)["slug"]) == ("Copy of First Light", "")
    assert kept(app, copy)["book_title"] == "The Waves"
    assert "Low" in page
    assert ">Draft<" in page
    assert "Otherwise" not in visit(alice).get(f"/desk/posts/{post.id}").text
    visit(alice).post(f"{copy}/publication")
    assert visit().get("/posts/copy-of-first-light").status_code == 200


def test_a_copy_of_a_page_gets_its_place_while_nobody_else_gives_any(
    visit: Visit, olga: Person, make_page: MakePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    monkeypatch.setattr(site, "one_at_a_time", lambda: held.append(True))

    copy = copied(visit, olga, make_page(olga))

    assert held == [True]
    assert f'href="{copy}"' in visit(olga).get("/desk/pages").text


def test_a_copy_belongs_to_whoever_made_it(
    visit: Visit, alice: Person, olga: Person, bob: Person, make_post: MakePost
) -> None:
    copy = copied(visit, olga, make_post(alice))

    assert visit(olga).get(copy).status_code == 200
    assert visit(alice).get(copy).status_code == 404
    assert visit(bob).post(f"{copy}/duplicate").status_code == 404


def test_words_not_yet_saved_are_copied_too_and_a_double_click_copies_once(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    post = make_post(alice, published_at=None)
    typed = {"version": kept(app, f"/desk/posts/{post.id}")["version"], "body": "<p>Last</p>"}

    copies = {copied(visit, alice, post, **typed) for _ in range(2)}

    assert len(copies) == 1
    assert kept(app, copies.pop())["source"] == "<p>Last</p>"


@pytest.mark.parametrize("title", ["x" * 200, ""])
def test_a_copy_of_any_title_can_be_saved(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask, title: str
) -> None:
    copy = copied(visit, alice, make_post(alice, published_at=None, title=title))

    again = save(visit(alice), app, copy, title=kept(app, copy)["title"])

    assert again.status_code == 200
