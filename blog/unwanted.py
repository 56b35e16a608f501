"""Unwanted addresses: from where the site takes no comments, a line each.

A line is an e-mail address, the name of a host that mail comes from (and all below it), an address
of the internet, or a network of these (``203.0.113.0/24``, RFC 4632).
"""

import ipaddress
import re
from functools import lru_cache
from typing import NamedTuple

from blog.forms import EMAIL
from blog.words import lines

HOST = re.compile(r"@?((?:[\w-]{1,63}\.)+[^\W\d][\w-]{1,62})")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Listed(NamedTuple):
    """What the lines of a text mean, and those that mean nothing."""

    emails: frozenset[str]
    hosts: frozenset[str]
    networks: tuple[Network, ...]
    wrong: tuple[str, ...]


@lru_cache(maxsize=8)
def listed(text: str) -> Listed:
    """What is listed in ``text``; in the order of its lines."""
    emails, hosts, networks, wrong = set(), set(), [], []
    for line in lines(text):
        name = HOST.fullmatch(line)
        if found := network(line):
            networks.append(found)
        elif name:
            hosts.add(name[1].casefold())
        elif re.fullmatch(EMAIL, line):
            emails.add(line.casefold())
        else:
            wrong.append(line)
    return Listed(frozenset(emails), frozenset(hosts), tuple(networks), tuple(wrong))


def is_listed(text: str, email: str, place: str | None) -> bool:
    """Whether a line of ``text`` means an ``email`` or ``place``, an internet address."""
    known, here = listed(text), internet_address(place or "")
    whole = email.casefold()
    return (
        whole in known.emails
        or not known.hosts.isdisjoint(host_and_above(whole.rpartition("@")[2]))
        or any(here in network for network in known.networks if here)
    )


def host_and_above(host: str) -> list[str]:
    """``mail.shop.example``, ``shop.example`` and ``example``."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]


def network(line: str) -> Network | None:
    try:
        return ipaddress.ip_network(line, strict=False)
    except ValueError:
        return None


def internet_address(text: str) -> Address | None:
    """The address that ``text`` is; one of IPv4 in the clothes of IPv6 is of IPv4."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
