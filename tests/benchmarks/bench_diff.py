"""The word diff beside its peers, on five kinds of pairs, in one run: time, and how good the diff is.

`uv run python -m tests.benchmarks.bench_diff`. Texts are the interviews of data/interviews, or made of them from a
fixed seed; to edit a word is to replace it, to drop it, or to add one, each as often. git is a whole process, as nobody
has it otherwise.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import LCSseq

from tests.benchmarks.measuring import ROOT, Goal, Table, processor_time, publish
from timeline.comparing.diff import word_diff
from timeline.comparing.tokens import Alphabet, tokens
from timeline.text import sentences

NEAR = "near-identical statements"
OURS = "timeline"
LENGTHS = (1_000, 3_000, 6_000, 12_000)
SHARES = (0.02, 0.05, 0.1, 0.15)
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
    OURS: ours,
    "diff-match-patch as it comes": plain,
    "diff-match-patch on words": on_words,
    "difflib on words": by_difflib,
    "redlines": by_redlines,
    "git word diff (process)": by_git,
    "floor: rapidfuzz LCS": floor,
}


def kinds(rounds: int) -> dict[str, list[tuple[str, str]]]:
    """Return pairs of texts by kind; seeded.

    The near-identical ones are as long and as much edited as makes diff-match-patch work as hard on them as issue 8
    found (148 ms, 41 % of its edits inside words); `sweep` shows how it is otherwise. The 1 MB is made of the
    interviews' words, each drawn from those that follow the last one there: it has its words as often as speech has
    them, and no sentence twice.
    """
    draw = random.Random(7)
    texts = [p.read_text(encoding="utf-8-sig") for p in sorted((ROOT / "data" / "interviews").glob("*.txt"))]
    said = [[s.of(t) for s in sentences(t) if len(s.of(t)) > 60] for t in texts]
    lines = [line for each in said for line in each]
    answers = [(" ".join(draw.sample(lines, 10)), " ".join(draw.sample(lines, 10))) for _ in range(rounds)]
    long = [" ".join(draw.sample(lines, len(lines)))[:50_000] for _ in range(rounds)]
    huge = rambling(" ".join(texts).split(), 1_000_000, draw)
    return {
        NEAR: [(t, edited(t, 1 / 7, draw)) for t in (passage(said, 6_000, draw) for _ in range(rounds))],
        "answers that share little": answers,
        "50 kB, 5 % edited": [(t, edited(t, 0.05, draw)) for t in long],
        "whole interviews": list(pairwise(texts))[:rounds],
        "1 MB, 2 % edited": [(huge, edited(huge, 0.02, draw))],
    }


def passage(said: Sequence[Sequence[str]], length: int, draw: random.Random) -> str:
    """Return consecutive sentences of one interview, at least so many characters of them."""
    chosen = draw.choice(said)
    start, text = draw.randrange(len(chosen)), ""
    for n in range(len(chosen)):
        if len(text) >= length:
            break
        text += (" " if text else "") + chosen[(start + n) % len(chosen)]
    return text


def rambling(spoken: Sequence[str], length: int, draw: random.Random) -> str:
    """Return so many characters of words, each one that follows the last somewhere in what was spoken."""
    follow: dict[str, list[str]] = {}
    for word, then in pairwise(spoken):
        follow.setdefault(word, []).append(then)
    made, size = [spoken[0]], len(spoken[0])
    while size < length:
        made.append(draw.choice(follow.get(made[-1], spoken)))
        size += 1 + len(made[-1])
    return " ".join(made)[:length]


def edited(text: str, share: float, draw: random.Random) -> str:
    """Return the text with that share of its words replaced, dropped or doubled."""
    parts = text.split(" ")
    vocabulary = parts.copy()
    for n in range(len(parts)):
        if draw.random() < share:
            parts[n] = draw.choice(["", draw.choice(vocabulary), f"{parts[n]} {draw.choice(vocabulary)}"])
    return re.sub(" +", " ", " ".join(parts))


@cache
def best(old: str, new: str) -> int:
    """Return how many words the shortest edit changes, by patience where one matrix is too large."""
    a, b = words(old), words(new)
    if len(a) * len(b) < 2**31:
        alphabet = Alphabet()
        return len(a) + len(b) - 2 * int(LCSseq.similarity(alphabet.encode(a), alphabet.encode(b)))
    from timeline.comparing import subsequence

    kept = subsequence._ANCHORS
    alphabet = Alphabet()
    try:
        subsequence._ANCHORS = ()  # type: ignore[assignment]  # halved exactly (Hirschberg), not cut at anchors
        return len(a) + len(b) - 2 * sum(m.size for m in subsequence.matches(alphabet.encode(a), alphabet.encode(b)))
    finally:
        subsequence._ANCHORS = kept


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


def measure(rounds: int) -> Iterator[Table]:
    """Yield a table of times, one of how good the diffs are, and one of what decides the first kind's."""
    made = kinds(rounds)
    seconds: dict[tuple[str, str], float] = {}
    quality: dict[tuple[str, str], Quality] = {}
    for kind, pairs in made.items():
        for name, peer in PEERS.items():  # in turn: others who use the machine come and go
            if not skipped(name, kind):
                spent, steps = zip(*(timed(peer, old, new) for old, new in pairs), strict=True)
                seconds[name, kind] = median(spent)
                quality[name, kind] = quality_of(name, pairs, steps)
    yield table_of_times(seconds, list(made))
    yield table_of_quality(quality, list(made))
    yield sweep(rounds)


def table_of_times(seconds: Mapping[tuple[str, str], float], names: Sequence[str]) -> Table:
    """Return the times, and what is wanted of them."""
    table = Table(
        "Word diff: time", ["", *names],
        note="Median processor time a pair, of git's process too; in brackets, times ours. diff-match-patch as it "
        "comes gives up after a second of the clock.",
    )  # fmt: skip
    for name in PEERS:
        spent = [(seconds.get((name, kind)), seconds[OURS, kind]) for kind in names]
        table.rows.append([name, *(f"{1000 * s:.1f} ms ({s / ours:.1f}x)" if s else "–" for s, ours in spent)])

    def times(peer: str, kind: str) -> float:
        return seconds[peer, kind] / seconds[OURS, kind]

    plainly, near, edited_50, whole, huge = "diff-match-patch as it comes", *(n for n in names if n != names[1])
    table.goals = [
        Goal.above(f"times faster than {plainly}, {near}", times(plainly, near), 25),
        Goal.above(f"times faster than {plainly}, {edited_50}", times(plainly, edited_50), 10),
        Goal.below(f"times redlines, {whole}", 1 / times("redlines", whole), 1),
        Goal.below(f"times git, {huge}", 1 / times("git word diff (process)", huge), 2),
    ]
    return table


def table_of_quality(quality: Mapping[tuple[str, str], Quality], names: Sequence[str]) -> Table:
    """Return how much is changed, and what is wanted of ours."""
    table = Table(
        "Word diff: changed words as a multiple of the optimum", ["", *names],
        note="Ours before semantic clean-up, which gives up words on purpose. c: words cut; B: one block for another "
        "where a tenth is shared.",
    )  # fmt: skip
    for name in PEERS:
        if not name.startswith("floor"):
            found = [quality.get((name, kind)) for kind in names]
            table.rows.append([name, *(q.told() if q else "–" for q in found)])
    ours = [quality[OURS, kind] for kind in names]
    table.goals = [
        Goal.below("changed words, times the optimum, on all kinds", max(q.ratio for q in ours), 1.02),
        Goal.below("words cut, on all kinds", sum(q.cuts for q in ours), 0, ""),
        Goal.below("pairs of one block for another", sum(q.block for q in ours), 0, ""),
    ]
    return table


def sweep(rounds: int) -> Table:
    """Return how ours and plain diff-match-patch do as a passage grows and more of it is edited."""
    draw = random.Random(11)
    texts = [p.read_text(encoding="utf-8-sig") for p in sorted((ROOT / "data" / "interviews").glob("*.txt"))]
    said = [[s.of(t) for s in sentences(t) if len(s.of(t)) > 60] for t in texts]
    table = Table(
        "Word diff: plain diff-match-patch beside ours, by length and share of words edited",
        ["characters", *(f"{share:.0%} edited" for share in SHARES)],
        note="Its time grows with the square of what differs, ours with the length. Issue 8 measured it at 148 ms a "
        "pair, with 41 % of its edits inside words: passages of some 6,000 characters, a word in seven edited. Short "
        "ones with few edits cost it so little that nothing can be 25 times faster, nor needs to be.",
    )
    for length in LENGTHS:
        row = []
        for share in SHARES:
            pairs = [(t, edited(t, share, draw)) for t in (passage(said, length, draw) for _ in range(rounds))]
            theirs, mine = (median(timed(peer, *pair)[0] for pair in pairs) for peer in (plain, ours))
            row.append(f"{1000 * theirs:.1f} : {1000 * mine:.1f} ms = {theirs / mine:.0f}x")
        table.rows.append([f"{length:,}", *row])
    return table


def skipped(name: str, kind: str) -> bool:
    """Tell whether a peer would take minutes or gigabytes."""
    return kind.startswith("1 MB") and name in ("difflib on words", "redlines", "floor: rapidfuzz LCS")


_ENOUGH = 0.5
"""Seconds of trials after which the least of them is believed: three of the 1 MB, fifteen of what takes some ms."""


def timed(peer: Callable[[str, str], Steps], old: str, new: str) -> tuple[float, Steps]:
    """Return processor time, of git's process too, and the steps; of up to fifteen times the least."""
    spent: list[float] = []
    while sum(spent) < _ENOUGH and len(spent) < 15:
        before = processor_time()
        steps = peer(old, new)
        spent.append(processor_time() - before)
    return max(min(spent), 0.000_1), steps


class Quality(NamedTuple):
    """How much more is changed than need be, and what is wrong besides."""

    ratio: float
    cuts: int
    block: bool

    def told(self) -> str:
        return f"{self.ratio:.3f}" + (" c" if self.cuts else "") + (" B" if self.block else "")


def quality_of(name: str, pairs: Sequence[tuple[str, str]], found: Sequence[Steps]) -> Quality:
    ratios, cuts, blocks = [], 0, False
    for (old, new), steps in zip(pairs, found, strict=True):
        total = len(words(old)) + len(words(new))
        mine = round((1 - word_diff(old, new).similarity) * total) if name == OURS else changed(steps)
        ratios.append(mine / max(1, best(old, new)))
        if name.startswith((OURS, "diff-match-patch")):  # the others hand on no spaces, or no kept words
            blocks |= one_block(steps, old, new)
            cuts += cut_words(steps, old)
    return Quality(median(ratios), cuts, blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help="pairs of each kind")
    publish(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
