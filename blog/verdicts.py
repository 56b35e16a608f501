"""Verdicts: whether a comment looks like one that nobody wrote for this page, and why.

No service is asked and nobody solves a riddle. Each sign that a remark carries has a weight; from
``WAITS`` on it waits for a moderator, from ``SPAM`` on it lies in a heap of its own, where a
moderator may still find and approve it. Nothing is thrown away.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from blog.players import SERVICES
from blog.wording import later

WAITS, SPAM = 2, 5
# Seconds in which nobody types a comment.
HASTY = 3

# What each sign is called where a moderator reads it.
REASONS = {
    "trap": later("A field that people do not see was filled in"),
    "link": later("A link to a site that is no music service"),
    "links": later("More links than this site takes"),
    "front": later("A link to the front page of a site"),
    "bare": later("Little but links"),
    "code": later("Links in code, as machines write them"),
    "name": later("A name that advertises"),
    "trade": later("Words of advertisers"),
    "contact": later("Asks for messages elsewhere"),
    "flattery": later("Praise that fits any page, beside a link"),
    "shouting": later("Capitals or exclamation marks"),
    "script": later("Another script than the site’s, with a link"),
    "again": later("The same words stand elsewhere"),
    "haste": later("Sent sooner than anybody types"),
    "unopened": later("Sent without scripts or by a program, or from a form of the day before"),
    "listed": later("Words of the site’s own list"),
    "address": later("An address of the site’s own list"),
    "blocked": later("Somebody whom a moderator blocked"),
}

LINK = re.compile(r"\bhttps?://[^\s<>\"]+", re.IGNORECASE)
BANDCAMP = re.compile(r"https?://[\w-]+\.bandcamp\.com(?:/|$)", re.IGNORECASE)
FRONT = re.compile(r"https?://[^/]+/?", re.IGNORECASE)
CODE = re.compile(r"\[(?:url|link)\b|<a\s", re.IGNORECASE)
# Phrases, one between two bars; a star stands for the rest of a word.
TRADE_PHRASES = """
casino* | slot | slots | viagra | cialis | xanax | tramadol | ozempic | steroids | forex | btc
backlink* | dofollow | seo | payday | bitcoin | crypto | airdrop | follower | followers | replica
webcam | escort | betting | scommesse | prestito | prestiti | finanziament* | mutuo | robux | cbd
v-bucks | vape* | keto | garcinia | vpn | jackpot | dating | brides | incontri | dissertation
write my essay | write your essay | essay online | essay help | cheap essay* | plagiarism | outlet
wholesale | cartomante | vashikaran | astrologer | love spell | trading | binary options
passive income | work from home | working from home | make money | earn money | guadagna
free spins | free quote | free audit | free sample | free registration | free shipping | free tokens
free consultation | free generator | free solar | no prescription | no rx | no deposit | no survey
without credit check | bad credit | senza ricetta | senza deposito | click here | clicca qui
buy now | buy real | buy cheap | buy google | buy instagram | best price | best quality | cheap*
discount code | % off | profits | % interest | interest rate | quick cash | loan without | loans
lose weight | belly fat | dimagr* | pillole | enlargement | erectile | hacker | passports
near me | hot girls | adult chat | sugar mummy | claim your | claim free | property investment
websites for | rank on | rank your | number one with | email list | my site | my web-site
my homepage | il mio sito | mio sito | order here | insurance quotes | movies online | link exchange
link for a link | put mine here | guest post | offerta limitata | preventivo | bonus | sconto
spedizione gratis | replica watches | jerseys | wigs | implants | lawyer free | locksmith | repair
unlock | generator | % sure | vendo | bulk order | designer bags | factory price | gadget*
"""
CONTACT_PHRASES = """
whatsapp | telegram | t.me* | wechat | 微信 | inbox me | call now | contact him | contact me
contact us | contact her | contact dr | contattami | scrivimi | write me | email me | e-mail now
reply to | message me
"""
FLATTERY = re.compile(
    r"""\b (?: great | nice | good | amazing | awesome | excellent | wonderful | superb | useful
        | fantastic | impressed | gifted | interesting | top | ottim[oa] | bell[oa] ) \b .{0,40} \b
        (?: post | article | articolo | blog | blogger | site | website | text | points? | info
        | information | job | theme | quality | topic | luck ) \b
    | \b thanks? \s for \s (?: sharing | the \s hint ) | \b keep \s it \s up | \b weblog
    | \b subscribe | \b recommend \s you | \b searching \s for | \b impressed
    | could \s not \s be \s said
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
MAILBOX = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w|\+\d[\d\s-]{7,}|\bcall [\d-]{6,}|\bchiama \d",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{2,}")
LETTERS_OF = re.compile(r"[^\W\d_]")
ALPHABETS = ("CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "HEBREW", "THAI")


def any_of(phrases: str) -> re.Pattern[str]:
    """What finds any of the ``phrases``, as whole words."""
    every = [phrase.strip() for line in phrases.strip().split("\n") for phrase in line.split("|")]
    written = (re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in every)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


TRADE, CONTACT = any_of(TRADE_PHRASES), any_of(CONTACT_PHRASES)


@dataclass(frozen=True)
class Remark:
    """What is judged: who says it by which ``name``, its ``text``, and how it came.

    Whoever ``is_known`` had something approved before; ``listed`` are the site's unwanted words,
    ``links`` how many links it takes to sites that have no music. ``pause`` are the seconds since
    whoever says it began to write, None where no form of ours tells.
    """

    name: str
    text: str
    is_trapped: bool = False
    is_blocked: bool = False
    is_known: bool = False
    is_repeated: bool = False
    listed: tuple[str, ...] = ()
    is_from_listed_address: bool = False
    links: int = 1
    pause: float | None = math.inf


@dataclass(frozen=True)
class Verdict:
    """The signs that were found, by their names in ``REASONS``, and what they weigh together."""

    signs: tuple[str, ...]
    weight: int

    @property
    def waits(self) -> bool:
        return self.weight >= WAITS

    @property
    def is_spam(self) -> bool:
        return self.weight >= SPAM


def judge(remark: Remark) -> Verdict:
    """What the signs of ``remark`` come to; whoever is known has two of them for free."""
    found = dict(signs(remark))
    weight = sum(found.values())
    if remark.is_known:
        weight -= 2
    return Verdict(tuple(found), weight)


def signs(remark: Remark) -> Iterator[tuple[str, int]]:
    """Each sign of ``remark`` with its weight."""
    yield from manners(remark)
    foreign = [url for url in LINK.findall(remark.text) if not is_music(url)]
    said = LINK.sub(" ", remark.text)
    trade = len({found.lower() for found in TRADE.findall(said)})
    if trade:
        yield "trade", min(2 * trade, 4) if foreign or trade > 1 else 1
    if CONTACT.search(said) or MAILBOX.search(said):
        yield "contact", 2
    if CODE.search(remark.text):
        yield "code", 3
    if LINK.search(remark.name) or TRADE.search(remark.name):
        yield "name", 3
    if foreign:
        yield "link", 1
        if len(foreign) > remark.links:
            yield "links", min(max(len(foreign), 2), 4)
        yield from around_links(foreign, said)
    if is_shouting(said):
        yield "shouting", 1


def manners(remark: Remark) -> Iterator[tuple[str, int]]:
    """How it came, whatever it says."""
    if remark.is_trapped:
        yield "trap", SPAM
    if remark.is_blocked:
        yield "blocked", SPAM + 2
    if remark.is_repeated:
        yield "again", 3
    if remark.is_from_listed_address:
        yield "address", SPAM
    if remark.pause is None:
        yield "unopened", 1
    elif remark.pause < HASTY:
        yield "haste", 1
    words = f"{remark.name}\n{remark.text}".casefold()
    if any(word.casefold() in words for word in remark.listed):
        yield "listed", SPAM


def around_links(links: list[str], said: str) -> Iterator[tuple[str, int]]:
    """What is said beside ``links`` that lead to no music."""
    if any(FRONT.fullmatch(url) for url in links):
        yield "front", 1
    if len(WORD.findall(said)) < 5:
        yield "bare", 2
    if FLATTERY.search(said):
        yield "flattery", 2
    if any(script_of(letter) for letter in LETTERS_OF.findall(said)):
        yield "script", 1


def is_music(url: str) -> bool:
    """Whether ``url`` leads to a service that songs are linked to."""
    return bool(BANDCAMP.match(url)) or any(page.match(url) for page, _, _ in SERVICES)


def script_of(letter: str) -> str:
    """The alphabet of ``letter``, where it is none of the Latin or Greek ones."""
    name = unicodedata.name(letter, "")
    return next((alphabet for alphabet in ALPHABETS if name.startswith(alphabet)), "")


def is_shouting(text: str) -> bool:
    letters = LETTERS_OF.findall(text)
    capitals = sum(letter.isupper() for letter in letters)
    return "!!!" in text or (len(letters) > 40 and capitals > len(letters) * 0.6)
