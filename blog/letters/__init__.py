"""Letters: what is written to people by mail, and how it is put on paper."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import wrap
from urllib.parse import urlsplit

from flask import current_app, render_template
from itsdangerous import BadSignature, URLSafeSerializer

from blog import site
from blog.correspondents import Correspondent
from blog.db import db, now
from blog.wording import _
from blog.words import line

WIDTH = 72
# No address is folded within its line, and no server need know more than ASCII.
PAPER = SMTP.clone(max_line_length=300, cte_type="7bit")


@dataclass(frozen=True)
class Block:
    """A piece of a letter: "said" in our words, "quoted" from a reader, or a "link" to ``url``."""

    kind: str
    words: str
    url: str = ""

    @property
    def lines(self) -> list[str]:
        """As plain text, in lines that no reader of mail breaks."""
        mark = "> " if self.kind == "quoted" else ""
        rows = [
            row
            for typed in self.words.split("\n")
            for row in (wrap(typed, WIDTH, break_long_words=False, break_on_hyphens=False) or [""])
        ]
        return [f"{mark}{row}".rstrip() for row in rows] + ([self.url] if self.url else [])


@dataclass(frozen=True)
class Letter:
    """What is said to one address, before it is put on paper.

    ``stop`` is the address of the page that stops letters of this kind; ``name`` tells this letter
    from all others, and ``thread`` names those before it, the oldest first.
    """

    to: str
    subject: str
    blocks: list[Block]
    name: str
    stop: str = ""
    thread: list[str] = field(default_factory=list)
    gathered: list[int] = field(default_factory=list)

    @property
    def stop_words(self) -> str:
        return _("Stop these letters, or have them once a day")

    def message(self) -> EmailMessage:
        """The letter as it is sent. ValueError if nothing could be sent to such an address.

        Its form follows RFC 5322, the way to stop it RFC 2369 and RFC 8058, and that no machine
        answers it RFC 3834.
        """
        here = site.current()
        title = here.title if here else "Leitmotif"
        message = EmailMessage(policy=PAPER)
        message["From"] = Address(line(title), addr_spec=current_app.config["MAIL_FROM"])
        message["To"] = Address(addr_spec=in_ascii(self.to))
        message["Subject"] = line(self.subject)
        message["Date"] = format_datetime(now())
        message["Message-ID"] = named(self.name)
        if self.thread:
            message["In-Reply-To"] = named(self.thread[-1])
            message["References"] = " ".join(map(named, self.thread))
        message["Auto-Submitted"] = "auto-generated"
        if self.stop:
            message["List-Unsubscribe"] = f"<{self.stop}>"
            if self.stop.startswith("https:"):
                message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        content = {"letter": self, "title": title}
        message.set_content(render_template("letters/_letter.txt", **content))
        message.add_alternative(render_template("letters/_letter.html", **content), subtype="html")
        return message


def in_ascii(address: str) -> str:
    """``address`` with its host as the network knows it (RFC 5891)."""
    name, _at, host = address.rpartition("@")
    return f"{name}@{host if host.isascii() else host.encode('idna').decode()}"


def named(name: str) -> str:
    """The Message-ID of the letter ``name``: always the same, so a second copy shows as one."""
    secret = current_app.config["SECRET_KEY"].encode()
    known = hmac.new(secret, f"letter {name}".encode(), hashlib.sha256).hexdigest()[:32]
    return f"<{known}@{urlsplit(current_app.config['URL']).hostname}>"


def token(correspondent: Correspondent, purpose: str) -> str:
    """What a link in a letter to ``correspondent`` carries, so that only its reader has it."""
    return signer().dumps([correspondent.id, purpose])


def meant_by(text: str) -> tuple[Correspondent, str] | None:
    """To whom the letter was, and what the link with the token ``text`` is for."""
    try:
        number, purpose = signer().loads(text)
    except (BadSignature, TypeError, ValueError):
        return None
    known = db.session.get(Correspondent, number)
    return (known, purpose) if known else None


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="letters")
