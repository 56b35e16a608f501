"""Footnotes: written in the midst of a text, shown at its end.

In the text as it is kept a footnote stands where it belongs, as ``<footnote>its words</footnote>``,
so that it is copied and moved with the sentence around it. Its number is no word of the author's:
it is set when the text is saved, and anew at every save.
"""

import re

from blog.wording import _

WRITTEN = re.compile(r"<footnote>(.*?)</footnote>", re.DOTALL)
# No author can write these: the door for HTML lets neither class nor section through.
SHOWN = re.compile(
    r'<sup class="footnote">.*?</sup>|<section class="footnotes".*?</section>', re.DOTALL
)


def set_out(cleaned: str) -> str:
    """Cleaned HTML with a numbered mark for each footnote, and all their words in a list below."""
    notes: list[str] = []

    def mark(found: re.Match[str]) -> str:
        notes.append(found[1].strip())
        number = len(notes)
        name = _("Footnote %(number)s", number=number)
        return (
            f'<sup class="footnote"><a id="footnote-mark-{number}" href="#footnote-{number}"'
            f' role="doc-noteref" aria-label="{name}">{number}</a></sup>'
        )

    text = WRITTEN.sub(mark, cleaned)
    return text + _listed(notes) if notes else cleaned


def left_out(html: str) -> str:
    """What ``set_out`` made, without the marks and the list."""
    return SHOWN.sub("", html)


def _listed(notes: list[str]) -> str:
    items = (_item(number, words) for number, words in enumerate(notes, start=1))
    title = _("Footnotes")
    return (
        '<section class="footnotes" role="doc-endnotes" aria-labelledby="footnotes-title">'
        f'<h2 class="label" id="footnotes-title">{title}</h2><ol>{"".join(items)}</ol></section>'
    )


def _item(number: int, words: str) -> str:
    back = _("Back to footnote %(number)s in the text", number=number)
    return (
        f'<li id="footnote-{number}">{words} <a class="footnotes__back"'
        f' href="#footnote-mark-{number}" role="doc-backlink" aria-label="{back}">↩\ufe0e</a></li>'
    )
