"""A real browser for the pages: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories import make_analysis
from tests.showing.corpora import make_large
from timeline.models import Analysis
from timeline.showing.pages import Built, pages

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUILT = Built("0.0.0")

Open = Callable[..., Page]


def write(analysis: Analysis, folder: Path, *, shared_assets: bool = False) -> Path:
    """Write all pages of `analysis` and return their folder."""
    for name, content in pages(analysis, built=BUILT, shared_assets=shared_assets).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none, a skip that says so, or a failure where everything is required."""
    path = os.environ.get("TIMELINE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium: install Debian's package chromium, or name one in TIMELINE_CHROMIUM"
        if os.environ.get("CI") or os.environ.get("TIMELINE_REQUIRE_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a page; fails the test at its end where a script failed, the policy was broken or a request left."""
    wrong: list[str] = []
    contexts = []

    def opened(path: Path, *, width: int = 1280, drawn: bool = True, address: str = "", **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "blob:", "data:")) else wrong.append(f"request: {r.url}"),
        )
        page.goto(path.as_uri() + address)
        if drawn:
            page.wait_for_selector("html[data-drawn=yes]", timeout=30_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the hand-made analysis."""
    return write(make_analysis(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of 14 interviews on 6 positions."""
    return write(make_large(14, 6, density=0.6), tmp_path_factory.mktemp("middling"))
