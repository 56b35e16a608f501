"""Uses: where on the site a picture stands, and which pictures a search finds by that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from blog.books import Book
from blog.db import db
from blog.figures import revision_images
from blog.images import Image
from blog.members import Member
from blog.posts import Post
from blog.revisions import Revision
from blog.wording import _

IN_REVISIONS = {"hero": Revision.hero_id, "cover": Revision.cover_id}
ELSEWHERE: dict[str, tuple[Any, Any]] = {
    "book": (Book.cover_id, Book.title),
    "portrait": (Member.portrait_id, Member.name),
}
CURRENT = or_(Revision.id == Post.live_id, Revision.id == Post.draft_id)


@dataclass(frozen=True)
class Use:
    """One place of a picture: ``how`` it stands there, and the post, book or member it belongs to.

    ``post_id`` is only known of a post that the asking member may work on; ``is_current`` is
    false of a post in whose history alone the picture stands.
    """

    how: str
    name: str
    post_id: int | None = None
    is_current: bool = True


def uses_of(images: Iterable[Image], member: Member) -> dict[int, list[Use]]:
    """Where each of ``images`` stands, by its number, as far as ``member`` may know."""
    numbers = [image.id for image in images]
    found: dict[int, list[Use]] = defaultdict(list)
    draft = aliased(Revision)
    places = in_revisions(numbers)
    posts = (
        select(places, Post, draft.title)
        .join(Post, Post.id == places.c.post_id)
        .join(draft, draft.id == Post.draft_id)
        .order_by(places.c.is_current.desc(), Post.id.desc())
    )
    for number, how, _current, is_current, post, title in db.session.execute(posts):
        own = post.may_be_edited_by(member)
        name = (title or _("Untitled")) if own else _("Another author’s post")
        found[number].append(Use(how, name, post.id if own else None, bool(is_current)))
    for how, (column, name_of) in ELSEWHERE.items():
        elsewhere = select(column, name_of).where(column.in_(numbers))
        for number, name in db.session.execute(elsewhere):
            found[number].append(Use(how, name))
    return found


def in_revisions(numbers: list[int]) -> Subquery:
    """Each picture of ``numbers`` and each post it stands in, and whether it does so today."""
    text = revision_images.c
    shares = [tied(column, how).where(column.in_(numbers)) for how, column in IN_REVISIONS.items()]
    in_text = tied(text.image_id, "text").join(revision_images, text.revision_id == Revision.id)
    shares.append(in_text.where(text.image_id.in_(numbers)))
    return union_all(*(share.group_by("image_id", Post.id) for share in shares)).subquery()


def tied(column: Any, how: str) -> Select[int, str, int, int]:
    today = func.max(case((CURRENT, 1), else_=0)).label("is_current")
    return (
        select(column.label("image_id"), literal(how).label("how"), Post.id.label("post_id"), today)
        .select_from(Revision)
        .join(Post, Post.id == Revision.post_id)
    )


def found_by(words: str, member: Member) -> ColumnElement[bool]:
    """Whether a picture is called so, shows that, or stands in such a post of ``member``'s."""
    own = Post.editable_by(member).with_only_columns(Post.id)
    posts = (
        select(Revision.id)
        .join(Post, CURRENT)
        .where(
            Post.id.in_(own),
            or_(
                Revision.title.icontains(words, autoescape=True),
                Revision.book_title.icontains(words, autoescape=True),
            ),
        )
    )
    return or_(
        Image.alt.icontains(words, autoescape=True),
        Image.name.icontains(words, autoescape=True),
        stands_in(posts),
    )


def in_sight(post_id: int) -> ColumnElement[bool]:
    """Whether a picture stands in that post, be it in its history, or in what everyone reads."""
    everyones = Post.published().with_only_columns(Post.live_id)
    seen = or_(Revision.post_id == post_id, Revision.id.in_(everyones))
    return stands_in(select(Revision.id).where(seen))


def stands_in(revisions: Select[int]) -> ColumnElement[bool]:
    """Whether a picture stands in one of ``revisions``, given by their numbers."""
    text = revision_images.c
    return or_(
        *(
            Image.id.in_(select(column).where(Revision.id.in_(revisions)))
            for column in IN_REVISIONS.values()
        ),
        Image.id.in_(select(text.image_id).where(text.revision_id.in_(revisions))),
    )
