"""The bench: how fast Leitmotif answers, beside a bare Flask application and nginx with a file.

All rows of a round are measured one after the other, so that the yardsticks have the same machine;
the table has the medians of the rounds. What was generated is kept in ``.build/bench``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from benchmarks import servers
from benchmarks.hammer import Request, Score, hammer
from blog import create_app
from blog.db import db
from blog.paging import Cursor
from blog.posts import Post

DATA = servers.ROOT / ".build" / "bench"
EMAIL, PASSWORD = "bench@leitmotif.example", "a long walk at night"
VARIED = 200
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Row:
    """One line of the table: what is asked of which server."""

    name: str
    server: str
    asked: Sequence[Request]
    connections: int = 32
    beside: Callable[[], object] | None = None


def main() -> None:
    options = read_options()
    instance = prepared(options.posts, options.comments, options.on_one)
    with ExitStack() as stack:
        ports = {"hello": stack.enter_context(servers.hello())}
        ports["pages"], number = stack.enter_context(servers.leitmotif(instance))
        ports["writes"], _ = stack.enter_context(servers.leitmotif(instance, PROXY_COUNT="1"))
        ports["no cache"], _ = stack.enter_context(
            servers.leitmotif(instance, LEITMOTIF_PAGE_CACHE="0")
        )
        rows = list(rows_of(instance, ports, short=options.short))
        if servers.NGINX:
            work = DATA / "nginx"
            page = fetched(ports["pages"], rows[1].asked[0].path, coding="br")[1]
            ports["file"] = stack.enter_context(servers.nginx_with_file(work / "file", page))
            ports["nginx"] = stack.enter_context(
                servers.nginx_before(work / "before", ports["pages"])
            )
        scores: dict[str, list[Score]] = {row.name: [] for row in rows}
        for _ in range(options.runs):
            for row in rows:
                if row.server in ports:
                    scores[row.name].append(measured(ports[row.server], row, options.seconds))
        took = servers.memory(number)
    print(f"{options.posts:,} posts, {options.comments:,} comments; {os.cpu_count()} cores\n")
    print(table(rows, scores))
    print(f"\nmemory of the server under load: {took:.0f} MB (PSS)")
    print(f"start to the first page: {started(instance) * 1000:.0f} ms")
    print(first_visit(instance))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--posts", type=int, default=1_000)
    parser.add_argument("--comments", type=int, default=4_000)
    parser.add_argument("--on-one", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--short", action="store_true", help="the rows that matter most")
    return parser.parse_args()


def prepared(posts: int, comments: int, on_one: int) -> Path:
    """An instance with so much in it and somebody who can sign in."""
    instance = DATA / f"{posts}-{comments}-{on_one}"
    if not (instance / "ready").exists():
        shutil.rmtree(instance, ignore_errors=True)
        instance.mkdir(parents=True)
        leitmotif(instance, "migrate")
        size = ["--posts", str(posts), "--comments", str(comments), "--on-one", str(on_one)]
        leitmotif(instance, "generate", *size)
        owner = ["--name", "Bench", "--role", "owner"]
        leitmotif(instance, "member", "add", EMAIL, *owner, typed=PASSWORD)
        (instance / "ready").touch()
    leitmotif(instance, "migrate")
    return instance


def leitmotif(instance: Path, *words: str, typed: str = "") -> None:
    command = str(Path(sys.executable).with_name("leitmotif"))
    environ = os.environ | {"LEITMOTIF_INSTANCE": str(instance), "DATABASE_URL": ""}
    subprocess.run([command, *words], input=typed, text=True, check=True, env=environ)


def rows_of(instance: Path, ports: dict[str, int], *, short: bool) -> Iterator[Row]:
    """The rows in the order of the table; the first is the yardstick."""
    found = slugs(instance)
    newest, varied = found[0], [found[at] for at in spread(len(found), VARIED)]
    one, many = page(f"/posts/{newest}"), [page(f"/posts/{slug}") for slug in varied]
    yield Row("hello-world Flask", "hello", [Request("/")])
    yield Row("post page, from the cache", "pages", [one])
    yield Row("nginx with the page as a file", "file", [Request("/")])
    yield Row(f"{len(varied)} post pages, from the cache", "pages", many)
    yield Row("the same behind nginx", "nginx", many)
    yield Row("home", "pages", [page("/")])
    tag = fetched(ports["pages"], one.path, coding="br")[0]["ETag"]
    yield Row("304", "pages", [page(one.path, **{"If-None-Match": tag})])
    poll = page(f"{one.path}/comments?since=99999999", **{"HX-Request": "true"})
    yield Row("live poll, 204", "pages", [poll])
    yield Row("post page, not cached", "no cache", many)
    yield Row("home, not cached", "no cache", [page("/")])
    cookie = {"Cookie": signed_in(ports["pages"])}
    yield Row("post page, signed in", "pages", [page(path.path, **cookie) for path in many])
    said = {"body": "Said {n} times, and meant each time.", "name": "Reader {n}"}
    speak = [
        Request(f"/posts/{slug}/comments", "POST", urllib.parse.urlencode(said, safe="{}"), FORM)
        for slug in varied
    ]
    yield Row("comment posted", "writes", speak)
    if short:
        return
    yield Row("See all, first page", "no cache", [page("/posts")])
    yield Row("See all, deep page", "no cache", [page(f"/posts?before={deep(instance)}")])
    yield Row("post page with the most comments", "no cache", [one])
    yield Row("post page with few comments", "no cache", many[-1:])
    yield Row("search, a rare word", "pages", [page(f"/search?q={rare(found)}")], connections=1)
    yield Row("search, a common word", "pages", [page("/search?q=the")], connections=1)
    save = Request(f"{one.path}/bookmark", "POST", "", FORM | cookie)
    drop = replace(save, path=f"{save.path}?_method=DELETE")
    yield Row("bookmark toggled", "writes", [save, drop], connections=8)
    talk = [replace(speak[0], path=f"{one.path}/comments")]
    yield Row(
        "post page, a comment a second on it",
        "pages",
        [one],
        beside=every_second(ports["writes"], talk[0]),
    )
    wrong = urllib.parse.urlencode({"email": EMAIL, "password": PASSWORD})
    enter = Request("/sign-in", "POST", wrong, FORM | {"X-Forwarded-For": "14.0.{n}.1"})
    yield Row(
        "post page, two sign-ins a second",
        "pages",
        [one],
        beside=every_second(ports["writes"], enter, times=2),
    )


def page(path: str, **headers: str) -> Request:
    return Request(path, headers=BROWSER | headers)


def measured(port: int, row: Row, seconds: float) -> Score:
    """The score of ``row``, while what happens beside it does, once caches are full."""
    if row.asked[0].method == "GET":
        # Two workers make what they keep, each for itself.
        hammer(port, row.asked, 6 if len(row.asked) > 1 else 1)
    if row.beside is None:
        return hammer(port, row.asked, seconds, row.connections)
    ended = threading.Event()
    other = threading.Thread(target=repeat, args=(row.beside, ended))
    other.start()
    try:
        return hammer(port, row.asked, seconds, row.connections)
    finally:
        ended.set()
        other.join()


def repeat(act: Callable[[], object], ended: threading.Event) -> None:
    while not ended.is_set():
        act()


def every_second(port: int, one: Request, times: int = 1) -> Callable[[], None]:
    """What does ``one`` so many times a second, and takes a second for it."""
    numbers = iter(range(time.time_ns() // 1_000_000_000, 1 << 60))

    def act() -> None:
        begun = time.perf_counter()
        for _ in range(times):
            number = str(next(numbers))
            body = one.body.replace("{n}", number).encode()
            address = f"http://127.0.0.1:{port}{one.path}"
            headers = {
                name: value.replace("{n}", str(int(number) % 250))
                for name, value in one.headers.items()
            }
            headers.setdefault(
                "X-Forwarded-For", f"13.0.{int(number) % 250}.{int(number) // 250 % 250}"
            )
            ask = urllib.request.Request(address, body, headers, method=one.method)
            with opener().open(ask, timeout=10):
                pass
        time.sleep(max(0.0, 1 - (time.perf_counter() - begun)))

    return act


class Staying(urllib.request.HTTPErrorProcessor):
    """Follows no redirect, and takes a 304 for an answer."""

    def http_response(self, request: object, response: object) -> object:  # noqa: ARG002
        return response


def opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(Staying)


def fetched(port: int, path: str, coding: str = "br") -> tuple[dict[str, str], bytes]:
    """The headers and the bytes of what is at ``path``."""
    address = f"http://127.0.0.1:{port}{path}"
    ask = urllib.request.Request(address, headers=BROWSER | {"Accept-Encoding": coding})
    with opener().open(ask, timeout=10) as answer:
        return {
            name.title().replace("Etag", "ETag"): value for name, value in answer.headers.items()
        }, answer.read()


def signed_in(port: int) -> str:
    """The cookie of somebody who signed in."""
    body = urllib.parse.urlencode({"email": EMAIL, "password": PASSWORD}).encode()
    ask = urllib.request.Request(f"http://127.0.0.1:{port}/sign-in", body, FORM)
    with opener().open(ask, timeout=10) as answer:
        return str(answer.headers["Set-Cookie"]).partition(";")[0]


@contextmanager
def opened(instance: Path) -> Iterator[None]:
    """The database of ``instance``, to look something up."""
    os.environ |= {"LEITMOTIF_INSTANCE": str(instance), "DATABASE_URL": ""}
    with create_app().app_context():
        yield


def slugs(instance: Path) -> list[str]:
    with opened(instance):
        newest = Post.published().order_by(Post.published_at.desc(), Post.id.desc())
        return [slug or "" for slug in db.session.scalars(newest.with_only_columns(Post.slug))]


def deep(instance: Path) -> Cursor:
    """The place in the list of all posts before its last twenty."""
    with opened(instance):
        oldest = select(Post.published_at, Post.id).order_by(Post.published_at, Post.id)
        moment, number = db.session.execute(oldest.offset(20).limit(1)).one()
        return Cursor(moment, number)


def spread(length: int, number: int) -> range:
    """About ``number`` places over a list of this ``length``."""
    return range(0, length, max(1, length // number))[:number]


def rare(found: Sequence[str]) -> str:
    """A number that is in one title alone."""
    return found[len(found) // 2].rpartition("-")[2]


def table(rows: Sequence[Row], scores: dict[str, list[Score]]) -> str:
    """The medians, in Markdown; ratios are taken within each round."""
    hello, file = scores[rows[0].name], scores["nginx with the page as a file"]
    lines = ["| row | a second | ÷ hello | ÷ file | median ms | p99 ms | errors |"]
    lines.append("|---|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        if not (mine := scores[row.name]):
            continue
        cells = [
            row.name,
            f"{statistics.median(score.rate for score in mine):,.0f}",
            ratio(mine, hello),
            ratio(mine, file),
            f"{statistics.median(score.median for score in mine):.2f}",
            f"{statistics.median(score.slow for score in mine):.1f}",
            str(sum(score.errors for score in mine)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def ratio(mine: Sequence[Score], others: Sequence[Score]) -> str:
    pairs = [one.rate / other.rate for one, other in zip(mine, others, strict=False)]
    return f"{statistics.median(pairs):.3f}" if pairs else "–"


def started(instance: Path) -> float:
    """Seconds from the command to the first page."""
    begun = time.perf_counter()
    with servers.leitmotif(instance):
        return time.perf_counter() - begun


def first_visit(instance: Path) -> str:
    """How many bytes a browser gets that was never here before, headers and pictures apart."""
    with servers.leitmotif(instance) as (port, _):
        path = f"/posts/{slugs(instance)[0]}"
        _headers, packed = fetched(port, path)
        _headers, plain = fetched(port, path, coding="identity")
        linked = re.findall(r'(?:href|src)="(/static/dist/[^"]+)"', plain.decode())
        parts = [(name, len(fetched(port, name)[1])) for name in dict.fromkeys(linked)]
    fonts = sum(weight for name, weight in parts if name.endswith(".woff2"))
    words = len(packed) + sum(weight for _, weight in parts) - fonts
    return f"first visit: {words / 1000:.1f} kB of HTML, CSS and JS, {fonts / 1000:.1f} kB of fonts"


if __name__ == "__main__":
    main()
