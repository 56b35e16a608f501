"""Comments: said as a guest or a member, once, in order, and visible to whom they should be."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from blog import comments, markup
from blog.comments import Comment, stretches
from blog.db import db, hold, now
from blog.posts import Post
from blog.readers import Reader
from blog.site import Site
from blog.slugs import Slug
from tests.conftest import Made, Person, Visitor
from tests.saying import change, say, state

Visit = Callable[..., Visitor]
MakePost = Callable[..., Made]

URL = "/posts/first-light/comments"
WORDS = {"name": "Dora", "body": "It reads like a night train."}


@pytest.fixture
def post(make_post: MakePost, alice: Person) -> Made:
    return make_post(alice)


def kept(app: Flask) -> list[Comment]:
    with app.app_context():
        return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def set_policy(app: Flask, policy: str) -> None:
    with app.app_context():
        db.session.execute(update(Site).values(comment_policy=policy))
        db.session.commit()


# Saying something


def test_a_guest_comments_with_a_plain_form(app: Flask, visit: Visit, post: Made) -> None:
    stranger = visit()

    answer = stranger.post(URL, WORDS)

    [comment] = kept(app)
    assert answer.status_code == 303
    assert answer.location == f"/posts/first-light#comment-{comment.id}"
    assert state(app, post) == {"count": 1, "change": 1}
    assert "It reads like a night train." in visit().get(post.url).text


def test_a_guest_comments_with_htmx(app: Flask, visit: Visit, post: Made) -> None:
    answer = visit().post(URL, WORDS | {"since": "0"}, htmx=True)

    [comment] = kept(app)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'id="thread-{comment.id}"' in answer.text
    assert f'data-focus="comment-{comment.id}"' in answer.text
    assert 'data-news="Your comment is posted."' in answer.text
    assert "1 comment<" in answer.text
    form = re.search(r'<form class="comment-form".*?</form>', answer.text, re.DOTALL)
    assert form
    assert "night train" not in form[0]


def test_a_guest_is_remembered_by_name(visit: Visit, post: Made) -> None:
    guest = visit()

    guest.post(URL, WORDS | {"remembered": "y"})

    assert 'value="Dora"' in guest.get(post.url).text
    guest.post(URL, WORDS | {"body": "Or not."})
    assert 'value="Dora"' not in guest.get(post.url).text
    assert 'value="Dora"' not in visit().get(post.url).text


def test_a_member_comments_under_their_own_name(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    reader = visit(carol)

    reader.post(URL, {"body": "I know this one.", "name": "Somebody Else"})

    [comment] = kept(app)
    assert (comment.name, comment.reader_id) == ("Carol", carol.reader_id)
    assert 'name="name"' not in reader.get(post.url).text


def test_the_author_is_marked(app: Flask, visit: Visit, post: Made, alice: Person) -> None:
    say(app, post, alice, "Thank you all.")
    say(app, post, "Dora", "You are welcome.")

    page = visit().get(post.url).text

    assert page.count(">author<") == 1


@pytest.mark.parametrize("htmx", [True, False])
def test_twice_is_once(app: Flask, visit: Visit, post: Made, htmx: bool) -> None:
    guest = visit()

    answers = [guest.post(URL, WORDS | {"since": "0"}, htmx=htmx) for _ in range(2)]

    [comment] = kept(app)
    assert [answer.status_code for answer in answers] == [200 if htmx else 303] * 2
    assert all(f"comment-{comment.id}" in (a.location or a.text) for a in answers)
    assert state(app, post)["count"] == 1


def test_a_double_click_by_a_stranger_is_once_and_gives_nobody_away(
    app: Flask, visit: Visit, post: Made
) -> None:
    first, second = visit(), visit()

    answers = [visitor.post(URL, WORDS) for visitor in (first, second)]

    [comment] = kept(app)
    assert answers[0].location == answers[1].location
    assert "Set-Cookie" not in answers[1].headers
    assert first.get(f"/comments/{comment.id}/edit").status_code == 200
    assert second.get(f"/comments/{comment.id}/edit").status_code == 404


def test_a_double_click_that_arrives_at_the_same_moment_is_once(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    reader = [visit(carol) for _ in range(4)]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda one: one.post(URL, {"body": "Once."}), reader))

    [comment] = kept(app)
    assert {answer.location for answer in answers} == {f"{post.url}#comment-{comment.id}"}


def test_what_many_say_at_the_same_moment_is_all_kept_and_numbered(app: Flask, post: Made) -> None:
    def speak(number: int) -> None:
        with app.app_context():
            row = db.session.get_one(Post, post.id)
            hold(row)
            Comment.say(row, Reader(), name="Dora", source=f"Number {number}")
            db.session.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(speak, range(12)))

    assert sorted(comment.number or 0 for comment in kept(app)) == list(range(1, 13))
    assert state(app, post) == {"count": 12, "change": 12}


def test_the_same_words_may_be_said_again_later_or_elsewhere(
    app: Flask, visit: Visit, post: Made
) -> None:
    guest = visit()
    guest.post(URL, WORDS)
    [first] = kept(app)

    guest.post(URL, WORDS | {"parent": str(first.id)})
    with app.app_context():
        db.session.execute(update(Comment).values(created_at=now() - comments.SAID_AGAIN))
        db.session.commit()
    guest.post(URL, WORDS)

    assert len(kept(app)) == 3


def test_a_comment_at_an_old_address_of_the_post_arrives(
    app: Flask, visit: Visit, post: Made
) -> None:
    with app.app_context():
        db.session.get_one(Post, post.id).slug = Slug.taken("last-light", post.id)
        db.session.commit()

    answer = visit().post(URL, WORDS)

    assert answer.location == f"/posts/last-light#comment-{kept(app)[0].id}"


@pytest.mark.parametrize("hour", [None, 1])
def test_a_post_that_is_not_published_has_no_conversation(
    app: Flask, visit: Visit, make_post: MakePost, alice: Person, hour: int | None
) -> None:
    make_post(alice, "first-light", published_at=now() + timedelta(hours=hour) if hour else None)

    assert visit().get(URL).status_code == 404
    assert visit(alice).post(URL, WORDS).status_code == 404
    assert kept(app) == []


# What is refused, and that nothing typed is lost


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "Dora", "body": ""}, "Write something first."),
        ({"name": "Dora"}, "Write something first."),
        ({"name": "Dora", "body": " \u200b\n\t\u202e "}, "Write something first."),
        ({"name": "Dora", "body": "\x00\x01"}, "Write something first."),
        ({"name": "Dora", "body": "x" * 5_001}, "Use at most 5,000 characters."),
        ({"name": "", "body": "Hello"}, "Type the name"),
        ({"name": "x" * 81, "body": "Hello"}, "Use at most 80 characters."),
        ({"name": "Dora", "body": "Hello", "email": "nowhere"}, "does not look like"),
        ({"name": "Dora", "body": "Hello", "parent": "999"}, "is gone"),
        ({"name": "Dora", "body": "Hello", "parent": "-1"}, "is gone"),
        ({"name": "Dora", "body": "Hello", "parent": "9" * 40}, "is gone"),
        ({"name": "Dora", "body": "Hello", "parent": "1; --"}, "is gone"),
    ],
)
def test_nonsense_is_refused_with_words_and_keeps_what_was_typed(
    app: Flask, visit: Visit, post: Made, typed: dict[str, str], words: str, htmx: bool
) -> None:
    answer = visit().post(URL, typed, htmx=htmx)

    assert answer.status_code == 422
    assert words in answer.text
    assert ("<html" in answer.text) is not htmx
    for text in (typed.get("body", "").strip(" \u200b\u202e\n\t\x00\x01"), typed["name"]):
        assert text in answer.text
    assert kept(app) == []
    assert "Set-Cookie" not in answer.headers


def test_what_is_too_tangled_is_refused_with_words(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str) -> str:
        raise markup.TooTangled(source)

    monkeypatch.setattr(markup, "comment", refuse)

    answer = visit().post(URL, WORDS, htmx=True)

    assert answer.status_code == 422
    assert "too tangled" in answer.text
    assert "night train" in answer.text


def test_hostile_words_are_shown_as_words(visit: Visit, post: Made) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> <hx-partial id='content'>"
    guest = visit()

    answer = guest.post(URL, {"name": "<b>Dora</b>", "body": hostile}, htmx=True)

    for text in (answer.text, guest.get(post.url).text):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<hx-partial id='content'" not in text
        assert "<b>Dora" not in text
        assert "&lt;b&gt;Dora&lt;/b&gt;" in text


def test_a_link_is_followed_by_no_search_engine_and_a_name_is_never_one(
    visit: Visit, post: Made
) -> None:
    guest = visit()

    guest.post(URL, {"name": "https://spam.example", "body": "See https://dickens.example"})

    page = guest.get(post.url).text
    [link] = re.findall(r"<a [^>]*dickens[^>]*>", page)
    assert "nofollow" in link
    assert 'href="https://spam' not in page


@pytest.mark.parametrize("htmx", [True, False])
def test_whoever_is_too_fast_keeps_the_words(
    app: Flask, visit: Visit, post: Made, htmx: bool
) -> None:
    guest = visit()
    for number in range(3):
        guest.post(URL, WORDS | {"body": f"Number {number}"})

    answer = guest.post(URL, WORDS, htmx=htmx)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 20
    assert "That was fast." in answer.text
    assert "It reads like a night train." in answer.text
    assert len(kept(app)) == 3


def test_members_may_say_more_at_once_than_guests(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    reader = visit(carol)

    answers = [reader.post(URL, {"body": f"Number {n}"}).status_code for n in range(11)]

    assert answers == [303] * 10 + [429]
    assert len(kept(app)) == 10


@pytest.mark.parametrize("htmx", [True, False])
def test_a_closed_conversation_says_so_and_takes_nothing(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool
) -> None:
    set_policy(app, "closed")

    answer = visit(carol).post(URL, WORDS, htmx=htmx)
    page = visit(carol).get(post.url).text

    assert answer.status_code == 403
    assert "This conversation is closed." in answer.text
    assert "It reads like a night train." in answer.text
    assert kept(app) == []
    assert "This conversation is closed." in page
    assert 'name="body"' not in page
    assert "Reply" not in page


@pytest.mark.parametrize("htmx", [True, False])
def test_where_only_members_comment_a_stranger_is_shown_the_door(
    app: Flask, visit: Visit, post: Made, carol: Person, htmx: bool
) -> None:
    set_policy(app, "members")

    refused = visit().post(URL, WORDS, htmx=htmx)
    page = visit().get(post.url).text
    taken = visit(carol).post(URL, WORDS, htmx=htmx)

    assert refused.status_code == 401
    assert "Only members may comment here." in refused.text
    assert "It reads like a night train." in refused.text
    assert 'href="/sign-in?next=/posts/first-light"' in page
    assert 'name="body"' not in page
    assert taken.status_code in (200, 303)
    assert [comment.name for comment in kept(app)] == ["Carol"]


def test_the_policy_of_a_post_stands_above_the_sites(
    app: Flask, visit: Visit, post: Made, carol: Person
) -> None:
    set_policy(app, "closed")
    with app.app_context():
        db.session.get_one(Post, post.id).comment_policy = "open"
        db.session.commit()

    assert visit().post(URL, WORDS).status_code == 303


def test_whoever_was_signed_out_meanwhile_keeps_the_words(visit: Visit, post: Made) -> None:
    answer = visit().post(URL, {"body": "A long thought."}, htmx=True)

    assert answer.status_code == 422
    assert "A long thought." in answer.text
    assert 'name="name"' in answer.text


# What waits for approval


def test_a_held_comment_is_seen_by_its_author_alone(app: Flask, visit: Visit, post: Made) -> None:
    set_policy(app, "held")
    guest = visit()

    answer = guest.post(URL, WORDS, htmx=True)

    [comment] = kept(app)
    assert comment.approved_at is None
    assert "Your comment waits for approval." in answer.text
    assert f'id="thread-{comment.id}"' in answer.text
    assert state(app, post) == {"count": 0, "change": 0}
    assert "waits for approval" in guest.get(post.url).text
    assert "night train" not in visit().get(post.url).text
    assert visit().get(f"/comments/{comment.id}").status_code == 404
    assert guest.get(f"/comments/{comment.id}").status_code == 200
    assert visit().get(f"{URL}?since=0").status_code == 204


def test_an_approved_comment_is_news_to_everyone(app: Flask, visit: Visit, post: Made) -> None:
    number = say(app, post, "Dora", held=True)

    change(app, number, "approve")
    change(app, number, "approve")

    assert state(app, post) == {"count": 1, "change": 1}
    assert "How true." in visit().get(f"{URL}?since=0", htmx=True).text


def test_whoever_moderates_need_not_wait(
    app: Flask, visit: Visit, post: Made, alice: Person, bob: Person, olga: Person
) -> None:
    set_policy(app, "held")

    for person in (alice, bob, olga):
        visit(person).post(URL, {"body": f"{person.name} says so."})

    assert [(c.name, c.is_held) for c in kept(app)] == [
        ("Alice", False),
        ("Bob", True),
        ("Olga", False),
    ]


def test_a_machine_that_fills_everything_in_is_thanked_and_held(
    app: Flask, visit: Visit, post: Made
) -> None:
    answer = visit().post(URL, WORDS | {"website": "https://spam.example"})

    [comment] = kept(app)
    assert answer.status_code == 303
    assert comment.is_held
    assert "night train" not in visit().get(post.url).text


def test_approved_and_numbered_are_one(app: Flask, post: Made) -> None:
    number = say(app, post, "Dora")

    with app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(update(Comment).where(Comment.id == number).values(approved_at=None))


# Replies and their places


def test_replies_stand_under_what_they_answer_to_three_levels_then_flat(
    app: Flask, visit: Visit, post: Made
) -> None:
    first = say(app, post, "Dora", "One.")
    second = say(app, post, "Emil", "Two.", to=first)
    third = say(app, post, "Fanny", "Three.", to=second)
    fourth = say(app, post, "Georg", "Four.", to=third)
    fifth = say(app, post, "Hanna", "Five.", to=fourth)

    page = visit().get(post.url).text

    places = {comment.id: comment.place_id for comment in kept(app)}
    assert places == {first: None, second: first, third: second, fourth: second, fifth: second}
    assert re.findall(r'id="(?:thread|replies)-\d+"', page) == [
        f'id="thread-{first}"',
        f'id="replies-{first}"',
        f'id="thread-{second}"',
        f'id="replies-{second}"',
        f'id="thread-{third}"',
        f'id="thread-{fourth}"',
        f'id="thread-{fifth}"',
    ]
    assert [f">{name}</a>" in page for name in ("Dora", "Emil", "Fanny", "Georg")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_reply_is_placed_under_its_parent(app: Flask, visit: Visit, post: Made) -> None:
    parent = say(app, post, "Emil")
    guest = visit()

    form = guest.get(f"{URL}/new?parent={parent}", htmx=True)
    answer = guest.post(URL, WORDS | {"parent": str(parent), "since": "1"}, htmx=True)

    number = kept(app)[1].id
    assert f'name="parent" value="{parent}"' in form.text
    assert f"#replies-{parent}:not(:has(#thread-{number}))" in answer.text
    assert f'id="comment-form-{parent}" data-hx-swap="delete"' in answer.text
    assert '<form class="comment-form' not in answer.text


def test_a_reply_without_scripts_has_a_page_of_its_own(
    app: Flask, visit: Visit, post: Made
) -> None:
    parent = say(app, post, "Emil", "Who is the narrator?")

    page = visit().get(f"{URL}/new?parent={parent}")

    assert "<html" in page.text
    assert "Who is the narrator?" in page.text
    assert "data-hx-post" not in page.text
    assert f'href="/posts/first-light#comment-{parent}"' in page.text


def test_what_was_removed_or_is_held_or_elsewhere_cannot_be_answered(
    app: Flask, visit: Visit, make_post: MakePost, post: Made, alice: Person
) -> None:
    elsewhere = say(app, make_post(alice, "other-light"), "Emil")
    held = say(app, post, "Emil", held=True)
    removed = say(app, post, "Emil")
    change(app, removed, "remove")

    for number in (elsewhere, held, removed):
        answer = visit().post(URL, WORDS | {"parent": str(number)}, htmx=True)
        assert answer.status_code == 422
        assert "night train" in answer.text
        assert visit().get(f"{URL}/new?parent={number}").status_code == 404


# The list


def test_the_list_is_the_same_for_every_stranger_and_makes_no_cookie(
    app: Flask, visit: Visit, post: Made
) -> None:
    say(app, post, "Dora")

    answers = [visit().get(path) for path in (URL, URL, post.url, f"{URL}?since=0")]

    assert answers[0].data == answers[1].data
    assert not any("Set-Cookie" in answer.headers for answer in answers)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reader)) == 2


def test_the_list_is_a_page_to_a_browser_and_a_part_to_htmx(
    app: Flask, visit: Visit, post: Made
) -> None:
    say(app, post, "Dora", "First.")
    say(app, post, "Emil", "Second.")

    page, part = visit().get(URL), visit().get(URL, htmx=True)

    assert "<html" in page.text
    assert part.text.startswith('<ol class="comments__list"')
    for answer in (page, part):
        assert answer.text.index("First.") < answer.text.index("Second.")


def test_no_heading_of_the_list_skips_a_level(app: Flask, visit: Visit, post: Made) -> None:
    first = say(app, post, "Dora", "First.")
    say(app, post, "Emil", "Second.", to=first)

    page = visit().get(URL).text

    assert re.findall(r"<h(\d)", page) == ["1", "2", "2"]


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "9" * 30, "٣", "1 OR 1=1"])
def test_a_number_that_is_none_is_refused(visit: Visit, post: Made, number: str) -> None:
    assert visit().get(URL, query_string={"since": number}).status_code == 400


@pytest.mark.parametrize(
    "asked",
    [{"from": spot} for spot in ("x", "1", "1.2", "1.2.3.4", "1..2", "-1.0.0", f"{'9' * 30}.0.0")]
    + [{"order": "best"}, {"until": "x", "since": "0"}],
)
@pytest.mark.parametrize("path", [URL, "/posts/first-light"])
def test_a_place_that_is_none_is_refused(
    app: Flask, visit: Visit, post: Made, path: str, asked: dict[str, str]
) -> None:
    say(app, post, "Dora")

    refused = visit().get(path, query_string=asked).status_code

    assert refused == (200 if path != URL and "until" in asked else 400)


def converse(app: Flask, post: Made) -> list[int]:
    """Three threads, the second of seven comments; their numbers in the order of reading."""
    first, second = say(app, post, "Dora", "A."), say(app, post, "Dora", "B.")
    third = say(app, post, "Dora", "C.")
    branches = [say(app, post, "Emil", f"B{n}.", to=second) for n in (1, 2)]
    leaves = [say(app, post, "Fanny", f"B{n % 2 + 1}{n // 2}.", to=branches[n % 2]) for n in (0, 1)]
    deeper = [say(app, post, "Georg", f"B1{n}.", to=leaves[0]) for n in (1, 2)]
    return [first, second, branches[0], leaves[0], *deeper, branches[1], leaves[1], third]


def walked(visitor: Visitor, path: str | None) -> list[list[str]]:
    """The words on each page from ``path`` on."""
    pages = []
    while path:
        page = visitor.get(path).text
        pages.append(re.findall(r"<p>(\w+)\.</p>", page.split('id="comments"', 1)[1]))
        link = re.search(r'id="comments-more" href="([^"]+)"', page)
        path = link and link[1].replace("&amp;", "&")
    return pages


@pytest.mark.parametrize(
    ("order", "seen"),
    [
        ("oldest", [["A", "B", "B1"], ["B", "B1", "B10", "B11", "B12"], ["B", "B2", "B20", "C"]]),
        ("newest", [["C", "B", "B1"], ["B", "B1", "B10", "B11", "B12"], ["B", "B2", "B20", "A"]]),
    ],
)
def test_a_long_conversation_is_read_in_stretches(
    app: Flask,
    visit: Visit,
    post: Made,
    monkeypatch: pytest.MonkeyPatch,
    order: str,
    seen: list[list[str]],
) -> None:
    monkeypatch.setattr(stretches, "IN_A_STRETCH", 3)
    converse(app, post)

    assert walked(visit(), f"{post.url}?order={order}") == seen


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_the_way_back_leads_over_the_same_stretches(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr(stretches, "IN_A_STRETCH", 3)
    converse(app, post)
    pages = [visit().get(f"{URL}?order={order}").text]
    for _ in range(2):
        link = re.search(r'id="comments-more" href="([^"]+)"', pages[-1])
        assert link
        pages.append(visit().get(link[1].replace("&amp;", "&")).text)

    back = [re.search(r'href="([^"]+)#comments" rel="nofollow"><svg', page) for page in pages]

    assert back[0] is None
    for link, page in zip(back[1:], pages, strict=False):
        assert link
        earlier = visit().get(link[1].replace("&amp;", "&")).text
        assert re.findall(r"<p>\w+\.</p>", earlier) == re.findall(r"<p>\w+\.</p>", page)


def test_a_comment_of_its_own_address_opens_where_it_stands(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "IN_A_STRETCH", 3)

    for number in converse(app, post):
        answer = visit().get(f"/comments/{number}")
        assert answer.status_code == 302
        assert answer.location.startswith(post.url)
        assert answer.location.endswith(f"#comment-{number}")
        assert f'id="comment-{number}"' in visit().get(answer.location).text


def test_a_page_grows_by_what_comes_next_and_nothing_stands_twice(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "IN_A_STRETCH", 3)
    numbers = converse(app, post)
    page = visit().get(post.url).text
    link = re.search(r'data-hx-get="([^"]+more=1)"', page)
    assert link

    grown = visit().get(f"{link[1].replace('&amp;', '&')}&since=4", htmx=True).text

    targets = re.findall(r'data-hx-target="#([\w-]+)', grown.split("<article")[0])
    assert targets == [f"replies-{numbers[2]}"]
    assert re.findall(r'id="thread-(\d+)"', grown) == [str(number) for number in numbers[3:6]]
    assert 'data-news="3 more comments"' in grown
    assert f'data-focus="comment-{numbers[3]}"' in grown
    assert cursor(grown) == 4


def test_what_appears_in_a_stretch_that_is_not_shown_is_only_counted(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "IN_A_STRETCH", 3)
    numbers = converse(app, post)
    known = state(app, post)["change"]
    say(app, post, "Hanna", "Not here.")
    say(app, post, "Hanna", "Here.", to=numbers[0])
    shown = {"since": known, "order": "oldest", "from": "", "until": "2.4.6"}

    oldest = visit().get(URL, query_string=shown, htmx=True).text
    newest = visit().get(URL, query_string=shown | {"order": "newest"}, htmx=True).text

    assert "Not here." not in oldest
    assert "Here." in oldest
    assert 'data-news="2 new comments"' in oldest
    assert "Not here." in newest
    assert 'data-hx-swap="afterbegin"' in newest


def test_a_page_asks_the_database_no_more_for_thirty_than_for_one(
    app: Flask, visit: Visit, post: Made, count_queries: Callable[..., int]
) -> None:
    stranger, first = visit(), say(app, post, "Dora")
    stranger.get(post.url)
    one = count_queries(lambda: stranger.get(post.url))
    news = count_queries(lambda: stranger.get(f"{URL}?since=0", htmx=True))

    second = say(app, post, "Emil", to=first)
    third = say(app, post, "Fanny", to=second)
    for number in range(27):
        say(app, post, "Georg", f"Number {number}", to=[None, first, second, third][number % 4])

    assert count_queries(lambda: stranger.get(post.url)) == one
    assert count_queries(lambda: stranger.get(f"{URL}?since=0", htmx=True)) == news


# News for open pages


def news(visitor: Visitor, since: int) -> Any:
    return visitor.get(f"{URL}?since={since}", htmx=True)


def cursor(text: str) -> int:
    found = re.search(r'id="comments-cursor" value="(\d+)"', text)
    assert found
    return int(found[1])


def test_nothing_new_answers_204(app: Flask, visit: Visit, post: Made) -> None:
    say(app, post, "Dora")
    page = visit().get(post.url).text

    answer = news(visit(), cursor(page))

    assert answer.status_code == 204
    assert answer.data == b""
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_new_comment_comes_once_with_the_next_cursor(
    app: Flask, visit: Visit, post: Made
) -> None:
    before = cursor(visit().get(post.url).text)
    number = say(app, post, "Dora", "Hot off the press.")

    answer = news(visit(), before)

    assert "Hot off the press." in answer.text
    assert f"#comments-list:not(:has(#thread-{number}))" in answer.text
    assert 'data-news="1 new comment"' in answer.text
    assert "comment--fresh" in answer.text
    assert news(visit(), cursor(answer.text)).status_code == 204


def test_a_changed_comment_is_no_new_one(app: Flask, visit: Visit, post: Made) -> None:
    number = say(app, post, "Dora")
    change(app, number, "reword", "Quite true.", "<p>Quite true.</p>")

    answer = news(visit(), 1)

    assert f'<hx-partial id="comment-{number}" data-hx-swap="outerHTML">' in answer.text
    assert "Quite true." in answer.text
    assert "comment--fresh" not in answer.text
    assert "data-news" not in answer.text


def test_a_removed_comment_vanishes_or_leaves_its_place(
    app: Flask, visit: Visit, post: Made
) -> None:
    alone = say(app, post, "Dora", "Alone.")
    answered = say(app, post, "Emil", "Answered.")
    say(app, post, "Fanny", "The answer.", to=answered)
    change(app, alone, "remove")
    change(app, answered, "remove")

    answer = news(visit(), 3)
    page = visit().get(post.url).text

    assert f"#thread-{alone}:not(:has(.comment-form))" in answer.text
    assert f"#thread-{answered}:not" not in answer.text
    assert "Alone." not in answer.text + page
    assert "Answered." not in answer.text + page
    assert f'id="comment-{answered}"' in page
    assert f'id="comment-{alone}"' not in page
    assert "This comment was removed." in page
    assert "The answer." in page
    assert state(app, post)["count"] == 1


def test_a_place_goes_with_its_last_reply_and_returns_with_one_that_was_held(
    app: Flask, visit: Visit, post: Made
) -> None:
    root = say(app, post, "Dora")
    reply = say(app, post, "Emil", to=root)
    deeper = say(app, post, "Fanny", to=reply)
    held = say(app, post, "Georg", to=reply, held=True)
    for number in (root, reply):
        change(app, number, "remove")
    known = state(app, post)["change"]

    change(app, deeper, "remove")
    gone = news(visit(), known).text
    empty = visit().get(post.url).text
    change(app, held, "approve")
    back = news(visit(), cursor(gone)).text

    assert all(
        f"#thread-{number}:not(:has(.comment-form))" in gone for number in (root, reply, deeper)
    )
    assert 'id="thread-' not in empty
    assert f'id="thread-{root}"' in back
    assert f'id="thread-{held}"' in back
    assert f'id="comment-{deeper}"' not in back


def test_no_change_falls_between_two_answers(
    app: Flask, visit: Visit, post: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "NEWS_AT_ONCE", 2)
    numbers = [say(app, post, "Dora", f"Number {n}.") for n in range(5)]
    stranger, seen, since = visit(), set(), 0

    while (answer := news(stranger, since)).status_code == 200:
        seen |= set(re.findall(r'id="thread-(\d+)"', answer.text))
        since = cursor(answer.text)

    assert seen == {str(number) for number in numbers}


def test_the_answer_to_ones_own_comment_brings_what_others_said_meanwhile(
    app: Flask, visit: Visit, post: Made
) -> None:
    say(app, post, "Emil", "I was faster.")

    answer = visit().post(URL, WORDS | {"since": "0"}, htmx=True)

    assert "I was faster." in answer.text
    assert "night train" in answer.text
    assert cursor(answer.text) == 2


def test_news_are_a_page_to_a_browser(app: Flask, visit: Visit, post: Made) -> None:
    say(app, post, "Dora", "Old news.")
    say(app, post, "Emil", "Fresh news.")

    page = visit().get(f"{URL}?since=1")

    assert "<html" in page.text
    assert "Fresh news." in page.text
    assert "Old news." not in page.text


# One comment


def test_one_comment_leads_a_browser_to_its_place_and_is_a_part_to_htmx(
    app: Flask, visit: Visit, post: Made
) -> None:
    number = say(app, post, "Dora")

    page, part = visit().get(f"/comments/{number}"), visit().get(f"/comments/{number}", htmx=True)

    assert page.location == f"/posts/first-light#comment-{number}"
    assert part.text.lstrip().startswith("<article")
    assert visit().get("/comments/999").status_code == 404
    assert visit().get(f"/comments/{9 * 10**30}").status_code == 404


def test_a_removed_comment_is_not_there(app: Flask, visit: Visit, post: Made) -> None:
    number = say(app, post, "Dora")
    change(app, number, "remove")

    assert visit().get(f"/comments/{number}").status_code == 404


def test_a_comment_can_be_looked_at_before_it_is_posted(
    app: Flask, visit: Visit, post: Made
) -> None:
    guest = visit()
    typed = {"body": "How *true*.", "name": "Dora"}

    part = guest.post(f"{URL}/preview", typed, htmx=True).text
    page = guest.post(f"{URL}/preview", typed).text

    assert "<p>How <em>true</em>.</p>" in part
    assert "<p>How <em>true</em>.</p>" in page
    assert "How *true*.</textarea>" in page
    assert 'value="Dora"' in page
    assert "Write something first." in guest.post(f"{URL}/preview", {"body": " "}).text
    assert "5,000" in guest.post(f"{URL}/preview", {"body": "x" * 5_001}, htmx=True).text
    assert kept(app) == []


def test_whoever_may_change_their_words_is_told_until_when(visit: Visit, post: Made) -> None:
    guest = visit()
    guest.post(URL, WORDS)

    assert "data-until=" in guest.get(post.url).text
    assert "data-until=" not in visit().get(post.url).text


SPAM = "Buy now, cheap watches: https://watches.example https://more.example"


def test_what_looks_like_spam_waits_apart_and_can_be_approved(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    guest = visit()

    answer = guest.post(URL, {"body": SPAM, "name": "Dora"}, htmx=True)

    assert "waits for approval. Why: " in answer.text
    assert "More links than this site takes" in answer.text
    assert "cheap watches" not in visit().get(post.url).text
    assert "cheap watches" in guest.get(post.url).text
    desk = visit(alice)
    assert "cheap watches" not in desk.get("/desk/comments?state=waiting").text
    heap = desk.get("/desk/comments?state=spam").text
    assert "cheap watches" in heap
    assert "Signs of spam:" in heap

    desk.post(f"/desk/comments/{kept(app)[0].id}/approval")

    assert "cheap watches" in visit().get(post.url).text
    desk.post(f"/desk/comments/{kept(app)[0].id}/spam")
    assert "cheap watches" not in visit().get(post.url).text
    assert state(app, post)["count"] == 0
    desk.post(f"/desk/comments/{kept(app)[0].id}/approval")
    assert "cheap watches" in visit().get(post.url).text
    assert state(app, post)["count"] == 1


def test_only_the_first_comment_of_each_person_waits(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    with app.app_context():
        db.session.get_one(Site, 1).comment_policy = "first"
        db.session.commit()
    guest = visit()
    guest.post(URL, WORDS)
    assert kept(app)[0].is_held

    visit(alice).post(f"/desk/comments/{kept(app)[0].id}/approval")
    guest.post(URL, WORDS | {"body": "And another thing."})

    assert not kept(app)[1].is_held


def test_a_conversation_closes_after_so_many_days(
    app: Flask, visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    old = make_post(alice, "old", published_at=now() - timedelta(days=8))
    with app.app_context():
        db.session.get_one(Site, 1).comments_close_after = 7
        db.session.commit()

    assert visit().post(f"{old.url}/comments", WORDS).status_code == 403
    assert "This conversation is closed." in visit().get(old.url).text


def test_from_unwanted_addresses_nothing_is_taken(
    app: Flask, visit: Visit, post: Made, olga: Person
) -> None:
    page = visit(olga).get("/desk/settings").text
    listed = {"unwanted_addresses": "shop.example\n10.0.0.0/8", "title": "T", "accent": "moss"}
    listed |= {"language": "en", "time_zone": "UTC", "comment_policy": "open"}
    assert visit(olga).post("/desk/settings", listed).status_code == 303
    there = {"REMOTE_ADDR": "10.1.2.3"}

    visit().post(URL, WORDS | {"email": "a@mail.shop.example"})
    answer = visit().post(URL, WORDS | {"body": "So."}, htmx=True, environ_overrides=there)
    visit().post(URL, WORDS | {"body": "Or so.", "email": "a@shop.example.org"})

    assert "Unwanted addresses" in page
    assert [one.is_spam for one in kept(app)] == [True, True, False]
    assert "Your comment waits for approval." in answer.text


def test_unwanted_words_and_words_that_stand_elsewhere_wait(
    app: Flask, visit: Visit, post: Made, make_post: Callable[..., Made], alice: Person
) -> None:
    other = make_post(alice, "other")
    with app.app_context():
        db.session.get_one(Site, 1).unwanted_words = "grapes\n"
        db.session.commit()
    long = "The very same words under every single post of this site."

    visit().post(URL, WORDS | {"body": "I sell grapes."})
    visit().post(URL, WORDS | {"body": long})
    visit().post(f"{other.url}/comments", WORDS | {"body": long})

    assert [(one.is_held, one.is_spam) for one in kept(app)] == [
        (True, True),
        (False, False),
        (True, False),
    ]


def test_a_neighbourhood_says_so_much_in_an_hour(visit: Visit, post: Made) -> None:
    def speak(number: int, near: int) -> int:
        where = {"REMOTE_ADDR": f"10.0.{near}.{number}"}
        said = {"body": f"Number {number}.", "name": "Dora"}
        return visit().post(URL, said, environ_overrides=where).status_code

    assert {speak(number, 1) for number in range(60)} == {303}
    assert speak(61, 1) == 429
    assert speak(62, 2) == 303


def test_whoever_only_bookmarked_is_asked_to_be_remembered_like_a_stranger(
    visit: Visit, post: Made
) -> None:
    reader = visit()
    reader.post(f"{post.url}/bookmark")
    assert is_checked(reader.get(post.url).text)

    reader.post(f"{post.url}/comments", {"body": "Once.", "name": "Nora"})

    assert not is_checked(reader.get(post.url).text)
    assert is_checked(visit().get(post.url).text)
    reader.post(f"{post.url}/comments", {"body": "Twice.", "name": "Nora", "remembered": "y"})
    assert is_checked(reader.get(post.url).text)


def is_checked(page: str) -> bool:
    """Whether the box that asks to be remembered is checked."""
    [box] = re.findall(r'<input[^>]*name="remembered"[^>]*>', page)
    return "checked" in box.partition("name=")[0] + box.partition("name=")[2]
