"""The stage of every test: an empty blog, its cast, and browsers that know where they come from."""

import io
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from aiosmtpd.controller import Controller
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from blog import cli, create_app, gauges, members, site
from blog.comments import Comment
from blog.db import Model, db, now
from blog.images import Image
from blog.members import Member
from blog.navigation import Entry
from blog.posts import Post
from blog.sessions import MemberSession
from blog.soundtracks import Track
from tests.mail import Letterbox, Office
from tests.screens import ESSAY

PASSWORD = "a long walk at night"


@dataclass(frozen=True)
class Person:
    """One of the cast, by what a test needs to know of them."""

    id: int
    reader_id: int
    name: str
    email: str
    password: str = PASSWORD


@dataclass(frozen=True)
class Made:
    """A post that a test made."""

    id: int
    slug: str
    url: str


class Visitor:
    """A browser: it keeps cookies, says where its requests come from, and may speak HTMX."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.ask("POST", path, data=data or {}, **options)

    def put(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.ask("PUT", path, data=data or {}, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.ask("DELETE", path, **options)

    def ask(self, method: str, path: str, *, htmx: bool = False, **options: Any) -> TestResponse:
        headers = {"Sec-Fetch-Site": "same-origin"} | options.pop("headers", {})
        if htmx:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self.client.open(path, method=method, headers=headers, buffered=True, **options)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def database_url(instance: Path, worker_id: str) -> str:
    """An empty database of this worker's own: SQLite, or beside ``TEST_DATABASE_URL``."""
    shared = os.environ.get("TEST_DATABASE_URL")
    if not shared:
        return f"sqlite:///{instance / 'blog.db'}"
    own = make_url(shared).set(database=f"leitmotif_{worker_id}")
    engine = create_engine(shared, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {own.database}"))
        connection.execute(text(f"CREATE DATABASE {own.database}"))
    engine.dispose()
    return own.render_as_string(hide_password=False)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords of the cast are not worth the time a real one takes to hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(members, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def stamps_are_read_each_time() -> Iterator[None]:
    """No test waits until a database server is asked again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gauges, "BELIEVED", 0.0)
        yield


@pytest.fixture(scope="session")
def built_app(instance: Path, database_url: str) -> Iterator[Flask]:
    """The application on a migrated database."""
    app = create_app(
        INSTANCE=instance,
        MEDIA=instance / "media",
        SQLALCHEMY_DATABASE_URI=database_url,
        SQLITE_SYNCHRONOUS="OFF",
        SECRET_KEY="only for tests",
        URL="",
        TRUSTED_HOSTS=None,
        SMTP_URL="",
        TESTING=True,
    )
    with app.app_context():
        cli.bring_up_to_date()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def empty_app(built_app: Flask) -> Iterator[Flask]:
    """The application of an instance that nobody has set up."""
    yield built_app
    with built_app.app_context():
        empty_tables()
    # The stamps begin anew, too, and pages of this test could bear those of the next.
    forget(built_app)


def forget(app: Flask) -> None:
    """Keep nothing that was made before."""
    app.extensions["pagecache"].pages.clear()
    app.extensions["pieces"].clear()
    app.extensions["pieces"].edition = None


def empty_tables() -> None:
    """Take every row out, whatever points to it."""
    tables = Model.metadata.tables.values()
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "postgresql":
            names = ", ".join(table.name for table in tables)
            truncate(connection, f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        else:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            for table in tables:
                connection.execute(table.delete())
        connection.commit()
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def truncate(connection: Connection, statement: str) -> None:
    """Empty the tables once no request of the test is at work in them any more."""
    for patience in range(100):
        try:
            connection.execute(text("SET LOCAL lock_timeout = '100ms'"))
            connection.execute(text(statement))
            return
        except OperationalError:
            connection.rollback()
            if patience == 99:
                raise


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    """The application of a site that is set up and has nothing on it."""
    with empty_app.app_context():
        site.found("Marginalia")
        db.session.commit()
    return empty_app


@pytest.fixture
def make_member(app: Flask) -> Callable[..., Person]:
    def make(name: str, role: str = "author") -> Person:
        with app.app_context():
            member = Member.join(name.title(), f"{name}@example.org", PASSWORD, role)
            db.session.commit()
            return Person(member.id, member.reader_id, member.name, member.email)

    return make


@pytest.fixture
def alice(make_member: Callable[..., Person]) -> Person:
    """Alice writes."""
    return make_member("alice")


@pytest.fixture
def bob(make_member: Callable[..., Person]) -> Person:
    """Bob writes too."""
    return make_member("bob")


@pytest.fixture
def carol(make_member: Callable[..., Person]) -> Person:
    """Carol reads."""
    return make_member("carol", "reader")


@pytest.fixture
def olga(make_member: Callable[..., Person]) -> Person:
    """Olga owns the site."""
    return make_member("olga", "owner")


@pytest.fixture
def visit(empty_app: Flask) -> Callable[[Person | None], Visitor]:
    """A new browser, signed in as the person given; without one, a stranger's."""

    def begin(person: Person | None = None) -> Visitor:
        client = empty_app.test_client()
        if person:
            with empty_app.app_context():
                token = MemberSession.begin(db.session.get_one(Member, person.id), remembered=True)
                db.session.commit()
            with client.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True
        return Visitor(client)

    return begin


@pytest.fixture
def make_post(app: Flask) -> Callable[..., Made]:
    """A post by somebody: published an hour ago unless ``published_at`` says otherwise."""

    def make(
        author: Person,
        slug: str = "first-light",
        *,
        published_at: datetime | str | None = "an hour ago",
        tracks: list[tuple[str, str]] | None = None,
        **words: Any,
    ) -> Made:
        with app.app_context():
            member = db.session.get_one(Member, author.id)
            post = Post.begin(member)
            said = {
                "title": slug.replace("-", " ").title(),
                "slug": slug,
                "source": "<p>Words.</p>",
            }
            post.save(member, post.draft.version, **(said | words))
            songs = tracks if tracks is not None else [("Portishead", "Roads")]
            post.add_tracks([Track.written(artist=a, title=t) for a, t in songs])
            if isinstance(published_at, str):
                post.publish(now() - timedelta(hours=1))
            elif published_at:
                post.publish(published_at)
            db.session.commit()
            return Made(post.id, slug, f"/posts/{slug}")

    return make


@pytest.fixture
def make_page(app: Flask) -> Callable[..., Made]:
    """A standing page in the navigation: published unless it is said not to be."""

    def make(author: Person, slug: str = "about", *, published: bool = True, **words: Any) -> Made:
        with app.app_context():
            member = db.session.get_one(Member, author.id)
            page = Post.begin(member, "page")
            Entry.add(page)
            said = {"title": slug.title(), "slug": slug, "source": "<p>Words.</p>"}
            page.save(member, page.draft.version, **(said | words))
            if published:
                page.publish()
            db.session.commit()
            return Made(page.id, slug, f"/pages/{slug}")

    return make


@pytest.fixture
def make_image(app: Flask) -> Callable[..., int]:
    """A picture of somebody's, ``width`` pixels wide, by its number."""

    def make(owner: Person, width: int = 600, **said: str) -> int:
        file = io.BytesIO()
        PIL.Image.new("RGB", (width, 400), (120, 30, 30)).save(file, "PNG")
        with app.app_context():
            media = app.config["MEDIA"]
            image = Image.keep(file.getvalue(), media, owner.reader_id, **said)  # type: ignore[arg-type]
            db.session.commit()
            return image.id

    return make


@pytest.fixture
def count_queries(app: Flask) -> Callable[[Callable[[], object]], int]:
    """How many statements a call sends to the database, with nothing kept from before."""

    def count(act: Callable[[], object]) -> int:
        statements: list[str] = []

        def note(*details: object) -> None:
            statements.append(str(details[2]))

        with app.app_context():
            engine = db.engine
        forget(app)
        event.listen(engine, "before_cursor_execute", note)
        act()
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    return count


@pytest.fixture
def furnished(
    app: Flask,
    make_post: Callable[..., Made],
    make_page: Callable[..., Made],
    make_image: Callable[..., int],
    alice: Person,
    olga: Person,
) -> Callable[[str], str]:
    """Furnish a site, so that no page is empty; gives the address that a path of ours means."""
    hero, image = make_image(alice, alt="The sea"), make_image(alice, width=500)
    book = {"book_title": "The Waves", "book_author": "Virginia Woolf", "book_year": 1931}
    series = {"series_title": "Letters", "tag_names": ["sea", "weather"]}
    make_post(alice, "older", published_at=datetime(2025, 2, 1, tzinfo=UTC), **book, **series)
    post = make_post(
        alice,
        source=ESSAY,
        standfirst="Of water.",
        epigraph="Low water.",
        epigraph_source="A table",
        introduction_source="Two of them.",
        hero_id=hero,
        hero_alt="The sea",
        tracks=[("Nico", "These Days"), ("Low", "Words")],
        **book,
        **series,
    )
    page = make_page(olga, title="About us, and how we came to do this")
    thrown_away = make_post(alice, "thrown-away", published_at=None)
    with app.app_context():
        shown = db.session.get_one(Post, post.id)
        assert shown.live
        words = shown.live.tracks[1]
        words.rewrite(
            artist="Low",
            title="Words",
            note="<p>For the <em>rain</em>.</p>",
            links=["https://www.youtube.com/watch?v=aaaaaaaaaaa", "https://example.org/low"],
            seconds=345,
        )
        reader = db.session.get_one(Member, olga.id).reader
        first = Comment.say(shown, reader, name="Olga", source="So it does: https://example.org/")
        Comment.say(shown, reader, name="Olga", source="And again.", parent=first)
        Comment.say(shown, reader, name="Olga", source="Not yet.", held=True)
        db.session.get_one(Post, thrown_away.id).trashed_at = now() - timedelta(days=1)
        db.session.commit()
    places = {"post": post.id, "page": page.id, "thrown_away": thrown_away.id, "image": image}
    return lambda path: path.format(**places)


@pytest.fixture(scope="session")
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    """A mail server on loopback: what came, and its port."""
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture
def office(app: Flask, letterbox: tuple[Letterbox, int], monkeypatch: pytest.MonkeyPatch) -> Office:
    """A site that sends mail."""
    box, port = letterbox
    box.letters.clear()
    box.refusals.clear()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setitem(app.config, "MAIL_FROM", "post@books.example")
    monkeypatch.setitem(app.config, "URL", "https://books.example")
    return Office(app, box)
