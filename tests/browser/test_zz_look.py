from tests.conftest import *
from tests.browser.conftest import *
SONGS=[("Rachel Portman","Making Tea"),("MONO","Memorie dal futuro"),("Massive Attack","Exchange"),("Tamino","Tummy"),("Cigarettes After Sex","Nothing’s Gonna Hurt You Baby"),("The Jesus and Mary Chain","Happy When It Rains"),("Blur","Tender"),("Radiohead","No Surprises"),("","I Bleed"),("Judy Bridgewater","Never Let Me Go")]
def test_look(browse, signed_in, make_post, alice, app):
    post = make_post(alice, "never-let-me-go", tracks=SONGS)
    with app.app_context():
        from blog.posts import Post
        p=db.session.get_one(Post, post.id)
        p.draft.tracks[1].rewrite(artist="MONO",title="Memorie dal futuro",note="A tribute to the writer's country, Japan. <em>Memories from future.</em> And then some more words, long enough to need a second and perhaps a third line on every screen there is, so that the clamp is seen.",links=["https://open.spotify.com/track/1","https://www.youtube.com/watch?v=1"])
        db.session.commit()
    for width in (390, 820, 1440):
      for scheme in ("light","dark"):
        page = signed_in(browse(width=width), alice)
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/desk/posts/{post.id}/tracks")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=f"/tmp/shots/{width}-{scheme}.png", full_page=True)
        if scheme=="light":
            page.get_by_role("link", name="Edit Exchange").click()
            page.get_by_role("button", name="Save").wait_for()
            page.get_by_role("button", name="Remove Tummy").click(timeout=2000)
            page.get_by_role("button", name="Put it back").wait_for()
            page.get_by_label("Title").last.fill("x")
            page.get_by_label("Links (optional)").last.fill("nonsense")
            page.get_by_role("button", name="Add track").click()
            page.locator("#new-track .field__error").wait_for()
            print("overflow", page.evaluate("document.documentElement.scrollWidth - innerWidth"))
            page.screenshot(path=f"/tmp/shots/{width}-edit.png", full_page=True)
            page.get_by_role("button", name="Put it back").click(); page.get_by_role("button", name="Remove Tummy").wait_for()
            page.get_by_role("button", name="Remove").first.wait_for()
