"""Words as people type them: cleaned, folded for comparison, and shortened into addresses."""

import re
import unicodedata
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from blog.db import db

INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Letters and signs by their kind, and yet nothing to be seen.
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
# Letters that Unicode does not decompose into a plain letter and a mark.
PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
# Marks stand on the letter before them. To put a run of them in order takes time by its square, an
# hour for a megabyte; no writing has thirty on one letter (https://unicode.org/reports/tr15/).
MARKS = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1F000))))
TOWER = re.compile(f"[{MARKS}\u0f73\u0f75\u0f81\uff9e\uff9f]{{31,}}")
ARTICLES = ("the ", "a ", "an ")
TOO_SHORT = 40
# What stands between the letters of a name, now so and now so.
POINTS = str.maketrans({"'": "", "’": "", ".": "", ",": " ", "-": " ", "‐": " ", "–": " "})
# Who sings along: "feat. Tricky", "(ft. Tricky)".
GUESTS = re.compile(r"\s+[(\[]?(?:feat|ft|featuring)\b\.?\s.*$", re.IGNORECASE | re.DOTALL)
SLUG_LENGTH = 80


def line(text: str) -> str:
    """``text`` as one clean line: composed (NFC), no control or direction marks, single blanks.

    What nobody could see is empty.
    """
    composed = unicodedata.normalize("NFC", readable(text)).translate(INVISIBLE)
    clean = " ".join(
        "".join(c if unicodedata.category(c) != "Cc" else " " for c in composed).split()
    )
    return clean if any(map(is_seen, clean)) else ""


def is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CMZ" and letter not in FILLERS


def passage(text: str) -> str:
    """``text`` as clean lines: composed, no control characters, line ends as ``\\n``."""
    composed = (
        unicodedata.normalize("NFC", readable(text)).replace("\r\n", "\n").replace("\r", "\n")
    )
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def lines(text: str) -> list[str]:
    """What is written in ``text`` a line each, without blanks around it."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def readable(text: str) -> str:
    """``text`` without halves of surrogate pairs, which no database holds, and towers of marks."""
    kept = text.encode("utf-8", "replace").decode()
    return kept if kept.isascii() else TOWER.sub(lambda tower: tower[0][:30], kept)


def folded(text: str) -> str:
    """``text`` for comparison: no case, marks or leading article ("The Smiths" → "smiths")."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    plain = " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())
    for article in ARTICLES:
        if plain.startswith(article) and len(plain) > len(article):
            return plain.removeprefix(article)
    return plain


def name_key(text: str) -> str:
    """The name of who makes music, for comparison: ``folded``, and however it is punctuated.

    Guests are left out: "Massive Attack feat. Tricky" → "massive attack"; "R.E.M." → "rem";
    "Simon & Garfunkel" → "simon and garfunkel".
    """
    alone = GUESTS.sub("", text)
    spelt = folded(alone or text).translate(POINTS).replace("&", " and ")
    return " ".join(spelt.split()) or folded(text)


def slug_of(text: str) -> str:
    """``text`` as part of an address: plain lower-case words joined by hyphens; may be empty."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    plain = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’")
    words = "-".join(re.findall(r"[^\W_]+", plain))
    if len(words) <= SLUG_LENGTH:
        return words
    return words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]


def free_slug(text: str, column: InstrumentedAttribute[str], otherwise: str) -> str:
    """A slug for ``text`` that ``column`` does not hold yet: ``dune``, then ``dune-2``."""
    wanted = slug_of(text) or otherwise
    likely = select(column).where(
        (column == wanted) | column.startswith(f"{wanted}-", autoescape=True)
    )
    return free_slug_among(set(db.session.scalars(likely)), text, otherwise)


def free_slug_among(taken: set[str], text: str, otherwise: str) -> str:
    """A slug for ``text`` that is not ``taken``."""
    wanted = slug_of(text) or otherwise
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return slug


def fingerprint(text: str) -> str:
    """What is the same for the same ``text``, whatever its case and marks; "" for a short one.

    Up to ``TOO_SHORT`` letters, people say the same by chance.
    """
    plain = folded(text)
    return sha256(plain.encode()).hexdigest()[:32] if len(plain) > TOO_SHORT else ""
