"""Trash, submissions and previews: where a draft goes besides out."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_thrown_away_is_seen_by_nobody_until_it_is_restored(
    visit: Visit, alice: Person, make_post: MakePost, htmx: bool
) -> None:
    post = make_post(alice)
    trash = f"/desk/posts/{post.id}/trash"

    thrown = [visit(alice).post(trash, htmx=htmx).status_code for _ in range(2)]
    gone = visit().get(post.url).status_code
    restored = [visit(alice).delete(trash, htmx=htmx).status_code for _ in range(2)]

    assert thrown == restored == [204 if htmx else 303] * 2
    assert gone == 404
    assert visit().get(post.url).status_code == 200


def test_words_typed_beside_the_button_are_thrown_away_with_the_rest_not_lost(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice, published_at=None).id}"

    typed = {"version": kept(app, here)["version"], "title": "Last words"}
    visit(alice).post(f"{here}/trash", typed)

    assert kept(app, here)["title"] == "Last words"
    assert "Last words" in visit(alice).get("/desk?state=trash").text


def test_a_contributor_throws_away_only_what_readers_do_not_have(
    visit: Visit, make_member: MakeMember, make_post: MakePost
) -> None:
    colin = make_member("colin", "contributor")
    out, draft = make_post(colin, "out"), make_post(colin, "draft", published_at=None)

    assert visit(colin).post(f"/desk/posts/{out.id}/trash").status_code == 403
    assert visit(colin).post(f"/desk/posts/{draft.id}/trash").status_code == 303


def test_a_contributor_sends_a_draft_for_review_and_takes_it_back(
    visit: Visit, make_member: MakeMember, make_post: MakePost
) -> None:
    colin, edith = make_member("colin", "contributor"), make_member("edith", "editor")
    submission = f"/desk/posts/{make_post(colin, published_at=None).id}/submission"

    visit(colin).post(submission)
    waiting = visit(edith).get("/desk?state=in review").text
    visit(colin).post(f"{submission}?_method=DELETE")

    assert "First Light" in waiting
    assert "First Light" not in visit(edith).get("/desk?state=in review").text


def test_a_preview_is_the_page_as_it_will_be(
    visit: Visit, alice: Person, make_post: MakePost
) -> None:
    post = make_post(alice, standfirst="As it will be", tracks=[("Blur", "Tender")])
    browser = visit(alice)
    draft = make_post(alice, "never-out", published_at=None)

    page = browser.get(f"/desk/posts/{draft.id}/preview").text
    live = browser.get(f"/desk/posts/{post.id}/preview").text

    assert "Readers do not see this yet" in page
    assert "Never Out" in page
    assert "Readers see exactly this" in live
    assert "As it will be" in live
    assert "Tender" in live
    assert "data-visits" not in live
    assert "<textarea" not in live


def test_a_preview_shows_what_readers_do_not_see_yet(
    visit: Visit, alice: Person, make_post: MakePost, app: Flask
) -> None:
    here = f"/desk/posts/{make_post(alice).id}"
    save(visit(alice), app, here, title="Not yet")

    page = visit(alice).get(f"{here}/preview").text

    assert "Not yet" in page
    assert "as it was when you last published it" in page
