"""Makes the small style and scripts that the pages carry.

After a change to a source, run `uv run python -m tests.showing.minified`.
"""

from __future__ import annotations

from pathlib import Path

import minify

ASSETS = Path(__file__).parents[2] / "timeline" / "showing" / "assets"
KINDS = {"theme.js": "application/javascript", "transcript.js": "application/javascript", "page.css": "text/css"}


def small(name: str) -> str:
    """Return one of our sources without comments, white space and long names."""
    text: str = minify.string(KINDS[name], (ASSETS / name).read_text(encoding="utf-8"))
    return text + "\n"


def place(name: str) -> Path:
    """Return where the small form of a source is kept."""
    source = ASSETS / name
    return source.with_name(f"{source.stem}.min{source.suffix}")


if __name__ == "__main__":
    for source in KINDS:
        place(source).write_text(small(source), encoding="utf-8")
