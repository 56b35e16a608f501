"""Track lists as people paste them."""

import random
import sys
from collections.abc import Callable

import pytest

from blog.tracklists import MOST_CHARACTERS, Entry, TooLong, read

TRICKY = [
    ("Blink-182", "Adam’s Song"), ("2Pac", "Changes"), ("10cc", "I’m Not in Love"),
    ("Jay-Z", "99 Problems"), ("The Smashing Pumpkins", "1979"), ("Nena", "99 Luftballons"),
    ("U2", "One"), ("Sigur Rós", "Svefn-g-englar"), ("坂本龍一", "戦場のメリークリスマス"),
    ("Beyoncé feat. JAY-Z", "Crazy in Love"), ("The The", "This Is the Day"),
    ("Neu!", "Hallogallo"), ("a-ha", "Take On Me"), ("!!!", "Heart of Hearts"),
    ("Ben E. King", "Stand by Me"), ("Prince", "7"), ("Sunn O)))", "It Took the Night to Believe"),
    ("Godspeed You! Black Emperor", "Moya"), ("P.J. Proby", "Hold Me"), ("MF DOOM", "Rapp Snitch"),
    ("3 Doors Down", "Kryptonite"), ("50 Cent", "21 Questions"), ("Blur", "Song 2"),
    ("The 1975", "102"), ("311", "Down"), ("Bon Iver", '33 "GOD"'), ("Nat “King” Cole", "L-O-V-E"),
    ("M.I.A.", "20 Dollar"), ("Aphex Twin", "Track 02"), ("65daysofstatic", "65 Doesn’t"),
    ("AC/DC", "T.N.T."), ("*NSYNC", "Bye Bye Bye"), ("P!nk", "So What?"), ("Wilco", "Jesus, Etc."),
]  # fmt: skip

LAYOUTS = {
    "01. lines": lambda n, a, t: f"{n:02}. {a} – {t}\n",
    "1. lines": lambda n, a, t: f"{n}. {a} - {t}\n",
    "1) lines": lambda n, a, t: f"{n}) {a} — {t}\r\n\r\n",
    "#1 lines": lambda n, a, t: f"#{n} {a} - {t}\n",
    "(1) lines": lambda n, a, t: f"({n}) {a} - {t}\n",
    "1 lines": lambda n, a, t: f"{n} {a} – {t}\n",
    "1 - lines": lambda n, a, t: f"{n} - {a} – {t}\n",
    "bullets": lambda _, a, t: f"• {a} – {t}\n",
    "plain lines": lambda _, a, t: f"{a} – {t}\n",
    "tabs": lambda _, a, t: f"{a}\t{t}\n",
    "lengths": lambda n, a, t: f"{n}. {a} – {t} (3:4{n % 10})\n",
    "quoted titles": lambda n, a, t: f"{n}. “{t}” – {a}\n",
    "one line of 01.": lambda n, a, t: f"{n:02}. {a} – {t} ",
    "one line of 01": lambda n, a, t: f"{n:02} {a} – {t} ",
    "one line of 1 -": lambda n, a, t: f"{n} - {a} – {t} ",
    "one line of bullets": lambda _, a, t: f"• {a} – {t} ",
    "times in front": lambda n, a, t: f"{n:02}:00 {a} – {t}\n",
    "links behind": lambda n, a, t: f"{n}. {a} – {t} https://music.example/{n}\n",
    "one line of 1)": lambda n, a, t: f"{n}) {a} - {t} ",
    "one line of #1": lambda n, a, t: f"#{n} {a} — {t} ",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("seed", range(8))
def test_a_list_is_read_as_it_was_written(
    layout: Callable[[int, str, str], str], seed: int
) -> None:
    songs = random.Random(seed).choices(TRICKY, k=25)
    text = "".join(layout(n, a, t) for n, (a, t) in enumerate(songs, 1))

    assert [(entry.artist, entry.title) for entry in read(text)] == songs
    assert not any(entry.doubtful for entry in read(text))


@pytest.mark.parametrize(
    ("text", "artist", "title"),
    [
        ("Vitamin C by Can", "Can", "Vitamin C"),
        ("Stand by Me by Ben E. King", "Ben E. King", "Stand by Me"),
        ('"Heroes" David Bowie', "David Bowie", "Heroes"),
        ("“Heroes” by David Bowie", "David Bowie", "Heroes"),
        ("«La mer» Charles Trenet", "Charles Trenet", "La mer"),
        ('David Bowie "Heroes"', "David Bowie", "Heroes"),
        ("David Bowie – “Heroes”", "David Bowie", "Heroes"),
        ('David Bowie, "Heroes"', "David Bowie", "Heroes"),
        ('"Weird Al" Yankovic – Eat It', '"Weird Al" Yankovic', "Eat It"),
        ("Low: Words", "Low", "Words"),
        ("Low | Words", "Low", "Words"),
        ("Low–Words", "Low", "Words"),
        ("Low – Words – Live", "Low", "Words – Live"),
        ("John Cage – 4:33", "John Cage", "4:33"),
        ("07. Low – Words", "Low", "Words"),
        ("Track 02 – Me", "Track 02", "Me"),
        ("Low   –\u00a0Words ,", "Low", "Words"),
        ("Pulp: “Babies”", "Pulp", "Babies"),
        ("0:00 Low – Words", "Low", "Words"),
        ("[1:02:03] Low – Words", "Low", "Words"),
        ("4:33 – John Cage", "4:33", "John Cage"),
        ("\ufeffLow\u200b – \u202eWords\x00", "Low", "Words"),
        ("Bjo\u0308rk – Jo\u0301ga", "Björk", "Jóga"),
    ],
)
def test_one_track_is_understood(text: str, artist: str, title: str) -> None:
    assert read(text) == [Entry(artist, title)]


@pytest.mark.parametrize(
    ("text", "title", "seconds"),
    [
        ("Low – Words 3:45", "Words", 225),
        ("Low – Words – 1:03:45", "Words", 3825),
        ("Low – Words (feat. Can) [4:05]", "Words (feat. Can)", 245),
        ("Low – Words – https://music.example/low 3:45", "Words", 225),
        ("1. Words by Low (0:59)", "Words", 59),
        ("Low – Words 3:75", "Words 3:75", None),
        ("12:01 Low – Words", "Words", None),
    ],
)
def test_a_time_behind_a_track_is_its_length(text: str, title: str, seconds: int | None) -> None:
    (entry,) = read(text)

    assert (entry.artist, entry.title, entry.seconds) == ("Low", title, seconds)
    assert not entry.doubtful


@pytest.mark.parametrize(
    "artist",
    ["Beyoncé feat. JAY-Z", "Massive Attack ft. Tricky", "Low featuring Mimi", "Can (feat. Low)"],
)
def test_who_else_sings_is_kept(artist: str) -> None:
    texts = (f"{artist} – Words", f"1. {artist} - Words (3:00)", f"Words by {artist}")

    assert {read(text)[0].artist for text in texts} == {artist}


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Low – Words https://music.example/low?a=1&b=2", "https://music.example/low?a=1&b=2"),
        ("Low – Words (https://music.example/low).", "https://music.example/low"),
        ("Low – Words <https://music.example/low>", "https://music.example/low"),
        ("[Low – Words](https://music.example/low)", "https://music.example/low"),
        ("https://music.example/low Low – Words", "https://music.example/low"),
        ("Low – Words https://music.example/low_(song)", "https://music.example/low_(song)"),
    ],
)
def test_an_address_beside_a_track_is_its_link(text: str, link: str) -> None:
    assert read(text) == [Entry("Low", "Words", link)]


def test_of_two_addresses_the_first_is_kept_and_the_track_marked() -> None:
    text = "Low – Words https://music.example/1 https://music.example/2"

    assert read(text) == [Entry("Low", "Words", "https://music.example/1", doubtful=True)]


def test_a_number_said_twice_counts_the_second_time() -> None:
    entries = read("1. Blur – Song 2. 2. Pulp – Babies 3. Can – Pinch")

    assert [entry.title for entry in entries] == ["Song 2.", "Babies", "Pinch"]


def test_a_list_may_begin_anywhere_and_restart() -> None:
    text = "Side A\n9. Low – Words 10. Can – Pinch 11. Neu! – Hero\nSide B\n1. Blur – Tender"

    assert read(text) == [
        Entry("", "Side A", doubtful=True),
        Entry("Low", "Words"),
        Entry("Can", "Pinch"),
        Entry("Neu!", "Hero"),
        Entry("", "Side B", doubtful=True),
        Entry("Blur", "Tender"),
    ]


def test_a_line_too_long_for_a_track_is_cut_and_marked() -> None:
    (entry,) = read(f"Low – {'x' * 2_000}")

    assert entry.doubtful
    assert entry.artist == "Low"
    assert len(entry.title) < 1_000


@pytest.mark.parametrize(
    ("text", "artist", "title"),
    [
        ("Just a line", "", "Just a line"),
        ("99 Luftballons", "", "99 Luftballons"),
        ("1979", "", "1979"),
        ("Radiohead-Creep", "Radiohead", "Creep"),
        ("https://music.example/1", "", "https://music.example/1"),
    ],
)
def test_what_is_uncertain_is_kept_and_marked(text: str, artist: str, title: str) -> None:
    (entry,) = read(text)

    assert (entry.artist, entry.title, entry.doubtful) == (artist, title, True)


def test_a_number_that_counts_nothing_stays() -> None:
    text = "Low – Words\n7. Symphonie – Gustav Mahler\n99 Posse – Curre curre guagliò"

    assert [entry.artist for entry in read(text)] == ["Low", "7. Symphonie", "99 Posse"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "- - - -", "\n" * 5_000, "–", "***", "• •"])
def test_nothing_is_read_from_nothing(text: str) -> None:
    assert read(text) == []


def test_a_table_with_names_above_its_columns_is_read_by_them() -> None:
    text = (
        "#\tTitle\tArtist\tAlbum\tTime\r\n"
        "1\tWords\tLow\tI Could Live in Hope\t5:15\r\n"
        "2\t1979\t\tMellon Collie\t\r\n"
    )

    assert read(text) == [Entry("Low", "Words", seconds=315), Entry("", "1979", doubtful=True)]


def test_a_table_without_names_is_artist_title_and_the_rest() -> None:
    text = (
        "1\tLow\tWords\tI Could Live in Hope\t5:15\n"
        "2\t311\tDown\t311\t2:52\n"
        "3\tNena\t99 Luftballons\thttps://music.example/99\t"
    )

    assert read(text) == [
        Entry("Low", "Words", seconds=315),
        Entry("311", "Down", seconds=172),
        Entry("Nena", "99 Luftballons", "https://music.example/99"),
    ]


def test_a_table_of_two_columns_may_hold_numbers() -> None:
    assert read("311\tDown\n2Pac\t1979") == [Entry("311", "Down"), Entry("2Pac", "1979")]


@pytest.mark.parametrize(
    "line",
    [
        "Low – Words",
        "1. Low – Words",
        "“Words” Low 3:45 https://a.example",
        "a " * 100,
        "Low\ta\tb",
    ],
)
def test_twice_as_much_takes_twice_the_steps(line: str) -> None:
    def steps(count: int) -> int:
        taken = 0

        def note(_frame: object, event: str, _detail: object) -> None:
            nonlocal taken
            taken += event in ("call", "c_call")

        text = f"{line}\n" * count
        sys.setprofile(note)
        try:
            read(text)
        finally:
            sys.setprofile(None)
        return taken

    assert steps(800) < 2.2 * steps(400)


def test_five_hundred_tracks_on_one_line_are_five_hundred() -> None:
    text = " ".join(f"{n}. Artist {n % 7} – Song {n}" for n in range(1, 501))

    entries = read(text)

    assert len(entries) == 500
    assert entries[-1] == Entry("Artist 3", "Song 500")


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000, "-" * 200_000, "- " * 100_000, "1. " * 66_000, '"' * 200_000,
        "a" * 200_000, "01. a - b " * 20_000, ("“ " * 480 + "\n") * 200, " by " * 50_000,
        "1:23 " * 40_000, "https://" * 25_000, "(" * 200_000, "\t" * 200_000,
        "a\u0301\u0323" + "\u0301\u0323" * 99_000, "e\u0301\n" * 1_000, "1. 1. " * 33_000,
    ],
    ids=lambda text: repr(text[:10]),
)  # fmt: skip
def test_the_worst_of_lists_comes_to_an_end(text: str) -> None:
    assert len(read(text)) <= 1_000


@pytest.mark.parametrize("text", ["x" * (MOST_CHARACTERS + 1), "x\n" * 1_001, "• x" * 1_001])
def test_more_than_a_list_is_refused_with_words(text: str) -> None:
    with pytest.raises(TooLong, match="at most"):
        read(text)
