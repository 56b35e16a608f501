"""Track lists: what people paste, however they wrote it, read as artists and titles.

No grammar exists for these, so every rule here is one that people keep without thinking: numbers
count up, a dash between blanks parts artist from title, quotation marks hold a title. Each rule
looks at a text once from left to right, so that reading takes time in step with its length.
"""

import re
import unicodedata
from dataclasses import dataclass

from blog import tables
from blog.lengths import CLOCK, seconds_in
from blog.numbering import ROUND, unnumbered
from blog.wording import _

MOST_CHARACTERS = 200_000
MOST_LINES = 1_000
LONGEST_ENTRY = 1_000

# What nobody sees: controls other than line ends, marks of direction, halves of characters.
UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

BULLETS = "-–—*·" + ROUND
DASH = re.compile(r"\s[-–—−]+\s")
LONG_DASH = re.compile(r"\s?[–—]\s?")
ANY_DASH = re.compile(r"\s?-\s?")
LINK = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
DURATION = re.compile(rf"[(\[]?{CLOCK.pattern}[)\]]?", re.ASCII)
QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
LOOSE = " \t,;|~-–—•"


@dataclass(frozen=True)
class Entry:
    """One track as it was understood; ``doubtful`` asks its author to look at it."""

    artist: str
    title: str
    link: str = ""
    doubtful: bool = False
    seconds: int | None = None


class TooLong(ValueError):
    """More than a list of tracks; the words say how much is read."""


def read(text: str) -> list[Entry]:
    """The tracks in ``text``, in its order; TooLong past 1,000 lines or 200,000 characters.

    Nothing is left out: what cannot be understood is an entry without an artist, and doubtful.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong(_("This is longer than a list of tracks. Paste at most 200,000 characters."))
    lines = [line for line in UNSEEN.sub("", text).splitlines() if line.strip()]
    if len(lines) <= MOST_LINES and (table := tables.rows(lines)) is not None:
        return [entry for row in table if (entry := of_cells(row))]
    pieces = [piece for line in unnumbered(lines) for piece in line]
    if len(lines) > MOST_LINES or len(pieces) > MOST_LINES:
        raise TooLong(_("These are too many lines for one soundtrack. Paste at most 1,000."))
    return [entry for piece in pieces if (entry := understood(piece))]


def understood(piece: str) -> Entry | None:
    """``piece`` as one track, or None if nothing but signs is in it."""
    text, links = without_links(unicodedata.normalize("NFC", piece[:LONGEST_ENTRY]))
    text, seconds = without_durations(without_bullet(text))
    artist, title, sure = parted(text)
    artist, title = bare(artist), bare(title)
    link = links[0] if links else ""
    if not (artist + title).strip(LOOSE + BULLETS):
        return Entry("", link, link, doubtful=True) if link else None
    if not title:
        artist, title, sure = "", artist, False
    whole = len(piece) <= LONGEST_ENTRY and len(links) < 2
    return Entry(artist, title, link, not (sure and whole), seconds)


def of_cells(row: tables.Row) -> Entry | None:
    """A row of a table as one track, or None if it says nothing."""
    artist, title = bare(row.artist[:LONGEST_ENTRY]), bare(row.title[:LONGEST_ENTRY])
    links = without_links(row.link[:LONGEST_ENTRY])[1]
    if not (artist or title):
        return None
    if not title:
        artist, title = "", artist
    return Entry(artist, title, "".join(links[:1]), not artist, length_of(row.length))


def without_links(text: str) -> tuple[str, list[str]]:
    """``text`` and the addresses that stood in it, with the brackets and full stops around them."""
    links = []
    while match := LINK.search(text):
        link = match.group().rstrip(".,;!?]}'")
        while link.endswith(")") and link.count(")") > link.count("("):
            link = link[:-1].rstrip(".,;!?]}'")
        links.append(link)
        text = (
            f"{text[: match.start()].rstrip(' ([<')} {text[match.end() :].lstrip(' )]>')}".strip()
        )
        if text[:1] == "[" and text[-1:] == "]":
            text = text[1:-1]
    return text, links


def without_bullet(text: str) -> str:
    text = text.strip()
    return text[1:].lstrip() if text[:1] in BULLETS and text[1:2].isspace() else text


def without_durations(text: str) -> tuple[str, int | None]:
    """``text`` without a time at its beginning or end, and the seconds that it plays.

    A time in front says when a track begins in a mix, not how long it is. One that is all the
    title there is stays.
    """
    first, _, rest = text.partition(" ")
    if DURATION.fullmatch(first) and parted(rest)[2]:
        text = rest
    words = text.rsplit(maxsplit=1)
    if len(words) < 2 or not DURATION.fullmatch(words[1]):
        return text, None
    shorter = words[0].rstrip(LOOSE)
    if not parted(shorter)[2] and parted(text)[2]:
        return text, None
    return shorter, length_of(words[1])


def length_of(text: str) -> int | None:
    """The seconds of a time such as ``(3:45)``; None where there is none."""
    try:
        return seconds_in(text.strip("()[] "))
    except ValueError:
        return None


def parted(text: str) -> tuple[str, str, bool]:
    """Artist, title, and whether that is sure, by the first rule that fits."""
    for rule in (by_tab, by_quotes, by_dash, by_word, by_sign, by_tight_dash):
        if (found := rule(text)) and found[0].strip(LOOSE) and found[1].strip(LOOSE):
            return found
    return "", text, False


def by_tab(text: str) -> tuple[str, str, bool] | None:
    artist, tab, title = text.strip("\t").partition("\t")
    return (artist, title.partition("\t")[0], True) if tab else None


def by_quotes(text: str) -> tuple[str, str, bool] | None:
    """``"Title" Artist`` or ``Artist "Title"``; quoted words within a name are left to others."""
    if closing := QUOTES.get(text[:1]):
        end = next((at for at, sign in enumerate(text) if at and sign in closing), 0)
        rest = text[end + 1 :]
        apart = rest.lstrip()[:1] in LOOSE or rest.lstrip().lower().startswith("by ")
        if end and (apart or not DASH.search(rest)):
            artist = rest.strip(LOOSE)
            return artist.removeprefix("by ").removeprefix("By "), text[1:end], True
    for opening, closing in QUOTES.items():
        if text[-1:] in closing and not DASH.search(text):
            artist, sign, title = text[:-1].partition(f" {opening}")
            if sign:
                return artist.rstrip(":"), title, True
    return None


def by_dash(text: str) -> tuple[str, str, bool] | None:
    parts = DASH.split(text, maxsplit=1)
    return (parts[0], parts[1], True) if len(parts) == 2 else None


def by_word(text: str) -> tuple[str, str, bool] | None:
    title, word, artist = text.rpartition(" by ")
    return (artist, title, True) if word else None


def by_sign(text: str) -> tuple[str, str, bool] | None:
    for sign in (": ", " | ", " ~ "):
        artist, found, title = text.partition(sign)
        if found:
            return artist, title, True
    return None


def by_tight_dash(text: str) -> tuple[str, str, bool] | None:
    """A dash without blanks: a long one is meant, a hyphen may well be part of a name."""
    for dash, sure in ((LONG_DASH, True), (ANY_DASH, False)):
        parts = dash.split(text, maxsplit=1)
        if len(parts) == 2:
            return parts[0], parts[1], sure
    return None


def clean(name: str) -> str:
    """``name`` from a file: on one line, and without what nobody sees."""
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", name[:LONGEST_ENTRY])).split())


def bare(name: str) -> str:
    """``name`` without the marks around it: blanks, commas, dashes, a pair of quotation marks."""
    name = " ".join(name.split()).strip(LOOSE)
    if len(name) > 2 and name[-1] in QUOTES.get(name[0], "") and name[0] not in name[1:-1]:
        return name[1:-1].strip()
    return name
