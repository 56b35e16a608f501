"""Every kind of page, held against the Nu Html Checker, which is the standard's own."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Person, Visitor
from tests.screens import EVERYONES, OWNERS

CHECKER = Path(__file__).parent / "validator/node_modules/vnu-jar/build/dist/vnu.jar"
# It warns of frames with pages of our own; those of players only ever have a service's.
FRAMES = "enables an embedded page to break out of all sandboxing"
ITALIANS = ["/", "/posts/first-light", "/search?q=sea", "/preferences"]


def test_the_checker_finds_nothing(
    visit: Callable[..., Visitor],
    furnished: Callable[[str], str],
    olga: Person,
    tmp_path: Path,
) -> None:
    if not shutil.which("java"):
        pytest.skip("The checker needs Java.")
    if not CHECKER.exists():
        words = "The checker is missing: npm ci --prefix tests/validator"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)

    def keep(path: str, visitor: Visitor, **asked: str) -> None:
        page = visitor.get(furnished(path), headers={"Accept-Language": "en", **asked}).text
        name = re.sub(r"\W+", "-", f"{path}-{'-'.join(asked)}{'-'.join(asked.values())}")
        (tmp_path / f"page{name}.html").write_text(page, "utf-8")

    for path in EVERYONES:
        keep(path, visit())
    for path in OWNERS:
        keep(path, visit(olga))
    for path in ITALIANS:
        keep(path, visit(), **{"Accept-Language": "it"})

    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json"]
    command.append(str(tmp_path))
    found = subprocess.run(command, check=False, capture_output=True, text=True)

    wrong = [one for one in json.loads(found.stderr)["messages"] if FRAMES not in one["message"]]
    assert [(Path(one["url"]).name, one["message"], one["extract"]) for one in wrong] == []
