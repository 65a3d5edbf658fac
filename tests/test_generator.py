"""The generator's truth must be true, or nothing measured with it is."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.generator import generate, write


def test_the_truth_holds_for_every_document() -> None:
    for _, text, truth in generate(12, seed=3):
        lines = text.split("\n")
        assert len(text) > 20_000
        for turn in truth["turns"]:
            assert lines[turn["first"] - 1].strip()
            assert lines[turn["last"] - 1].strip()
        for one, other in pairwise(truth["turns"]):
            assert one["last"] < other["first"]
        for s in truth["statements"]:
            said = text[s["start"] : s["end"]]
            assert "\n" not in said
            assert text.count("\n", 0, s["start"]) + 1 == s["line"]
            assert text[s["claim_start"] : s["claim_end"]] in said
            turn = truth["turns"][s["turn"] - 1]
            assert turn["role"] == "answer"
            assert turn["first"] <= s["line"] <= turn["last"]
        when = date.fromisoformat(truth["date"])
        assert f"{when:%B}" in text
        assert str(when.year) in text


def test_a_corpus_is_the_same_twice_and_differs_by_seed(tmp_path: Path) -> None:
    one, two, other = (write(tmp_path / n, 4, seed, 4_000) for n, seed in (("a", 1), ("b", 1), ("c", 2)))
    contents = [sorted((p.name, p.read_bytes()) for p in out.rglob("*") if p.is_file()) for out in (one, two, other)]
    assert contents[0] == contents[1]
    assert contents[0] != contents[2]


def test_shifts_are_those_of_the_plan(tmp_path: Path) -> None:
    out = write(tmp_path, 150, 1, 2_500)
    truth = json.loads((out / "truth.json").read_text("utf-8"))
    steps = sum(len(p["wordings"]) - 1 for t in truth["themes"].values() for p in t["positions"])
    assert len(truth["shifts"]) == steps
    assert {p.stem for p in (out / "themes").glob("*.toml")} == set(truth["themes"])
    for book in (out / "themes").glob("*.toml"):
        assert tomllib.loads(book.read_text("utf-8"))["positions"]


def test_texts_are_no_copies_of_each_other() -> None:
    """Two documents share few runs of five words; the vocabulary goes on growing."""
    runs = []
    seen: set[str] = set()
    sizes = []
    for _, text, _ in generate(10, seed=5):
        words = text.split()
        runs.append({tuple(words[n : n + 5]) for n in range(len(words) - 5)})
        seen.update(words)
        sizes.append(len(seen))
    assert all(len(a & b) < 0.05 * len(a) for a, b in pairwise(runs))
    assert sizes[-1] > 1.3 * sizes[4]
