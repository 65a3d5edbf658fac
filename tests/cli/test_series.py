"""Near-identical statements end to end: every change of a word between the right dates, and nothing else.

With a codebook as a user writes it in five minutes, and default settings.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.cli.running import timeline

DAYS = [f"201{n // 6 + 2}-{2 * (n % 6) + 1:02}-20" for n in range(12)]


def _write(folder: Path, speaker: str, texts: Sequence[str], source: str = "") -> None:
    folder.mkdir(exist_ok=True)
    for day, text in zip(DAYS, texts, strict=False):
        head = f"---\ntitle: Statement {source}\ndate: {day}\nspeaker: {speaker}\n---\n\n"
        (folder / f"{day}{source}.md").write_text(f"{head}{text}\n", encoding="utf-8")


def _shifts(folder: Path, *terms: str) -> list[tuple[str, str, str, str, str]]:
    book = folder / "books"
    book.mkdir(exist_ok=True)
    (book / "theme.toml").write_text(f'title = "Theme"\nterms = {json.dumps(terms)}\n', encoding="utf-8")
    texts = folder / "texts"
    result = timeline("shifts", "-c", texts, "-t", book, "--limit", "0", "--format", "json")
    assert result.code == 0, result.err
    rows = [(s["from_date"], s["to_date"], s["kind"], s["from_words"], s["to_words"]) for s in json.loads(result.out)]
    return sorted((a, b, kind, "; ".join(went), "; ".join(came)) for a, b, kind, went, came in rows)


def test_a_central_bank(tmp_path: Path) -> None:
    times = ["an extended period"] * 3 + ["some time"] * 2 + ["a considerable time"] * 7
    paces = ["solid"] * 2 + ["strong"] * 4 + ["modest"] * 6
    _write(
        tmp_path / "texts",
        "The Committee",
        [
            f"Job gains have been {pace} in recent months, and unemployment has remained low. Inflation has run "
            "below the Committee's longer-run objective.\n\nThe Committee seeks maximum employment and price "
            "stability. The Committee expects that low levels of the federal funds rate will be appropriate "
            f"for {time}."
            for time, pace in zip(times, paces, strict=True)
        ],
    )
    assert _shifts(tmp_path, "job gains", "federal funds rate", "employment") == [
        (DAYS[1], DAYS[2], "boost", "solid", "strong"),
        (DAYS[2], DAYS[3], "date", "for an extended period", "for some time"),
        (DAYS[4], DAYS[5], "date", "for some time", "for a considerable time"),
        (DAYS[5], DAYS[6], "hedge", "strong", "modest"),
    ]


def test_resolutions(tmp_path: Path) -> None:
    _write(
        tmp_path / "texts",
        "Security Council",
        [
            f"The Security Council {'urges' if n < 4 else 'demands that'} all parties respect the ceasefire"
            f"{' immediately' if n >= 7 else ''}. The Security Council extends the mandate of the mission for "
            f"{'six' if n < 9 else 'twelve'} months. The Security Council decides to remain seized of the matter."
            for n in range(12)
        ],
    )
    assert [(a, b, kind) for a, b, kind, _, _ in _shifts(tmp_path, "ceasefire", "mission", "Security Council")] == [
        (DAYS[3], DAYS[4], "boost"),
        (DAYS[6], DAYS[7], "boost"),
        (DAYS[8], DAYS[9], "number"),
    ]


def test_one_text_from_two_sources_raises_nothing(tmp_path: Path) -> None:
    text = 'The Committee\'s federal funds rate will stay low - for some time. The Committee is "patient" on prices.'
    other = text.replace("'", "\u2019").replace(" - ", " \u2013 ").replace('"patient"', "\u201cpatient\u201d")
    _write(tmp_path / "texts", "The Committee", [text] * 2, "-a")
    _write(tmp_path / "texts", "The Committee", [other] * 2, "-b")
    assert _shifts(tmp_path, "federal funds rate", "patient") == []
