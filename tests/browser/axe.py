"""axe-core, run in the page of a journey."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """([part, rules]) => axe.run(part, {runOnly: rules}).then((result) => result.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`))"""

in_both_lights = pytest.mark.parametrize("scheme", ["light", "dark"])


def light(page: Page, scheme: str) -> None:
    """Show ``page`` in its "light" or "dark" colours, from its next load on.

    Those of a page that is shown already fade from one to the other, and are neither for a while.
    """
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe-core finds wrong with the page, or a ``part`` of it, as it stands."""
    # Evaluated by the test's own channel, which the page's policy does not bind.
    page.evaluate(SCRIPT.read_text())
    found: list[str] = page.evaluate(RUN, [part, RULES])
    return found
