"""A mail server on loopback that keeps what it is given."""

from __future__ import annotations

import email
import re
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import select, update

from blog import worker
from blog.correspondents import Correspondent
from blog.db import db, now
from blog.members import Member
from blog.outbox import Errand

if TYPE_CHECKING:
    from tests.conftest import Person

LINK = re.compile(r"https://books\.example(/\S+)")


@dataclass
class Letterbox:
    """The letters that came, each with whom it was brought to; and whom the server refuses."""

    letters: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    came: threading.Condition = field(default_factory=threading.Condition)

    async def handle_RCPT(self, *said: Any) -> str:  # noqa: N802  (aiosmtpd's own name)
        _server, _session, envelope, address, _options = said
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *said: Any) -> str:  # noqa: N802
        _server, _session, envelope = said
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        with self.came:
            self.letters.append((envelope.rcpt_tos, letter))
            self.came.notify_all()
        return "250 OK"

    def wait(self, count: int) -> bool:
        """Until so many letters came; False if that takes too long."""
        with self.came:
            return self.came.wait_for(lambda: len(self.letters) >= count, timeout=30)

    @property
    def addresses(self) -> list[str]:
        return [address for to, _letter in self.letters for address in to]

    def to(self, address: str) -> EmailMessage:
        """The newest letter to ``address``."""
        return next(letter for to, letter in reversed(self.letters) if to == [address])


def words(letter: EmailMessage, kind: str = "plain") -> str:
    part = letter.get_body((kind,))
    assert part
    return str(part.get_content())


def link(letter: EmailMessage, under: str) -> str:
    """The path of the first link in ``letter`` that leads to a page ``under`` some path."""
    return next(str(path) for path in LINK.findall(words(letter)) if path.startswith(under))


class Office:
    """An application that sends mail to a ``box``, and the hour at which it does."""

    def __init__(self, app: Flask, box: Letterbox) -> None:
        self.app, self.box = app, box

    def work(self) -> bool:
        """Do all that is due."""
        return worker.work_off(self.app)

    def make_due(self, *kinds: str) -> None:
        """Let the time come for what waits."""
        due = update(Errand).where(Errand.due_at.is_not(None), Errand.kind.in_(kinds))
        with self.app.app_context():
            db.session.execute(due.values(due_at=now()))
            db.session.commit()

    def confirm(self, *people: Person, **choices: str) -> None:
        """Have ``people`` be written to, as if they had opened the link that was sent to them."""
        with self.app.app_context():
            for person in people:
                member = db.session.get_one(Member, person.id)
                to = Correspondent.known(member.reader_id, member.email, "en")
                to.confirm()
                for kind, often in choices.items():
                    to.choose(kind, often)
            db.session.commit()

    def errands(self, *kinds: str) -> list[Errand]:
        with self.app.app_context():
            query = select(Errand).order_by(Errand.id)
            return list(db.session.scalars(query.where(Errand.kind.in_(kinds)) if kinds else query))
