"""The demo: what its essays promise, its drawings, and loading it."""

import re
import stat
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog import isbn, site
from blog.comments import Comment
from blog.db import db
from blog.demo import SIGN_IN, drawings, load
from blog.demo.essays import Essay, Remark, essays, people
from blog.images import Image
from blog.members import Member, authenticate
from blog.posts import Post
from tests.conftest import Made, Person, Visitor

ESSAYS = essays()
PUBLISHED = [essay for essay in ESSAYS if essay.published_at]
DRAFTS = [essay for essay in ESSAYS if not essay.published_at]
BLOCKS = {"aside", "blockquote", "h2", "h3", "hr", "li", "ol", "p", "ul"}
ALLOWED_TAGS = BLOCKS | {"a", "br", "em", "strong"}


def named(essay: Essay) -> str:
    return essay.slug


def said(remarks: tuple[Remark, ...]) -> list[Remark]:
    """All of `remarks` and what was answered."""
    return [one for remark in remarks for one in (remark, *said(remark.replies))]


@pytest.mark.parametrize("essay", PUBLISHED, ids=named)
def test_a_published_essay_has_all_its_parts(essay: Essay) -> None:
    assert essay.title
    assert essay.standfirst
    assert essay.introduction
    assert essay.book["title"]
    assert essay.book["author"]
    assert essay.motif in drawings.HEROES
    assert 40 < len(essay.hero_alt) <= 300
    assert 2 <= len(essay.tags) <= 5


@pytest.mark.parametrize("essay", PUBLISHED, ids=named)
def test_a_published_essay_has_a_soundtrack_of_six_to_twelve_with_notes(essay: Essay) -> None:
    songs = {(song.artist, song.title) for song in essay.tracks}

    assert 6 <= len(essay.tracks) <= 12
    assert len(songs) == len(essay.tracks)
    assert all(song.artist and song.title and song.note for song in essay.tracks)


@pytest.mark.parametrize("essay", ESSAYS, ids=named)
def test_an_essay_is_written_in_plain_html(essay: Essay) -> None:
    notes = " ".join(song.note for song in essay.tracks)
    used = re.findall(r"</?(\w+)([^>]*)>", f"{essay.body} {essay.introduction} {notes}")

    assert {name for name, _ in used} <= ALLOWED_TAGS
    assert not any(attributes for _, attributes in used)


@pytest.mark.parametrize("essay", PUBLISHED, ids=named)
def test_an_essay_and_what_is_said_of_it_lie_in_the_past_and_in_order(essay: Essay) -> None:
    assert essay.published_at
    moments = [essay.published_at, *(remark.at for remark in said(essay.comments))]

    assert max(moments) < datetime.now(UTC)
    assert min(moments) == essay.published_at
    assert essay.updated_at is None or essay.updated_at > essay.published_at
    for remark in essay.comments:
        assert all(reply.at > remark.at for reply in remark.replies)


@pytest.mark.parametrize("essay", [e for e in ESSAYS if e.book.get("isbn")], ids=named)
def test_an_isbn_is_one(essay: Essay) -> None:
    assert isbn.is_isbn(essay.book["isbn"])


def test_the_magazine_is_large_enough_to_turn_the_page() -> None:
    lengths = [len(re.sub(r"<[^>]+>", " ", essay.body).split()) for essay in PUBLISHED]
    tags = Counter(tag for essay in PUBLISHED for tag in essay.tags)

    assert len(PUBLISHED) > 10
    assert len({essay.slug for essay in ESSAYS}) == len(ESSAYS)
    assert len({essay.published_at for essay in PUBLISHED}) == len(PUBLISHED)
    assert len({essay.motif for essay in PUBLISHED}) == len(PUBLISHED)
    assert {essay.author for essay in ESSAYS} == {person.name for person in people()}
    assert max(lengths) > 800
    assert min(lengths) > 250
    assert len(tags) <= 12
    assert min(tags.values()) > 1
    assert [essay.language for essay in ESSAYS if essay.language] == ["it"]
    assert len(DRAFTS) == 1


@pytest.mark.parametrize("motif", drawings.HEROES)
def test_a_hero_is_drawn_the_same_each_time(motif: str) -> None:
    first, again = drawings.hero(motif, 160), drawings.hero(motif, 160)

    assert first.size == (160, 100)
    assert first.tobytes() == again.tobytes()
    assert len(first.getcolors(16_000) or []) > 100


def test_heroes_are_all_different() -> None:
    drawn = {drawings.hero(motif, 64).tobytes() for motif in drawings.HEROES}

    assert len(drawn) == len(drawings.HEROES)


@pytest.mark.parametrize("name", drawings.PORTRAITS)
def test_a_portrait_is_drawn_the_same_each_time(name: str) -> None:
    first, again = drawings.portrait(name, 80), drawings.portrait(name, 80)

    assert first.size == (80, 80)
    assert first.tobytes() == again.tobytes()


def test_everyone_who_writes_has_a_portrait() -> None:
    assert {person.name for person in people()} == drawings.PORTRAITS.keys()


@pytest.fixture
def small_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings a twentieth as large, which take no time."""
    hero, portrait = drawings.hero, drawings.portrait
    monkeypatch.setattr(drawings, "hero", lambda motif: hero(motif, 80))
    monkeypatch.setattr(drawings, "portrait", lambda name: portrait(name, 32))


def test_loading_fills_an_empty_instance(
    empty_app: Flask, small_drawings: None, visit: Callable[..., Visitor]
) -> None:
    with empty_app.app_context():
        load()

    with empty_app.app_context():
        posts = db.session.scalars(Post.cards()).unique().all()
        assert {post.slug for post in posts} == {essay.slug for essay in PUBLISHED}
        assert {post.state for post in posts} == {"published"}
        assert sum(post.updated_at is not None for post in posts) == 2
        written = {essay.slug: essay for essay in PUBLISHED}
        for post in posts:
            essay = written[post.slug or ""]
            assert post.live
            assert [track.title for track in post.live.tracks] == [t.title for t in essay.tracks]
            assert post.live.book
            assert post.live.hero
            assert post.comment_count == len(said(essay.comments))
    for essay in PUBLISHED:
        assert visit().get(f"/posts/{essay.slug}").status_code == 200
    assert visit().get(f"/posts/{DRAFTS[0].slug}").status_code == 404


def test_the_demo_author_signs_in_with_what_was_written_down(
    empty_app: Flask, small_drawings: None
) -> None:
    with empty_app.app_context():
        told = load()

        kept = Path(empty_app.config["INSTANCE"]) / SIGN_IN
        email, password = kept.read_text().strip().split(", password ")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert told.splitlines()[-1] == f"Sign in as {email}, password {password}"
        author = authenticate(email, password)
        assert author
        assert author.name == people()[0].name
        assert author.portrait


def test_loading_twice_changes_nothing(empty_app: Flask, small_drawings: None) -> None:
    def kept() -> list[object]:
        counts = [
            db.session.scalar(select(func.count(m.id))) for m in (Post, Comment, Member, Image)
        ]
        hashes = db.session.scalars(select(Member.password_hash).order_by(Member.id)).all()
        return [*counts, *hashes]

    with empty_app.app_context():
        first = load()
        before = kept()

    with empty_app.app_context():
        again = load()

        assert kept() == before
        assert again.splitlines()[-1] == first.splitlines()[-1]
        assert again.splitlines()[0] != first.splitlines()[0]


def test_the_demo_stays_away_from_a_site_with_posts_of_its_own(
    app: Flask, alice: Person, make_post: Callable[..., Made]
) -> None:
    make_post(alice)

    with app.app_context():
        load()

        assert db.session.scalar(select(func.count(Post.id))) == 1
        assert db.session.scalars(select(Member.name)).all() == [alice.name]


def test_a_site_that_is_set_up_keeps_its_name_and_its_owner(
    app: Flask, olga: Person, small_drawings: None
) -> None:
    with app.app_context():
        load()

        here = site.current()
        assert here
        assert here.title == "Marginalia"
        owners = db.session.scalars(select(Member.name).where(Member.role == "owner")).all()
        assert owners == [olga.name]
