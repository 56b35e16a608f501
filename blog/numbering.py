"""Numbering: the numbers, bullets and signs that count the tracks of a list, told from names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# "01." "1)" "#1" "(1)" "[1]" "1:" "1 -", or a bare "1", where a word begins
# and not a title, which stands behind a dash.
MARK = re.compile(
    r"(?<!\S)(?<![-–—]\s)(?P<before>[#(\[]?)(?P<number>\d{1,3})(?P<after>[.)\]:]|[ \t][-–—](?=\s))?"
    r"(?=\s|(?<=[.)\]:])[^\W\d]|(?<=[.)\]])[\"“„«‘'])"
)
ROUND = "•‣▪◦●"


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
