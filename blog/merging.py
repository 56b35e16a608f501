"""Merging: when a guest signs in, what they kept and said becomes the member's."""

from sqlalchemy import update

from blog.bookmarks import Bookmark
from blog.comments import Comment, decisions
from blog.comments.likes import Like
from blog.comments.reports import Report
from blog.correspondents import Correspondent
from blog.db import db
from blog.images import Image
from blog.readers import Reader


def merge(guest: Reader, into: Reader) -> None:
    """Give all of ``guest`` to ``into`` and forget the guest; what both kept is kept once."""
    Bookmark.hand_over(guest, into)
    Correspondent.hand_over(guest, into)
    db.session.execute(
        update(Comment).where(Comment.reader_id == guest.id).values(reader_id=into.id)
    )
    db.session.execute(update(Image).where(Image.owner_id == guest.id).values(owner_id=into.id))
    Like.hand_over(guest, into)
    Report.hand_over(guest, into)
    decisions.hand_over(guest, into)
    db.session.delete(guest)
