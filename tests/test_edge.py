"""Whatever is sent, the answer is a page with words on it and never an accident."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
FORM = "application/x-www-form-urlencoded"

ODD_PATHS = [
    "/posts/%00",
    "/posts/%ff%fe",
    "/posts/%ed%a0%80",
    "/posts/" + "x" * 5_000,
    "/posts/..%2f..%2fetc%2fpasswd",
    "/posts/'%22%3Cscript%3E",
    "/posts?before=%00",
    "/posts?before=%ff",
    "/posts?before=" + "A" * 9_000,
    "/posts?before[]=x&before=y",
    "/posts/first-light?%00=%00",
    "/posts/first-light/comments?since=-1",
    "/posts/first-light/comments?since=99999999999999999999",
    "/posts/first-light/comments?since=x",
    "/posts/first-light/comments?since=%00",
    "/posts/first-light/comments?since=٣",
    "/comments/0",
    "/comments/-1",
    "/comments/99999999999999999999",
    "/comments/1e9",
    "/bookmarks?q=%25&before=zzz",
    "/bookmarks?q=" + "x" * 5_000,
    "/desk/posts/0",
    "/desk/posts/99999999999999999999",
    "/desk/posts/9223372036854775807",
    "/desk/posts/1/tracks/99999999999999999999",
    "/desk/posts/1/preview?x=%00",
    "/desk/comments?before=%F0%9F%98%80",
    "/media/%00",
    "/media/..%2fsecret-key",
    "/static/%00",
    "/static/..%2f..%2fblog%2fconfig.py",
    "/sign-in?next=%00",
    "/\ufffd",
    "//",
    "/%",
]

ODD_VALUES = {
    "nul": "a\0b",
    "control": "\x01\x02\x1b[31m",
    "surrogate": "\udcff".encode("utf-8", "surrogatepass"),
    "invalid utf-8": b"\xff\xfe\xfa",
    "right to left": "\u202e\u2066abc",
    "markup": "\"'><script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "quotes": "' OR 1=1; DROP TABLE posts; --",
    "emoji": "👩‍👩‍👧‍👦" * 50,
    "negative": "-1",
    "huge": "9" * 400,
    "nan": "NaN",
    "long": "x" * 600_000,
    "blank": " \u200b\u00a0\n\t",
}

FIELDS = (
    "title", "name", "email", "password", "new_password", "body", "parent", "version", "slug",
    "standfirst", "book_title", "book_author", "book_year", "book_isbn", "epigraph",
    "epigraph_source", "introduction", "tags", "hero", "hero_alt", "language", "canonical_url",
    "description", "artist", "note", "url", "text", "track", "after", "at", "shelf", "q", "next",
    "tagline", "time_zone", "accent", "comment_policy", "remembered", "bio", "submission",
)  # fmt: skip

WRITES = [
    ("POST", "/sign-in"),
    ("POST", "/join"),
    ("POST", "/account"),
    ("POST", "/posts/first-light/comments"),
    ("POST", "/posts/first-light/bookmark"),
    ("PUT", "/posts/first-light/bookmark"),
    ("DELETE", "/posts/first-light/bookmark"),
    ("POST", "/posts/first-light/visits"),
    ("POST", "/comments/1/edit"),
    ("POST", "/comments/1/deletion"),
    ("POST", "/desk/posts"),
    ("PUT", "/desk/posts/{id}"),
    ("POST", "/desk/posts/{id}"),
    ("POST", "/desk/posts/{id}/tracks"),
    ("POST", "/desk/posts/{id}/tracks/moves"),
    ("PUT", "/desk/posts/{id}/tracks/1"),
    ("DELETE", "/desk/posts/{id}/tracks/77"),
    ("POST", "/desk/posts/{id}/publication"),
    ("DELETE", "/desk/posts/{id}/publication"),
    ("POST", "/desk/images"),
    ("POST", "/desk/settings"),
]


WRONG_KINDS: dict[str, dict[str, Any]] = {
    "nothing": {"data": {}},
    "broken json": {"data": b"{not json", "content_type": "application/json"},
    "json": {"json": ["an", "array"]},
    "xml": {"data": b"<x/>", "content_type": "text/xml"},
    "broken form": {"data": b"title=%zz&title=%u1234&=&&&", "content_type": FORM},
    "doubled": {"data": {"title": ["one", "two"], "body": ["one", "two"], "version": ["1", "x"]}},
    "arrays": {"data": {"title[]": "x", "body[a]": "y"}},
    "broken parts": {"data": b"--x\r\nnonsense", "content_type": "multipart/form-data; boundary=x"},
    "no boundary": {"data": b"x", "content_type": "multipart/form-data"},
    "files": {
        "data": b'--x\r\nContent-Disposition: form-data; name="body"; filename="x.svg"\r\n'
        b"Content-Type: image/svg+xml\r\n\r\n<svg onload=alert(1)>\r\n--x--\r\n",
        "content_type": "multipart/form-data; boundary=x",
    },
    "3 MB": {"data": b"x=" + b"y" * (3 * 1024 * 1024)},
}


@pytest.fixture
def visitors(
    visit: Visit, make_post: Callable[..., Made], alice: Person, olga: Person
) -> tuple[dict[str, Visitor], int]:
    post = make_post(alice)
    return {"stranger": visit(), "owner": visit(olga)}, post.id


def check(answer: object, what: str) -> None:
    code, text = answer.status_code, answer.text  # type: ignore[attr-defined]
    assert code < 500, f"{what}: {code}"
    assert "Traceback" not in text
    assert "<script>alert(1)" not in text
    if code in (400, 403, 404, 405, 413) and "HX" not in what:
        assert "</html>" in text, f"{what}: {code} without a page"


@pytest.mark.parametrize("path", ODD_PATHS)
def test_an_odd_address_is_answered_with_a_page(
    visitors: tuple[dict[str, Visitor], int], path: str
) -> None:
    for who, visitor in visitors[0].items():
        for htmx in (False, True):
            check(visitor.get(path, htmx=htmx), f"{who} {path} {'HX' if htmx else ''}")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_an_odd_form_is_answered_with_words(
    visitors: tuple[dict[str, Visitor], int], method: str, path: str
) -> None:
    people, number = visitors
    path = path.format(id=number)
    for oddity, value in ODD_VALUES.items():
        # A megabyte in one field at a time: all of them together are refused before any is read.
        fields = FIELDS if len(value) < 10_000 else ("body",)
        data = dict.fromkeys(fields, value)
        for who, visitor in people.items():
            what = f"{who} {method} {path} {oddity}"
            check(visitor.ask(method, path, data=data), what)
            check(visitor.ask(method, path, htmx=True, data=data), f"{what} HX")


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_form_of_the_wrong_kind_is_answered_with_words(
    visitors: tuple[dict[str, Visitor], int], method: str, path: str
) -> None:
    people, number = visitors
    for kind, options in WRONG_KINDS.items():
        for who, visitor in people.items():
            answer = visitor.ask(method, path.format(id=number), **options)
            check(answer, f"{who} {method} {path} {kind}")


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/posts/first-light", "/desk", "/sign-out"])
def test_an_odd_method_is_answered(
    visitors: tuple[dict[str, Visitor], int], method: str, path: str
) -> None:
    for visitor in visitors[0].values():
        answer = visitor.ask(method, path)

        assert answer.status_code < 500


def test_a_method_that_a_form_means_is_one_of_two(app: Flask, visit: Visit) -> None:
    assert visit().post("/sign-out?_method=PATCH").status_code == 303
    assert visit().post("/sign-out?_method=DELETE").status_code == 405


@pytest.mark.parametrize(
    ("method", "path", "field"),
    [("POST", "/posts/first-light/comments", "body"), ("PUT", "/desk/posts/{id}", "title")],
)
def test_half_a_form_is_not_taken_for_a_whole_one(
    visitors: tuple[dict[str, Visitor], int], method: str, path: str, field: str
) -> None:
    people, number = visitors
    text = b"name=Carol&version=1&" + field.encode() + b"=The+connection+broke+off+he"

    answer = people["owner"].ask(
        method,
        path.format(id=number),
        input_stream=io.BytesIO(text),
        content_type=FORM,
        environ_overrides={"CONTENT_LENGTH": "4000", "wsgi.input_terminated": True},
    )

    assert answer.status_code == 400
    assert "broke off" not in people["owner"].get(f"/desk/posts/{number}").text
    assert "broke off" not in people["stranger"].get("/posts/first-light").text


def test_a_form_must_say_how_long_it_is(visit: Visit, app: Flask) -> None:
    answer = visit().ask("POST", "/sign-in", headers={"Transfer-Encoding": "chunked"})

    assert answer.status_code == 411
    assert "</html>" in answer.text


def test_a_form_of_countless_fields_is_refused_before_it_is_read(visit: Visit, app: Flask) -> None:
    answers = [
        visit().ask("POST", "/sign-in", data=b"a=&" * count, content_type=FORM).status_code
        for count in (200, 300_000)
    ]

    assert answers == [422, 413]


def test_whoever_sends_slowly_keeps_nobody_else_waiting(visit: Visit, app: Flask) -> None:
    finish = threading.Event()

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            finish.wait()
            return super().read(size)

    def send() -> None:
        told = {"CONTENT_LENGTH": "7"}
        answer = visit().ask(
            "POST", "/sign-in", input_stream=Slow(b"email=a"), environ_overrides=told
        )
        codes.append(answer.status_code)

    codes: list[int] = []
    senders = [threading.Thread(target=send) for _ in range(12)]
    for sender in senders:
        sender.start()
    timer = threading.Timer(5, finish.set)
    timer.start()

    assert visit().get("/healthz").status_code == 200
    assert not finish.is_set()

    finish.set()
    timer.cancel()
    for sender in senders:
        sender.join()
    assert codes == [422] * 12
