"""The page cache: the same page for everyone, made once, and nobody's but theirs to see."""

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import brotli
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog import sharing
from blog.comments import Comment, openings
from blog.db import db, now
from blog.images import Image
from blog.members import Member
from blog.pagecache import PageCache
from blog.posts import Post
from blog.site import Site
from tests.conftest import Made, Person, Visitor, forget
from tests.screens import EVERYONES, OWNERS

Visit = Callable[..., Visitor]
DOCUMENTS = [
    "/feed.atom",
    "/feed.json",
    "/tags/sea/feed.rss",
    "/authors/alice/feed.atom",
    "/posts/first-light/feed.atom",
    "/posts/first-light/soundtrack.xspf",
    "/posts/first-light/comments?since=0",
    "/posts/first-light/comments?since=99",
    "/posts?before=nonsense",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/opensearch.xml",
]


@pytest.fixture(autouse=True)
def _the_hour_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two forms that are opened one after the other have the same stamp."""
    monkeypatch.setattr(openings, "stamp", lambda post: f"stamp-{post.id}")


@pytest.fixture
def kept(app: Flask) -> PageCache:
    cache: PageCache = app.extensions["pagecache"]
    return cache


@pytest.fixture
def asked(kept: PageCache, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The requests that come to Flask from now on."""
    requests: list[dict[str, Any]] = []
    inner = kept.inner

    def note(environ: Any, start: Any) -> Any:
        requests.append(dict(environ))
        return inner(environ, start)

    monkeypatch.setattr(kept, "inner", note)
    return requests


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice, source="<p>Words enough to be worth packing.</p>" * 30)


def stranger(
    visit: Visit, path: str, *, cookies: dict[str, str] | None = None, **way: Any
) -> TestResponse:
    """What somebody unknown gets who asks in this way."""
    visitor = visit()
    for name, value in (cookies or {}).items():
        visitor.client.set_cookie(name, value)
    return visitor.get(path, **way)


# What is given


def test_a_page_is_made_once(visit: Visit, post: Made, asked: list[Any]) -> None:
    first = visit().get(post.url)
    second = visit().get(f"{post.url}?utm_source=letter")

    assert len(asked) == 1
    assert first.data == second.data
    assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_it_comes_in_the_coding_asked_for(
    visit: Visit, post: Made, accepted: str, coding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    plain = visit().get(post.url)
    packed = visit().get(post.url, headers={"Accept-Encoding": accepted})

    assert packed.headers.get("Content-Encoding") == coding
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert unpack(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_who_has_it_already_is_told_so(visit: Visit, post: Made) -> None:
    page = visit().get(post.url, headers={"Accept-Encoding": "br"})

    for tags in (page.headers["ETag"], f'"x", W/{page.headers["ETag"]}', "*"):
        again = visit().get(post.url, headers={"Accept-Encoding": "br", "If-None-Match": tags})
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == page.headers["ETag"]
        assert again.headers["Cache-Control"] == page.headers["Cache-Control"]
    other = visit().get(post.url, headers={"If-None-Match": page.headers["ETag"]})
    assert other.status_code == 200


def test_a_head_has_the_headers_alone(visit: Visit, post: Made) -> None:
    page, head = visit().get(post.url), visit().ask("HEAD", post.url)

    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(page.data))
    assert head.headers["ETag"] == page.headers["ETag"]


def test_what_a_page_depends_on_makes_it_another(
    visit: Visit, post: Made, asked: list[Any]
) -> None:
    ways: list[dict[str, Any]] = [
        {},
        {"htmx": True},
        {"headers": {"Accept-Language": "it"}},
        {"cookies": {"preferences": "dark.5.wide.en"}},
        {"base_url": "http://other.example"},
        {"base_url": "https://localhost"},
    ]
    pages = {stranger(visit, "/posts", **way).data for way in ways * 2}

    assert len(asked) == len(ways)
    assert len(pages) == len(ways)


def test_ways_to_ask_that_come_to_the_same_share_a_page(
    visit: Visit, post: Made, asked: list[Any]
) -> None:
    spoken = {"Accept-Language": "it"}
    stranger(visit, "/posts", headers={"Accept-Language": "it-IT,it;q=0.9,en;q=0.5"})
    stranger(visit, "/posts", headers=spoken)
    stranger(visit, "/posts", headers=spoken | {"User-Agent": "Another/1.0"})
    stranger(visit, "/posts", headers=spoken, cookies={"preferences": "nonsense", "theirs": "1"})
    assert len(asked) == 1

    stranger(visit, "/posts", cookies={"preferences": "auto.3.normal.it"})
    assert len(asked) == 2


# What is never given


def test_no_page_depends_on_who_asked_first(
    visit: Visit, furnished: Callable[[str], str], asked: list[dict[str, Any]]
) -> None:
    told = {
        "User-Agent": "secret",
        "Referer": "http://secret.example/",
        "Accept": "secret",
        "X-Forwarded-For": "secret",
        "Authorization": "secret",
        "HX-Current-URL": "http://secret.example/",
        "HX-Target": "secret",
        "If-None-Match": "secret",
    }
    made = 0
    for path in [*EVERYONES, *DOCUMENTS]:
        asking = f"{path}{'&' if '?' in path else '?'}secret=secret"
        stranger(visit, asking, headers=told, cookies={"theirs": "secret"})
        if sharing.NOTES in (request := asked[-1]):
            assert "secret" not in " ".join(map(str, request.values())), path
            assert "REMOTE_ADDR" not in request
            made += 1

    assert made > 25


def test_nobody_gets_what_is_made_for_another(
    app: Flask, visit: Visit, furnished: Callable[[str], str], olga: Person, kept: PageCache
) -> None:
    guest, owner = visit(), visit(olga)
    guest.post("/posts/first-light/bookmark")
    guest.post("/posts/first-light/comments", {"body": "Mine.", "name": "Dora", "email": "d@e.org"})
    paths = [*(furnished(path) for path in [*EVERYONES, *OWNERS]), *DOCUMENTS, *every_page(app)]
    strangers = {path: visit().get(path) for path in paths}

    kept.pages.clear()
    for visitor in (owner, guest):
        personal = {path: visitor.get(path) for path in paths}
        assert not kept.pages
        for path in paths:
            assert "public, max-age=0" not in personal[path].headers.get("Cache-Control", "")
        assert personal["/posts/first-light"].data != strangers["/posts/first-light"].data

    for path in paths:
        again = visit().get(path)
        assert again.status_code == strangers[path].status_code, path
        assert again.data == strangers[path].data, path
        assert "Set-Cookie" not in again.headers, path
    for visitor in (owner, guest):
        assert visitor.get("/posts/first-light").data != strangers["/posts/first-light"].data


def every_page(app: Flask) -> Iterator[str]:
    """An address of each view there is."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            values: dict[str, Any] = dict.fromkeys(rule.arguments, 1)
            values |= {"slug": "first-light"} if "slug" in values else {}
            values |= {"kind": "json"} if "kind" in values else {}
            try:
                yield app.url_map.bind("localhost").build(rule.endpoint, values)
            except ValueError:
                continue


@pytest.mark.parametrize("path", ["/nowhere", "/posts/never", "/posts?before=nonsense", "/desk"])
def test_what_is_no_page_is_not_kept(visit: Visit, post: Made, kept: PageCache, path: str) -> None:
    answers = [visit().get(path) for _ in range(2)]

    assert answers[0].status_code == answers[1].status_code != 200
    assert not kept.pages


# Until when it is given


def acts(post: int) -> dict[str, Callable[[], Any]]:
    """What changes pages, each in its own way."""

    def one(model: type[Any]) -> Any:
        return db.session.scalars(select(model).order_by(model.id)).first()

    def publish() -> None:
        shown = db.session.get_one(Post, post)
        shown.save(shown.author, shown.draft.version, title="Second light", tag_names=["salt"])
        shown.publish()

    def say() -> None:
        reader = one(Member).reader
        Comment.say(db.session.get_one(Post, post), reader, name="Dora", source="Just now.")

    return {
        "publish": publish,
        "say": say,
        "reword": lambda: one(Comment).reword("Otherwise.", "<p>Otherwise.</p>"),
        "remove": lambda: one(Comment).remove(),
        "name the site": lambda: setattr(one(Site), "title", "Other notes"),
        "rename an author": lambda: setattr(one(Member), "name", "Alicia"),
        "draw a picture anew": lambda: setattr(one(Image), "preview", "UklGRg=="),
        "count": lambda: setattr(db.session.get_one(Post, post), "view_count", 77),
        "withdraw": lambda: setattr(db.session.get_one(Post, post), "trashed_at", now()),
    }


def test_every_change_is_seen_at_once(
    app: Flask, visit: Visit, furnished: Callable[[str], str]
) -> None:
    paths = [*EVERYONES, *DOCUMENTS]
    with app.app_context():
        number = db.session.scalars(select(Post.id).where(Post.slug == "first-light")).one()
    for name, act in acts(number).items():
        before = bytes_of(visit, paths)
        with app.app_context():
            act()
            db.session.commit()
        after = bytes_of(visit, paths)
        forget(app)
        assert after == bytes_of(visit, paths), name
        assert after != before, name


def bytes_of(visit: Visit, paths: list[str]) -> dict[str, tuple[int, bytes]]:
    def told(answer: TestResponse) -> tuple[int, bytes]:
        return answer.status_code, answer.data

    return {path: told(visit().get(path)) for path in paths}


def test_what_is_said_under_one_post_leaves_the_others_alone(
    visit: Visit, post: Made, make_post: Callable[..., Made], alice: Person, asked: list[Any]
) -> None:
    other = make_post(alice, "other")
    paths = ["/", "/posts", other.url, post.url]
    for path in paths:
        visit().get(path)
    visit().post(f"{post.url}/comments", {"body": "Yes.", "name": "Dora"})
    asked.clear()

    for path in paths:
        visit().get(path)

    assert [request["PATH_INFO"] for request in asked] == [post.url]


def test_a_change_while_a_page_is_made_makes_it_old(
    app: Flask, visit: Visit, post: Made, kept: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = kept.inner

    def overtake(environ: Any, start: Any) -> Any:
        answer = inner(environ, start)
        with app.app_context():
            db.session.scalars(select(Site)).one().title = "Other notes"
            db.session.commit()
        return answer

    monkeypatch.setattr(kept, "inner", overtake)
    visit().get(post.url)
    monkeypatch.setattr(kept, "inner", inner)

    assert "Other notes" in visit().get(post.url).text


def test_a_scheduled_post_appears_on_time(
    visit: Visit,
    post: Made,
    make_post: Callable[..., Made],
    alice: Person,
    kept: PageCache,
    asked: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hour = now() + timedelta(minutes=5)
    make_post(alice, "later", published_at=hour)

    for moment, times in ((hour - timedelta(seconds=1), 1), (hour, 2)):
        visit().get("/posts")
        monkeypatch.setattr("blog.pagecache.time.time", moment.timestamp)
        visit().get("/posts")
        assert len(asked) == times


def test_a_conversation_closes_on_time(
    app: Flask, visit: Visit, post: Made, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        db.session.scalars(select(Site)).one().comments_close_after = 1
        end = db.session.get_one(Post, post.id).published_at
        db.session.commit()
    assert end
    end += timedelta(days=1)
    assert "Post comment" in visit().get(post.url).text

    for clock in ("blog.pagecache.time.time", "blog.pieces.time.time"):
        monkeypatch.setattr(clock, end.timestamp)
    monkeypatch.setattr("blog.comments.policies.now", lambda: end + timedelta(seconds=1))

    assert "This conversation is closed." in visit().get(post.url).text


# How many are kept, and how they are made


def test_room_is_made_by_what_was_not_used_of_late(
    visit: Visit,
    post: Made,
    kept: PageCache,
    asked: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit().get(post.url)
    store = kept.pages
    monkeypatch.setattr(store, "room", 6 * store.weight)
    for number in range(40):
        visit().get(f"{post.url}/comments?since={number}")
        visit().get(post.url)
        visit().get(f"/archive?before=none{number}")
        assert store.weight <= store.room
    assert sum(request["PATH_INFO"] == post.url for request in asked) == 1


def test_a_page_is_made_by_one_while_the_others_wait(
    app: Flask, visit: Visit, post: Made, kept: PageCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner, made = kept.inner, []
    begun, go = threading.Event(), threading.Event()

    def slowly(environ: Any, start: Any) -> Any:
        made.append(environ["PATH_INFO"])
        begun.set()
        assert go.wait(10)
        return inner(environ, start)

    monkeypatch.setattr(kept, "inner", slowly)
    answers: list[bytes] = []
    readers = [
        threading.Thread(target=lambda: answers.append(visit().get(post.url).data))
        for _ in range(5)
    ]
    readers[0].start()
    assert begun.wait(10)
    for reader in readers[1:]:
        reader.start()
    go.set()
    for reader in readers:
        reader.join(10)

    assert made == [post.url]
    assert len(answers) == 5
    assert len(set(answers)) == 1
