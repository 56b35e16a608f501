"""The postman: how the mail server is spoken to."""

import smtplib
from email.message import EmailMessage

import pytest

from blog import postman
from blog.postman import Postman, Undeliverable, Unreachable


class Line:
    """A line to a server, and what was done on it."""

    def __init__(self, *offers: str, refuses: Exception | None = None) -> None:
        self.offers, self.refuses, self.acts = offers, refuses, list[str]()

    def __call__(self, host: str, port: int, **_options: object) -> "Line":
        self.acts.append(f"{host}:{port}")
        return self

    def has_extn(self, name: str) -> bool:
        return name in self.offers

    def ehlo_or_helo_if_needed(self) -> None:
        pass

    def ehlo(self) -> None:
        pass

    def starttls(self, **_options: object) -> None:
        if "starttls" not in self.offers:
            raise smtplib.SMTPNotSupportedError("STARTTLS is not offered")
        self.acts.append("starttls")

    def login(self, name: str, password: str) -> None:
        self.acts.append(f"login {name} {password}")

    def send_message(self, *_said: object, **_more: object) -> None:
        self.acts.append("sent")
        if self.refuses:
            raise self.refuses

    def quit(self) -> None:
        self.acts.append("quit")

    def close(self) -> None:
        self.acts.append("closed")


@pytest.mark.parametrize(
    ("address", "acts"),
    [
        ("smtp://localhost", ["localhost:25", "sent"]),
        ("smtp://127.0.0.1:2525?starttls=required", ["127.0.0.1:2525", "starttls", "sent"]),
        ("smtp://mail.example", ["mail.example:25", "starttls", "sent"]),
        ("smtp://mail.example?starttls=off", ["mail.example:25", "sent"]),
        (
            "smtp://me%40books.example:p%3Aw@mail.example",
            ["mail.example:587", "starttls", "login me@books.example p:w", "sent"],
        ),
        ("smtps://me:pw@mail.example", ["mail.example:465", "login me pw", "sent"]),
    ],
)
def test_a_line_is_encrypted_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, address: str, acts: list[str]
) -> None:
    line = Line("starttls")
    monkeypatch.setattr(smtplib, "SMTP", line)
    monkeypatch.setattr(smtplib, "SMTP_SSL", line)

    Postman(address).send(EmailMessage(), "carol@example.org")

    assert line.acts == acts


@pytest.mark.parametrize("address", ["smtp://me:pw@mail.example", "smtp://a?starttls=required"])
def test_no_password_goes_over_an_open_line(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    line = Line()
    monkeypatch.setattr(smtplib, "SMTP", line)

    with pytest.raises(Unreachable, match="STARTTLS"):
        Postman(address).send(EmailMessage(), "carol@example.org")

    assert not [act for act in line.acts if act.startswith(("login", "sent"))]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"Nobody\r\nhere")}), Undeliverable),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"Later")}), postman.Deferred),
        (smtplib.SMTPDataError(554, b"Spam"), Undeliverable),
        (smtplib.SMTPDataError(452, b"Full"), postman.Deferred),
        (smtplib.SMTPSenderRefused(550, b"Who?", "us"), Unreachable),
        (smtplib.SMTPServerDisconnected("Gone"), Unreachable),
        (smtplib.SMTPNotSupportedError("Odd letters"), Undeliverable),
        (TimeoutError(), Unreachable),
    ],
)
def test_what_a_server_answers_decides_what_becomes_of_a_letter(
    monkeypatch: pytest.MonkeyPatch, answer: Exception, kind: type[Exception]
) -> None:
    monkeypatch.setattr(smtplib, "SMTP", Line(refuses=answer))

    with pytest.raises(kind) as refusal:
        Postman("smtp://localhost").send(EmailMessage(), "carol@example.org")

    assert "\n" not in str(refusal.value)
    assert str(refusal.value)


def test_one_line_serves_for_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    monkeypatch.setattr(smtplib, "SMTP", line)
    round_ = Postman("smtp://localhost")

    for _ in range(3):
        round_.send(EmailMessage(), "carol@example.org")
    round_.close()
    round_.close()

    assert line.acts == ["localhost:25", "sent", "sent", "sent", "quit"]
