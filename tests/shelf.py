"""What the tests of bookmarks and of the shelf ask again and again."""

import json
import re

from tests.conftest import Visitor


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="card__title"><a href="[^"]+">([^<]+)</a>', page)


def kept(visitor: Visitor) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads(visitor.get("/bookmarks.json").text)
    return entries
