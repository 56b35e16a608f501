"""Contents: what each kind of letter says, decided when it is sent and not when it was due."""

from __future__ import annotations

from collections.abc import Callable

from flask import url_for
from sqlalchemy import func, select

from blog.comments import Comment
from blog.correspondents import Correspondent
from blog.db import db, find, hold
from blog.letters import Block, Letter, token
from blog.letters.recipients import about_comments, member_of
from blog.members import Member
from blog.outbox import Errand
from blog.passwords import link_for
from blog.posts import Post
from blog.web import absolute
from blog.wording import _, counted, plural

MOST_QUOTED = 1_000
MOST_IN_A_DIGEST = 50


def compose(errand: Errand) -> Letter | None:
    """The letter that ``errand`` asks for, or None if there is nothing to be said any more."""
    return KINDS[errand.kind](errand)


def news(errand: Errand) -> Letter | None:
    """A comment under one's post, or an answer to one's comment."""
    to, comment = willing(errand, errand.kind), shown(errand.about_id)
    if to is None or comment is None or not concerns(comment, errand.kind, to):
        return None
    title = comment.post.live.title if comment.post.live else ""
    subject = (
        _("An answer to your comment on “%(title)s”", title=title)
        if errand.kind == "replies"
        else _("A comment on “%(title)s”", title=title)
    )
    return Letter(
        to=to.email,
        subject=subject,
        blocks=told(comment, errand.kind),
        name=f"comment {comment.id} to {to.id}",
        thread=[f"{about} to {to.id}" for about in thread(comment)],
        stop=stop(to, errand.kind),
    )


def told(comment: Comment, kind: str) -> list[Block]:
    """What ``comment`` says, who said it, and where it stands."""
    title = comment.post.live.title if comment.post.live else ""
    words = (
        _("%(name)s answers your comment on “%(title)s”:", name=comment.name, title=title)
        if kind == "replies"
        else _("%(name)s writes on “%(title)s”:", name=comment.name, title=title)
    )
    place = absolute(url_for("comments.show", number=comment.id))
    quoted = comment.source
    if len(quoted) > MOST_QUOTED:
        quoted = f"{quoted[:MOST_QUOTED].rstrip()} …"
    return [Block("said", words), Block("quoted", quoted), Block("link", _("See it"), place)]


def thread(comment: Comment) -> list[str]:
    """The names of what came before ``comment``: the post, and the comments it answers."""
    above: list[str] = []
    parent = comment.parent
    while parent and len(above) < 10:
        above.insert(0, f"comment {parent.id}")
        parent = parent.parent
    return [f"post {comment.post_id}", *above]


def what_waits(errand: Errand) -> Letter | None:
    to = willing(errand, "waiting")
    count = waiting_for(to) if to else 0
    if to is None or not count:
        return None
    return Letter(
        to=to.email,
        subject=plural("A comment waits for you", "%(count)s comments wait for you", count),
        blocks=[Block("said", waiting_words(count)), desk_link()],
        name=f"waiting {errand.id}",
        stop=stop(to, "waiting"),
    )


def digest(errand: Errand) -> Letter | None:
    """All that came together for one person, and what of it was left for the next day."""
    to = db.session.get(Correspondent, errand.to_id)
    if to is None or not to.confirmed_at:
        return None
    hold(to)
    gathered = db.session.scalars(
        select(Errand)
        .where(Errand.to_id == to.id, Errand.kind.in_(("replies", "comments")))
        .where(Errand.due_at.is_(None), Errand.done_at.is_(None), Errand.given_up_at.is_(None))
        .order_by(Errand.id)
    ).all()
    blocks: list[Block] = []
    count = 0
    for item in gathered:
        comment = shown(item.about_id)
        if comment and to.chosen(item.kind) != "none" and concerns(comment, item.kind, to):
            count += 1
            blocks += told(comment, item.kind) if count <= MOST_IN_A_DIGEST else []
    if count > MOST_IN_A_DIGEST:
        blocks.append(Block("said", counted(count - MOST_IN_A_DIGEST, "more comment")))
    if to.chosen("waiting") == "daily" and (held := waiting_for(to)):
        blocks += [Block("said", waiting_words(held)), desk_link()]
    if not blocks:
        return None
    return Letter(
        to=to.email,
        subject=(
            plural("A comment of the day", "%(count)s comments of the day", count)
            if count
            else _("Comments wait for you")
        ),
        blocks=blocks,
        name=f"digest {errand.id}",
        stop=stop(to, "digest"),
        gathered=[item.id for item in gathered],
    )


def confirmation(errand: Errand) -> Letter | None:
    """A question, in which nothing stands that whoever gave the address could have chosen."""
    to = db.session.get(Correspondent, errand.to_id)
    if to is None or to.confirmed_at or to.refused_at:
        return None
    place = url_for("letters.ask", token=token(to, "confirm"))
    return Letter(
        to=to.email,
        subject=_("Is this your address?"),
        blocks=[
            Block("said", _("Somebody gave this address here, to be told of answers by mail.")),
            Block("said", _("If that was you, say so on this page. If not, do nothing.")),
            Block("link", _("Yes, or never write to me"), absolute(place)),
        ],
        name=f"confirmation {errand.id}",
    )


def reset(errand: Errand) -> Letter | None:
    member = db.session.get(Member, errand.about_id)
    if member is None or not member.is_active:
        return None
    return Letter(
        to=member.email,
        subject=_("A new password"),
        blocks=[
            Block("said", _("Somebody asked for a new password for you. Choose one here:")),
            Block("link", _("Choose a new password"), absolute(link_for(member))),
            Block("said", _("The link works once, for an hour. If it was not you, do nothing.")),
        ],
        name=f"reset {errand.id} {errand.tries}",
    )


def changed(errand: Errand) -> Letter | None:
    """Word that the password is another; to an address that is known to be the member's."""
    member = db.session.get(Member, errand.about_id)
    known = find(Correspondent.of(member)) if member else None
    if member is None or known is None or not known.confirmed_at:
        return None
    return Letter(
        to=member.email,
        subject=_("Your password was changed"),
        blocks=[
            Block("said", _("Your password was changed, and you were signed out elsewhere.")),
            Block("said", _("If it was not you, ask for a new one at once:")),
            Block("link", _("Choose a new password"), absolute(url_for("passwords.new"))),
        ],
        name=f"changed {errand.id}",
    )


def trial(errand: Errand) -> Letter | None:
    member = db.session.get(Member, errand.about_id)
    if member is None:
        return None
    return Letter(
        to=member.email,
        subject=_("Mail from here arrives"),
        blocks=[Block("said", _("You asked for this letter to see whether mail is sent. It is."))],
        name=f"trial {errand.id}",
    )


KINDS: dict[str, Callable[[Errand], Letter | None]] = {
    "replies": news,
    "comments": news,
    "waiting": what_waits,
    "digest": digest,
    "confirmation": confirmation,
    "reset": reset,
    "changed": changed,
    "trial": trial,
}


def willing(errand: Errand, kind: str) -> Correspondent | None:
    """To whom ``errand`` goes, if they still want to hear of ``kind``."""
    to = db.session.get(Correspondent, errand.to_id)
    wants = to is not None and to.confirmed_at and to.chosen(kind) != "none"
    return to if wants else None


def shown(number: int) -> Comment | None:
    """The comment that everyone sees under a published post, or None."""
    published = Post.published().with_only_columns(Post.id)
    found = find(about_comments().where(Comment.id == number, Comment.post_id.in_(published)))
    return found if found and found.may_be_answered else None


def concerns(comment: Comment, kind: str, to: Correspondent) -> bool:
    """Whether it is theirs to know: an author may change, and a member be shut out."""
    member = member_of(to.reader_id)
    if member and not (member.is_active and member.email == to.email):
        return False
    if kind == "replies":
        return comment.parent is not None and comment.parent.reader_id == to.reader_id
    return comment.post.author.reader_id == to.reader_id


def waiting_for(to: Correspondent) -> int:
    """How many comments wait until the member at ``to`` decides on them."""
    member = member_of(to.reader_id)
    if member is None or not (member.is_active and member.may_write):
        return 0
    posts = Post.editable_by(member).where(Post.live_id.is_not(None)).with_only_columns(Post.id)
    held = select(func.count()).where(
        Comment.post_id.in_(posts),
        Comment.number.is_(None),
        Comment.removed_at.is_(None),
        ~Comment.is_spam,
    )
    return db.session.scalar(held) or 0


def waiting_words(count: int) -> str:
    return plural(
        "A comment waits until you let readers see it.",
        "%(count)s comments wait until you let readers see them.",
        count,
    )


def desk_link() -> Block:
    return Block("link", _("To the comments"), absolute(url_for("desk.moderation.index")))


def stop(to: Correspondent, kind: str) -> str:
    """Where ``to`` stops letters of this ``kind``."""
    return absolute(url_for("letters.edit", token=token(to, kind)))
