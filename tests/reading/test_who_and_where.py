"""Small cases that no trap page holds: with whom a talk was, and who asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from timeline.reading import read_corpus
from timeline.reading.headline import read_title


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Foreign Minister Ann Lee in conversation with Radio One, May 3, 2020", "Radio One"),
        ("Press conference by Trade Commissioner Ann Lee on the framework agreement with Japan, 28 July 2025", ""),
        ("Foreign Minister Ann Lee’s remarks on relations with Japan, Tokyo, May 3, 2020", ""),
        ("Remarks by Trade Commissioner Ann Lee at the signing of the agreement with the Andes, 9 May 2025", ""),
        ("Exchange of views of Trade Commissioner Ann Lee with the Committee on Trade (verbatim record), 6 May 2025",
         "Committee on Trade"),
        ("Interview des Außenministers Max Lee mit der Bild-Zeitung, 3. Mai 2020", "Bild-Zeitung"),
        ("Außenminister Max Lee zum Abkommen mit Japan, 3. Mai 2020", ""),
    ],
)  # fmt: skip
def test_with_whom_a_talk_was(title: str, outlet: str) -> None:
    assert read_title(0, title, ["lee"]).outlet == outlet


def test_an_outlet_that_asks_under_its_masthead_is_the_outlet(tmp_path: Path) -> None:
    talk = "THE MERIDIAN: Is the deal holding?\n\nLEE: It is.\n\nTHE MERIDIAN: For long?\n\nLEE: We shall see.\n"
    (tmp_path / "a.txt").write_text(f"The Meridian\n\nTrade Minister Ann Lee on the deal, 20 November 2025\n\n{talk}")
    (interview,) = read_corpus([tmp_path], today=date(2026, 1, 1)).interviews
    assert interview.outlet == "The Meridian"
    assert [t.role for t in interview.turns] == ["question", "answer"] * 2


def test_members_ask_also_without_a_question_mark_and_the_chair_has_the_last_word(tmp_path: Path) -> None:
    turns = [
        ("MEMBER Pauline Roux", "Commissioner, is the offer dead?"),
        ("Commissioner Lee", "It is not dead. It lies on the table."),
        ("MEMBER Kurt Adler", "You keep a bazooka in the cupboard and never open the cupboard."),
        ("Commissioner Lee", "All instruments stay on the table."),
        ("MEMBER Ivo Brandt", "Can you assure us that farmers are safe?"),
        ("Commissioner Lee", "The quota is small."),
        ("CHAIRMAN", "Thank you. We meet again in June."),
    ]
    talk = "\n\n".join(f"{who}: {words}" for who, words in turns)
    title = "Exchange of views of Commissioner Ann Lee with the Committee on Trade, 6 May 2025"
    (tmp_path / "a.txt").write_text(f"{title}\n\n{talk}\n")
    (interview,) = read_corpus([tmp_path], today=date(2026, 1, 1)).interviews
    assert [t.role for t in interview.turns] == ["question", "answer"] * 3 + ["answer"]
    assert [t.speaker for t in interview.turns][-2:] == ["Ann Lee", "CHAIRMAN"]
