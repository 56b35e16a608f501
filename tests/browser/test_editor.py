"""The editor: a text with its headings, links and pictures, written, pasted and published."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.test_desk import opened, until_saved, write
from tests.conftest import Made, Person
from tests.desk import kept

Browse = Callable[..., Page]
SignedIn = Callable[[Page, Person], Page]
MakePost = Callable[..., Made]

PASTE = """([html, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.getElementById("editor").dispatchEvent(paste);
}"""
GOOGLE = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr" style="line-height:1.38"><span style="font-weight:400">Hailsham</span></h1>
<p dir="ltr" style="color:red"><span style="font-weight:400;font-style:normal">A </span><span
style="font-weight:700">bold</span><span style="font-style:italic"> and slanted</span> word,
<a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D" style="color:#15c">linked</a>.</p><br>
<ul style="margin:0"><li dir="ltr" aria-level="1"><p role="presentation"><span>one</span></p></li></ul></b>"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal { margin: 0 } --></style></head><body lang=EN><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Bold</b><span style='color:red'> and
<i>slanted</i></span><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>first</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>second</p>
<!--EndFragment--></body></html>"""
WIX = """<div class="_2PHJq public-DraftStyleDefault-ltr"><span style="font-style:italic">“I saw you,”</span></div>
<div><img src="https://static.wixstatic.com/media/a.jpg"></div><p class="font_8" onclick="alert(1)">she said.</p>
<script>alert(1)</script>"""


@pytest.fixture
def desk(page: Page, signed_in: SignedIn, alice: Person, draft: str) -> Page:
    return opened(signed_in(page, alice), draft)


@pytest.fixture
def draft(make_post: MakePost, alice: Person) -> str:
    return f"/desk/posts/{make_post(alice, published_at=None, source='').id}"


def paste(page: Page, html: str, text: str = "") -> None:
    page.locator("#editor").focus()
    page.evaluate(PASTE, [html, text])


def picture(name: str = "dance.png") -> FilePayload:
    file = io.BytesIO()
    PIL.Image.new("RGB", (600, 400), (120, 30, 30)).save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        (
            GOOGLE,
            "<h2>Hailsham</h2><p>A <strong>bold</strong><em> and slanted</em> word, "
            '<a href="https://example.org/a">linked</a>.</p><ul><li><p>one</p></li></ul>',
        ),
        (
            WORD,
            "<p><strong>Bold</strong> and <em>slanted</em></p>"
            "<ol><li><p>first</p></li><li><p>second</p></li></ol>",
        ),
        (WIX, "<p><em>“I saw you,”</em></p><p>she said.</p>"),
    ],
    ids=["Google Docs", "Word", "Wix"],
)
def test_a_paste_keeps_the_meaning_and_leaves_the_dress(
    desk: Page, draft: str, app: Flask, html: str, becomes: str
) -> None:
    until_saved(desk, lambda: paste(desk, html, "text"))

    assert kept(app, draft)["source"] == becomes


def test_plain_text_becomes_paragraphs(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: paste(desk, "", "One\n\nTwo"))

    assert kept(app, draft)["source"] == "<p>One</p><p>Two</p>"


def test_pictures_of_other_pages_are_said_to_stay_behind(desk: Page) -> None:
    paste(desk, WIX, "text")

    expect(desk.locator("#notices")).to_contain_text("Pictures of other pages do not come along")


def test_every_tool_does_what_it_says(desk: Page, draft: str, app: Flask) -> None:
    tools = desk.get_by_role("toolbar", name="Formatting")

    def use(name: str) -> None:
        tools.get_by_role("button", name=name, exact=True).click()

    def compose() -> None:
        use("Heading")
        expect(tools.get_by_role("button", name="Heading", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        desk.keyboard.type("Hailsham")
        desk.keyboard.press("Enter")
        use("Italic")
        desk.keyboard.type("slanted")
        use("Italic")
        desk.keyboard.press("Enter")
        use("List with bullets")
        desk.keyboard.type("one")
        use("Plain text")
        desk.keyboard.press("Enter")
        use("Quote")
        desk.keyboard.type("said")
        use("Undo")
        use("Redo")

    until_saved(desk, compose)

    assert kept(app, draft)["source"] == (
        "<h2>Hailsham</h2><p><em>slanted</em></p><p>one</p><blockquote><p>said</p></blockquote>"
    )


def test_a_link_is_asked_for_and_can_be_taken_away(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "essay")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+k")
    desk.get_by_label("Where it leads").fill("example.org/essay")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))
    assert kept(app, draft)["source"] == '<p><a href="https://example.org/essay">essay</a></p>'

    desk.get_by_role("button", name="Link", exact=True).first.click()
    until_saved(desk, desk.get_by_role("button", name="Remove the link").click)

    assert kept(app, draft)["source"] == "<p>essay</p>"


def test_the_tools_are_one_stop_of_tab(desk: Page) -> None:
    tools = desk.get_by_role("toolbar", name="Formatting")
    tools.get_by_role("button", name="Plain text").focus()

    desk.keyboard.press("ArrowRight")
    expect(tools.get_by_role("button", name="Heading", exact=True)).to_be_focused()
    desk.keyboard.press("End")
    expect(tools.get_by_role("button", name="Redo")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(tools.get_by_role("button", name="Plain text")).to_be_focused()
    desk.keyboard.press("Tab")

    expect(desk.locator("#editor")).to_be_focused()


def test_enter_in_the_title_leads_on_and_never_publishes(
    desk: Page, draft: str, app: Flask
) -> None:
    desk.get_by_label("Title", exact=True).focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Standfirst")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#editor")).to_be_focused()

    desk.get_by_label("Title of the book").focus()
    desk.keyboard.type("Dune")
    until_saved(desk, lambda: desk.keyboard.press("Enter"))

    assert kept(app, draft)["book_title"] == "Dune"
    assert desk.url.endswith(draft)
    expect(desk.locator("#publication")).to_contain_text("Draft")


def test_a_picture_is_described_and_captioned(desk: Page, draft: str, app: Flask) -> None:
    write(desk, "Before")
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(picture())
    desk.get_by_label("What it shows").fill("A girl, dancing")

    def put_in() -> None:
        desk.get_by_role("button", name="Keep", exact=True).click()
        desk.keyboard.type("At Hailsham")
        desk.keyboard.press("Enter")
        desk.keyboard.type("After")

    until_saved(desk, put_in)

    source = kept(app, draft)["source"]
    assert source.startswith('<p>Before</p><figure><img src="/media/')
    assert 'alt="A girl, dancing" width="600" height="400"' in source
    assert source.endswith("<figcaption>At Hailsham</figcaption></figure><p>After</p>")


def test_a_dropped_picture_is_taken_and_a_refused_one_explained(desk: Page) -> None:
    drop = """([name, bytes]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
        const { left, top } = document.getElementById("editor").getBoundingClientRect();
        const place = { clientX: left + 20, clientY: top + 20 };
        const how = { dataTransfer, bubbles: true, cancelable: true, ...place };
        document.getElementById("editor").dispatchEvent(new DragEvent("drop", how));
    }"""
    desk.evaluate(drop, ["dance.png", list(picture()["buffer"])])
    desk.get_by_role("button", name="Keep", exact=True).click()
    expect(desk.locator("#editor figure img")).to_have_count(1)

    desk.evaluate(drop, ["broken.png", [1, 2, 3]])

    expect(desk.locator("#notices")).to_contain_text("no picture we can read")
    expect(desk.locator("#editor figure img")).to_have_count(1)


def test_the_picture_above_the_text_comes_and_goes(desk: Page, draft: str, app: Flask) -> None:
    until_saved(desk, lambda: desk.get_by_label("Choose a picture").set_input_files(picture()))
    assert kept(app, draft)["hero_id"]

    until_saved(desk, desk.get_by_role("button", name="Remove the picture").click)

    assert kept(app, draft)["hero_id"] is None


def test_what_was_written_is_what_is_published(desk: Page, draft: str) -> None:
    desk.get_by_label("Title", exact=True).fill("Bookmark “Never Let Me Go”")
    desk.get_by_label("Address").evaluate("field => { field.value = '' }")
    paste(desk, GOOGLE, "text")
    desk.get_by_label("Title of the book").fill("Never Let Me Go")
    desk.get_by_label("Quotation").fill("I saw you")

    with desk.expect_navigation():
        desk.get_by_role("button", name="Publish", exact=True).click()
    desk.get_by_role("link", name="Read it").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("Bookmark “Never Let Me Go”")
    expect(desk.locator(".post__prose h2")).to_have_text("Hailsham")
    expect(desk.locator(".post__prose strong")).to_have_text("bold")
    expect(desk.locator(".epigraph__words")).to_have_text("I saw you")


def test_a_preview_shows_the_last_letter(desk: Page) -> None:
    write(desk, "The last letter")

    with desk.context.expect_page() as tab:
        desk.get_by_role("link", name="Preview").click()

    expect(tab.value.locator(".post__prose")).to_have_text("The last letter")


def test_without_scripts_the_same_form_writes_and_publishes(
    browse: Browse, signed_in: SignedIn, alice: Person, draft: str
) -> None:
    page = signed_in(browse(javascript=False), alice)
    page.goto("/desk")
    page.get_by_role("link", name="First Light").click()
    page.get_by_label("Title", exact=True).fill("By hand")
    page.get_by_label("Text", exact=True).fill("<p>Typed as it is.</p>")
    page.get_by_label("Choose a picture").set_input_files(picture())
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("By hand")
    expect(page.get_by_role("button", name="Remove the picture")).to_be_visible()

    page.get_by_label("Standfirst").fill("Not yet saved")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Read it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("By hand")
    expect(page.locator(".post__prose")).to_have_text("Typed as it is.")
    expect(page.get_by_text("Not yet saved")).to_be_visible()


def test_without_scripts_two_texts_stand_side_by_side(
    browse: Browse, signed_in: SignedIn, alice: Person, draft: str, app: Flask
) -> None:
    mine, theirs = (signed_in(browse(javascript=False), alice) for _ in range(2))
    for page in (mine, theirs):
        page.goto(draft)
    theirs.get_by_label("Text", exact=True).fill("<p>Theirs</p>")
    theirs.get_by_role("button", name="Save", exact=True).click()
    mine.get_by_label("Text", exact=True).fill("<p>Mine</p>")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator(".difference__words")).to_have_text(["Mine", "Theirs"])

    mine.get_by_role("button", name="Keep mine").click()

    assert kept(app, draft)["source"] == "<p>Mine</p>"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_two_texts_are_compared(
    desk: Page, draft: str, scheme: str
) -> None:
    other = opened(desk.context.new_page(), draft)
    until_saved(other, lambda: write(other, "Theirs"))
    desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    write(desk, "Mine")
    expect(desk.locator("#conflict")).to_be_visible()

    desk.evaluate((Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text())
    found = desk.evaluate("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(n => n.html)]))")

    assert found == [], json.dumps(found)
