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
from blog.wording import _, later
from blog.words import line, slug_of

VAGUE = frozenset(
    ("click here", "click", "continue", "here", "in this link", "link", "look here", "more",
     "read more", "read on", "see here", "this", "this link", "this page")
)  # fmt: skip
LONGEST_ADDRESS, LONGEST_HEADING = 40, 80
PICTURE_UNDESCRIBED = later("Say what it shows, or that it only decorates.")


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
        yield stops(_("The title makes no web address. Type one under “Address”."))
    owner = db.session.get(Slug, draft.slug) if draft.slug else None
    if owner and owner.post_id != post.id:
        taken = f"/{post.kind}s/{draft.slug}"
        yield stops(
            _("The address %(taken)s belongs to another post. Choose another.", taken=taken)
        )


def title(draft: Revision) -> Iterator[Finding]:
    if not draft.title:
        yield Finding("title", _("It has no title."), "title", stops=True)


def text(draft: Revision) -> Iterator[Finding]:
    if not draft.html:
        yield Finding("text", _("There is no text yet."), "body")


def book(draft: Revision) -> Iterator[Finding]:
    if not draft.book_title:
        yield Finding("book", _("It does not say which book it is about."), "book_title")


def hero(draft: Revision) -> Iterator[Finding]:
    if draft.hero_id and not (draft.hero_alt or draft.hero_decorative):
        words = _(
            "The picture above the text is not described. %(picture_undescribed)s",
            picture_undescribed=PICTURE_UNDESCRIBED,
        )
        yield Finding("hero", words, "hero_alt")


def soundtrack(draft: Revision) -> Iterator[Finding]:
    if not draft.tracks:
        yield Finding("soundtrack", _("There are no tracks on its soundtrack."), "new-track-artist")
    for track in draft.tracks:
        if not track.artist:
            words = _("The track “%(title)s” has no artist.", title=track.title)
            yield Finding("artist", words, f"track-{track.key}-rewrite")


def songs(draft: Revision) -> Iterator[Finding]:
    """Words that are tied to a song which is not, or no longer so called, on the soundtrack."""
    for said in passages.untied(draft.html, draft.tracks):
        words = _(
            "“%(words)s” belongs to a song that is not here.", words=excerpt(said, LONGEST_HEADING)
        )
        yield Finding("song", words, "body")


def pictures(draft: Revision) -> Iterator[Finding]:
    """Pictures of which nobody has said what they show; an empty description is an answer.

    What was typed tells the two apart: readers get a description in any case.
    """
    shown = Outline.of(draft.html).pictures
    for picture, is_undescribed in zip(shown, undescribed(draft.source), strict=False):
        if is_undescribed:
            near = _(", near “%(around)s”,", around=picture.around) if picture.around else ""
            words = _(
                "A picture in the text%(near)s is not described. %(picture_undescribed)s",
                near=near,
                picture_undescribed=PICTURE_UNDESCRIBED,
            )
            yield Finding("picture", words, "body", spot=f"img-{picture.place}")


def written(draft: Revision) -> Outline:
    """The text as its author has it in the editor, without what is set below it."""
    return Outline.of(left_out(draft.html))


def headings(draft: Revision) -> Iterator[Finding]:
    """Whether a listener can find the way by them."""
    above = 1
    for heading in written(draft).headings:
        if heading.level > above + 1:
            said = _(
                "“%(words)s” is a smaller heading", words=excerpt(heading.words, LONGEST_HEADING)
            )
            words = (
                _("%(said)s, but no heading stands above it. Make it a heading.", said=said)
                if above == 1
                else _("%(said)s that skips a step. Make it one step larger.", said=said)
            )
            yield Finding("heading", words, "body", spot=f"h-{heading.place}")
        above = heading.level


def links(draft: Revision) -> Iterator[Finding]:
    """Whether each says where it leads, also to those who hear it without the words around it."""
    for link in written(draft).links:
        if complaint := unclear(line(link.words)):
            near = _(" It stands in “%(around)s”.", around=link.around) if link.around else ""
            yield Finding("link", f"{complaint}{near}", "body", spot=f"a-{link.place}")


def unclear(words: str) -> str:
    """What is wrong with a link of these ``words``, if anything is."""
    bare = words.casefold().strip(" .…:!>»→")
    if not bare:
        return _("A link has no words.")
    if bare in VAGUE:
        return _("The link “%(words)s” does not say where it leads.", words=words)
    if bare.startswith(("http://", "https://", "www.")) and len(bare) > LONGEST_ADDRESS:
        return _("A link shows a long web address. Say in words where it leads.")
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
