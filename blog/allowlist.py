"""The allow-list: which tags and attributes a text may have, and where they may lead.

``markup``, which keeps to it, counts its changes in ``POLICY``.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit


def names(line: str) -> frozenset[str]:
    return frozenset(line.split())


# An <aside> is a pull quote.
BLOCKS = names("aside blockquote dd dl dt figcaption figure h2 h3 h4 hr li ol p pre ul")
INLINE = names("a abbr br cite code em footnote img q s small strong sub sup u")
VOID = names("br hr img")
RENAMED = {"b": "strong", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4", "i": "em", "strike": "s"}
# Blocks elsewhere are paragraphs here, so that their words do not run together.
BOXES = BLOCKS | names(
    "address article body caption center details dialog div fieldset footer form header"
    " hgroup legend main nav section summary table tbody tfoot thead tr"
)
CELLS = names("td th")
NESTING = (BLOCKS | INLINE) - VOID - names("dd dt li p")
# A footnote holds words, links and emphasis. One that nobody closed ends with its paragraph.
NOTE_ENDS = BOXES | CELLS | names("img")

SCHEMES = {"http", "https", "mailto"}
REL, STRANGERS_REL = "noopener noreferrer", "nofollow ugc noopener noreferrer"
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?(?::[0-9]{1,4}|:[1-5][0-9]{4})?")
UNSEEN = re.compile("[\0- \x7f-\xa0\xad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")


def is_link(address: str) -> bool:
    bare = UNSEEN.sub("", address)
    if bare.startswith(("/", "#")):
        return not bare.startswith(("//", "/\\"))
    try:
        parts = urlsplit(bare)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in SCHEMES and bool(HOST.fullmatch(parts.netloc))


def is_picture(address: str) -> bool:
    if address.startswith("/media/"):
        return not re.search(r"\.\.|%2e|\\", address, re.IGNORECASE)
    return address.lower().startswith("https:") and is_link(address)


is_language = re.compile(r"language-[a-z0-9+#-]{1,20}").fullmatch
is_size = re.compile(r"[0-9]{1,4}").fullmatch
ATTRIBUTES: dict[str, dict[str, Callable[[str], object]]] = {
    "a": {"href": is_link, "rel": (REL, STRANGERS_REL).__contains__, "title": bool},
    "abbr": {"title": bool},
    "code": {"class": is_language},
    "img": {"alt": lambda _: True, "height": is_size, "src": is_picture, "width": is_size},
    "ol": {"start": is_size},
}
NEEDED = {"a": "href", "img": "src"}
