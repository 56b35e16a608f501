"""How long a key keeps Chromium busy in the midst of a long text, and what the page weighs.

`make bench-keystroke` runs it: a blog of its own in a temporary folder, a post of 10,000 words with
headings, figures and footnotes, and keys pressed in its middle at the pace of a quick hand. What
counts is the work of the main thread from a key to the frame that shows it; beside it stands all
work until the next key, with counting, keeping on the device and saving. The exit code says whether
the budgets were kept.
"""

import contextlib
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

WORDS = 10_000
KEYS = 300
PACE = 120  # milliseconds from key to key
BUDGET = 16.0  # milliseconds, one frame
MOST_BYTES = 250_000
LEITMOTIF = Path(sys.executable).with_name("leitmotif")
PASSWORD = "a long walk at night"

PICTURE = """async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    canvas.getContext("2d").fillRect(0, 0, 600, 400);
    const body = new FormData();
    body.set("picture", await canvas.convertToBlob(), "drawing.png");
    return (await (await fetch("/desk/images", { method: "POST", body })).json()).url;
}"""
SAVE = """async (text) => {
    const body = new FormData(document.getElementById("draft"));
    body.set("title", "A long essay");
    body.set("body", text);
    return (await fetch(location.pathname, { method: "PUT", body })).status;
}"""
UNTIL_SHOWN = """() => new Promise((shown) => {
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = shown;
        port2.postMessage("");
    });
})"""
TO_THE_MIDDLE = """() => {
    const blocks = [...document.querySelectorAll("#editor > p")];
    const middle = blocks[Math.floor(blocks.length / 2)];
    middle.scrollIntoView({ block: "center" });
    document.getElementById("editor").focus();
    getSelection().collapse(middle.firstChild, 20);
}"""


def essay(picture: str) -> str:
    """About 10,000 words in paragraphs of 80, each with a footnote; headings, figures between."""
    chance = random.Random("keystroke")
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(2_000)]
    figure = f'<figure><img src="{picture}" alt="A drawing" width="1200" height="800"></figure>'
    blocks = []
    for number in range(WORDS // 80):
        line = " ".join(chance.choices(words, k=80))
        if number % 10 == 0:
            blocks.append(f"<h2>Part {number // 10 + 1}</h2>")
        if number % 12 == 6:
            blocks.append(figure)
        blocks.append(f"<p>{line[:200]}<footnote>See <em>{number}</em></footnote>{line[200:]}</p>")
    return "".join(blocks)


@contextlib.contextmanager
def blog() -> Iterator[str]:
    """The address of an empty blog with one author, for as long as it is needed."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        surroundings = {**os.environ, "LEITMOTIF_INSTANCE": folder, "DATABASE_URL": ""}
        subprocess.run([LEITMOTIF, "migrate"], env=surroundings, check=True, capture_output=True)
        member = ["member", "add", "bench@example.org", "--name", "Bench", "--role", "owner"]
        subprocess.run(
            [LEITMOTIF, *member],
            env=surroundings,
            input=f"{PASSWORD}\n",
            text=True,
            check=True,
            capture_output=True,
        )
        server = subprocess.Popen(
            [LEITMOTIF, "serve", "--port", str(port), "--workers", "1"],
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield awake(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def awake(address: str) -> str:
    for _ in range(120):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/healthz").close()
            return address
        time.sleep(0.25)
    raise SystemExit("The server did not start.")


def open_essay(page: Page, address: str) -> None:
    """Sign in, and open a new post with the essay in it."""
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", "bench@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.goto(f"{address}/desk")
    page.get_by_role("button", name="New post").first.click()
    page.wait_for_selector("#editor")
    assert page.evaluate(SAVE, essay(page.evaluate(PICTURE))) == 200
    page.reload()
    page.wait_for_selector("#editor p")


def weight(page: Page, tools: CDPSession) -> int:
    """The bytes that the page takes on the wire, pictures apart, with nothing in the cache."""
    sizes: dict[str, float] = {}
    pictures: set[str] = set()

    def see(told: dict[str, str]) -> None:
        if told["type"] == "Image":
            pictures.add(told["requestId"])

    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.on("Network.responseReceived", see)
    tools.on(
        "Network.loadingFinished",
        lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}),
    )
    page.goto(new_post(page))
    page.wait_for_selector("#editor")
    page.wait_for_load_state("networkidle")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": False})
    return round(sum(size for request, size in sizes.items() if request not in pictures))


def new_post(page: Page) -> str:
    """The address of a fresh, empty post."""
    return str(
        page.evaluate("() => fetch('/desk/posts', { method: 'POST' }).then(({ url }) => url)")
    )


def busy(tools: CDPSession) -> float:
    """Milliseconds of its processor that the main thread has used so far."""
    told = tools.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in told if one["name"] == "TaskDuration")


def keystrokes(page: Page, tools: CDPSession) -> tuple[list[float], list[float]]:
    """For each key the work until it was shown, and until the next one."""
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(TO_THE_MIDDLE)
    page.keyboard.type("warm up ")
    page.wait_for_timeout(3_000)
    shown, taken = [], []
    for number in range(KEYS):
        before = busy(tools)
        page.keyboard.press("Space" if number % 6 == 5 else "e")
        page.evaluate(UNTIL_SHOWN)
        shown.append(busy(tools) - before)
        page.wait_for_timeout(PACE)
        taken.append(busy(tools) - before)
    return shown, taken


def late(times: list[float]) -> float:
    """The time within which 95 of 100 are."""
    return statistics.quantiles(times, n=20)[-1]


def spread(times: list[float]) -> str:
    middle = statistics.median(times)
    return f"median {middle:.1f}, 95 of 100 within {late(times):.1f}, longest {max(times):.1f}"


def main() -> int:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        raise SystemExit("Chromium is missing: apt install chromium")
    with blog() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        tools = page.context.new_cdp_session(page)
        open_essay(page, address)
        shown, taken = keystrokes(page, tools)
        bytes_ = weight(page, tools)
        browser.close()
    print(f"{WORDS:,} words, {KEYS} keys, milliseconds of the main thread:")
    print(f"  until the key is shown: {spread(shown)}")
    print(f"  until the next key:     {spread(taken)}")
    print(f"An empty post opens with {bytes_ / 1000:.0f} kB on the wire, pictures apart.")
    kept = late(shown) <= BUDGET and bytes_ <= MOST_BYTES
    print("Within the budgets." if kept else f"Over {BUDGET} ms or {MOST_BYTES / 1000:.0f} kB.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
