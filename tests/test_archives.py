"""Conversations go out into a file and come in again, with their threads, dates and names."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from blog import cli
from blog.comments import Comment, archives
from blog.comments.archives import Archive, Kept, Unreadable
from blog.db import db
from blog.outbox import Errand
from blog.posts import Post
from blog.search import rebuilding
from tests.conftest import Made, Person, Visitor
from tests.saying import change, say, state

Visit = Callable[..., Visitor]

MOMENT = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
TEXTS = ["Plain.", 'A <b> & ]]> "c"\n\n> quoted\n- one', "日本語 🎵 *so*", "&amp; &lt;p&gt;"]
STATES = ["shown", "waiting", "spam", "removed"]
KEPT = [
    Kept(at, at - 1, f"post-{at // 3}", f"Ann & {at}", "a@b.example", TEXTS[at - 1], MOMENT, state)
    for at, state in enumerate(STATES, 1)
]


def test_what_was_written_as_json_is_read_again() -> None:
    assert archives.read("".join(archives.as_json(KEPT)).encode()) == Archive(KEPT, 0)
    assert archives.read("".join(archives.as_json([])).encode()) == Archive([], 0)


def test_what_was_written_as_wxr_is_read_again() -> None:
    assert archives.read("".join(archives.as_wxr(KEPT)).encode()) == Archive(KEPT, 0)
    assert archives.read("".join(archives.as_wxr([])).encode()) == Archive([], 0)


WORDPRESS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>
<wp:post_name>first-light</wp:post_name>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author><![CDATA[Dora]]></wp:comment_author>
<wp:comment_author_email>dora@example.org</wp:comment_author_email>
<wp:comment_date_gmt>2024-05-06 07:08:09</wp:comment_date_gmt>
<wp:comment_content><![CDATA[<p>It is <em>so</em>: <a href="https://e.example/x" onclick="x()"
>this</a>.</p><blockquote>Said</blockquote><ul><li>one</li><li>two</li></ul>
<script>alert(1)</script>]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
<wp:comment><wp:comment_id>8</wp:comment_id><wp:comment_author>Emil</wp:comment_author>
<wp:comment_date_gmt>2024-05-07 07:08:09</wp:comment_date_gmt>
<wp:comment_content>And I say.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>7</wp:comment_parent></wp:comment>
<wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_type>pingback</wp:comment_type>
<wp:comment_date_gmt>2024-05-07 07:08:09</wp:comment_date_gmt>
<wp:comment_content>Ping</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>
</item></channel></rss>"""


def test_an_export_of_wordpress_is_read_with_our_signs_for_its_html() -> None:
    first, second = archives.read(WORDPRESS.encode()).comments

    assert (first.post, first.name, first.email) == ("first-light", "Dora", "dora@example.org")
    assert first.said_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert "It is *so*: this https://e.example/x." in first.text
    assert "> Said" in first.text
    assert "- one\n- two" in first.text
    assert second.parent == 7


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"[1",
        b"[" * 9_999,
        b"<rss><channel>",
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>',
        b"<a>" * 40,
    ],
)
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        archives.read(content)


@pytest.fixture
def post(make_post: Callable[..., Made], alice: Person) -> Made:
    return make_post(alice)


def converse(app: Flask, post: Made) -> None:
    """A conversation with one of everything."""
    first = say(app, post, "Dora", "A *slanted* word.")
    second = say(app, post, "Emil", "An answer.", to=first)
    deeper = say(app, post, "Fanny", "Deeper.", to=second)
    say(app, post, "Georg", "Deeper still.", to=say(app, post, "Hanna", "Down.", to=deeper))
    say(app, post, "Ida", "Not yet.", held=True)
    change(app, say(app, post, "Spam", "Buy."), "put_with_spam")
    change(app, second, "remove")
    change(app, first, "reword", "A *straight* word.", "<p>A <em>straight</em> word.</p>")


def shape(app: Flask) -> list[tuple[Any, ...]]:
    """What there is, whatever the numbers."""
    with app.app_context():
        rows = db.session.scalars(select(Comment).order_by(Comment.created_at))
        return [
            (
                *(c.name, c.source, c.html, c.created_at, c.edited_at, c.state, c.level),
                c.parent and c.parent.name,
            )
            for c in rows
        ]


def bring(owner: Visitor, content: bytes, **fields: str) -> str:
    file = (io.BytesIO(content), "comments")
    return owner.post("/desk/comments/archive", {"file": file} | fields).text


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_a_conversation_comes_back_as_it_was_and_only_once(
    app: Flask, visit: Visit, post: Made, olga: Person, kind: str
) -> None:
    converse(app, post)
    owner, before, count = visit(olga), shape(app), state(app, post)["count"]
    taken_out = owner.get(f"/desk/comments/archive.{kind}").data
    assert "Here already: 7 comments." in bring(owner, taken_out)
    with app.app_context():
        for number in db.session.scalars(select(Comment.id).order_by(Comment.id.desc())).all():
            db.session.execute(delete(Comment).where(Comment.id == number))
        row = db.session.get_one(Post, post.id)
        row.comment_count = row.comment_change = 0
        db.session.execute(delete(Errand))
        rebuilding.rebuild()
        db.session.commit()

    trial = bring(owner, taken_out, is_trial="y")
    assert "7 comments would be taken in." in trial
    assert shape(app) == []
    assert "7 comments taken in." in bring(owner, taken_out)

    assert shape(app) == before
    assert state(app, post)["count"] == count
    assert "Deeper still." in visit().get(post.url).text
    with app.app_context():
        assert rebuilding.is_current()
        assert db.session.scalars(select(Errand)).first() is None


def test_what_does_not_fit_is_named(app: Flask, visit: Visit, post: Made, olga: Person) -> None:
    rows = [
        Kept(1, 0, "elsewhere", "Dora", "", "Words.", MOMENT),
        Kept(2, 0, post.slug, "Dora", "", "x" * 5_001, MOMENT),
        Kept(3, 0, post.slug, "Dora", "", "Tomorrow.", datetime(2999, 1, 1, tzinfo=UTC)),
    ]
    told = bring(visit(olga), "".join(archives.as_json(rows)).encode())

    assert "0 comments taken in." in told
    assert "from the future: 2 comments." in told
    assert "Posts that are not here: elsewhere." in told


def row(**told: Any) -> dict[str, Any]:
    """One comment of a file, as told."""
    usual = {"id": 1, "parent": 0, "post": "first-light", "name": "Dora", "text": "Words."}
    return usual | {"said_at": "2024-01-01T00:00:00+00:00"} | told


def rows(*told: dict[str, Any]) -> bytes:
    return json.dumps(told).encode()


@pytest.mark.parametrize("name", ["post", "name", "email", "text", "state"])
@pytest.mark.parametrize("bad", ["a\x00", "a\ud800", ["a"], {"a": 1}, 7, None])
def test_a_hostile_file_is_no_error_of_ours(
    visit: Visit, post: Made, olga: Person, name: str, bad: Any
) -> None:
    for said_at in ("2024-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        told = bring(visit(olga), rows(row(said_at=said_at, **{name: bad})))
        assert "Comments in and out" in told


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\u2028"])
def test_one_odd_letter_spoils_no_archive(
    app: Flask, visit: Visit, post: Made, olga: Person, letter: str
) -> None:
    say(app, post, "Dora", f"a{letter}b")
    for kind in ("xml", "json"):
        kept = archives.read(visit(olga).get(f"/desk/comments/archive.{kind}").data)
        assert len(kept.comments) == 1


def test_an_answer_may_be_older_than_what_it_answers(
    app: Flask, visit: Visit, post: Made, olga: Person
) -> None:
    late = row(text="Up.", said_at="2024-02-02T00:00:00+00:00")
    bring(visit(olga), rows(late, row(id=2, parent=1, text="Down."), row(id=3, parent=3)))

    assert {said[1]: said[-1] for said in shape(app)} == {
        "Down.": "Dora",
        "Up.": None,
        "Words.": None,
    }


def test_nobody_is_taken_for_another_and_what_was_changed_is_known(
    app: Flask, visit: Visit, post: Made, olga: Person
) -> None:
    owner, two = visit(olga), rows(row(), row(id=2, name="Emil"))
    bring(owner, two)
    change(app, 1, "reword", "Other words.", "<p>Other words.</p>")

    assert "Here already: 2 comments." in bring(owner, two)
    assert sorted(said[0] for said in shape(app)) == ["Dora", "Emil"]


def test_what_lacks_something_is_told(app: Flask, visit: Visit, post: Made, olga: Person) -> None:
    lacking = [row(said_at="0000-00-00"), row(id=2, text=""), row(id=3, state="lost"), {}]
    told = bring(visit(olga), rows(*lacking, row(id=5, parent=99)))

    assert "Without a date, words or a known state: 4 comments." in told
    assert "taken in beside the others: 1 comment." in told


def test_a_post_without_a_name_is_known_by_its_link() -> None:
    nameless = WORDPRESS.replace(
        "<wp:post_name>first-light</wp:post_name>",
        "<link>https://old.example/2024/05/first-light/</link>",
    )
    assert {kept.post for kept in archives.read(nameless.encode()).comments} == {"first-light"}


def test_only_owners_move_conversations(
    app: Flask, visit: Visit, post: Made, alice: Person
) -> None:
    for path in ("/desk/comments/archive", "/desk/comments/archive.json"):
        assert visit(alice).get(path).status_code == 403
        assert visit().get(path).status_code in (303, 401)
    assert visit(alice).post("/desk/comments/archive").status_code == 403


def test_a_wrong_file_is_refused_beside_the_field(visit: Visit, post: Made, olga: Person) -> None:
    owner = visit(olga)
    assert "This is no file of comments" in bring(owner, b"\xff\xd8")
    assert "Choose a file first." in owner.post("/desk/comments/archive", {}).text


def test_the_command_takes_in_a_file(app: Flask, post: Made, tmp_path: Any) -> None:
    path = tmp_path / "export.xml"
    path.write_text(WORDPRESS)
    run = app.test_cli_runner().invoke

    trial = run(cli.main, ["import", "comments", str(path), "--dry-run"])
    taken = run(cli.main, ["import", "comments", str(path)])

    assert "2 comments would be taken in." in trial.output
    assert "2 comments taken in." in taken.output
    assert [row[0] for row in shape(app)] == ["Dora", "Emil"]
    assert "onclick" not in shape(app)[0][2]
    for name in ("out.xml", "out.json"):
        out = tmp_path / name
        assert "Kept in" in run(cli.main, ["export-comments", str(out)]).output
        assert len(archives.read(out.read_bytes()).comments) == 2
    path.write_bytes(b"?")
    assert run(cli.main, ["import", "comments", str(path)]).exit_code == 1
