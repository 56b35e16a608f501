"""Draws docs/screenshots/: every kind of page of the demo, on three screens, light and dark.

Each file is one page: the phone, the tablet and the desktop in light colours over the same in dark.
"""

import io
import logging
import os
import shutil
import tempfile
import threading
from pathlib import Path

import PIL.Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from benchmarks.stage import CHROMIUM
from blog import cli, create_app
from blog.demo import load

OUT = Path(__file__).parents[1] / "docs/screenshots"
SCREENS = (390, 820, 1440)
HEIGHT, GAP = 960, 24
QUALITY = 55
PAGES = {
    "home": "/",
    "posts": "/posts",
    "post": "/posts/mrs-dalloway",
    "soundtrack": "/posts/mrs-dalloway/soundtrack",
    "books": "/books",
    "book": "/books/mrs-dalloway",
    "artists": "/artists",
    "artist": "/artists/bjork",
    "tags": "/tags",
    "tag": "/tags/cities",
    "authors": "/authors",
    "author": "/authors/isobel-rennie",
    "archive": "/archive",
    "search": "/search?q=rain",
    "preferences": "/preferences",
    "bookmarks": "/bookmarks",
    "sign-in": "/sign-in",
    "join": "/join",
    "password": "/password/new",
    "not-found": "/nowhere",
    "desk": "/desk",
    "desk-post": "/desk/posts/{post}",
    "desk-publication": "/desk/posts/{post}/publication",
    "desk-history": "/desk/posts/{post}/revisions",
    "desk-pictures": "/desk/images",
    "desk-comments": "/desk/comments",
    "desk-pages": "/desk/pages",
    "desk-people": "/desk/people",
    "desk-mail": "/desk/mail",
    "desk-settings": "/desk/settings",
}


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ |= {"LEITMOTIF_INSTANCE": folder, "DATABASE_URL": "", "LEITMOTIF_URL": ""}
        app = create_app()
        with app.app_context():
            cli.bring_up_to_date()
            told = load().splitlines()[-1]
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        chromium = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, CHROMIUM))), args=["--no-sandbox"]
        )
        address = f"http://127.0.0.1:{server.server_port}"
        strangers = [opened(chromium, address, scheme) for scheme in ("light", "dark")]
        authors = [opened(chromium, address, scheme) for scheme in ("light", "dark")]
        for page in authors:
            sign_in(page, *told.removeprefix("Sign in as ").split(", password "))
        for name, path in PAGES.items():
            pages = authors if name.startswith("desk") else strangers
            rows = [[shot(page, path, width) for width in SCREENS] for page in pages]
            sheet(rows).save(OUT / f"{name}.webp", quality=QUALITY, method=6)
        chromium.close()
        server.shutdown()


def opened(chromium: Browser, address: str, scheme: str) -> Page:
    return chromium.new_context(
        base_url=address,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
    ).new_page()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in?next=/desk")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("/desk")


def shot(page: Page, path: str, width: int) -> PIL.Image.Image:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(path.format(post=1))
    page.wait_for_load_state("networkidle")
    return PIL.Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def sheet(rows: list[list[PIL.Image.Image]]) -> PIL.Image.Image:
    """The shots of either light in a row of their own, at half their size."""
    width = sum(SCREENS) + GAP * (len(SCREENS) - 1)
    whole = PIL.Image.new("RGB", (width, HEIGHT * len(rows) + GAP * (len(rows) - 1)), "#808080")
    for row, shots in enumerate(rows):
        left = 0
        for one in shots:
            whole.paste(one, (left, row * (HEIGHT + GAP)))
            left += one.width + GAP
    return whole.resize((whole.width // 2, whole.height // 2), PIL.Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
