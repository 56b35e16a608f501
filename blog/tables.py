"""Tables: tracks copied from a spreadsheet, one a row, its cells parted by tabs."""

from dataclasses import dataclass

from blog.lengths import CLOCK

# What people write above a column, in the languages of this site's first authors.
HEADS = {
    "artist": {"artist", "artists", "band", "performer", "interpret", "künstler", "artista"},
    "title": {"title", "song", "track", "name", "track name", "titel", "titolo", "canzone"},
    "length": {"length", "duration", "time", "dauer", "länge", "durata"},
    "link": {"link", "links", "url", "address"},
}
COLUMNS = {head: column for column, heads in HEADS.items() for head in heads}


@dataclass(frozen=True)
class Row:
    """The cells of a row that say something of a track."""

    artist: str = ""
    title: str = ""
    length: str = ""
    link: str = ""


def rows(lines: list[str]) -> list[Row] | None:
    """The rows of a table, or None if ``lines`` are none.

    A first line that names its columns says which is which; without one they are artist, title,
    and anything else in which a length is looked for.
    """
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    if not cells or any(len(row) < 2 for row in cells):
        return None
    names = [COLUMNS.get(cell.casefold(), "") for cell in cells[0]]
    if "title" in names:
        return [named(row, names) for row in cells[1:]]
    return [unnamed(row) for row in cells] if all(len(row) > 2 for row in cells) else None


def named(row: list[str], names: list[str]) -> Row:
    # The first of two columns with one name is meant.
    pairs = [*zip(names, row, strict=False)][::-1]
    return Row(**{name: cell for name, cell in pairs if name})


def unnamed(row: list[str]) -> Row:
    cells = row[1:] if row[0].rstrip(".)").isdigit() and len(row) > 2 else row
    length = next((cell for cell in cells[2:] if CLOCK.fullmatch(cell)), "")
    link = next((cell for cell in cells[2:] if cell.startswith(("https://", "http://"))), "")
    return Row(cells[0], cells[1], length, link)
