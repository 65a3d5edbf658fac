"""The word diff: from one wording to another, in whole words.

diff-match-patch (https://github.com/google/diff-match-patch) on tokens instead of characters: each distinct token
becomes one code point, the mapped texts are compared, the result is mapped back. Its search for the shortest edit,
Myers' O(ND) in Python, gives way to a bit-parallel longest common subsequence (Hyyrö 2004, through rapidfuzz) that
looks at words first and at the signs between them second, so that no space outvotes a word. No clock is asked: the
result is the same on every machine. Texts too long for one matrix are first cut at anchors.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from diff_match_patch import diff_match_patch

from timeline.models import Diff, Edit, EditOp, Span

REWORDING = 0.3
"""Below this similarity a word diff is not read as one. Chosen in tests/comparing/test_rewording.py."""

_OPS: dict[int, EditOp] = {0: "equal", -1: "delete", 1: "insert"}
_BLOCK_SHARE = 0.1
"""More shared words than this are never shown as one block deleted and one inserted (issue 8)."""
_ONE_MATRIX = 2**28
"""Cells of the largest matrix that is held at once: one bit each, 32 MB, both texts some 16,000 words long."""
_ANCHORS = ((12, 1, 16), (12, 100, 16), (3, 1, 1))
"""Words in an anchor, how often it may stand in a text, and at which share of the words one may begin; the next where
one leaves too much. Long ones first: where one word in fifty changed, four in five of them stay whole, and they are
never the same by chance. One in sixteen is plenty, and takes a tenth of the time. See bench_diff.py."""

_APART = 500
"""Words between two cuts, at least: fewer cuts than anchors, as a matrix of that size costs next to nothing."""

# Scripts without spaces between words: each letter is a token of its own.
_UNSPACED = "\u0e01-\u0e2e\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = "{word}(?:['’.,‐‑-]{word})*|\\s+|."
# Latin letters and common signs: none of them is a mark, a joiner or unspaced, and most texts hold nothing else.
_BEYOND = re.compile("[^\u0000-\u00ac\u00ae-\u02ff\u2010-\u205f]")
_PLAIN = re.compile(_PIECE.format(word=r"\w+"), re.DOTALL)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the plain pattern of a token cannot do, and the pattern that can.

    Marks and invisible joiners belong to the word they stand in, but not to Python's `\\w`.
    """
    marks = "".join(c for c in map(chr, range(0x300, 0xFE30)) if unicodedata.category(c)[0] == "M")
    glue = marks + "\u00ad\u200b-\u200d\u2060\ufeff"
    word = f"(?:[^\\W{_UNSPACED}][{glue}]*)+"
    single = f"[{_UNSPACED}][{glue}]*"
    return re.compile(f"[{glue}{_UNSPACED}]"), re.compile(f"{single}|{_PIECE.format(word=word)}", re.DOTALL)


def tokens(text: str) -> list[str]:
    """Return the tokens of `text`; joined they are the text again.

    >>> tokens("A rules-based  order?")
    ['A', ' ', 'rules-based', '  ', 'order', '?']
    """
    if not _BEYOND.search(text):
        return _PLAIN.findall(text)
    special, full = _patterns()
    return (full if special.search(text) else _PLAIN).findall(text)


class _Signs(dict[str, str]):
    """The sign of each token; a new token gets one when it is first looked up."""

    def __init__(self, add: Callable[[str], str]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, part: str) -> str:
        sign = self[part] = self._add(part)
        return sign


class Alphabet:
    """One code point for each distinct token, and the way back. Injective; never a surrogate.

    A single sign below the ideographs stands for itself, so that diff-match-patch still knows a space, a line break
    and the end of a sentence when it looks for the best place of an edit. Words become ideographs, syllables, and
    what lies above them: letters to it, 999,000 of them.
    """

    def __init__(self) -> None:
        self._free = chain(range(0x4E00, 0x9FFD), range(0xAC00, 0xD7A4), range(0x20000, 0x110000))
        self._sign = _Signs(self._add)
        self._token: dict[str, str] = {}

    def encode(self, parts: Iterable[str]) -> str:
        """Return the tokens as a text of one code point each. Raises OverflowError beyond 999,000 different ones."""
        return "".join(map(self._sign.__getitem__, parts))

    def _add(self, part: str) -> str:
        own = len(part) == 1 and part < "\u4e00" and not part.isalnum()
        code = ord(part) if own else next(self._free, None)
        if code is None:
            raise OverflowError("more different words than code points")
        sign = chr(code)
        self._token[sign] = part
        return sign

    def decode(self, signs: str) -> str:
        """Return the text that the signs stand for."""
        return "".join(map(self._token.__getitem__, signs))

    def length(self, signs: str) -> int:
        """Return how long the text is that the signs stand for."""
        return sum(map(len, map(self._token.__getitem__, signs)))

    def words(self) -> set[str]:
        """Return the signs that stand for a word or a number."""
        return {s for s, t in self._token.items() if any(map(str.isalnum, t))}

    def marks(self) -> set[str]:
        """Return the signs that stand for neither a word nor white space."""
        return {s for s, t in self._token.items() if not t.isspace() and not any(map(str.isalnum, t))}


Steps = list[tuple[int, str]]
"""diff-match-patch's own form: -1 delete, 0 equal, 1 insert, each with its text."""


class Block(NamedTuple):
    """The same tokens in both texts: where they begin, and how many they are."""

    old: int
    new: int
    size: int


class _WordDiff(diff_match_patch):  # type: ignore[misc]  # comes without types
    """diff-match-patch over an alphabet of words."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self.Diff_Timeout = 0  # a limit that is hit gives a bad diff in silence, and another one tomorrow
        self.layers = alphabet.words(), alphabet.marks()

    def diff_bisect(self, text1: str, text2: str, deadline: float) -> Steps:
        """Return the steps that keep the most words, and between those the most of the other signs."""
        return _steps(text1, text2, self.layers)


def _steps(text1: str, text2: str, layers: Sequence[set[str]]) -> Steps:
    """Return the steps that keep the most signs of the first layer, and in what lies between, of the next.

    What is in no layer, a space, is kept where its neighbours are; `diff_cleanupMerge` finds more at the ends.
    """
    if not (layers and text1 and text2):
        return [step for step in ((-1, text1), (1, text2)) if step[1]]
    steps: Steps = []
    same = ""
    i = j = 0
    for block in chain(_kept(text1, text2, layers[0]), [Block(len(text1), len(text2), 0)]):
        gap1, gap2 = text1[i : block.old], text2[j : block.new]
        here = text1[block.old : block.old + block.size]
        i, j = block.old + block.size, block.new + block.size
        if gap1 == gap2:
            same += gap1 + here
            continue
        steps.extend([(0, same)] if same else [])
        steps.extend(_steps(gap1, gap2, layers[1:]))
        same = here
    return [*steps, (0, same)] if same else steps


def _kept(text1: str, text2: str, layer: set[str]) -> Iterator[Block]:
    """Yield blocks that hold the longest common subsequence of the signs in `layer`, with what lies within."""
    at1, at2 = ([i for i, c in enumerate(t) if c in layer] for t in (text1, text2))
    for i, j, size in _matches("".join([text1[i] for i in at1]), "".join([text2[j] for j in at2])):
        run1, run2 = at1[i : i + size], at2[j : j + size]
        if text1[run1[0] : run1[-1] + 1] == text2[run2[0] : run2[-1] + 1]:
            yield Block(run1[0], run2[0], run1[-1] + 1 - run1[0])
        else:
            yield from (Block(x, y, 1) for x, y in zip(run1, run2, strict=True))


def _matches(old: str, new: str) -> Iterator[Block]:
    """Yield the blocks of a longest common subsequence, cut at anchors where the texts are long."""
    i = j = 0
    for anchor1, anchor2 in chain(_anchors(old, new), [(len(old), len(new))]):
        yield from (Block(i + b.old, j + b.new, b.size) for b in _exact(old[i:anchor1], new[j:anchor2]))
        i, j = anchor1, anchor2


def _exact(old: str, new: str) -> Iterator[Block]:
    """Yield the blocks of a longest common subsequence, in one matrix or, by halves, in as many as are needed."""
    from rapidfuzz.distance import LCSseq  # 48 ms to import

    if len(old) * len(new) <= _ONE_MATRIX or len(old) < 2:
        blocks = LCSseq.editops(old, new).as_matching_blocks()
        yield from (Block(b.a, b.b, b.size) for b in blocks if b.size)
        return
    half = len(old) // 2
    cut = _best_cut(old, new, half)
    yield from _exact(old[:half], new[:cut])
    yield from (Block(half + b.old, cut + b.new, b.size) for b in _exact(old[half:], new[cut:]))


def _best_cut(old: str, new: str, half: int) -> int:
    """Return where to cut `new` so that the halves of both texts share as much as the whole (Hirschberg 1975)."""
    before = _shared_by_prefix(old[:half], new)
    behind = _shared_by_prefix(old[half:][::-1], new[::-1])[::-1]
    return max(range(len(new) + 1), key=lambda cut: (before[cut] + behind[cut], -cut))


def _shared_by_prefix(old: str, new: str) -> list[int]:
    """Return the length of the longest common subsequence of `old` with each prefix of `new` (Hyyrö 2004).

    The bit vector is one Python integer as long as `new`: memory grows with the length, not with the matrix.
    """
    places: dict[str, int] = defaultdict(int)
    for i, sign in enumerate(new):
        places[sign] |= 1 << i
    full = (1 << len(new)) - 1
    vector = full
    for sign in old:
        if here := vector & places.get(sign, 0):
            vector = ((vector + here) | (vector - here)) & full
    bits = f"{vector:0{len(new)}b}"[::-1] if new else ""
    return [0, *accumulate(bit == "0" for bit in bits)]


def _anchors(old: str, new: str) -> list[tuple[int, int]]:
    """Return places where both texts may be cut, in order; none where one matrix holds both.

    An anchor is a run of words that stands as often in one text as in the other, the first paired with the first; of
    all of them, the longest series that rises in both is kept.
    """
    cuts: list[tuple[int, int]] = []
    for size, often, share in _ANCHORS:
        refined: list[tuple[int, int]] = []
        for (i, j), (k, m) in pairwise([(0, 0), *cuts, (len(old), len(new))]):
            if (k - i) * (m - j) > _ONE_MATRIX:
                pairs = _rising(sorted(_common_runs(old[i:k], new[j:m], size, often, share)))
                refined.extend((i + x, j + y) for x, y in _thinned(pairs))
            refined.append((k, m))
        cuts = refined[:-1]
    return cuts


def _thinned(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that lie `_APART` words or more behind the one before."""
    last = 0
    for i, j in pairs:
        if i - last >= _APART:
            yield i, j
            last = i


def _common_runs(old: str, new: str, size: int, often: int, share: int) -> Iterator[tuple[int, int]]:
    """Yield where the runs of `size` words begin that stand equally often in both texts, at most `often` times."""
    there = _places(new, size, share)
    for run, places in _places(old, size, share).items():
        if len(places) <= often and len(places) == len(there.get(run, ())):
            yield from zip(places, there[run], strict=True)


def _places(text: str, size: int, share: int) -> dict[str, list[int]]:
    """Return runs of `size` words of `text`, each with the places where it begins.

    Those that begin with one of every `share` different words: the same words in both texts, wherever they stand.
    """
    starts = {sign for sign in set(text) if ord(sign) % share == 0}
    places: dict[str, list[int]] = {}
    for i in [n for n, sign in enumerate(text) if sign in starts]:
        places.setdefault(text[i : i + size], []).append(i)
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs whose second members rise, the first ones being sorted.

    >>> _rising([(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)])
    [(1, 1), (2, 2), (4, 3)]
    """
    ends: list[int] = []  # the smallest last member of a series of each length
    best: list[int] = []  # which pair that is
    earlier: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        earlier.append(best[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        best[length : length + 1] = [n]
    series = []
    at = best[-1] if best else -1
    while at >= 0:
        series.append(pairs[at])
        at = earlier[at]
    return series[::-1]


def word_diff(old: str, new: str) -> Diff:
    """Return the difference between two wordings, in whole words; keep + delete is `old`, keep + insert is `new`.

    Of the words that are kept as many as can be are found; then `diff_cleanupSemantic` gives up those that stand
    lost between longer edits. `similarity` counts before that. Where it is below `REWORDING`, the diff
    says so. The diff of `new` and `old` is the same, read backwards.

    >>> [p for p in word_diff("We may act.", "We must act.").pieces()]
    [('equal', 'We '), ('delete', 'may'), ('insert', 'must'), ('equal', ' act.')]
    """
    if old > new:  # taken one way only, so that the way back is the same way
        return _reversed(word_diff(new, old))
    alphabet = Alphabet()
    signs1, signs2 = alphabet.encode(tokens(old)), alphabet.encode(tokens(new))
    differ = _WordDiff(alphabet)
    raw: Steps = differ.diff_main(signs1, signs2, False)
    words = differ.layers[0]
    shared, total = _shared(raw, words), sum(map(words.__contains__, signs1 + signs2))
    similarity = 2 * shared / total if total else float(old == new)
    steps = raw.copy()
    differ.diff_cleanupSemantic(steps)
    if not _shared(steps, words) and similarity > _BLOCK_SHARE:
        steps = raw
    edits = tuple(_edits(steps, alphabet))
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
        if len(words1) * len(words2) > _ONE_MATRIX:  # there the diff cuts at anchors
            return word_diff(old, new).similarity
        total = len(words1) + len(words2)
        return round(2 * LCSseq.similarity(words1, words2) / total, 4) if total else float(old == new)

    def _of(self, text: str) -> list[int]:
        if text not in self._words:
            words = (part for part in tokens(text) if any(map(str.isalnum, part)))
            self._words[text] = [self._numbers.setdefault(word, len(self._numbers)) for word in words]
        return self._words[text]


def _reversed(diff: Diff) -> Diff:
    """Return the way back: what was deleted is inserted, deletions first where both meet."""
    back: list[Edit] = []
    op: dict[EditOp, EditOp] = {"equal": "equal", "delete": "insert", "insert": "delete"}
    for edit in diff.edits:
        back.append(Edit(op[edit.op], edit.new, edit.old))
        if edit.op == "insert" and len(back) > 1 and back[-2].op == "insert":
            gone, come = back[-1], back[-2]
            back[-2:] = [
                Edit("delete", gone.old, Span(come.new.start, come.new.start)),
                Edit("insert", Span(gone.old.end, gone.old.end), come.new),
            ]
    return Diff(diff.new, diff.old, tuple(back), diff.similarity, diff.rewording)


def _shared(steps: Steps, words: set[str]) -> int:
    """Return how many words the steps keep."""
    kept = "".join([signs for op, signs in steps if op == 0])
    return sum(map(words.__contains__, kept))


def _edits(steps: Steps, alphabet: Alphabet) -> Iterator[Edit]:
    """Yield the steps as spans of the old and the new text."""
    i = j = 0
    for op, signs in steps:
        length = alphabet.length(signs)
        k, m = i + (length if op <= 0 else 0), j + (length if op >= 0 else 0)
        yield Edit(_OPS[op], Span(i, k), Span(j, m))
        i, j = k, m
