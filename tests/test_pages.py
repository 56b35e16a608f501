"""Standing pages: written at the desk like posts, read at addresses of their own."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from blog import site
from blog.db import db, hold, now
from blog.desk import pages
from blog.navigation import Entry
from blog.posts import Post
from blog.site import Site
from tests.conftest import Made, Person, Visitor
from tests.desk import kept, save

Visit = Callable[..., Visitor]
Make = Callable[..., Made]


def begin(visitor: Visitor) -> str:
    """The address at the desk of a new page."""
    return visitor.post("/desk/pages").location or ""


def test_an_owner_writes_a_page_and_readers_read_it(visit: Visit, app: Flask, olga: Person) -> None:
    owner = visit(olga)
    draft = begin(owner)
    save(owner, app, draft, title="About us", body="<p>Who we are.</p>")
    assert visit().get("/pages/about-us").status_code == 404

    owner.post(f"{draft}/publication", {"when": "now"})

    page = visit().get("/pages/about-us")
    assert "Who we are." in page.text
    assert "Updated <time" in page.text
    for absent in ("Comments", "Posted by", "Soundtrack", "min read", "data-visits"):
        assert absent not in page.text


def test_begun_with_htmx_it_opens_as_well(visit: Visit, olga: Person) -> None:
    answer = visit(olga).post("/desk/pages", htmx=True)

    assert answer.headers["HX-Redirect"].startswith("/desk/posts/")


def test_the_editor_shows_what_a_page_has(
    visit: Visit, olga: Person, make_page: Make, make_post: Make
) -> None:
    owner = visit(olga)
    page = owner.get(f"/desk/posts/{make_page(olga).id}").text
    post = owner.get(f"/desk/posts/{make_post(olga).id}").text

    for field in ("title", "standfirst", "body", "slug", "description", "hero_alt", "at"):
        assert f'name="{field}"' in page
    for field in ("book_title", "epigraph", "tags", "introduction", "artist"):
        assert f'name="{field}"' not in page
        assert f'name="{field}"' in post
    assert 'href="/desk/pages">' in page
    assert "localhost/pages/about</p>" in page


def test_a_new_draft_awaits_its_title(visit: Visit, olga: Person, make_page: Make) -> None:
    owner = visit(olga)

    begun, written = (
        re.findall(r'<textarea[^>]* id="title"[^>]*>', owner.get(draft).text)
        for draft in (begin(owner), f"/desk/posts/{make_page(olga).id}")
    )

    assert "autofocus" in begun[0]
    assert "autofocus" not in written[0]


def test_a_page_without_a_title_is_not_published(visit: Visit, olga: Person) -> None:
    owner = visit(olga)

    answer = owner.post(f"{begin(owner)}/publication", {"when": "now"})

    assert answer.status_code == 422
    assert "Give the page a title before you publish it." in answer.text


def test_a_preview_looks_like_the_page(visit: Visit, olga: Person, make_page: Make) -> None:
    draft = make_page(olga, published=False)

    preview = visit(olga).get(f"/desk/posts/{draft.id}/preview")

    assert "post--page" in preview.text
    assert "Readers do not see this yet." in preview.text


def test_changes_are_seen_once_they_are_published(
    visit: Visit, app: Flask, olga: Person, make_page: Make
) -> None:
    page, owner = make_page(olga), visit(olga)
    draft = f"/desk/posts/{page.id}"

    save(owner, app, draft, body="<p>Newer words.</p>")

    assert "Newer words." not in visit().get(page.url).text
    owner.post(f"{draft}/publication", {"when": "now"})
    assert "Newer words." in visit().get(page.url).text


def test_a_renamed_page_is_found_at_its_old_address(
    visit: Visit, app: Flask, olga: Person, make_page: Make
) -> None:
    page, owner = make_page(olga), visit(olga)
    draft = f"/desk/posts/{page.id}"
    save(owner, app, draft, slug="imprint")
    owner.post(f"{draft}/publication", {"when": "now"})

    answer = visit().get("/pages/about")

    assert (answer.status_code, answer.location) == (301, "/pages/imprint")
    owner.delete(f"{draft}/publication")
    assert visit().get("/pages/about").status_code == 404
    assert visit().get("/pages/imprint").status_code == 404


def test_a_scheduled_page_waits_for_its_hour(
    visit: Visit, app: Flask, olga: Person, make_page: Make
) -> None:
    page = make_page(olga)
    with app.app_context():
        db.session.get_one(Post, page.id).published_at = now() + timedelta(hours=1)
        db.session.commit()

    assert visit().get(page.url).status_code == 404
    assert "About" not in visit().get("/").text


def test_posts_and_pages_are_not_taken_for_each_other(
    visit: Visit, olga: Person, make_page: Make, make_post: Make
) -> None:
    make_page(olga)
    make_post(olga, "dune")
    reader = visit()

    assert reader.get("/posts/about").status_code == 404
    assert reader.get("/pages/dune").status_code == 404
    assert reader.get("/posts/about/comments").status_code == 404
    said = {"name": "Carol", "body": "Words."}
    assert reader.post("/posts/about/comments", said).status_code == 404
    assert reader.post("/posts/about/bookmark").status_code == 404
    assert reader.post("/posts/about/visits").status_code == 404


def test_no_list_of_posts_has_pages_in_it(
    visit: Visit, olga: Person, make_page: Make, make_post: Make
) -> None:
    make_post(olga, "dune")
    make_page(olga, "contact", title="Ring the bell")
    make_page(olga, "imprint", title="By whom", published=False)
    owner = visit(olga)

    for path in ("/", "/posts", "/posts/dune"):
        assert "/pages/contact" not in owner.get(path).text.partition("<main")[2]
    for state in ("", "?state=draft", "?state=published", "?state=trash"):
        desk = owner.get(f"/desk{state}").text.partition("<main")[2]
        assert "Ring the bell" not in desk
        assert "By whom" not in desk


def test_a_page_is_thrown_away_and_taken_back(visit: Visit, olga: Person, make_page: Make) -> None:
    page, owner = make_page(olga), visit(olga)

    thrown = owner.post(f"/desk/posts/{page.id}/trash")

    assert thrown.location == "/desk/pages"
    assert visit().get(page.url).status_code == 404
    listed = owner.get("/desk/pages").text
    assert "Restore" in listed.partition("Trash")[2]
    owner.delete(f"/desk/posts/{page.id}/trash")
    assert visit().get(page.url).status_code == 200
    assert "/pages/about" in visit().get("/").text


def test_the_desk_lists_pages_by_what_they_are(
    visit: Visit, app: Flask, olga: Person, make_page: Make
) -> None:
    make_page(olga)
    hidden = make_page(olga, "thanks", published=False)
    with app.app_context():
        Entry.drop(db.session.get_one(Post, hidden.id))
        db.session.commit()

    page = visit(olga).get("/desk/pages").text

    placed, _, others = page.partition("Found by their address alone")
    assert "About" in placed
    assert "Thanks" in others
    assert "Draft" in others


def test_an_empty_list_says_what_a_page_is_for(visit: Visit, olga: Person) -> None:
    assert "No pages yet." in visit(olga).get("/desk/pages").text


def test_there_are_only_so_many(
    visit: Visit, olga: Person, make_page: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 1)
    make_page(olga)

    answer = visit(olga).post("/desk/pages")

    assert answer.status_code == 422
    assert str(pages.FULL) in answer.text


def test_pages_are_the_editors_alone(
    visit: Visit, app: Flask, olga: Person, alice: Person, make_page: Make
) -> None:
    page = make_page(olga)
    with app.app_context():
        db.session.get_one(Post, page.id).author_id = alice.id
        db.session.commit()
    author = visit(alice)

    assert visit().get("/desk/pages").location == "/sign-in?next=/desk/pages"
    assert visit().post("/desk/pages").status_code == 401
    for answer in (
        author.get("/desk/pages"),
        author.post("/desk/pages"),
        author.post("/desk/pages/moves", {"page": page.id}),
        author.delete(f"/desk/pages/{page.id}/navigation"),
    ):
        assert answer.status_code == 403
    assert author.get(f"/desk/posts/{page.id}").status_code == 404
    assert author.post(f"/desk/posts/{page.id}/trash").status_code == 404
    assert kept(app, f"/desk/posts/{page.id}")["title"] == "About"


@pytest.mark.parametrize("act", ["duplicate", "deletion"])
def test_whatever_changes_the_navigation_waits_for_its_turn(
    visit: Visit, olga: Person, make_page: Make, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    page = f"/desk/posts/{make_page(olga).id}"
    owner = visit(olga)
    if act == "deletion":
        owner.post(f"{page}/trash")
    held: list[object] = []

    def note(row: Site) -> None:
        held.append(type(row))
        hold(row)

    monkeypatch.setattr(site, "hold", note)

    assert owner.post(f"{page}/{act}").status_code == 303
    assert held == [Site]
