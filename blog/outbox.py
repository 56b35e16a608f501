"""The outbox: what is to be done after the answer, as rows written along with what causes it.

Whoever works takes one row at a time. To take it is to put off when it is due by a while: a worker
that dies gives it back by saying nothing. ``tries`` counts how often it was taken, and whoever is
done says which time that was, so that one who took too long cannot undo what another did.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_babel import get_locale
from sqlalchemy import ForeignKey, Index, Select, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from blog.db import Numbered, db, insert, now

TAKEN_FOR = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
TRIED_FOR = timedelta(days=4)
KEPT_FOR = timedelta(days=30)


class Errand(Numbered):
    """One thing to be done: ``kind`` says what, ``about_id`` the row it is about.

    It waits for its turn while ``due_at`` is set, and for a digest while none of the three times
    is. No two have the same ``key``, however often what they are about comes to pass.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "due_at", "id"),
        Index("ix_outbox_to", "to_id", "kind"),
    )

    kind: Mapped[str]
    about_id: Mapped[int] = mapped_column(default=0)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("correspondents.id", ondelete="CASCADE"))
    language: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    given_up_at: Mapped[datetime | None] = mapped_column(index=True)

    @classmethod
    def waiting(cls) -> Select[Errand]:
        """Those whose turn comes, the next one first."""
        return select(cls).where(cls.due_at.is_not(None)).order_by(cls.due_at, cls.id)

    @classmethod
    def given_up(cls) -> Select[Errand]:
        """Those that nobody tries any more, the latest first."""
        late = (cls.given_up_at.desc(), cls.id.desc())
        return select(cls).where(cls.given_up_at.is_not(None)).order_by(*late)

    @classmethod
    def take(cls) -> Errand | None:
        """One that is due, for TAKEN_FOR; no other worker gets it meanwhile. Commits."""
        moment = now()
        # To look costs nothing; only who finds something asks to write.
        due = cls.waiting().where(cls.due_at <= moment).with_only_columns(cls.id).limit(1)
        if db.session.scalar(due) is None:
            db.session.rollback()
            return None
        taken = (
            update(cls)
            .where(cls.id == due.with_for_update(skip_locked=True).scalar_subquery())
            .values(due_at=moment + TAKEN_FOR, tries=cls.tries + 1)
            .returning(cls)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        errand = db.session.scalars(taken).one_or_none()
        db.session.commit()
        return errand

    def finish(self, tries: int, gathered: Sequence[int] = ()) -> None:
        """Be done, and those whose numbers were ``gathered`` into it as well."""
        if self.settle(tries, due_at=None, done_at=now(), failure="") and gathered:
            along = update(Errand).where(Errand.id.in_(gathered))
            db.session.execute(along.values(done_at=now()))

    def postpone(self, tries: int, why: str) -> None:
        """Try it again after a pause, longer each time; give up when that went on for days."""
        if now() - self.created_at > TRIED_FOR:
            self.give_up(tries, why)
        else:
            self.settle(tries, due_at=now() + pause_after(tries), failure=why[:500])

    def give_up(self, tries: int, why: str) -> None:
        """Try it no more, but keep it for the owner to see."""
        self.settle(tries, due_at=None, given_up_at=now(), failure=why[:500])

    def settle(self, tries: int, **facts: object) -> bool:
        """Write down what became of the try number ``tries``, unless there is a later one."""
        mine = (Errand.id == self.id, Errand.tries == tries, Errand.due_at.is_not(None))
        settled = update(Errand).where(*mine).values(**facts).returning(Errand.id)
        return db.session.scalar(settled) is not None


def is_open() -> bool:
    """Whether there is a server to send mail by; without one nothing is put here."""
    return bool(current_app.config["SMTP_URL"])


def asked_language() -> str:
    """The language of whoever acts."""
    return str(get_locale() or "en")


def put(
    kind: str,
    about_id: int = 0,
    *,
    to_id: int | None = None,
    due_at: datetime | None = None,
    key: str | None = None,
    gathered: bool = False,
    language: str = "",
) -> None:
    """Have something done once this transaction is committed: at once, or when it is due.

    What is ``gathered`` has no turn of its own. Unless a ``language`` is given it is that of
    whoever acts.
    """
    if not is_open():
        return
    row = {
        "kind": kind,
        "about_id": about_id,
        "to_id": to_id,
        "key": key,
        "due_at": None if gathered else due_at or now(),
        "language": language or asked_language(),
    }
    db.session.execute(insert(Errand).values(row).on_conflict_do_nothing(index_elements=["key"]))


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, two, four, and so on to six hours."""
    return min(FIRST_PAUSE * (1 << min(tries - 1, 16)), LONGEST_PAUSE)


def complaints() -> list[str]:
    """What is wrong with the mail, each in a sentence for whoever runs the site."""
    lost = list(db.session.scalars(Errand.given_up()))
    stuck = db.session.scalars(Errand.waiting().where(Errand.failure != "").limit(1)).first()
    words = [f"Mail waits for its server: {stuck.failure}"] if stuck else []
    if lost:
        latest = lost[0].failure
        words.append(f"Letters not delivered (Desk, Settings, Mail): {len(lost)}; last: {latest}")
    return words


def retry() -> None:
    """Begin anew with all that was given up."""
    anew = {"given_up_at": None, "failure": "", "tries": 0, "created_at": now(), "due_at": now()}
    db.session.execute(update(Errand).where(Errand.given_up_at.is_not(None)).values(**anew))


def forget() -> None:
    """Drop all that was given up."""
    db.session.execute(delete(Errand).where(Errand.given_up_at.is_not(None)))


def sweep() -> None:
    """Drop what has been settled for so long that nobody asks for it."""
    old = now() - KEPT_FOR
    never = and_(Errand.due_at.is_(None), Errand.given_up_at.is_(None), Errand.created_at < old)
    settled = or_(Errand.done_at < old, Errand.given_up_at < old, never)
    db.session.execute(delete(Errand).where(settled))
    db.session.commit()


def init_app(app: Flask) -> None:
    """Let the templates of ``app`` promise mail only where some is sent."""
    app.jinja_env.globals["sends_mail"] = is_open
