"""Findings: what a draft still lacks before readers see it, and where its author mends that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from blog.db import db
from blog.outlines import Outline, Piece
from blog.posts import Post
from blog.revisions import Revision
from blog.slugs import Slug
from blog.words import line, slug_of

VAGUE = frozenset(
    ("click here", "click", "continue", "here", "in this link", "link", "look here", "more",
     "read more", "read on", "see here", "this", "this link", "this page")
)  # fmt: skip
LONGEST_ADDRESS = 40
PICTURE_UNDESCRIBED = "Say what it shows, or that it only decorates."


@dataclass(frozen=True)
class Finding:
    """One thing to look at: ``words`` for the author, and ``where`` on the page it is mended.

    ``where`` is the id of a field, and ``spot`` the kind and place of a thing in the text
    (``img-0``). What ``stops`` has to be mended first.
    """

    code: str
    words: str
    where: str
    stops: bool = False
    spot: str = ""


def findings(post: Post) -> list[Finding]:
    """All there is to say of ``post``'s draft; what has to be mended comes first."""
    draft = post.draft
    rules = RULES if post.kind == "page" else (*RULES, book, soundtrack)
    found = [*address(post), *(one for rule in rules for one in rule(draft))]
    return sorted(found, key=lambda one: not one.stops)


def address(post: Post) -> Iterator[Finding]:
    """Whether it can live where its author wants it to."""
    draft = post.draft
    wanted = draft.slug or slug_of(draft.title)
    stops = partial(Finding, "address", where="slug", stops=True)
    if draft.title and not (wanted or post.slug):
        yield stops("The title makes no web address. Type one under “Address”.")
    owner = db.session.get(Slug, draft.slug) if draft.slug else None
    if owner and owner.post_id != post.id:
        taken = f"/{post.kind}s/{draft.slug}"
        yield stops(f"The address {taken} belongs to another post. Choose another.")


def title(draft: Revision) -> Iterator[Finding]:
    if not draft.title:
        yield Finding("title", "It has no title.", "title", stops=True)


def text(draft: Revision) -> Iterator[Finding]:
    if not draft.html:
        yield Finding("text", "There is no text yet.", "body")


def book(draft: Revision) -> Iterator[Finding]:
    if not draft.book_title:
        yield Finding("book", "It does not say which book it is about.", "book_title")


def hero(draft: Revision) -> Iterator[Finding]:
    if draft.hero_id and not (draft.hero_alt or draft.hero_decorative):
        words = f"The picture above the text is not described. {PICTURE_UNDESCRIBED}"
        yield Finding("hero", words, "hero_alt")


def soundtrack(draft: Revision) -> Iterator[Finding]:
    if not draft.tracks:
        yield Finding("soundtrack", "There are no tracks on its soundtrack.", "new-track-artist")
    for track in draft.tracks:
        if not track.artist:
            words = f"The track “{track.title}” has no artist."
            yield Finding("artist", words, f"track-{track.key}-rewrite")


def pictures(draft: Revision) -> Iterator[Finding]:
    """Pictures of which nobody has said what they show; an empty description is an answer.

    What was typed tells the two apart: readers get a description in any case.
    """
    kept = filter(partial(is_in, draft.html), Outline.of(draft.source).pictures)
    for place, picture in enumerate(kept):
        if picture.attributes.get("alt") is None:
            near = f", near “{picture.around}”," if picture.around else ""
            words = f"A picture in the text{near} is not described. {PICTURE_UNDESCRIBED}"
            yield Finding("picture", words, "body", spot=f"img-{place}")


def is_in(cleaned: str, picture: Piece) -> bool:
    """Whether the picture was let through the door."""
    return f'src="{escape(picture.attributes.get("src") or "")}"' in cleaned


def headings(draft: Revision) -> Iterator[Finding]:
    """Whether a listener can find the way by them."""
    above = 1
    for heading in Outline.of(draft.html).headings:
        if heading.level > above + 1:
            said = f"“{line(heading.words)}” is a smaller heading"
            words = (
                f"{said}, but no heading stands above it. Make it a heading."
                if above == 1
                else f"{said} that skips a step. Make it one step larger."
            )
            yield Finding("heading", words, "body", spot=f"h-{heading.place}")
        above = heading.level


def links(draft: Revision) -> Iterator[Finding]:
    """Whether each says where it leads, also to those who hear it without the words around it."""
    for link in Outline.of(draft.html).links:
        if complaint := unclear(line(link.words)):
            near = f" It stands in “{link.around}”." if link.around else ""
            yield Finding("link", f"{complaint}{near}", "body", spot=f"a-{link.place}")


def unclear(words: str) -> str:
    """What is wrong with a link of these ``words``, if anything is."""
    bare = words.casefold().strip(" .…:!>»→")
    if not bare:
        return "A link has no words."
    if bare in VAGUE:
        return f"The link “{words}” does not say where it leads."
    if bare.startswith(("http://", "https://", "www.")) and len(bare) > LONGEST_ADDRESS:
        return "A link shows a long web address. Say in words where it leads."
    return ""


RULES: tuple[Callable[[Revision], Iterator[Finding]], ...] = (
    title,
    text,
    pictures,
    hero,
    headings,
    links,
)
