"""ISBNs: a book's number, whose last digit proves the others (ISO 2108)."""


def compact(text: str) -> str:
    """``text`` without the hyphens and blanks that people write between the groups."""
    return "".join(c for c in text.upper() if c not in "-‐‑–— ")


def is_isbn(text: str) -> bool:
    """Whether ``text``, as ``compact`` gives it, is an ISBN of 10 or 13 digits."""
    digits, last = text[:-1], text[-1:]
    if not (text.isascii() and digits.isdigit() and (last.isdigit() or last == "X")):
        return False
    if len(text) == 10:
        places = zip(range(10, 1, -1), digits, strict=True)
        return (sum(w * int(d) for w, d in places) + (10 if last == "X" else int(last))) % 11 == 0
    if len(text) == 13 and last != "X":
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(text)) % 10 == 0
    return False
