"""The pages of the hand-made analysis, as a person can read them: style, scripts, hashes and versions are masked.

To accept a change, look at it and run `TIMELINE_UPDATE_GOLDEN=1 uv run pytest tests/showing/test_golden_pages.py`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.factories import make_analysis
from timeline.showing.pages import Built, pages

GOLDEN = Path(__file__).parent / "golden"
NAMES = {
    "index.html": "index.html",
    "treaty.html": "treaty.html",
    "interviews/2020-11-30-post.html": "transcript.html",
}


def masked(page: str) -> str:
    """Return a page without what changes for reasons that no reader sees."""
    page = re.sub(r"(<style>).*?(</style>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub(r"(<script(?! type=.application)[^>]*>).*?(</script>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub(r"sha256-[\w+/]+=*", "sha256-…", page)
    page = re.sub(r"timeline \d+\.\d+\.\d+", "timeline …", page)
    return page.replace("},{", "},\n{").strip() + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_pages_read_as_before(name: str, tmp_path: Path) -> None:
    actual = masked(str(pages(make_analysis(), built=Built("1.2.3"))[name]))
    golden = GOLDEN / NAMES[name]
    if os.environ.get("TIMELINE_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(actual, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    if actual != expected:
        (tmp_path / golden.name).write_text(actual, encoding="utf-8")
    assert actual.splitlines() == expected.splitlines(), f"the page as it is now: {tmp_path / golden.name}"
