"""Real Chromium against a real server on loopback, over the same database as the other tests."""

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from blog.db import db
from blog.members import Member
from blog.sessions import MemberSession
from tests.browser.desk import UNNOTICED, opened
from tests.conftest import Made, Person

# The shell is the same engine without the windows around it, and takes half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE = 15_000


@pytest.fixture(scope="session")
def program() -> str:
    """Where the system's Chromium is. Without one no journey is made; in CI that is a failure."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        words = "Chromium is missing, so no journey was made: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return path


@pytest.fixture(scope="session")
def chromium(program: str) -> Iterator[Browser]:
    """The system's Chromium, once for all journeys of this worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(built_app: Flask) -> Iterator[str]:
    """The address of a server of the application, on a free port of loopback."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, built_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def live(server: str, empty_app: Flask) -> str:
    """The server's address, with the tables emptied after the test."""
    return server


@pytest.fixture
def browse(chromium: Browser, live: str) -> Iterator[Callable[..., Page]]:
    """A page of a new browser of its own; ``javascript=False`` for one that runs no scripts.

    Every page fails its test if a script breaks or the Content-Security-Policy is violated.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def begin(
        *, javascript: bool = True, width: int = 1280, touch: bool = False, zone: str = "UTC"
    ) -> Page:
        context = chromium.new_context(
            base_url=live,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            has_touch=touch,
            timezone_id=zone,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(UNNOTICED)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: (
                faults.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        return page

    yield begin
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(browse: Callable[..., Page]) -> Page:
    """A stranger's page."""
    return browse()


@pytest.fixture
def signed_in(empty_app: Flask, live: str) -> Callable[[Page, Person], Page]:
    """Sign ``person`` in to the browser of a page, without going through the form."""

    def begin(page: Page, person: Person) -> Page:
        with empty_app.app_context():
            token = MemberSession.begin(db.session.get_one(Member, person.id), remembered=True)
            db.session.commit()
        signer = empty_app.session_interface.get_signing_serializer(empty_app)  # type: ignore[attr-defined]
        value = signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
        page.context.add_cookies(
            [{"name": "session", "value": value, "url": live, "httpOnly": True}]
        )
        return page

    return begin


@pytest.fixture
def draft(make_post: Callable[..., Made], alice: Person) -> str:
    """The address of a draft of Alice's with nothing in it but a title."""
    return f"/desk/posts/{make_post(alice, published_at=None, source='').id}"


@pytest.fixture
def desk(page: Page, signed_in: Callable[[Page, Person], Page], alice: Person, draft: str) -> Page:
    """Alice's browser with her draft open."""
    return opened(signed_in(page, alice), draft)
