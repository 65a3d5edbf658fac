"""What the pages carry is made from what people read, and fits what else is installed."""

from __future__ import annotations

import re

import pytest
from plotly.offline import get_plotlyjs_version

from tests.showing.minified import ASSETS, KINDS, place, small
from timeline.showing.page_frame import PLOTLY, asset, lean


@pytest.mark.parametrize("name", KINDS)
def test_small_assets_are_made_from_their_sources(name: str) -> None:
    assert place(name).read_text(encoding="utf-8") == small(name), "run: uv run python -m tests.showing.minified"
    assert lean(name) == small(name)


def test_no_source_is_without_its_small_form() -> None:
    sources = {p.name for p in ASSETS.iterdir() if p.suffix in (".js", ".css") and ".min." not in p.name}
    assert sources == set(KINDS)


def test_pages_draw_with_the_plotly_js_of_plotly_py() -> None:
    """A figure that plotly.py takes must not fail in the page: both have to know the same attributes."""
    told = re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", asset(PLOTLY)[:300])
    assert told
    assert told[1] == get_plotlyjs_version(), "npm has it: plotly.js-basic-dist-min"
