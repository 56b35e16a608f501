"""Track lists: what people paste, however they wrote it, read as artists and titles.

No grammar exists for these, so every rule here is one that people keep without thinking: numbers
count up, a dash between blanks parts artist from title, quotation marks hold a title. Each rule
looks at a text once from left to right, so that reading takes time in step with its length.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 200_000
MOST_LINES = 1_000
LONGEST_ENTRY = 1_000

# What nobody sees: controls other than line ends, marks of direction, halves of characters.
UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

# "01." "1)" "#1" "(1)" "[1]" "1:" "1 -", or a bare "1", where a word begins
# and not a title, which stands behind a dash.
MARK = re.compile(
    r"(?<!\S)(?<![-–—]\s)(?P<before>[#(\[]?)(?P<number>\d{1,3})(?P<after>[.)\]:]|[ \t][-–—](?=\s))?"
    r"(?=\s|(?<=[.)\]:])[^\W\d]|(?<=[.)\]])[\"“„«‘'])"
)
ROUND = "•‣▪◦●"
BULLETS = "-–—*·" + ROUND
DASH = re.compile(r"\s[-–—−]+\s")
LONG_DASH = re.compile(r"\s?[–—]\s?")
ANY_DASH = re.compile(r"\s?-\s?")
LINK = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
DURATION = re.compile(r"[(\[]?\d{1,2}:[0-5]\d(?::[0-5]\d)?[)\]]?")
QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
LOOSE = " \t,;|~-–—•"


@dataclass(frozen=True)
class Entry:
    """One track as it was understood; ``doubtful`` asks its author to look at it."""

    artist: str
    title: str
    link: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class Mark:
    """A number that may count a track: where it stands, and how it is written."""

    start: int
    end: int
    number: int
    style: tuple[str, str]
    padded: bool

    @property
    def is_bare(self) -> bool:
        return self.style == ("", "")

    @property
    def begins(self) -> bool:
        return self.number == 1 or self.padded

    def follows(self, other: "Mark | None") -> bool:
        """Whether it is the next number in the same writing: after "09" comes "10", not "2"."""
        return (
            other is not None
            and (other.style, other.number + 1) == (self.style, self.number)
            and (other.padded == self.padded or (other.padded and self.number in (10, 100)))
        )


class TooLong(ValueError):
    """More than a list of tracks; the words say how much is read."""


def read(text: str) -> list[Entry]:
    """The tracks in ``text``, in its order; TooLong past 1,000 lines or 200,000 characters.

    Nothing is left out: what cannot be understood is an entry without an artist, and doubtful.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong("This is longer than a list of tracks. Paste at most 200,000 characters.")
    lines = [line for line in UNSEEN.sub("", text).splitlines() if line.strip()]
    pieces = [piece for line in unnumbered(lines) for piece in line]
    if len(lines) > MOST_LINES or len(pieces) > MOST_LINES:
        raise TooLong("These are too many lines for one soundtrack. Paste at most 1,000.")
    return [entry for piece in pieces if (entry := understood(piece))]


def unnumbered(lines: list[str]) -> Iterator[list[str]]:
    """Each line as its tracks, without the numbers that count them.

    A number counts only where it continues a count: so "99 Luftballons" and "1979" stay titles.
    """
    marked = [(line, list(marks_of(line))) for line in lines]
    firsts = [marks[0] if marks and not line[: marks[0].start].strip() else None
              for line, marks in marked]  # fmt: skip
    previous: Mark | None = None
    for place, (line, marks) in enumerate(marked):
        first = firsts[place]
        run = counting_from(first, marks) if first else []
        following = [*run[1:2], *firsts[place + 1 : place + 2], None][0]
        if first and counts(first, previous, following):
            previous = run[-1]
            ends = [*(mark.start for mark in run[1:]), len(line)]
            yield [line[mark.end : end] for mark, end in zip(run, ends, strict=True)]
        else:
            yield unbulleted(line)


def unbulleted(line: str) -> list[str]:
    """A line that begins with a round bullet as what stands behind each of them."""
    sign = line.lstrip()[0]
    return line.split(sign)[1:] if sign in ROUND else [line]


def marks_of(line: str) -> Iterator[Mark]:
    for match in MARK.finditer(line):
        number = match["number"]
        style = (match["before"], (match["after"] or "").strip())
        yield Mark(match.start(), match.end(), int(number), style, number.startswith("0"))


def counts(mark: Mark, previous: Mark | None, following: Mark | None) -> bool:
    """Whether ``mark``, first on its line, counts tracks rather than being part of a name."""
    in_sequence = mark.follows(previous) or bool(following and following.follows(mark))
    if mark.is_bare:
        return mark.follows(previous) or (mark.begins and in_sequence)
    return in_sequence or mark.begins


def counting_from(first: Mark, marks: Sequence[Mark]) -> list[Mark]:
    """``first`` and those of ``marks`` that count on from it; only "02" may do so without a sign.

    Of the same number twice in a row ("Song 2. 2. Tender") the second counts.
    """
    run = [first]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        twice = after and after.start == mark.end + 1 and after.follows(run[-1])
        if mark.follows(run[-1]) and not twice and (first.padded or not first.is_bare):
            run.append(mark)
    return run


def understood(piece: str) -> Entry | None:
    """``piece`` as one track, or None if nothing but signs is in it."""
    text, links = without_links(unicodedata.normalize("NFC", piece[:LONGEST_ENTRY]))
    artist, title, sure = parted(without_durations(without_bullet(text)))
    artist, title = bare(artist), bare(title)
    link = links[0] if links else ""
    if not (artist + title).strip(LOOSE + BULLETS):
        return Entry("", link, link, doubtful=True) if link else None
    if not title:
        artist, title, sure = "", artist, False
    whole = len(piece) <= LONGEST_ENTRY and len(links) < 2
    return Entry(artist, title, link, doubtful=not (sure and whole))


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


def without_durations(text: str) -> str:
    """``text`` without a time at its beginning or end, unless that is all the title there is."""
    first, _, rest = text.partition(" ")
    if DURATION.fullmatch(first) and parted(rest)[2]:
        text = rest
    words = text.rsplit(maxsplit=1)
    if len(words) < 2 or not DURATION.fullmatch(words[1]):
        return text
    shorter = words[0].rstrip(LOOSE)
    return shorter if parted(shorter)[2] or not parted(text)[2] else text


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


def bare(name: str) -> str:
    """``name`` without the marks around it: blanks, commas, dashes, a pair of quotation marks."""
    name = " ".join(name.split()).strip(LOOSE)
    if len(name) > 2 and name[-1] in QUOTES.get(name[0], "") and name[0] not in name[1:-1]:
        return name[1:-1].strip()
    return name
