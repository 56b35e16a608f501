"""Stores: what is worth keeping in memory, up to so many bytes; what was not used of late goes."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass
class Kept(Generic[Value]):
    value: Value
    weight: int
    was_used: bool = False


class Store(Generic[Key, Value]):
    """Values by their keys. To look one up takes no lock, as that happens at every request.

    Those that were used are not put in order, but marked: whoever is next to go and has the mark
    loses it and stays for another round (the clock algorithm, or second chance).
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.weight = 0
        self.rows: dict[Key, Kept[Value]] = {}
        self.lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, key: Key) -> Value | None:
        kept = self.rows.get(key)
        if kept is None:
            return None
        kept.was_used = True
        return kept.value

    def keep(self, key: Key, value: Value, weight: int) -> None:
        """Keep ``value``, which takes about ``weight`` bytes, in place of what was there."""
        with self.lock:
            self.drop(key)
            self.rows[key] = Kept(value, weight)
            self.weight += weight
            self.make_room()

    def grow(self, key: Key, value: Value, more: int) -> None:
        """Count so many ``more`` bytes for ``value``, if it is still kept."""
        with self.lock:
            kept = self.rows.get(key)
            if kept and kept.value is value:
                kept.weight += more
                self.weight += more
                self.make_room()

    def forget(self, key: Key) -> None:
        with self.lock:
            self.drop(key)

    def clear(self) -> None:
        with self.lock:
            self.rows.clear()
            self.weight = 0

    def make_room(self) -> None:
        while self.weight > self.room:
            key, kept = next(iter(self.rows.items()))
            self.drop(key)
            if kept.was_used and self.rows:
                kept.was_used = False
                self.rows[key] = kept
                self.weight += kept.weight

    def drop(self, key: Key) -> None:
        if kept := self.rows.pop(key, None):
            self.weight -= kept.weight
