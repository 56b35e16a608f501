"""Unwanted addresses: from where the site takes no comments, a line each.

A line is an e-mail address, the name of a host that mail comes from (and all below it), an address
of the internet, or a network of these (``203.0.113.0/24``, RFC 4632).
"""

import ipaddress
import re

from blog.forms import EMAIL
from blog.words import lines

HOST = re.compile(r"@?((?:[\w-]{1,63}\.)+[^\W\d][\w-]{1,62})")


def is_address(line: str) -> bool:
    """Whether ``line`` is something that can be held against an address."""
    return bool(re.fullmatch(EMAIL, line) or HOST.fullmatch(line) or network(line))


def wrong_lines(text: str) -> list[str]:
    """Those lines of ``text`` that are no address."""
    return [line for line in lines(text) if not is_address(line)]


def is_listed(text: str, email: str, place: str | None) -> bool:
    """Whether one of the lines of ``text`` means an ``email`` or ``place``, an internet address."""
    host = email.casefold().rpartition("@")[2]
    here = internet_address(place or "")
    for line in map(str.casefold, lines(text)):
        if email and line == email.casefold():
            return True
        named = HOST.fullmatch(line)
        if named and f".{host}".endswith(f".{named[1]}"):
            return True
        listed = network(line)
        if listed and here and here in listed:
            return True
    return False


def network(line: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(line, strict=False)
    except ValueError:
        return None


def internet_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that ``text`` is; one of IPv4 in the clothes of IPv6 is of IPv4."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
