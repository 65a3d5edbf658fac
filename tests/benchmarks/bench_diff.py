"""The word diff beside its peers, on five kinds of pairs, in one run: time, and how good the diff is.

`uv run python -m tests.benchmarks.bench_diff`. Texts are made from a fixed seed, or are the interviews of
data/interviews. Each time is the median of some runs; git is a whole process, as nobody has it otherwise.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import LCSseq

from tests.benchmarks.measuring import ROOT, Table
from timeline.comparing.diff import Alphabet, tokens, word_diff
from timeline.text import sentences

SLOW = 20.0
"""Seconds after which a peer is left out of the larger kinds."""
Steps = list[tuple[int, str]]
Words = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Return the words of a text, as all are counted."""
    return [t for t in tokens(text) if any(map(str.isalnum, t))]


def ours(old: str, new: str) -> Steps:
    code = {"equal": 0, "delete": -1, "insert": 1}
    return [(code[op], text) for op, text in word_diff(old, new).pieces()]


def plain(old: str, new: str) -> Steps:
    """Return the diff of diff-match-patch as it comes: on characters, one second at most."""
    return diff_match_patch().diff_main(old, new)  # type: ignore[no-any-return]


def on_words(old: str, new: str) -> Steps:
    """Return the diff of diff-match-patch on mapped words, one second at most."""
    alphabet = Alphabet()
    signs = alphabet.encode(tokens(old)), alphabet.encode(tokens(new))
    return [(op, alphabet.decode(text)) for op, text in diff_match_patch().diff_main(*signs, False)]


def by_difflib(old: str, new: str) -> Steps:
    a, b = words(old), words(new)
    steps: Steps = []
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b).get_opcodes():
        if op == "equal":
            steps.append((0, " ".join(a[i1:i2])))
        else:
            steps += [(-1, " ".join(a[i1:i2])), (1, " ".join(b[j1:j2]))]
    return steps


def by_redlines(old: str, new: str) -> Steps:
    """Return the diff of redlines: difflib on its own tokens, with its paragraph marks taken out again."""
    from redlines import Redlines

    code = {"equal": (0,), "delete": (-1,), "insert": (1,), "replace": (-1, 1)}
    steps: Steps = []
    for made in Redlines(old, new).redlines:
        texts = {0: made.source_text or "", -1: made.source_text or "", 1: made.test_text or ""}
        steps += [(op, texts[op]) for op in code[made.operation]]
    return steps


def by_git(old: str, new: str) -> Steps:
    """Return git's word diff; its porcelain gives a line a step."""
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a"), Path(folder, "b")
        a.write_text(old)
        b.write_text(new)
        args = ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain", "-U1000000", str(a), str(b)]
        shown = subprocess.run(args, capture_output=True, text=True, check=False).stdout
    code = {" ": 0, "-": -1, "+": 1}
    return [(code[line[0]], line[1:] + " ") for line in shown.split("\n")[5:] if line and line[0] in code]


def floor(old: str, new: str) -> Steps:
    """Return nothing but the time of a longest common subsequence on the same words (bit-parallel, rapidfuzz)."""
    alphabet = Alphabet()
    LCSseq.editops(alphabet.encode(words(old)), alphabet.encode(words(new)))
    return []


PEERS: dict[str, Callable[[str, str], Steps]] = {
    "timeline": ours,
    "diff-match-patch as it comes": plain,
    "diff-match-patch on words": on_words,
    "difflib on words": by_difflib,
    "redlines": by_redlines,
    "git word diff (process)": by_git,
    "floor: rapidfuzz LCS": floor,
}


def kinds(rounds: int) -> dict[str, list[tuple[str, str]]]:
    """Return pairs of texts by kind; seeded."""
    draw = random.Random(7)
    texts = [p.read_text(encoding="utf-8-sig") for p in sorted((ROOT / "data" / "interviews").glob("*.txt"))]
    lines = [s.of(t) for t in texts for s in sentences(t) if len(s.of(t)) > 60]
    statements = [" ".join(draw.sample(lines, 18)) for _ in range(rounds)]
    answers = [(" ".join(draw.sample(lines, 10)), " ".join(draw.sample(lines, 10))) for _ in range(rounds)]
    long = [" ".join(draw.sample(lines, len(lines)))[:50_000] for _ in range(rounds)]
    vocabulary = sorted({w for t in texts for w in words(t)})
    huge = " ".join(draw.choices(vocabulary, k=150_000))[:1_000_000]
    return {
        "near-identical statements": [(t, edited(t, 0.03, draw)) for t in statements],
        "answers that share little": answers,
        "50 kB, 5 % edited": [(t, edited(t, 0.05, draw)) for t in long],
        "whole interviews": list(pairwise(texts))[:rounds],
        "1 MB, 2 % edited": [(huge, edited(huge, 0.02, draw))],
    }


def edited(text: str, share: float, draw: random.Random) -> str:
    """Return the text with that share of its words replaced, dropped or doubled."""
    parts = text.split(" ")
    vocabulary = parts.copy()
    for n in range(len(parts)):
        if draw.random() < share:
            parts[n] = draw.choice(["", draw.choice(vocabulary), f"{parts[n]} {draw.choice(vocabulary)}"])
    return re.sub(" +", " ", " ".join(parts))


def best(old: str, new: str) -> int:
    """Return how many words the shortest edit changes, by patience where one matrix is too large."""
    a, b = words(old), words(new)
    if len(a) * len(b) < 2**31:
        alphabet = Alphabet()
        return len(a) + len(b) - 2 * int(LCSseq.similarity(alphabet.encode(a), alphabet.encode(b)))
    from timeline.comparing import diff

    kept, size = diff._ANCHORS, diff._ONE_MATRIX
    try:
        diff._ANCHORS = ()  # type: ignore[assignment]  # halved exactly (Hirschberg), not cut at anchors
        return len(a) + len(b) - round(word_diff(old, new).similarity * (len(a) + len(b)))
    finally:
        diff._ANCHORS, diff._ONE_MATRIX = kept, size


def changed(steps: Steps) -> int:
    return sum(len(words(text)) for op, text in steps if op)


def one_block(steps: Steps, old: str, new: str) -> bool:
    """Tell whether all is deleted and inserted though more than a tenth of the words are shared."""
    total = len(words(old)) + len(words(new))
    shared = total - best(old, new)
    return shared > 0.1 * total and not any(op == 0 and words(text) for op, text in steps)


def cut_words(steps: Steps, old: str) -> int:
    """Return how many steps begin inside a word of the old text."""
    edges, at = {0}, 0
    for token in tokens(old):
        at += len(token)
        edges.add(at)
    at = cuts = 0
    for op, text in steps:
        if op <= 0:
            at += len(text)
        cuts += at not in edges
    return cuts


def measure(rounds: int) -> list[Table]:
    speed = Table("Word diff: time", ["", *kinds(1)], note="Median per pair; in brackets, times ours.")
    good = Table(
        "Word diff: changed words as a multiple of the optimum", ["", *kinds(1)],
        note="Ours before semantic clean-up, which gives up words on purpose. c: words cut; B: one block for another "
        "where a tenth is shared.",
    )  # fmt: skip
    made = kinds(rounds)
    base: dict[str, float] = {}
    for name, peer in PEERS.items():
        times, quality = [name], [name]
        for kind, pairs in made.items():
            if skipped(name, kind):
                times.append("–")
                quality.append("–")
                continue
            seconds, steps = zip(*(timed(peer, old, new) for old, new in pairs), strict=True)
            base.setdefault(kind, median(seconds))
            times.append(f"{1000 * median(seconds):.1f} ms ({median(seconds) / base[kind]:.1f}x)")
            quality.append(quality_of(name, pairs, steps))
        speed.rows.append(times)
        if not name.startswith("floor"):
            good.rows.append(quality)
    return [speed, good]


def skipped(name: str, kind: str) -> bool:
    """Tell whether a peer would take minutes or gigabytes."""
    return kind.startswith("1 MB") and name in ("difflib on words", "redlines", "floor: rapidfuzz LCS")


def timed(peer: Callable[[str, str], Steps], old: str, new: str) -> tuple[float, Steps]:
    start = time.perf_counter()
    steps = peer(old, new)
    return time.perf_counter() - start, steps


def quality_of(name: str, pairs: Sequence[tuple[str, str]], found: Sequence[Steps]) -> str:
    """Return how much more is changed than need be, and what is wrong besides."""
    ratios, cuts, blocks = [], 0, False
    for (old, new), steps in zip(pairs, found, strict=True):
        total = len(words(old)) + len(words(new))
        mine = round((1 - word_diff(old, new).similarity) * total) if name == "timeline" else changed(steps)
        ratios.append(mine / max(1, best(old, new)))
        if name.startswith(("timeline", "diff-match-patch")):  # the others hand on no spaces, or no kept words
            blocks |= one_block(steps, old, new)
            cuts += cut_words(steps, old)
    return f"{median(ratios):.3f}" + (" c" if cuts else "") + (" B" if blocks else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="pairs of each kind")
    for table in measure(parser.parse_args().rounds):
        print(table.markdown(), flush=True)


if __name__ == "__main__":
    main()
