"""The demo: a small magazine to try the blog with, loaded into an instance that has no posts."""

import io
import secrets
from pathlib import Path

import PIL.Image
from flask import current_app
from sqlalchemy import exists, select

from blog import site
from blog.comments import Comment
from blog.db import db, find
from blog.demo import drawings
from blog.demo.essays import Essay, Person, Remark, essays, people
from blog.images import Image
from blog.members import Member, any_owner
from blog.posts import Post
from blog.readers import Reader
from blog.soundtracks import Track

SIGN_IN = "demo-sign-in.txt"


def load() -> str:
    """Fill an instance that has no posts with the demo's, and commit.

    Gives what to tell whoever asked: a line on what was done and, last, the demo author's sign-in,
    which is kept in the instance folder. A second time, or beside posts of the site's own, nothing
    changes.
    """
    if db.session.scalar(select(exists().where(Post.id.is_not(None)))):
        return told("There are posts here already: nothing was changed.")
    found_site()
    writers = {person.name: join(person) for person in people()}
    readers = {name: writer.reader for name, writer in writers.items()}
    written = essays()
    for essay in written:
        post = write(essay, writers[essay.author])
        converse(post, essay, readers)
    db.session.commit()
    return told(f"{len(written)} posts are loaded.")


def found_site() -> None:
    """Give a site that nobody has set up its name and place."""
    if site.current() is None:
        here = site.found("Leitmotif")
        here.tagline = "Essays on books, each with its soundtrack"
        here.time_zone = "Europe/London"


def join(person: Person) -> Member:
    """Make `person` a member with a portrait; only the first one's password is written down."""
    member = find(Member.with_email(person.email))
    if member is None:
        password = secrets.token_urlsafe(12)
        role = "author" if person.role == "owner" and any_owner() else person.role
        member = Member.join(person.name, person.email, password, role)
        if person == people()[0]:
            write_down(f"{person.email}, password {password}")
    member.bio = person.bio
    member.portrait = picture(drawings.portrait(person.name), member, person.name)
    return member


def write(essay: Essay, author: Member) -> Post:
    """Write and, unless it is a draft, publish `essay`, as its author would at the desk."""
    post = Post.begin(author)
    words = {
        "title": essay.title,
        "slug": essay.slug,
        "standfirst": essay.standfirst,
        "epigraph": essay.epigraph,
        "epigraph_source": essay.epigraph_source,
        "source": essay.body.strip(),
        "introduction_source": essay.introduction.strip(),
        "tag_names": essay.tags,
        "language": essay.language,
        "hero_alt": essay.hero_alt,
        **{f"book_{key}": value for key, value in essay.book.items()},
    }
    if essay.motif:
        words["hero"] = picture(drawings.hero(essay.motif), author, essay.hero_alt)
    post.save(author, post.draft.version, **words)
    post.add_tracks(
        [Track.written(artist=t.artist, title=t.title, note=t.note) for t in essay.tracks]
    )
    if essay.published_at:
        post.publish(essay.published_at)
        post.created_at, post.updated_at = essay.published_at, essay.updated_at
        post.draft.saved_at = essay.updated_at or essay.published_at
    return post


def converse(post: Post, essay: Essay, readers: dict[str, Reader]) -> None:
    """Say what was said under `post` in the order of time; whoever is new joins `readers`."""
    said: list[tuple[Remark | None, Remark]] = [(None, remark) for remark in essay.comments]
    said += [(remark, reply) for remark in essay.comments for reply in remark.replies]
    comments: dict[Remark, Comment] = {}
    for parent, remark in sorted(said, key=lambda pair: pair[1].at):
        reader = readers.setdefault(remark.name, Reader(name=remark.name))
        db.session.add(reader)
        comments[remark] = Comment.say(
            post,
            reader,
            name=remark.name,
            source=remark.text,
            parent=comments[parent] if parent else None,
            at=remark.at,
        )


def picture(drawing: PIL.Image.Image, owner: Member, alt: str) -> Image:
    """Keep `drawing` as if `owner` had uploaded it."""
    upload = io.BytesIO()
    drawing.save(upload, "JPEG", quality=95, subsampling=0)
    return Image.keep(upload.getvalue(), current_app.config["MEDIA"], owner.reader_id, alt)


def write_down(sign_in: str) -> None:
    """Keep the demo author's sign-in where only the instance's owner can read it."""
    sign_in_file().unlink(missing_ok=True)
    sign_in_file().touch(mode=0o600)
    sign_in_file().write_text(f"{sign_in}\n", encoding="utf-8")


def told(done: str) -> str:
    """`done`, and on the next line how to sign in as the demo's author, if there is one."""
    if not sign_in_file().exists():
        return done
    return f"{done}\nSign in as {sign_in_file().read_text(encoding='utf-8').strip()}"


def sign_in_file() -> Path:
    return Path(current_app.config["INSTANCE"]) / SIGN_IN
