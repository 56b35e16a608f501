"""Settings: what the environment may say, and what is made of it."""

from pathlib import Path

import pytest

from blog import config


def read(instance: Path, **environ: str) -> dict[str, object]:
    return config.read({"LEITMOTIF_INSTANCE": str(instance), **environ})


def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    read(tmp_path / "new")

    for path in (tmp_path / "new", tmp_path / "new/secret-key"):
        assert path.stat().st_mode & 0o077 == 0


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    secrets = {read(tmp_path)["SECRET_KEY"] for _ in range(2)}

    assert len(secrets) == 1
    assert len(str(secrets.pop())) > 40


def test_behind_tls_cookies_are_bound_to_it(tmp_path: Path) -> None:
    settings = read(tmp_path, LEITMOTIF_URL="https://Books.Example:8443/")

    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["TRUSTED_HOSTS"] == ["books.example"]


@pytest.mark.parametrize("address", ["books.example", "ftp://books.example", "https://"])
def test_an_address_that_is_none_is_refused_at_once(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="LEITMOTIF_URL"):
        read(tmp_path, LEITMOTIF_URL=address)


@pytest.mark.parametrize(
    "address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:x"]
)
def test_a_mail_server_that_is_none_is_refused_at_once(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        read(tmp_path, SMTP_URL=address, LEITMOTIF_URL="https://books.example")


def test_mail_needs_an_address_to_lead_to(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="LEITMOTIF_URL"):
        read(tmp_path, SMTP_URL="smtp://localhost")


def test_mail_comes_from_the_site_unless_it_is_said_from_whom(tmp_path: Path) -> None:
    mail = {"SMTP_URL": "smtp://localhost", "LEITMOTIF_URL": "https://books.example"}

    assert read(tmp_path, **mail)["MAIL_FROM"] == "leitmotif@books.example"
    named = read(tmp_path, **mail, LEITMOTIF_MAIL_FROM="post@example.org")
    assert named["MAIL_FROM"] == "post@example.org"
