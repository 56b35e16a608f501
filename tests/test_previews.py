"""Previews: a draft as readers will see it, and its private link."""

from collections.abc import Callable

import pytest
from flask import Flask

from blog.db import db
from blog.posts import Post
from tests.conftest import Made, Person, Visitor
from tests.desk import save

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]
MakeMember = Callable[..., Person]


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None, standfirst='As it will be').id}"


def private_link(visit: Visit, alice: Person, draft: str) -> str:
    visit(alice).post(f"{draft}/preview/link")
    return found(visit(alice).get(f"{draft}/preview").text)


def found(page: str) -> str:
    return page.split('value="http://localhost')[1].split('"', maxsplit=1)[0]


def test_the_link_names_the_site_as_the_public_knows_it(
    visit: Visit, alice: Person, draft: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "URL", "https://books.example")
    ours = {"Origin": "https://books.example"}

    page = visit(alice).post(f"{draft}/preview/link", htmx=True, headers=ours).text

    assert 'value="https://books.example/preview/' in page


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


def test_on_a_phones_width_the_page_stands_in_a_frame_of_our_own(
    visit: Visit, alice: Person, draft: str
) -> None:
    around = visit(alice).get(f"{draft}/preview?width=phone")
    inside = visit(alice).get(f"{draft}/preview/page")

    assert f'src="{draft}/preview/page"' in around.text
    assert "frame-src 'self'" in around.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in around.headers["Content-Security-Policy"]
    assert "As it will be" in inside.text
    assert "preview-bar" not in inside.text
    assert "frame-ancestors 'self'" in inside.headers["Content-Security-Policy"]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_private_link_shows_the_draft_to_a_stranger_until_it_is_taken_back(
    visit: Visit, alice: Person, draft: str, htmx: bool
) -> None:
    browser, link = visit(alice), f"{draft}/preview/link"

    made = [browser.post(link, htmx=htmx) for _ in range(2)]
    address = found(made[0].text if htmx else browser.get(f"{draft}/preview").text)
    seen = visit().get(address)
    taken_back = [browser.delete(link, htmx=htmx) for _ in range(2)]

    assert [one.status_code for one in made + taken_back] == [200 if htmx else 303] * 4
    assert "As it will be" in seen.text
    assert "A private preview" in seen.text
    assert visit().get(address).status_code == 404


def test_a_second_link_is_another(visit: Visit, alice: Person, draft: str) -> None:
    first = private_link(visit, alice, draft)
    assert private_link(visit, alice, draft) == first
    visit(alice).delete(f"{draft}/preview/link")

    second = private_link(visit, alice, draft)

    assert visit().get(first).status_code == 404
    assert visit().get(second).status_code == 200


def test_a_private_page_is_kept_found_and_told_of_nowhere_and_counts_nothing(
    visit: Visit, alice: Person, draft: str
) -> None:
    answer = visit().get(private_link(visit, alice, draft))

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "data-visits" not in answer.text
    assert 'id="comments"' not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_what_is_kept_of_a_link_opens_nothing(
    visit: Visit, alice: Person, draft: str, app: Flask
) -> None:
    address = private_link(visit, alice, draft)
    with app.app_context():
        name = db.session.get_one(Post, int(draft.rpartition("/")[2])).preview_token

    for guess in (f"/preview/{name}", f"/preview/{name}.", f"/preview/{name}.é", f"{address}0"):
        assert visit().get(guess).status_code == 404


def test_a_link_to_what_is_thrown_away_leads_nowhere(
    visit: Visit, alice: Person, draft: str
) -> None:
    address = private_link(visit, alice, draft)

    visit(alice).post(f"{draft}/trash")

    assert visit().get(address).status_code == 404
    assert visit(alice).post(f"{draft}/preview/link").status_code == 409


def test_someone_elses_link_is_not_made(
    visit: Visit, bob: Person, carol: Person, draft: str
) -> None:
    assert visit(bob).post(f"{draft}/preview/link").status_code == 404
    assert visit(bob).get(f"{draft}/preview/page").status_code == 404
    assert visit(carol).post(f"{draft}/preview/link").status_code == 403
