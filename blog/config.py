"""Every setting, its default and one line on what it does; all come from the environment."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Turn the environment into Flask's settings. Creates the instance folder and its secret.

    LEITMOTIF_INSTANCE  the folder for database, pictures, secret and backups (``instance/``)
    DATABASE_URL        SQLAlchemy address (an SQLite file in the instance folder)
    SECRET_KEY          signs cookies (made once and kept in the instance folder)
    LEITMOTIF_URL       the public address, such as ``https://example.org`` (any host is accepted)
    PROXY_COUNT         how many trusted proxies stand in front (0: none)
    SQLITE_SYNCHRONOUS  FULL survives a power cut, NORMAL is faster (FULL)
    LEITMOTIF_PAGE_CACHE  how many megabytes of made pages each worker keeps; 0: none (32)
    PICTURE_QUOTA       how many megabytes of pictures one member may bring (200)
    SMTP_URL            the server that sends mail, ``smtp://user:password@host:587`` or ``smtps://…``;
                        ``?starttls=required`` or ``off`` instead of as the server offers (no mail)
    LEITMOTIF_MAIL_FROM the address that mail comes from (``leitmotif@`` and the public host)
    """
    instance = Path(environ.get("LEITMOTIF_INSTANCE") or "instance").resolve()
    # Passwords' hashes and e-mail addresses are nobody else's, on a machine of many either.
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = environ.get("LEITMOTIF_URL", "").rstrip("/")
    secure = address.startswith("https://")
    host = urlsplit(address).hostname
    if address and not (host and address.startswith(("http://", "https://"))):
        raise ValueError("LEITMOTIF_URL is a whole address, such as https://example.org.")
    post_office = environ.get("SMTP_URL", "")
    if post_office and not sends_mail(post_office):
        raise ValueError("SMTP_URL is smtp://, smtps:// and a host, such as smtp://localhost:25.")
    if post_office and not host:
        raise ValueError("Mail has links to the site, so SMTP_URL needs LEITMOTIF_URL as well.")
    return {
        "INSTANCE": instance,
        "MEDIA": instance / "media",
        "SQLALCHEMY_DATABASE_URI": environ.get("DATABASE_URL")
        or f"sqlite:///{instance / 'blog.db'}",
        "SQLITE_SYNCHRONOUS": environ.get("SQLITE_SYNCHRONOUS", "FULL"),
        "PICTURE_QUOTA": int(environ.get("PICTURE_QUOTA", "200")) * MEGABYTE,
        "PAGE_CACHE": int(environ.get("LEITMOTIF_PAGE_CACHE", "32")) * MEGABYTE,
        "SECRET_KEY": environ.get("SECRET_KEY") or kept_secret(instance / "secret-key"),
        "URL": address,
        "SMTP_URL": post_office,
        "MAIL_FROM": environ.get("LEITMOTIF_MAIL_FROM") or f"leitmotif@{host}",
        "TRUSTED_HOSTS": [host] if host else None,
        "PROXY_COUNT": int(environ.get("PROXY_COUNT", "0")),
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=400),
        "MAX_CONTENT_LENGTH": 2 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 200,
    }


def sends_mail(address: str) -> bool:
    """Whether ``address`` is one of a mail server."""
    try:
        server = urlsplit(address)
        return server.scheme in ("smtp", "smtps") and bool(server.hostname) and server.port != 0
    except ValueError:
        return False


def kept_secret(path: Path) -> str:
    """Return the secret kept at ``path``; two processes that start at once agree on one."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
