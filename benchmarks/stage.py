"""The stage of the chaos: a real server, a real Chromium, two who write, and a log of all saves."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright
from sqlalchemy import text

from blog import cli, create_app, markup, site
from blog.db import db
from blog.members import Member
from blog.posts import Post
from blog.sessions import MemberSession

PASSWORD = "a long walk at night"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Every state that the database ever had, so that what was called saved can be looked up.
LOG = (
    "CREATE TABLE saves (post_id INTEGER, version INTEGER, source TEXT)",
    """CREATE TRIGGER made AFTER INSERT ON revisions
    BEGIN INSERT INTO saves VALUES (new.post_id, new.version, new.source); END""",
    """CREATE TRIGGER saved AFTER UPDATE OF version ON revisions
    BEGIN INSERT INTO saves VALUES (new.post_id, new.version, new.source); END""",
)
# Tells whenever the page says "Saved": of which version, and what stands in the editor then.
WITNESS = """
new MutationObserver((changes) => {
  const status = document.getElementById("status");
  if (status?.dataset.state !== "saved" || !changes.some(({ target }) => target === status)) return;
  witness(status.dataset.version, document.getElementById("editor")?.textContent ?? "");
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
"""


class Stage:
    """Everything that can be killed, and how it is set up again."""

    def __init__(self, folder: Path, playwright: Playwright) -> None:
        self.playwright = playwright
        self.instance, self.profile = folder / "instance", folder / "profile"
        os.environ |= {
            "LEITMOTIF_INSTANCE": str(self.instance),
            "DATABASE_URL": "",
            "LEITMOTIF_URL": "",
        }
        self.app: Flask = create_app()
        self.said: list[tuple[int, str]] = []
        with self.app.app_context():
            cli.bring_up_to_date()
            site.found("Chaos")
            self.alice = Member.join("Alice", "alice@example.org", PASSWORD, "author").id
            self.bob = Member.join("Bob", "bob@example.org", PASSWORD, "editor").id
            for statement in LOG:
                db.session.execute(text(statement))
            db.session.commit()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start_server()
        self.start_browser()

    def start_server(self) -> None:
        command = [str(Path(sys.executable).with_name("leitmotif")), "serve"]
        options = ["--port", str(self.port), "--workers", "1"]
        self.server = subprocess.Popen(
            command + options, start_new_session=True, stdout=subprocess.DEVNULL
        )
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}/healthz", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def kill_server(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def start_browser(self) -> None:
        self.browser: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=next(filter(None, map(shutil.which, CHROMIUM))),
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
            base_url=self.address,
            reduced_motion="reduce",
        )
        self.browser.set_default_timeout(15_000)
        self.browser.expose_function("witness", self.witness)
        self.browser.add_init_script(WITNESS)

    def witness(self, version: str, words: str) -> None:
        self.said.append((int(version), bare(words)))

    def kill_browser(self, only: str = "") -> None:
        """End the processes of this profile as a dead battery would, or only those of a type."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().decode()
                if str(self.profile) in words and only in words:
                    os.kill(int(process.name), signal.SIGKILL)

    def revive_browser(self) -> None:
        with contextlib.suppress(Exception):
            self.browser.close()
        self.start_browser()
        # The cookies of the last half minute died with it.
        self.sign_in()

    def close(self) -> None:
        self.browser.close()
        self.kill_server()

    def sign_in(self) -> None:
        """Have Alice signed in to the browser."""
        value = self.cookie(self.alice)
        self.browser.add_cookies(
            [{"name": "session", "value": value, "url": self.address, "httpOnly": True}]
        )

    def cookie(self, member: int) -> str:
        with self.app.app_context():
            token = MemberSession.begin(db.session.get_one(Member, member), remembered=True)
            db.session.commit()
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True}))

    def end_sessions(self) -> None:
        with self.app.app_context():
            db.session.query(MemberSession).delete()
            db.session.commit()

    def begin_post(self) -> int:
        with self.app.app_context():
            post = Post.begin(db.session.get_one(Member, self.alice))
            post.save(post.draft.saved_by or post.author, post.draft.version, source="<p>It:</p>")
            db.session.commit()
            return post.id

    def save_as_bob(self, number: int, words: str) -> bool:
        """Have Bob put ``words`` in front of the draft; whether the site took them."""
        with self.app.app_context():
            draft = db.session.get_one(Post, number).draft
            version, source = draft.version, f"<p>{words}</p>{draft.source}"
        form = urllib.parse.urlencode({"version": version, "body": source}).encode()
        headers = {
            "Cookie": f"session={self.cookie(self.bob)}",
            "Sec-Fetch-Site": "same-origin",
            "HX-Request": "true",
        }
        address = f"{self.address}/desk/posts/{number}"
        asked = urllib.request.Request(address, form, headers, method="PUT")
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def draft(self, number: int) -> str:
        with self.app.app_context():
            return bare(db.session.get_one(Post, number).draft.source)

    def kept(self, number: int) -> list[str]:
        """The bare text of every revision of the post."""
        query = "SELECT source FROM revisions WHERE post_id = :number"
        return [bare(source) for (source,) in self.found(query, number)]

    def saves(self, number: int) -> list[tuple[int, str]]:
        """Every version that was ever kept of the post, with its bare text."""
        query = "SELECT version, source FROM saves WHERE post_id = :number"
        return [(version, bare(source)) for version, source in self.found(query, number)]

    def found(self, query: str, number: int) -> list[Any]:
        with self.app.app_context():
            return list(db.session.execute(text(query), {"number": number}))


def bare(html: str) -> str:
    """The letters of ``html`` alone, without tags and blanks."""
    words = markup.plain(html) if "<" in html else html
    return "".join(words.split())


def editor_text(page: Page) -> str:
    return bare(page.locator("#editor").text_content() or "")
