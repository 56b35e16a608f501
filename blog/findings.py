"""Findings: what a draft still lacks before readers see it, and where its author mends that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from blog import passages
from blog.db import db
from blog.footnotes import left_out
from blog.markup import undescribed
from blog.outlines import Outline
from blog.posts import Post
from blog.prose import excerpt
from blog.revisions import Revision
from blog.slugs import Slug
from blog.words import line, slug_of

VAGUE = frozenset(
    ("click here", "click", "continue", "here", "in this link", "link", "look here", "more",
     "read more", "read on", "see here", "this", "this link", "this page")
)  # fmt: skip
LONGEST_ADDRESS, LONGEST_HEADING = 40, 80
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
    rules = RULES + OF_POSTS if post.kind == "post" else RULES
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


def songs(draft: Revision) -> Iterator[Finding]:
    """Words that are tied to a song which is not, or no longer so called, on the soundtrack."""
    for said in passages.untied(draft.html, draft.tracks):
        words = f"“{excerpt(said, LONGEST_HEADING)}” belongs to a song that is not here."
        yield Finding("song", words, "body")


def pictures(draft: Revision) -> Iterator[Finding]:
    """Pictures of which nobody has said what they show; an empty description is an answer.

    What was typed tells the two apart: readers get a description in any case.
    """
    shown = Outline.of(draft.html).pictures
    for picture, is_undescribed in zip(shown, undescribed(draft.source), strict=False):
        if is_undescribed:
            near = f", near “{picture.around}”," if picture.around else ""
            words = f"A picture in the text{near} is not described. {PICTURE_UNDESCRIBED}"
            yield Finding("picture", words, "body", spot=f"img-{picture.place}")


def written(draft: Revision) -> Outline:
    """The text as its author has it in the editor, without what is set below it."""
    return Outline.of(left_out(draft.html))


def headings(draft: Revision) -> Iterator[Finding]:
    """Whether a listener can find the way by them."""
    above = 1
    for heading in written(draft).headings:
        if heading.level > above + 1:
            said = f"“{excerpt(heading.words, LONGEST_HEADING)}” is a smaller heading"
            words = (
                f"{said}, but no heading stands above it. Make it a heading."
                if above == 1
                else f"{said} that skips a step. Make it one step larger."
            )
            yield Finding("heading", words, "body", spot=f"h-{heading.place}")
        above = heading.level


def links(draft: Revision) -> Iterator[Finding]:
    """Whether each says where it leads, also to those who hear it without the words around it."""
    for link in written(draft).links:
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
OF_POSTS = (book, soundtrack, songs)
