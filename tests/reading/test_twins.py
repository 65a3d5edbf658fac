"""The same interview twice is one interview with a witness; different interviews stay apart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from timeline.models import Interview
from timeline.reading import read_corpus
from timeline.reading.duplicates import _SAME, Twin, find_runs, find_twins

TODAY = date(2026, 1, 1)
FOLDER = Path(__file__).parents[2] / "data" / "interviews"
INTERVIEWS = read_corpus([FOLDER], today=TODAY).interviews


def twins(interviews: Sequence[Interview]) -> list[Twin]:
    return find_twins(interviews, [find_runs(i) for i in interviews])


def shared(a: str, b: str) -> float:
    one, other = (find_runs(next(i for i in INTERVIEWS if i.id == n)) for n in (a, b))
    return len(one & other) / min(len(one), len(other))


def test_different_interviews_of_one_person_share_little_of_the_threshold() -> None:
    """The distance on which `_SAME` was chosen: a tenth of it at most."""
    most = max(shared(a.id, b.id) for a, b in itertools.combinations(INTERVIEWS, 2))
    assert most <= _SAME / 10


def test_the_five_interviews_are_five() -> None:
    assert twins(INTERVIEWS) == []


def changed(text: str, how: str) -> str:
    """Return another site's version of a text."""
    if how == "other margins":
        return "Ministry of Foreign Affairs\nNews\n\n" + text + "\n\nShare\nAll news\n"
    if how == "every tenth word":
        words = text.split(" ")
        return " ".join("indeed" if n % 10 == 9 and "\n" not in w and w.islower() else w for n, w in enumerate(words))
    return text[: len(text) * 2 // 5].rsplit("\n", 1)[0]  # an excerpt


@pytest.mark.parametrize("how", ["other margins", "every tenth word", "excerpt"])
@pytest.mark.parametrize("name", ["2020-08-12-argumenty-i-fakty", "2020-12-29-rossiya-segodnya"])
def test_another_version_is_a_witness(tmp_path: Path, name: str, how: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "other-site.txt").write_text(changed(text, how), "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert len(corpus.interviews) == len(corpus.witnesses) == 1
    (kept,), (witness,) = corpus.interviews, corpus.witnesses
    assert kept.words >= witness.words
    assert kept.witnesses == (witness.file,)
    (problem,) = [p for p in corpus.problems if "same interview" in p.message]
    assert problem.severity == "warning"
    assert kept.file in problem.message


def test_a_repeated_text_does_not_lose_its_last_lines(tmp_path: Path) -> None:
    """What two copies of one interview share is no margin: only other documents can tell that."""
    text = (FOLDER / "2020-12-29-rossiya-segodnya.txt").read_text("utf-8")
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    alone = next(i for i in INTERVIEWS if i.id.startswith("2020-12-29"))
    assert [i.blocks for i in corpus.interviews] == [alone.blocks]
    assert len(corpus.witnesses) == 2


def test_a_translation_of_the_same_day_is_a_witness() -> None:
    talk = INTERVIEWS[0]
    words = talk.text.replace("the ", "der die ").replace(" of ", " von den ").replace(" and ", " und ")
    translated = replace(_reread(words), id="de", language="de")
    assert [(t.fuller, t.witness) for t in twins([talk, translated])] in (
        [(talk.id, "de")],
        [("de", talk.id)],
    )


def _reread(text: str) -> Interview:
    from timeline.reading.document import Document
    from timeline.reading.recovering import recover

    return recover(Document("2019-09-04", "x.txt", "", text))


def test_statements_that_repeat_from_meeting_to_meeting_stay_apart(tmp_path: Path) -> None:
    """A central bank changes a few words of its statement; these are what the tool is for."""
    words = (
        "The Committee decided to keep the target range for the federal funds rate at {}. It expects to keep it there "
    )
    words += "until it is confident that the economy has weathered recent events, and is on track to reach its goals. "
    words += "The Committee will go on to monitor what incoming information says about the outlook, {} included."
    for day, rate, what in (("March 3, 2020", "1 percent", "health"), ("March 15, 2020", "0 percent", "trade")):
        text = f"Federal Reserve issues FOMC statement\n\n{day}\n\n{words.format(rate, what)}\n"
        (tmp_path / f"{what}.txt").write_text(text, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert [i.id for i in corpus.interviews] == ["health", "trade"]


def test_a_repost_some_days_later_is_a_witness(tmp_path: Path) -> None:
    text = (FOLDER / "2020-12-29-rossiya-segodnya.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text.replace(", December 29, 2020", "\n\n3 January 2021"), "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert len(corpus.interviews) == len(corpus.witnesses) == 1
    assert any("not 20" in p.message for p in corpus.problems)


def test_footers_that_repeat_over_documents_are_margins(tmp_path: Path) -> None:
    footer = "The Office of the Minister serves the people of the country and its partners abroad.\n"
    for n, word in enumerate(["treaty", "market", "summit"], start=1):
        talk = f"The {word} is a great chance. The {word} has been long in the making, and it has many friends."
        text = f"Speech by Minister Ann Lee, Oslo, May {n}, 2020\n\nI say this: we need it.\n\n{talk}\n\n{footer}"
        (tmp_path / f"{word}.txt").write_text(text, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert len(corpus.interviews) == 3
    assert all(i.text[i.start : i.end].endswith("many friends.") for i in corpus.interviews)


def test_the_corpus_settles_an_order_of_figures(tmp_path: Path) -> None:
    for name, day in (("a", "25/07/2020"), ("b", "01/10/2012")):
        text = f"Speech by Minister Ann Lee\n\nOslo, {day}\n\nI say this about the {name}: we need it, all of us.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert [i.date.isoformat() for i in read_corpus([tmp_path], today=TODAY).interviews] == ["2012-10-01", "2020-07-25"]
    assert read_corpus([tmp_path / "b.txt"], today=TODAY).interviews == ()
