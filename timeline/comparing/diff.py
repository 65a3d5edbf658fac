"""The word diff: from one wording to another, in whole words.

diff-match-patch (https://github.com/google/diff-match-patch) on tokens instead of characters: each distinct token
becomes one code point, the mapped texts are compared, the result is mapped back. Its search for the shortest edit,
Myers' O(ND) in Python, gives way to a bit-parallel longest common subsequence that looks at words first and at the
signs between them second, so that no space outvotes a word. No clock is asked: the result is the same on every
machine. Texts too long for one matrix are first cut where they are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from diff_match_patch import diff_match_patch

from timeline.comparing.subsequence import Block, fits, matches, stretches
from timeline.comparing.tokens import Alphabet, tokens
from timeline.models import Diff, Edit, EditOp, Span

REWORDING = 0.3
"""Below this similarity a word diff is not read as one. Chosen in tests/comparing/test_rewording.py."""

_OPS: dict[int, EditOp] = {0: "equal", -1: "delete", 1: "insert"}
_BLOCK_SHARE = 0.1
"""More shared words than this are never shown as one block deleted and one inserted (issue 8)."""

Steps = list[tuple[int, str]]
"""diff-match-patch's own form: -1 delete, 0 equal, 1 insert, each with its text."""


class _WordDiff(diff_match_patch):  # type: ignore[misc]  # comes without types
    """diff-match-patch over an alphabet of words."""

    def __init__(self, alphabet: Alphabet, *, long: bool) -> None:
        """With `long`, one matrix does not hold the words of both texts."""
        super().__init__()
        self.Diff_Timeout = 0  # a limit that is hit gives a bad diff in silence, and another one tomorrow
        self.layers = alphabet.words, alphabet.marks
        self._long = long

    def diff_bisect(self, text1: str, text2: str, deadline: float) -> Steps:
        """Return the steps that keep the most words, and between those the most of the other signs."""
        cut = self._long and not fits(len(text1), len(text2))
        return _around(text1, text2, stretches(text1, text2) if cut else (), self.layers)


def _around(text1: str, text2: str, blocks: Iterable[Block], layers: Sequence[set[str]]) -> Steps:
    """Return the steps that keep the blocks, and of what lies between them what `_steps` keeps."""
    steps: Steps = []
    same = ""
    i = j = 0
    for block in chain(blocks, [Block(len(text1), len(text2), 0)]):
        gap1, gap2 = text1[i : block.old], text2[j : block.new]
        here = text1[block.old : block.old + block.size]
        i, j = block.old + block.size, block.new + block.size
        if gap1 == gap2:
            same += gap1 + here
            continue
        steps.extend([(0, same)] if same else [])
        steps.extend(_steps(gap1, gap2, layers))
        same = here
    return [*steps, (0, same)] if same else steps


def _steps(text1: str, text2: str, layers: Sequence[set[str]]) -> Steps:
    """Return the steps that keep the most signs of the first layer, and in what lies between, of the next.

    What is in no layer, a space, is kept where its neighbours are; `diff_cleanupMerge` finds more at the ends.
    """
    both = set(text1).intersection(text2) if text1 and text2 else set()
    while layers and both.isdisjoint(layers[0]):
        layers = layers[1:]
    if not layers:
        return [step for step in ((-1, text1), (1, text2)) if step[1]]
    return _around(text1, text2, _kept(text1, text2, layers[0]), layers[1:])


def _kept(text1: str, text2: str, layer: set[str]) -> Iterator[Block]:
    """Yield blocks that hold the longest common subsequence of the signs in `layer`, with what lies within."""
    at1, at2 = ([i for i, c in enumerate(t) if c in layer] for t in (text1, text2))
    for i, j, size in matches("".join([text1[i] for i in at1]), "".join([text2[j] for j in at2])):
        run1, run2 = at1[i : i + size], at2[j : j + size]
        if text1[run1[0] : run1[-1] + 1] == text2[run2[0] : run2[-1] + 1]:
            yield Block(run1[0], run2[0], run1[-1] + 1 - run1[0])
        else:
            yield from (Block(x, y, 1) for x, y in zip(run1, run2, strict=True))


def word_diff(old: str, new: str) -> Diff:
    """Return the difference between two wordings, in whole words; keep + delete is `old`, keep + insert is `new`.

    Of the words that are kept as many as can be are found; then `diff_cleanupSemantic` gives up those that stand
    lost between longer edits. `similarity` counts before that. Where it is below `REWORDING`, the diff
    says so. The diff of `new` and `old` is the same, read backwards.

    >>> [p for p in word_diff("We may act.", "We must act.").pieces()]
    [('equal', 'We '), ('delete', 'may'), ('insert', 'must'), ('equal', ' act.')]
    """
    turned = old > new  # taken one way only, so that the way back is the same way
    alphabet = Alphabet()
    signs1, signs2 = alphabet.spell(min(old, new)), alphabet.spell(max(old, new))
    words1, words2 = alphabet.count_words(signs1), alphabet.count_words(signs2)
    differ = _WordDiff(alphabet, long=not fits(words1, words2))
    raw: Steps = differ.diff_main(signs1, signs2, False)
    shared, total = words1 - _deleted(raw, alphabet), words1 + words2
    similarity = 2 * shared / total if total else float(old == new)
    steps = raw.copy()
    differ.diff_cleanupSemantic(steps)
    if similarity > _BLOCK_SHARE and _deleted(steps, alphabet) == words1:
        steps = raw
    edits = tuple(_edits(_turned(steps) if turned else steps, alphabet))
    return Diff(old, new, edits, round(similarity, 4), rewording=similarity < REWORDING and bool(old and new))


@lru_cache(maxsize=1_024)  # of sentences: 5 MB
def quote_diff(old: str, new: str) -> Diff:
    """Return `word_diff` of two quotes; kept, as they meet in several positions and where phrases are tracked."""
    return word_diff(old, new)


class Similarity:
    """The similarity of `word_diff` alone, between wordings that are compared again and again: each is cut into words
    once, and the steps from one to another are not looked for.

    >>> Similarity()("We may act.", "We must act.") == word_diff("We may act.", "We must act.").similarity
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: dict[str, list[int]] = {}

    def __call__(self, old: str, new: str) -> float:
        """Return the share of the words that both have: 2 x shared / (old + new words), 0 to 1."""
        from rapidfuzz.distance import LCSseq

        words1, words2 = self._of(old), self._of(new)
        if not fits(len(words1), len(words2)):  # there the diff cuts at anchors
            return word_diff(old, new).similarity
        total = len(words1) + len(words2)
        return round(2 * LCSseq.similarity(words1, words2) / total, 4) if total else float(old == new)

    def _of(self, text: str) -> list[int]:
        if text not in self._words:
            words = (part for part in tokens(text) if any(map(str.isalnum, part)))
            self._words[text] = [self._numbers.setdefault(word, len(self._numbers)) for word in words]
        return self._words[text]


def _turned(steps: Steps) -> Steps:
    """Return the way back: what was deleted is inserted, deletions first where both meet."""
    back: Steps = []
    for op, signs in steps:
        back.append((-op, signs))
        if op == 1 and len(back) > 1 and back[-2][0] == 1:
            back[-2:] = back[-1], back[-2]
    return back


def _deleted(steps: Steps, alphabet: Alphabet) -> int:
    """Return how many words of the first text the steps do not keep."""
    return alphabet.count_words("".join([signs for op, signs in steps if op < 0]))


def _edits(steps: Steps, alphabet: Alphabet) -> Iterator[Edit]:
    """Yield the steps as spans of the old and the new text."""
    i = j = 0
    for (op, _), length in zip(steps, alphabet.lengths([signs for _, signs in steps]), strict=True):
        k, m = i + (op <= 0 and length), j + (op >= 0 and length)
        yield Edit(_OPS[op], Span(i, k), Span(j, m))
        i, j = k, m
