"""The theme page in Chromium, beside a bare Plotly page with as many points; weight beside the text it shows."""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.measuring import Goal, Table, publish
from tests.showing.conftest import ARGUMENTS, write
from tests.showing.corpora import make_large
from timeline.models import Analysis
from timeline.pipeline import build

# Tells when the first mark is in the page, on any Plotly page.
WATCH = """
new MutationObserver((_, observer) => {
    if (!document.querySelector(".scatterlayer .points path")) return;
    window.drawnAt = performance.now();
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});
window.slowest = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.slowest = Math.max(window.slowest, entry.duration);
}).observe({type: "event", durationThreshold: 16});
"""
SIZES = ((5, 9), (40, 12), (200, 30))


class Shown(HTMLParser):
    """Counts the bytes of text that a page shows.

    That is what a reader without scripts can read when all that unfolds is unfolded: the text of all elements, white
    space as a browser collapses it. Attributes, style, data, and the words that the chart draws, do not count; a
    quote that is read in two places, as a change and in its context, counts in both.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

    @property
    def bytes(self) -> int:
        """The bytes of the text, encoded as UTF-8."""
        return len(" ".join("".join(self.parts).split()).encode())


def weight(page: Path) -> tuple[int, int, int]:
    """Return bytes of a page beyond plotly.js, of its own style and scripts, and of the text that it shows."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", text, flags=re.DOTALL)
    fixed = sum(
        len(m.encode()) for m in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, flags=re.DOTALL)
    )
    shown = Shown()
    shown.feed(text)
    return len(text.encode()), fixed, shown.bytes


def bare(analysis: Analysis, path: Path) -> None:
    """Write a bare Plotly page with a point for each statement."""
    from plotly.graph_objects import Figure, Scatter

    dates = {i.id: i.date for i in analysis.corpus.interviews}
    lanes = {p.id: n for n, p in enumerate(analysis.positions)}
    points = [(dates[s.interview], lanes[s.positions[0]]) for s in analysis.statements]
    x, y = zip(*points, strict=True)
    Figure(Scatter(x=x, y=y, mode="markers")).write_html(path, include_plotlyjs=True)


def opened(browser: Browser, path: Path) -> tuple[float, float]:
    """Return milliseconds from the start of the visit to the first paint and to the first mark."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function("() => window.drawnAt", timeout=120_000)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? window.drawnAt")
    drawn = page.evaluate("window.drawnAt")
    context.close()
    return paint, drawn


def slowest_interaction(browser: Browser, path: Path) -> float:
    """Return the longest time in milliseconds from a reader's act to the next frame: keys, hover, click, filter."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-drawn=yes]", timeout=120_000)
    page.wait_for_timeout(3000)
    page.evaluate("window.slowest = 0")
    page.locator("#chart").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
        page.wait_for_timeout(500)
    box = page.locator("#chart").bounding_box()
    assert box
    for n in range(12):
        page.mouse.move(box["x"] + 100 + 60 * n, 450)
        page.wait_for_timeout(50)
    page.mouse.click(box["x"] + 300, 450)
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    page.locator("#by-kind").select_option(index=1)
    page.locator("#shift-table th button").first.click()
    page.wait_for_timeout(500)
    slowest: float = page.evaluate("window.slowest")
    page.close()
    return slowest


def weighed(name: str, path: Path) -> tuple[str, ...]:
    """Return the row of one page."""
    total, fixed, shown = weight(path)
    sizes = (f"{n / 1000:,.0f}" for n in (total, fixed, shown))
    return (name, *sizes, f"{total / shown:.2f}", f"{(total - fixed) / shown:.2f}")


def tables(rounds: int) -> list[Table]:
    """Return a table of times and one of weights."""
    times = Table(
        "Theme page in Chromium",
        ["interviews x positions", "first paint : bare plot", "chart : bare plot", "slowest interaction, ms"],
        note="Bare plot: plotly.py's own page with as many points, until its first mark is drawn. "
        f"Medians of {rounds} visits in turn. Wanted: under 0.1, under 1.1, under 200.",
    )
    weights = Table(
        "Weight beyond plotly.js",
        ["page", "kB", "of it style and script", "text shown, kB", "page : text", "without style and script"],
        note="Text shown: what can be read without scripts, all unfolded. Wanted: page : text under 1.5.",
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for interviews, positions in SIZES:
            analysis = make_large(interviews, positions)
            ours = write(analysis, Path(folder) / f"{interviews}") / "large.html"
            plain = Path(folder) / f"bare{interviews}.html"
            bare(analysis, plain)
            visits = [(opened(browser, plain), opened(browser, ours)) for _ in range(rounds)]
            paint = statistics.median(o[0] / b[1] for b, o in visits)
            chart = statistics.median(o[1] / b[1] for b, o in visits)
            name = f"{interviews} x {positions}"
            slowest = slowest_interaction(browser, ours)
            times.rows.append((name, f"{paint:.2f}", f"{chart:.2f}", f"{slowest:.0f}"))
            times.goals.append(Goal.below(f"first paint, times a bare plot, {name}", paint, 0.1))
            times.goals.append(Goal.below(f"chart, times a bare plot, {name}", chart, 1.1))
            times.goals.append(Goal.below(f"slowest interaction, {name}", slowest, 200, " ms"))
            total, _, shown = weight(ours)
            weights.goals.append(Goal.below(f"page, times the text it shows, {name}", total / shown, 1.5))
            weights.rows.append(weighed(name, ours))
        browser.close()
        codebooks = sorted(Path("data/themes").glob("*.toml"))
        build(["data/interviews"], codebooks, Path(folder) / "five", today=date(2026, 1, 1))
        weights.rows += [
            weighed(f"five interviews, {path.stem}", path)
            for path in sorted((Path(folder) / "five").glob("*.html"))
            if path.stem != "index"
        ]
    return [times, weights]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="visits of each page")
    publish(tables(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
