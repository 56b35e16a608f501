"""History: which states of a draft are kept as it is written, each one step behind it.

A draft is changed in place, and its state so far goes into the history when somebody comes back to
it after a while or takes it over from somebody else, when most of it is about to go, and when it
has got a name. Whoever calls these verbs holds the post (``db.hold``).
"""

from datetime import timedelta

from sqlalchemy import Select, select

from blog.db import db, now
from blog.members import Member
from blog.revisions import Revision

# As long as this somebody goes on writing in one state.
BOX = timedelta(minutes=10)
# Shorter texts and soundtracks may go without leaving a trace.
FEWEST_WORDS, FEWEST_TRACKS = 20, 3


def of(post_id: int) -> Select[Revision]:
    """Every state of the post that was kept, the newest first; that is the draft."""
    post = Revision.post_id == post_id
    return select(Revision).where(post).order_by(Revision.number.desc())


def before(revision: Revision) -> Revision | None:
    """The state that came before ``revision``."""
    older = of(revision.post_id).where(Revision.number < revision.number)
    return db.session.scalar(older.limit(1))


def deserves(draft: Revision, member: Member | None, words: int | None, tracks: int | None) -> bool:
    """Whether ``draft`` is worth keeping before ``member`` leaves so many words and tracks of it.

    None for a number that stays as it is.
    """
    return (
        draft.name != ""
        or now() - draft.created_at > BOX
        or was_written_by_another(draft, member)
        or (words is not None and most_goes(draft.word_count, words, FEWEST_WORDS))
        or (tracks is not None and most_goes(len(draft.tracks), tracks, FEWEST_TRACKS))
    )


def was_written_by_another(draft: Revision, member: Member | None) -> bool:
    writer = draft.saved_by
    return member is not None and writer is not None and writer.id != member.id


def most_goes(present: int, left: int, fewest: int) -> bool:
    """Whether of ``present`` things, if they are so many, less than half is ``left``."""
    return present >= fewest and left * 2 < present


def keep(draft: Revision) -> None:
    """Keep ``draft`` as it is, unless it is blank or the history ends in the very same."""
    if draft.name or not (draft.is_blank or draft.says_the_same_as(before(draft))):
        step_on(draft)
    draft.created_at = now()


def step_on(draft: Revision) -> Revision:
    """Move ``draft`` one number on, and return the copy that is left at the old one.

    The draft keeps its id, its version and the keys of its tracks: open pages go on with it.
    """
    number, name, began = draft.number, draft.name, draft.created_at
    draft.number, draft.name, draft.created_at = number + 1, "", now()
    db.session.flush()
    left = draft.copied()
    left.number, left.name, left.created_at = number, name, began
    db.session.flush()
    return left
