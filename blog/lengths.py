"""Lengths: how long a track or a whole soundtrack plays, written for people and for machines."""

import re
from collections.abc import Iterable

from blog.wording import _

# A day: nothing longer is a track, and every database can count it.
LONGEST = 24 * 60 * 60 - 1
CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)", re.ASCII)


def seconds_in(text: str) -> int | None:
    """The seconds of ``3:45`` or ``1:02:03``; None for nothing, ValueError for anything else."""
    if not (text := text.strip()):
        return None
    match = CLOCK.fullmatch(text)
    if not match or (match[1] and int(match[2]) > 59):
        raise ValueError(_("Type the length in minutes and seconds, such as 3:45."))
    return limited(int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]))


def limited(seconds: float) -> int | None:
    """``seconds`` to the nearest whole one, or None where no track is that long."""
    return round(seconds) or None if 0 < seconds <= LONGEST else None


def clock(seconds: int | None) -> str:
    """``3:45`` or ``1:02:03``; nothing for None."""
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def spoken(seconds: int) -> str:
    """A length for a machine, as HTML's ``<time datetime>`` has it: ``PT3M45S``."""
    return f"PT{seconds // 60}M{seconds % 60}S"


def total(lengths: Iterable[int | None]) -> str:
    """All ``lengths`` together, "over" that where some are not known; nothing if none is."""
    every = list(lengths)
    known = [seconds for seconds in every if seconds]
    if not known:
        return ""
    whole = clock(sum(known))
    return whole if len(known) == len(every) else _("over %(length)s", length=whole)
