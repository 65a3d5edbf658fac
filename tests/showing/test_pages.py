"""What the pages say, read without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.factories import TALKS, make_analysis, make_interview
from timeline.models import Analysis, Corpus, Interview
from timeline.showing.figure import phrases_figure, timeline_figure
from timeline.showing.page_lanes import board
from timeline.showing.page_names import addresses
from timeline.showing.pages import Built, pages

BUILT = Built("0.0.0")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&<b>"


class Reader(HTMLParser):
    """Collects the text and attributes of elements with a given name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth, self.found = name, 0, list[tuple[dict[str, str | None], str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.name:
            self.depth += 1
            self.found.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.name

    def handle_data(self, data: str) -> None:
        if self.depth:
            attrs, text = self.found[-1]
            self.found[-1] = (attrs, text + data)


def elements(page: str | bytes, name: str) -> list[tuple[dict[str, str | None], str]]:
    assert isinstance(page, str)
    reader = Reader(name)
    reader.feed(page)
    return reader.found


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return make_analysis()


@pytest.fixture(scope="module")
def site(analysis: Analysis) -> dict[str, str | bytes]:
    return pages(analysis, built=BUILT)


def test_a_page_for_the_index_each_theme_and_each_interview(site: dict[str, str | bytes]) -> None:
    assert sorted(site) == ["index.html", *sorted(f"interviews/{name}.html" for name in TALKS), "treaty.html"]


def test_pages_are_identical_between_runs(site: dict[str, str | bytes]) -> None:
    assert pages(make_analysis(), built=BUILT) == site


STEP = re.compile(r"<li id=[^>]*>\s*<h4>(.*?) <i>(.*?)</i></h4>(.*?)(?=<li|</ol>)", re.DOTALL)
SPOT = re.compile(r"href=#([\d-]+)\.(\d+)")


def by_address(analysis: Analysis) -> dict[str, Interview]:
    return {address: analysis.corpus.by_id[i] for i, address in addresses(analysis.corpus.interviews).items()}


def words(html: str, without: str = "") -> str:
    """Return the text of an element, without what stands in elements of a name."""
    return unescape(re.sub("<[^>]*>", "", re.sub(f"<{without}>.*?</{without}>", "", html) if without else html))


def own_quotes(step: str) -> list[str]:
    """Return the old and the new wording that a step shows; the same element twice where both are woven into one."""
    quotes = re.findall(r"<q[^>]*>(.*?)</q>", re.sub("<div class=other>.*?</div>", "", step), flags=re.DOTALL)
    return quotes * 2 if len(quotes) == 1 else quotes


def test_every_quote_is_a_slice_of_its_source(analysis: Analysis, site: dict[str, str | bytes]) -> None:
    steps, at = STEP.findall(str(site["treaty.html"])), by_address(analysis)
    assert len(steps) == len(analysis.changes) + len(analysis.positions)
    for heading, _, body in steps:
        spots, quotes = SPOT.findall(heading), own_quotes(body)
        for (place, start), quote, without in zip(
            spots, quotes[-len(spots) :], ("ins", "del")[-len(spots) :], strict=True
        ):
            interview = at[place]
            assert interview.text.startswith(words(quote, without), int(start))
            assert words(quote, without) in map(analysis.quote, analysis.statements)


def test_passages_hold_every_statement_in_its_place(analysis: Analysis, site: dict[str, str | bytes]) -> None:
    marks = re.findall(r"<mark id=([\d-]+)\.(\d+)[^>]*>(.*?)</mark>", str(site["treaty.html"]))
    at = by_address(analysis)
    found = {(at[address].id, int(start), unescape(words)) for address, start, words in marks}
    assert found == {(s.interview, s.start, analysis.quote(s)) for s in analysis.statements}


def test_every_change_is_there_with_its_words_marked(site: dict[str, str | bytes]) -> None:
    page = str(site["treaty.html"])
    assert "The club <del>must</del><ins>may</ins> grow." in page
    assert "href=interviews/2020-11-30-post.html" in page


def test_links_lead_to_something(site: dict[str, str | bytes]) -> None:
    anchors = {(name, i) for name, page in site.items() for i in re.findall(r"\bid=[\"']?([^\"'\s>]+)", str(page))}
    for name, page in site.items():
        for attrs, _ in elements(page, "a"):
            path, _, fragment = (attrs["href"] or "").partition("#")
            folder = name.rpartition("/")[0]
            target = name if not path else path.removeprefix("../") if folder else path
            assert target in site, (name, attrs)
            assert not fragment or (target, fragment) in anchors, (name, attrs)


def test_nothing_is_fetched(site: dict[str, str | bytes]) -> None:
    for page in site.values():
        text = re.sub(r"<(script|style)\b.*?</\1>", "", str(page), flags=re.DOTALL)
        assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", text)


def test_shared_assets_write_plotly_once(analysis: Analysis, site: dict[str, str | bytes]) -> None:
    shared = pages(analysis, built=BUILT, shared_assets=True)
    assert "plotly" in str(shared["assets/plotly-basic.min.js"])[:200]
    assert len(shared["treaty.html"]) + 1_000_000 < len(site["treaty.html"])


def test_hostile_text_is_escaped(analysis: Analysis) -> None:
    said = f"The treaty {HOSTILE} stays."
    bad = make_analysis({"2019-01-10-a": said, "2019-02-10-b": said + " The club too."})
    first, *rest = bad.corpus.interviews
    first = replace(first, outlet=HOSTILE, speaker=HOSTILE, title=HOSTILE, place=HOSTILE, url=HOSTILE)
    bad = replace(bad, corpus=Corpus((first, *rest)), themes=(replace(bad.themes[0], title=HOSTILE),))
    for page in pages(bad, built=BUILT).values():
        assert "<img" not in str(page)
        assert "<script>alert" not in str(page)


def test_an_interviews_name_never_leaves_its_folder() -> None:
    bad = make_interview("2019-01-10-x", "Nothing.")
    names = ["../../etc/passwd", "a/b", "A/B", "con?", "", "привет"]
    corpus = Corpus(tuple(replace(bad, id=name) for name in names))
    empty = replace(make_analysis(), corpus=corpus, statements=(), changes=(), shifts=(), phrases=(), silences=())
    files = [n for n in pages(empty, built=BUILT) if n.startswith("interviews/")]
    assert len({f.lower() for f in files}) == len(names)
    assert all(re.fullmatch(r"interviews/[\w-]+\.html", f) for f in files)


def test_figures_are_valid_plotly_figures(analysis: Analysis) -> None:
    treaty = board(analysis, analysis.themes[0])
    names = {trace.name for trace in timeline_figure(treaty).data}
    assert {"first said", "first said, unprompted", "changed in substance", "interviews"} <= names
    assert phrases_figure(treaty).layout.annotations[0].text == "“five years”"


def test_hover_shows_transcripts_as_text() -> None:
    bad = make_analysis(
        {"2019-01-10-a": "The treaty <a href='x'>is</a> good.", "2019-02-10-b": "The treaty <b>ends</b>."}
    )
    texts = [t for trace in timeline_figure(board(bad, bad.themes[0])).data for t in trace.hovertext or ()]
    assert any("&lt;" in t for t in texts)
    assert not any("<a " in t for t in texts)


@pytest.mark.parametrize("talks", [1, 2])
def test_few_interviews(talks: int) -> None:
    whole = make_analysis()
    kept = whole.corpus.interviews[:talks]
    names = {i.id for i in kept}
    small = replace(
        whole,
        corpus=Corpus(kept),
        statements=tuple(s for s in whole.statements if s.interview in names),
        changes=tuple(c for c in whole.changes if c.to_interview in names),
        shifts=tuple(s for s in whole.shifts if s.change.to_interview in names),
        phrases=(),
        silences=(),
    )
    assert "treaty.html" in pages(small, built=BUILT)


def test_a_silent_interview_never_hides_the_label_of_one_that_speaks() -> None:
    """Of four within a month, where there is room for three labels, the silent one comes first."""
    said = {f"2019-01-{d:02}-herald": "The treaty stays." for d in (11, 12, 13)}
    analysis = make_analysis({"2019-01-10-times": "It rained.", **said, "2029-01-01-post": "The treaty stays."})
    labels = timeline_figure(board(analysis, analysis.themes[0])).layout.annotations
    hidden = [label.text for label in labels if label.xref == "x" and label.visible is False]
    assert hidden == ["<i>10 Jan 2019<br>silent: Times</i>"]


def test_the_phrase_chart_shows_what_gave_way_before_what_the_title_says_anyway(analysis: Analysis) -> None:
    known, once = analysis.phrases[0], analysis.phrases[0].occurrences[:1]
    title = replace(known, phrase=analysis.themes[0].title)
    gone, came = (
        replace(known, phrase="one", occurrences=once, replaced_by="two"),
        replace(known, phrase="two", occurrences=once, replaced_by=""),
    )
    other = replace(known, phrase="three", occurrences=once, replaced_by="")
    made = replace(analysis, phrases=(title, gone, came, other, known))
    lanes = [a["text"] for a in phrases_figure(board(made, made.themes[0])).to_plotly_json()["layout"]["annotations"]]
    assert {"“one”", "“two”", f"“{known.phrase}”"} == set(lanes)
