"""The postman: takes letters to the mail server, and says what became of them."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

PATIENCE = 20
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


class Unreachable(Exception):
    """The server cannot be spoken to now: it is down, or will not have us."""


class Deferred(Exception):
    """The server would not take this letter now."""


class Undeliverable(Exception):
    """Nobody will ever take this letter."""


class Postman:
    """A round to the mail server at ``address``; the connection is made for the first letter.

    The password goes over an encrypted line only, but on the machine itself.
    """

    def __init__(self, address: str) -> None:
        self.server = urlsplit(address)
        self.line: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, to: str) -> None:
        """Bring ``message`` to the one address ``to``; Unreachable, Deferred or Undeliverable."""
        line = self.connected()
        try:
            line.send_message(message, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as error:
            [(code, words), *_] = error.recipients.values()
            raise (Undeliverable if code >= 500 else Deferred)(said(code, words)) from error
        except smtplib.SMTPDataError as error:
            kind = Undeliverable if error.smtp_code >= 500 else Deferred
            raise kind(said(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            raise Undeliverable(str(error)) from error
        except OSError as error:  # all others that smtplib raises are some, too
            self.close()
            raise Unreachable(reason(error)) from error

    def connected(self) -> smtplib.SMTP:
        """The open line to the server, made safe and introduced."""
        if self.line is None:
            try:
                self.line = connect(self.server)
                if self.server.username:
                    password = unquote(self.server.password or "")
                    self.line.login(unquote(self.server.username), password)
            except OSError as error:
                self.close()
                raise Unreachable(reason(error)) from error
        return self.line

    def close(self) -> None:
        """Say good-bye, if anybody is there."""
        line, self.line = self.line, None
        if line:
            try:
                line.quit()
            except OSError:
                line.close()


def connect(server: SplitResult) -> smtplib.SMTP:
    """A line to ``server``, encrypted where it can be and where it must be."""
    host, trusted = server.hostname or "", ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=PATIENCE, context=trusted)
    wish = parse_qs(server.query).get("starttls", [""])[0]
    line = smtplib.SMTP(host, server.port or (587 if server.username else 25), timeout=PATIENCE)
    try:
        line.ehlo_or_helo_if_needed()
        near = host in OWN_MACHINE
        must = wish == "required" or (bool(server.username) and not near and wish != "off")
        if must or (wish != "off" and not near and line.has_extn("starttls")):
            line.starttls(context=trusted)
            line.ehlo()
    except BaseException:
        line.close()
        raise
    return line


def reason(error: OSError) -> str:
    """Why the server cannot be spoken to, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return said(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split()) or type(error).__name__


def said(code: int, words: bytes | str) -> str:
    """What a server answered, in one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
