"""In which language the site speaks to whoever asks."""

import pytest
from flask import Flask

from blog import languages


@pytest.mark.parametrize(
    ("asked", "spoken"), [("it,en;q=0.5", "it"), ("en-GB", "en"), ("fi", "en"), ("", "en")]
)
def test_the_site_speaks_what_the_browser_likes_best(app: Flask, asked: str, spoken: str) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert languages.chosen() == spoken
