"""Series: posts that follow one another."""

from collections.abc import Callable

from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]


def test_a_post_leads_to_those_before_and_after_it(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "third", series_title="A summer of Russians", series_part=3)
    make_post(alice, "first", series_title="A Summer of Russians", series_part=1)
    make_post(alice, "second", series_title="a summer of russians", series_part=2)
    make_post(alice, "other")

    second, first = visit().get("/posts/second").text, visit().get("/posts/first").text
    whole = visit().get("/series/a-summer-of-russians").text

    assert "Part 2 of" in second
    assert 'href="/posts/first" rel="prev"' in second
    assert 'href="/posts/third" rel="next"' in second
    assert 'rel="prev"' not in first
    assert whole.index("First") < whole.index("Second") < whole.index("Third")
    assert "Other" not in whole
    assert "Part " not in visit().get("/posts/other").text


def test_parts_without_a_number_follow_by_their_day(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, "one", series_title="Letters")
    make_post(alice, "two", series_title="Letters")

    assert "Part 2 of" in visit().get("/posts/two").text


def test_a_series_of_drafts_does_not_exist(
    visit: Visit, make_post: MakePost, alice: Person
) -> None:
    make_post(alice, series_title="Letters", published_at=None)

    assert visit().get("/series/letters").status_code == 404


def test_an_author_says_so_on_the_desk(visit: Visit, make_post: MakePost, alice: Person) -> None:
    post = make_post(alice, "one", series_title="Letters")
    draft = f"/desk/posts/{post.id}"

    saved = visit(alice).put(
        draft, {"version": "2", "series_title": "Notes", "series_part": "4"}, htmx=True
    )
    refused = visit(alice).put(draft, {"version": "3", "series_part": "four"}, htmx=True)

    assert saved.status_code == 200
    assert refused.status_code == 422
    assert "Type a number from 1 on." in refused.text
    assert "Notes" in visit(alice).get(draft).text
    offered = visit(alice).get("/desk/series/suggestions?q=let", htmx=True).text
    assert "Letters" in offered
