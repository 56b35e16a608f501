"""The headings of a long post, as a list that leads to each of them."""

import re
from collections.abc import Callable

from markupsafe import Markup

from blog.contents import contents
from tests.conftest import Made, Person, Visitor

Visit = Callable[..., Visitor]
HEADINGS = "<h2>The sea</h2><p>{}</p><h3>The <em>sea</em></h3><p>Salt.</p><h2>…</h2><p>End.</p>"


def test_a_long_post_leads_to_its_headings(
    visit: Visit, make_post: Callable[..., Made], alice: Person
) -> None:
    long = make_post(alice, "long", source=HEADINGS.format("word " * 1_200))
    short = make_post(alice, "short", source=HEADINGS.format("word"))

    page, other = visit().get(long.url).text, visit().get(short.url).text

    leads = re.findall(r'href="#(part-[^"]*)">([^<]*)<', page)
    assert leads == [("part-the-sea", "The sea"), ("part-the-sea-", "The sea"), ("part-3", "…")]
    for place, _ in leads:
        assert page.count(f'id="{place}"') == 1
    assert 'class="contents"' not in other
    assert 'id="part-the-sea"' in other


def test_words_of_headings_stay_words() -> None:
    made = contents(Markup("<h2>A &lt;b&gt; &amp; c</h2>") * 3, 5_000)

    assert [entry.words for entry in made.entries] == ["A <b> & c"] * 3
    assert len({entry.id for entry in made.entries}) == 3
