"""What a reader can do with the pages, in a real browser; one test a feature."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from tests.factories import make_analysis
from tests.showing.conftest import Open, write
from tests.showing.corpora import make_large
from timeline.models import Corpus
from timeline.showing import page_thinning

pytestmark = pytest.mark.browser

LAST = "extend.20201130"
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def over(page: Page, step: str) -> tuple[float, float]:
    """Return where the mark of a step stands in the window."""
    return tuple(
        page.evaluate(
            """step => {
                const box = document.getElementById("chart");
                const n = [...document.querySelectorAll("#changes li")].findIndex(a => a.id === step);
                for (const trace of box.data) {
                    const at = (trace.customdata || []).indexOf(n);
                    if (at < 0 || trace.name === "links") continue;
                    const {xaxis: x, yaxis: y} = box._fullLayout, {left, top} = box.getBoundingClientRect();
                    return [left + x._offset + x.d2p(trace.x[at]), top + y._offset + y.d2p(trace.y[at])];
                }
            }""",
            step,
        )
    )


def overlapping(page: Page, selector: str) -> list[str]:
    """Return texts of visible elements that cover each other."""
    return page.evaluate(
        """selector => {
            const found = [...document.querySelectorAll(selector)].map(e => [e.textContent, e.getBoundingClientRect()])
                .filter(([, r]) => r.width);
            return found.flatMap(([a, r], i) => found.slice(i + 1).filter(([, q]) =>
                r.left < q.right - 1 && q.left < r.right - 1 && r.top < q.bottom - 1 && q.top < r.bottom - 1)
                .map(([b]) => `${a} / ${b}`));
        }""",
        selector,
    )


def test_opens_with_what_happened(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    lede = page.locator(".lede")
    expect(lede).to_have_text(
        "Three of four interviews state a position. Sharpest shift: 10 January 2019 → 30 November 2020, "
        "The club must grow → The club may grow."
    )


def test_hover_shows_date_outlet_and_the_changed_words(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.locator("#chart").scroll_into_view_if_needed()
    page.mouse.move(*over(page, LAST))
    label = page.locator("#chart .tip")
    expect(label).to_contain_text("30 November 2020 · Post")
    expect(label).to_contain_text("changed in substance: condition, number · 40 % of the words changed")
    expect(label.locator("del").first).to_have_text("support")
    expect(label.locator("ins").first).to_have_text("would")
    page.mouse.move(5, 5)
    expect(label).to_be_hidden()


def test_hover_over_a_link_shows_both_ends(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.locator("#chart").scroll_into_view_if_needed()
    ends = over(page, "extend.20190602"), over(page, LAST)
    page.mouse.move((ends[0][0] + ends[1][0]) / 2, ends[0][1])
    expect(page.locator("#chart .tip")).to_contain_text("2 June 2019 · Radio → 30 November 2020 · Post")


def test_hover_over_a_phrase_says_how_often(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.wait_for_selector("html[data-phrases]")
    chart = page.locator("#phrase-chart")
    chart.scroll_into_view_if_needed()
    at = chart.locator(".points path").first.bounding_box()
    assert at
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    expect(chart.locator(".tip")).to_contain_text("“five years”, 1 ×")


def test_every_mark_has_its_shape(visit: Open, middling: Path) -> None:
    page = visit(middling / "large.html")
    symbols = page.evaluate(
        """[...new Set(document.getElementById("chart").data.filter(t => t.mode?.startsWith("markers") && t.customdata
            && t.name !== "links" && t.name !== "interviews").map(t => [t.name, t.marker.symbol].join()))]"""
    )
    shapes = [s.split(",")[-1] for s in symbols]
    assert len(shapes) == len(set(shapes))
    assert len(shapes) >= 8


def test_links_say_how_much_changed(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    links = page.evaluate(
        """document.getElementById("chart").layout.shapes.filter(s => s.name)
            .map(s => [s.name, s.line.width, s.line.dash])"""
    )
    widths = [width for _, width, _ in links]
    assert widths == sorted(widths)
    assert len(set(widths)) > 1
    assert {dash for name, _, dash in links if "gap" in name} == {"8px,6px"}
    assert page.locator("#chart .shapelayer path").count() >= len(links)


def test_silences_are_seen_with_their_reason(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    expect(page.locator(".quiet-list")).to_have_text("1 February 2020, Times: silent; not asked")
    expect(page.locator("#chart .annotation", has_text="silent: Times")).to_be_visible()


def test_discovered_positions_are_told_from_coded_ones(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    assert "font-style:italic" in page.locator("#chart .annotation", has_text="The club should grow").inner_html()
    assert "italic" not in page.locator("#chart .annotation", has_text="Extend the treaty").inner_html()
    expect(page.locator("#changes h3 small")).to_have_text("discovered")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("interviews", [2, 14, 200])
def test_labels_do_not_collide(visit: Open, tmp_path: Path, width: int, interviews: int) -> None:
    page = visit(write(make_large(interviews, 5, density=0.7), tmp_path) / "large.html", width=width)
    assert page.locator("#chart .annotation").count() > 5
    assert overlapping(page, "#chart .annotation text") == []
    assert overlapping(page, "#chart .xtick text") == []


def test_a_click_opens_the_evidence(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.locator("#chart").scroll_into_view_if_needed()
    page.mouse.click(*over(page, LAST))
    panel = page.get_by_role("dialog", name="Extend the treaty")
    expect(panel.locator("q")).to_have_text(
        [
            "We support extending the treaty for five years, without conditions.",
            "We would like to extend the treaty for one year, provided that others join.",
        ]
    )
    expect(panel).to_contain_text("changed in substance: condition, number")
    panel.get_by_text("The question, and the passage").last.click()
    expect(panel.locator("details[open]")).to_contain_text("What about the treaty?")
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{LAST}"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_click_on_a_link_opens_the_evidence(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.locator("#chart").scroll_into_view_if_needed()
    ends = over(page, "extend.20190602"), over(page, LAST)
    page.mouse.click((ends[0][0] + ends[1][0]) / 2, ends[0][1])
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#{LAST}"


def test_the_address_keeps_the_choice(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html", address="#extend.20190602")
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("without conditions")
    panel.get_by_role("button", name="Later").click()
    assert page.evaluate("location.hash") == f"#{LAST}"
    page.go_back()
    expect(panel).to_contain_text("10 January 2019 ¶ 2 → 2 June 2019 ¶ 2")


def test_evidence_leads_to_its_place_in_the_transcript(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html", address=f"#{LAST}")
    page.get_by_role("dialog").get_by_role("link", name="Transcript").last.click()
    page.wait_for_url("**/interviews/2020-11-30-post.html#s*")
    expect(page.locator("mark:target")).to_have_text(
        "We would like to extend the treaty for one year, provided that others join."
    )


def test_a_mailed_page_holds_what_its_citations_lead_to(visit: Open, small: Path, tmp_path: Path) -> None:
    alone = tmp_path / "treaty.html"
    alone.write_bytes((small / "treaty.html").read_bytes())
    page = visit(alone, address=f"#{LAST}")
    panel = page.get_by_role("dialog")
    panel.get_by_text("The question, and the passage").last.click()
    expect(panel.locator("details[open]")).to_contain_text("What about the treaty?")
    expect(panel.locator("details[open]")).to_contain_text("The club may grow.")
    panel.get_by_role("link", name="Post, 30 November 2020, ¶ 2").click()
    expect(page.locator("mark:target")).to_have_text(
        "We would like to extend the treaty for one year, provided that others join."
    )
    expect(panel).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("Citation", "“We would like to extend the treaty for one year, provided that others join.” Ann Example, “Ann"),
        ("BibTeX", "@misc{2020-11-30-post,\n  author = {{Ann Example}},\n"),
        ("CSL-JSON", '[\n {\n  "id": "2020-11-30-post",\n  "type": "interview",'),
    ],
)
def test_citations_are_ready_to_copy(visit: Open, small: Path, name: str, starts: str) -> None:
    page = visit(small / "treaty.html", address=f"#{LAST}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("dialog").get_by_role("button", name=name).last.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(starts)
    if name == "CSL-JSON":
        assert json.loads(text)[0]["issued"] == {"date-parts": [[2020, 11, 30]]}


def test_keyboard_walks_the_chart_and_opens_the_evidence(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.locator("#chart").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator("#said")).to_contain_text("Extend the treaty. 2 June 2019 · Radio")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Extend the treaty")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#chart")).to_be_focused()


def test_everything_that_can_be_clicked_can_be_reached_by_tab(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    missing = page.evaluate(
        """[...document.querySelectorAll("a,button,select,summary,#chart")].filter(e => e.tabIndex < 0).length"""
    )
    assert missing == 0


def test_phrases_stand_under_the_same_axis(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.wait_for_selector("html[data-phrases]")
    ranges = page.evaluate("['chart', 'phrase-chart'].map(id => document.getElementById(id).layout.xaxis.range.join())")
    assert ranges[0] == ranges[1]
    page.evaluate("Plotly.relayout('chart', {'xaxis.range[0]': '2019-03-01', 'xaxis.range[1]': '2020-03-01'})")
    page.wait_for_function(
        "() => document.getElementById('phrase-chart').layout.xaxis.range[0].startsWith('2019-03-01')"
    )


def test_shifts_sort_and_filter(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    table = page.locator("#shift-table")
    ranks = table.locator("tbody tr:visible td:first-child")
    expect(ranks).to_have_text(["1", "2", "3"])
    table.get_by_role("button", name="Rank").click()
    expect(ranks).to_have_text(["3", "2", "1"])
    table.get_by_role("button", name="When").click()
    expect(ranks).to_have_text(["3", "2", "1"])
    page.locator("#by-kind").select_option("condition")
    expect(ranks).to_have_text(["2"])
    expect(page.locator("#shown")).to_have_text("1 of 3")
    page.locator("#by-kind").select_option("")
    page.locator("#by-position").select_option("The club should grow")
    expect(ranks).to_have_text(["1"])
    table.locator("tbody tr:visible a").click()
    expect(page.get_by_role("dialog")).to_contain_text("must")


def test_any_two_interviews_side_by_side(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.get_by_label("Left").select_option("10 January 2019, Herald")
    page.get_by_label("Right").select_option("2 June 2019, Radio")
    pairs = page.locator("#pairs")
    expect(pairs.locator("q")).to_have_text(
        [
            "We firmly support extending the treaty for five years.",
            "We support extending the treaty for five years, without conditions.",
            "The club must grow.",
        ]
    )
    expect(pairs.locator("ins")).to_have_text(", without conditions")
    expect(pairs).to_contain_text("not said")


def test_downloads(visit: Open, small: Path, tmp_path: Path) -> None:
    page = visit(small / "treaty.html", accept_downloads=True)
    got = {}
    for name in ("changes as CSV", "all as JSON", "chart as SVG", "chart as PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        got[name] = path.read_bytes()
    rows = list(csv.DictReader(got["changes as CSV"].decode().splitlines()))
    last = next(r for r in rows if r["position"] == "extend" and r["to_date"] == "2020-11-30")
    assert last["from_quote"] == "We support extending the treaty for five years, without conditions."
    assert last["kinds"] == "condition;number"
    assert last["diff"].startswith("We {--support--}{++would++} ")
    assert len(json.loads(got["all as JSON"])["interviews"]) == 4
    assert got["chart as SVG"].startswith(b"<svg")
    assert b"The treaty and the club" in got["chart as SVG"]
    assert got["chart as PNG"].startswith(b"\x89PNG")


def test_index_matrix(visit: Open, small: Path) -> None:
    page = visit(small / "index.html", drawn=False)
    row = page.get_by_role("row", name="2 June 2019 Radio")
    expect(row.get_by_role("cell")).to_contain_text("1")
    expect(page.get_by_role("row", name="1 February 2020 Times")).to_contain_text("silent")
    row.get_by_role("cell").get_by_role("link").click()
    page.wait_for_url("**/treaty.html#extend.20190602")


def test_transcript_filters_its_highlights_by_theme(visit: Open, small: Path) -> None:
    page = visit(small / "interviews" / "2019-01-10-herald.html", drawn=False)
    marks = page.locator("article mark")
    expect(marks).to_have_text(["We firmly support extending the treaty for five years.", "The club must grow."])
    assert page.locator("mark.off").count() == 0
    page.get_by_label("The treaty and the club").uncheck()
    assert page.locator("article mark.off").count() == 2
    assert page.locator("article p[id]").count() == 2


def test_without_scripts_tables_and_diffs_are_there(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html", drawn=False, java_script_enabled=False)
    expect(page.locator("#changes del").first).to_be_visible()
    expect(page.locator("#shift-table")).to_be_visible()
    page.get_by_text("The chart as a table").click()
    expect(page.locator("table.grid")).to_contain_text("changed in substance")
    expect(page.locator("#side")).to_be_hidden()
    page.locator("#shift-table a").first.click()
    assert "#" in page.url


def test_where_plotly_fails_the_rest_works(browser_page_without_plotly: Page) -> None:
    page = browser_page_without_plotly
    expect(page.locator("#chart")).to_contain_text("could not be drawn")
    expect(page.locator("#changes del").first).to_be_visible()
    page.locator("#shift-table a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.fixture
def browser_page_without_plotly(browser: Browser, small: Path, tmp_path: Path) -> Page:
    text = (small / "treaty.html").read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(text.replace("window.Plotly = Plotly;", "throw new Error('broken');"), encoding="utf-8")
    page = browser.new_page()
    page.goto(broken.as_uri())
    page.wait_for_selector("html[data-drawn=no]")
    return page


def test_shared_assets_work_from_a_folder(visit: Open, tmp_path: Path) -> None:
    page = visit(write(make_analysis(), tmp_path, shared_assets=True) / "treaty.html")
    assert page.locator("#chart .main-svg").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["treaty.html", "index.html", "interviews/2019-01-10-herald.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit: Open, small: Path, name: str, scheme: str, width: int) -> None:
    page = visit(small / name, drawn=name == "treaty.html", color_scheme=scheme, width=width)
    if name == "treaty.html":
        for summary in page.locator("summary").all():
            summary.click()
        page.locator("#shift-table a").first.click()
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()


def test_dark_and_light_differ_and_both_can_be_read(visit: Open, small: Path) -> None:
    grounds = {
        scheme: visit(small / "treaty.html", color_scheme=scheme).evaluate(
            "[getComputedStyle(document.body).backgroundColor, "
            "getComputedStyle(document.querySelector('#chart .annotation text')).fill]"
        )
        for scheme in ("light", "dark")
    }
    assert grounds["light"] == ["rgb(255, 254, 251)", "rgb(29, 28, 26)"]
    assert grounds["dark"] == ["rgb(21, 22, 24)", "rgb(233, 230, 224)"]


@pytest.mark.parametrize("name", ["treaty.html", "index.html", "interviews/2019-01-10-herald.html"])
@pytest.mark.parametrize("width", [320, 390, 2560])
def test_no_page_scrolls_sideways(visit: Open, small: Path, name: str, width: int) -> None:
    page = visit(small / name, drawn=name == "treaty.html", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_chart_follows_the_windows_width(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html", width=1280)
    page.set_viewport_size({"width": 400, "height": 800})
    page.wait_for_function("() => document.querySelector('#chart .main-svg').clientWidth < 400")
    assert overlapping(page, "#chart .annotation text") == []


def test_print_shows_the_words_and_no_controls(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    page.emulate_media(media="print")
    expect(page.locator("button").first).to_be_hidden()
    expect(page.locator("#changes ins").first).to_be_visible()
    expect(page.locator("#chart .main-svg").first).to_be_visible()


def test_all_of_a_long_page_is_printed(visit: Open, middling: Path) -> None:
    """What is not on the screen is laid out only when needed; paper needs all, whatever a browser makes of that."""
    page = visit(middling / "large.html")
    page.emulate_media(media="print")
    for part in ("#changes .lane", "#shifts", "#interviews"):
        assert page.locator(part).first.evaluate("e => getComputedStyle(e).contentVisibility") == "visible"
    quote = page.locator("#changes h4 a").last.text_content()
    source = page.locator("#sources p").last.text_content()
    printed = PdfDocument(page.pdf())
    text = "".join("".join(p.get_textpage().get_text_range() for p in printed).split())
    printed.close()
    assert quote
    assert source
    for words in (quote, source):
        assert "".join(words.split())[:60] in text


def test_changes_are_told_without_colour(visit: Open, small: Path) -> None:
    page = visit(small / "treaty.html")
    style = "e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e, '::before').content]"
    assert page.locator("#changes del").first.evaluate(style) == ["line-through", '"−" / "removed: "']
    assert page.locator("#changes ins").first.evaluate(style) == ["underline", '"+" / "added: "']


def test_right_to_left_and_cyrillic(visit: Open, tmp_path: Path) -> None:
    page = visit(
        write(
            make_analysis(
                {
                    "2019-01-10-herald": "نحن نؤيد treaty تمديد المعاهدة. Клуб club должен расти.",
                    "2019-06-02-radio": "نحن نؤيد treaty المعاهدة بلا شروط. Клуб club может расти.",
                }
            ),
            tmp_path,
        )
        / "treaty.html"
    )
    quote = page.locator("#changes q", has_text="نحن").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"
    cyrillic = page.locator("#changes q", has_text="может").first
    assert cyrillic.evaluate("e => getComputedStyle(e).direction") == "ltr"
    expect(cyrillic.locator("ins")).to_have_text("может")


def test_hostile_text_does_nothing(visit: Open, tmp_path: Path) -> None:
    bad = make_analysis(
        {"2019-01-10-a": f"The treaty {HOSTILE} stays.", "2019-02-10-b": f"The treaty {HOSTILE} ends {HOSTILE}."}
    )
    talks = tuple(
        replace(i, outlet=HOSTILE, title=HOSTILE, speaker=HOSTILE, place=HOSTILE) for i in bad.corpus.interviews
    )
    bad = replace(bad, corpus=Corpus(talks), themes=(replace(bad.themes[0], title=HOSTILE, description=HOSTILE),))
    bad = replace(bad, positions=tuple(replace(p, title=HOSTILE) for p in bad.positions))
    folder = write(bad, tmp_path)
    page = visit(folder / "treaty.html", address="#extend.20190210")
    page.locator("#chart").scroll_into_view_if_needed()
    page.mouse.move(*over(page, "extend.20190210"))
    expect(page.get_by_role("dialog")).to_contain_text("onerror")
    for path in [folder / "index.html", *(folder / "interviews").iterdir()]:
        assert visit(path, drawn=False).locator("img").count() == 0
    assert page.locator("img, #chart foreignObject").count() == 0
    assert page.title() == HOSTILE


def test_the_policy_stops_foreign_scripts(browser: Browser, small: Path) -> None:
    page = browser.new_page()
    page.goto((small / "treaty.html").as_uri())
    page.evaluate(
        """() => {
            addEventListener("securitypolicyviolation", e => { document.body.dataset.stopped = e.violatedDirective; });
            const s = document.createElement("script");
            s.text = "document.title = 'owned'";
            document.body.append(s);
        }"""
    )
    page.wait_for_selector("body[data-stopped=script-src-elem]")
    assert page.title() != "owned"


def test_on_a_phone_the_labels_of_interviews_that_speak_come_first(visit: Open, tmp_path: Path) -> None:
    talks = {f"2020-08-{d}-herald": "The treaty stays." for d in (21, 22, 23)}
    talks = {"2020-08-12-times": "It rained.", **talks, "2020-12-29-post": "The treaty stays."}
    page = visit(write(make_analysis(talks), tmp_path) / "treaty.html", width=390)
    expect(page.locator("#chart .annotation", has_text="23 Aug 2020")).to_be_visible()
    assert page.locator("#chart .annotation", has_text="12 Aug 2020").count() == 0


def test_a_page_that_leaves_much_out_works_like_any_other(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_thinning, "LIMIT", 200_000)
    monkeypatch.setitem(page_thinning.thinned.__kwdefaults__, "room", 200_000)
    page = visit(write(make_large(60, 12), tmp_path) / "large.html")
    expect(page.locator(".note")).to_contain_text("This is more than one page can show.")
    page.locator("#chart").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("q").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="changes as CSV").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + page.locator("#changes li").count()


def test_marks_that_would_cover_others_come_when_one_zooms_in(visit: Open, tmp_path: Path) -> None:
    page = visit(write(make_large(200, 3), tmp_path) / "large.html")
    drawn = "document.querySelectorAll('#chart .points path').length"
    told = page.locator("#covered")
    expect(told).to_contain_text("Zoom in to see them.")
    hidden = int(told.inner_text().split()[0].replace(",", ""))
    total = page.evaluate("document.querySelectorAll('#changes li').length") + 200
    assert page.evaluate(drawn) + hidden == total
    assert hidden > 50
    page.evaluate("Plotly.relayout('chart', {'xaxis.range[0]': '2003-01-01', 'xaxis.range[1]': '2004-01-01'})")
    expect(told).to_be_hidden()
    dates = page.evaluate("document.getElementById('chart').data.filter(t => t.customdata).flatMap(t => t.x)")
    assert len([d for d in dates if d.startswith("2003")]) > 30
    page.locator("#chart").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
