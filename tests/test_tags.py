"""A tag's page: the posts that are filed under it."""

from collections.abc import Callable

from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_a_tag_leads_to_the_posts_under_it(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    post = make_post(alice, "tide-tables", tag_names=["The Sea"])
    make_post(alice, "on-land")

    page = visit().get("/tags/the-sea").text

    assert 'href="/tags/the-sea"' in visit().get(post.url).text
    assert "Tide Tables" in page
    assert "On Land" not in page


def test_a_tag_that_no_published_post_has_does_not_exist(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "tide-tables", tag_names=["sea"], published_at=None)

    assert visit().get("/tags/sea").status_code == 404


def test_the_list_grows_by_a_part(visit: Visit, make_post: MakePost, alice: Person) -> None:
    for n in range(12):
        make_post(alice, f"post-{n}", tag_names=["sea"])
    first = visit().get("/tags/sea").text
    more = "/tags/sea?before=" + first.partition("/tags/sea?before=")[2].partition('"')[0]

    part, page = visit().get(more, htmx=True), visit().get(more)

    assert "<html" not in part.text
    assert part.text.count('class="card h-entry"') == page.text.count('class="card h-entry"') == 2
