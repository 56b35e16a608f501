"""Merging: when a guest signs in, what they kept and said becomes the member's."""

from sqlalchemy import delete, select, update

from blog.bookmarks import Bookmark
from blog.comments import Comment
from blog.db import db
from blog.images import Image
from blog.readers import Reader


def merge(guest: Reader, into: Reader) -> None:
    """Give all of ``guest`` to ``into`` and forget the guest; what both kept is kept once."""
    kept = select(Bookmark.post_id).where(Bookmark.reader_id == into.id)
    db.session.execute(
        update(Bookmark)
        .where(Bookmark.reader_id == guest.id, Bookmark.post_id.not_in(kept))
        .values(reader_id=into.id)
    )
    db.session.execute(delete(Bookmark).where(Bookmark.reader_id == guest.id))
    db.session.execute(
        update(Comment).where(Comment.reader_id == guest.id).values(reader_id=into.id)
    )
    db.session.execute(update(Image).where(Image.owner_id == guest.id).values(owner_id=into.id))
    db.session.delete(guest)
