"""What the journeys at the desk do again and again."""

import io
import re
from collections.abc import Callable

import PIL.Image
from playwright.sync_api import FilePayload, Page, expect

SAVED = re.compile(r"^Saved \d\d:\d\d$")
ON_DEVICE = """words => new Promise((kept) => {
    const asked = indexedDB.open("leitmotif");
    asked.onsuccess = () => {
        const look = () => {
            const copies = asked.result.transaction("copies").objectStore("copies").getAll();
            copies.onsuccess = () => {
                if (!JSON.stringify(copies.result).includes(words)) return look();
                asked.result.close();
                kept();
            };
        };
        look();
    };
})"""
# Before any script of a page: one that crashes does not notice how it ends.
UNNOTICED = """for (const last of ["pagehide", "visibilitychange", "freeze"])
    addEventListener(last, (event) => window.crashes && event.stopImmediatePropagation(), true);
"""
PASTE = """([html, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.getElementById("editor").dispatchEvent(paste);
}"""


def opened(page: Page, draft: str) -> Page:
    page.goto(draft)
    expect(page.locator("#editor")).to_be_visible()
    return page


def crash(page: Page) -> None:
    """Close ``page`` without its noticing, so that it says no last words."""
    page.evaluate("window.crashes = true")
    page.close()


def write(page: Page, words: str) -> None:
    """Type ``words`` at the end of the text."""
    page.locator("#editor").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def expect_status(page: Page, state: str, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#status")).to_have_attribute("data-state", state)
    expect(page.locator(".status__words")).to_have_text(words)


def until_on_device(page: Page, words: str) -> None:
    """Wait until the device keeps ``words``, and the page says that it does."""
    page.evaluate(ON_DEVICE, words)
    expect_status(page, "offline", "Offline: kept on this device")


def until_saved(page: Page, act: Callable[[], None], *, by_itself: bool = False) -> None:
    """Do ``act`` and wait for the site's answer to the save that follows.

    It is asked for at once by Ctrl+S, unless it shall come ``by_itself`` after its pause.
    """
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        act()
        if not by_itself:
            page.keyboard.press("Control+s")
    assert saved.value.status == 200
    expect_status(page, "saved", SAVED)


def paste(page: Page, html: str, text: str = "") -> None:
    page.locator("#editor").focus()
    page.evaluate(PASTE, [html, text])


def picture(name: str = "dance.png") -> FilePayload:
    file = io.BytesIO()
    PIL.Image.new("RGB", (600, 400), (120, 30, 30)).save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}


def expect_seen(page: Page, picture: str) -> None:
    """Wait until the picture is there whole, so that the server is not left in mid-sentence."""
    expect(page.locator(picture)).to_have_js_property("complete", True)  # noqa: FBT003


def bring(page: Page, *files: FilePayload) -> None:
    """Choose ``files`` of this device with the tool for pictures."""
    page.get_by_role("button", name="Picture", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="From this device").click()
    chooser.value.set_files(list(files))
