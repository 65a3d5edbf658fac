"""Proposes themes, and positions inside a theme, as TOML for a person to edit.

Candidates are runs of words between function words, weighed by C-value (Frantzi, Ananiadou, Mima 2000: a phrase counts
by its length and frequency, less what longer phrases that hold it account for) and by how much they come in bursts: a
subject is spoken of in some answers and not in others, a manner of speaking everywhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from msgspec import Struct, field

from timeline.models import Interview, Span, Statement
from timeline.text import slug
from timeline.themes.codebook import Codebook
from timeline.themes.context import rules_of
from timeline.themes.matching import Matcher, Sentence, Wording, wording

LONGEST = 4
"""Words of a candidate at most; longer ones repeat too rarely to be counted."""
TOGETHER = 0.3
"""Cosine of two phrases' sentences from which both name one subject: at 0.2 the five interviews' subjects run together
round "United States", at 0.5 nothing is grouped."""

_WORDS = """
a about above after again against all almost along already also although always am among an and another any
anyone anything are around as at away be because been before being below between both but by can cannot come
could did do does doing done don't down during each either else especially etc even ever every everyone
everything far few first for from further get give given go going had has have having he her here him his how
however i i'm i'd i've if in including indeed instead into is it it's its itself just know last least less let
like likely long made make makes many matter may me mean means might more most much must my need never new no
nor not nothing now of off often on once one only onto or other others our ourselves out over own part people
perhaps put quite rather really regarding said same say see seen several shall she should since so some
someone something soon still such take tell than that that's the their them themselves then there therefore
these they thing things think this those though three through thus time to today together too toward towards
two under until up upon us used very want was way we we've well were what when where whether which while who
whom whose why will with within without would yes yesterday yet you your course fact example mr mrs ms year
years day days month months week second third wants called call able certain certainly clear clearly currently
different particular particularly number issue issues question questions answer situation position country
countries per cent percent good morning afternoon evening welcome thank thanks ladies gentlemen
"""
_FUNCTION_WORDS = frozenset(_WORDS.split())
COMPOUND = 9
"""Letters from which one word is a candidate in languages other than English, which write subjects as one:
Grenzkontrollen, Versorgungssicherheit."""
SHORT, COMMON_LENGTH, COMMON = 3, 5, 0.03
"""In other languages function words are told by Zipf's law of abbreviation: words of three letters, and longer ones up
to five that stand, without a capital, in so large a share of the sentences. Names in capitals are none."""


class _Phrase(Struct):
    """A candidate and where it stands."""

    words: tuple[str, ...]
    places: list[tuple[int, int]] = field(default_factory=list)
    """Number of the interview and of the sentence."""
    quote: str = ""
    score: float = 0.0

    @property
    def interviews(self) -> int:
        return len({i for i, _ in self.places})


class _Passage(Struct, frozen=True):
    """A sentence that may hold candidates."""

    interview: int
    number: int
    turn: int
    words: tuple[str, ...]
    written: tuple[str, ...]
    breaks: tuple[int, ...]
    """Words before which a comma or the like stands."""
    quote: str
    language: str = "en"


def suggest_themes(interviews: Sequence[Interview], known: Sequence[Codebook] = (), *, limit: int = 8) -> str:
    """Return recurring subjects of the corpus as the beginnings of codebooks, in TOML, one below the other.

    What the codebooks in `known` already match is left out. Empty where nothing recurs.
    """
    passages = [p for n, i in enumerate(interviews) for p in _passages(n, i, _covered(i, known))]
    groups = _groups(_candidates(passages, len(interviews), 3), limit)
    by_place = {(p.interview, p.number): p for p in passages}
    return "\n".join(_theme(group, by_place, interviews) for group in groups)


def suggest_positions(
    codebook: Codebook, interviews: Sequence[Interview], statements: Sequence[Statement], *, limit: int = 8
) -> str:
    """Return wordings that recur in a theme's statements without a coded position, as `[[positions]]` in TOML.

    `statements` are those found on the theme. Empty where nothing recurs.
    """
    open_spans = {
        n: [s.span for s in statements if s.interview == i.id and not s.positions] for n, i in enumerate(interviews)
    }
    passages = [p for n, i in enumerate(interviews) for p in _passages(n, i, _covered(i, [codebook]), open_spans[n])]
    groups = _groups(_candidates(passages, len(interviews), 2), limit)
    by_place = {(p.interview, p.number): p for p in passages}
    return "\n".join(_position(group, by_place, interviews) for group in groups)


def _passages(
    number: int, interview: Interview, covered: set[int], within: Sequence[Span] | None = None
) -> Iterator[_Passage]:
    """Yield the official's sentences; words that a codebook already covers end a candidate."""
    text = wording(interview)
    for n, s in enumerate(text.sentences):
        if s.turn.role == "question" or (within is not None and not any(_inside(s, w) for w in within)):
            continue
        words = tuple("" if k in covered else text.words[k] for k in range(s.first, s.last))
        breaks = tuple(k - s.first for k in range(s.first + 1, s.last) if _apart(text, k))
        written = tuple(text.span(k, k + 1).of(text.text) for k in range(s.first, s.last))
        quote = " ".join(s.span.of(text.text).split())
        yield _Passage(number, n, s.turn.number, words, written, breaks, quote, interview.language)


def _apart(text: Wording, number: int) -> bool:
    """Tell whether a comma or the like stands before the word."""
    return not set(text.folded.text[text.place(number - 1)[1] : text.place(number)[0]]) <= {" ", "-"}


def _inside(sentence: Sentence, span: Span) -> bool:
    return span.start <= sentence.span.start and sentence.span.end <= span.end


def _covered(interview: Interview, known: Iterable[Codebook]) -> set[int]:
    """Return the numbers of the words that terms and cues match."""
    matcher = Matcher(wording(interview))
    rules = [r for c in known for kind, r in rules_of(c) if kind == "terms" or kind.endswith((".cues", ".alone"))]
    pieces = (piece for rule in rules for match in matcher.find(rule.node) for piece in match.pieces)
    return {n for first, last in pieces for n in range(first, last)}


def _candidates(passages: Sequence[_Passage], interviews: int, times: int) -> list[_Phrase]:
    """Return the phrases that stand at least so many `times`, in two interviews where there are two; the best first."""
    found: dict[tuple[str, ...], _Phrase] = {}
    turns: dict[tuple[str, ...], set[tuple[int, int]]] = defaultdict(set)
    common = _common(passages)
    for passage in passages:
        for start, end in _runs(passage, common):
            words = passage.words[start:end]
            phrase = found.setdefault(words, _Phrase(words))
            phrase.places.append((passage.interview, passage.number))
            phrase.quote = phrase.quote or " ".join(passage.written[start:end])
            turns[words].add((passage.interview, passage.turn))
    least = 2 if interviews > 1 else 1
    everywhere = len({(p.interview, p.turn) for p in passages})
    kept = {w: p for w, p in found.items() if p.interviews >= least and len(p.places) >= times}
    longer = Counter[tuple[str, ...]]()
    holders = Counter[tuple[str, ...]]()
    for words, phrase in kept.items():
        for part in _parts(words):
            longer[part] += len(phrase.places)
            holders[part] += 1
    for words, phrase in kept.items():
        nested = longer[words] / holders[words] if holders[words] else 0.0
        burst = len(phrase.places) / len(turns[words]) * math.log2(1 + everywhere / len(turns[words]))
        phrase.score = (
            math.log2(len(words) + 1) * (len(phrase.places) - nested) * burst * math.log2(1 + phrase.interviews)
        )
    return sorted((p for p in kept.values() if p.score > 0), key=lambda p: (-p.score, p.words))


def _common(passages: Sequence[_Passage]) -> frozenset[str]:
    """Return the words of languages without a list that stand in many sentences, as function words do."""
    foreign = [p for p in passages if p.language != "en"]
    uses = Counter(w for p in foreign for w in {w for w in p.written if len(w) <= COMMON_LENGTH and w.islower()})
    return frozenset(w for w, n in uses.items() if n >= COMMON * len(foreign))


def _is_function(passage: _Passage, n: int, common: frozenset[str]) -> bool:
    word, written = passage.words[n], passage.written[n]
    if passage.language == "en":
        return word in _FUNCTION_WORDS and word != "of"
    short = len(word) <= SHORT and not (len(written) > 1 and written.isupper())
    return short or word in common or written.lower() in common


def _runs(passage: _Passage, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of two to LONGEST content words, and long words; `of` may stand inside (centres of power)."""
    words, breaks = passage.words, passage.breaks
    edges = [
        -1,
        *(n for n, w in enumerate(words) if _is_function(passage, n, common) or not w.isalpha()),
        len(words),
    ]
    for before, after in pairwise(edges):
        cuts = [before + 1, *(b for b in breaks if before + 1 < b < after), after]
        for first, last in pairwise(cuts):
            if passage.language != "en":
                yield from ((n, n + 1) for n in range(first, last) if len(words[n]) >= COMPOUND)
            for start in range(first, last - 1):
                for end in range(start + 2, min(start + LONGEST, last) + 1):
                    if "of" not in (words[start], words[end - 1]):
                        yield start, end


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the shorter runs inside a phrase."""
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


def _groups(phrases: Sequence[_Phrase], limit: int) -> list[list[_Phrase]]:
    """Return phrases that share their sentences, as groups; at most `limit`, the best first."""
    groups: list[list[_Phrase]] = []
    for phrase in phrases:
        home = next((g for g in groups if any(_together(phrase, other) for other in g)), None)
        if home is None and len(groups) < limit:
            groups.append([phrase])
        elif home is not None and len(home) < 6:
            home.append(phrase)
    return groups


def _together(a: _Phrase, b: _Phrase) -> bool:
    here, there = set(a.places), set(b.places)
    return len(here & there) >= TOGETHER * math.sqrt(len(here) * len(there))


def _theme(group: list[_Phrase], passages: dict[tuple[int, int], _Passage], interviews: Sequence[Interview]) -> str:
    seed = group[0]
    quotes = _quotes(group, passages, interviews)
    terms = "\n".join(f"  {_string(' '.join(p.words))},  # {len(p.places)} times" for p in _distinct(group))
    return (
        f"# Save as {slug(seed.quote)}.toml in your folder of codebooks; {seed.interviews} interviews hold it, e.g.\n"
        f"{quotes}title = {_string(seed.quote)}\nterms = [\n{terms}\n]\n"
    )


def _position(group: list[_Phrase], passages: dict[tuple[int, int], _Passage], interviews: Sequence[Interview]) -> str:
    seed = group[0]
    cues = "\n".join(f"  {_string(' '.join(p.words))}," for p in _distinct(group))
    return (
        f"[[positions]]\n{_quotes(group, passages, interviews)}id = {_string(slug(seed.quote))}\n"
        f"title = {_string(seed.quote)}\ncues = [\n{cues}\n]\n"
    )


def _distinct(group: Sequence[_Phrase]) -> list[_Phrase]:
    """Return the phrases that hold no other of the group: those match wherever the longer ones do."""
    texts = [f" {' '.join(p.words)} " for p in group]
    return [p for p, text in zip(group, texts, strict=True) if not any(t in text and t != text for t in texts)]


def _quotes(group: list[_Phrase], passages: dict[tuple[int, int], _Passage], interviews: Sequence[Interview]) -> str:
    """Return one sentence of each of three interviews as comments."""
    shown: dict[int, str] = {}
    for place in sorted(group[0].places):
        shown.setdefault(place[0], passages[place].quote)
    rows = (f"#   {interviews[n].date}: {_comment(quote)}\n" for n, quote in list(shown.items())[:3])
    return "".join(rows)


def _comment(text: str) -> str:
    """Return the text without what may not stand in a TOML comment."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= 200 else plain[:199].rsplit(" ", 1)[0] + "…"


def _string(text: str) -> str:
    return msgspec.json.encode(text).decode()
