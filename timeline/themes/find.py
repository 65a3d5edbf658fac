"""Which sentences are on a theme, with the reason, and which positions they express.

Sentence by sentence through each answer: what the words themselves say first, then what continues it. A question is
context, never a statement.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from timeline.models import Interview, Silence, Span, Statement
from timeline.themes.asking import Question, joined, questions
from timeline.themes.codebook import Codebook
from timeline.themes.hits import Hit, Hits, hits, may_match
from timeline.themes.matching import Match, Sentence, Wording, find, wording
from timeline.themes.pronouns import opening_pronoun

# How far a theme reaches inside an answer; measured in tests/accuracy/reach.md.
CUE_SENTENCES = 3
"""A cue that needs the theme's company finds it at most this many sentences away, or in the question."""
SHORT_ANSWER = 3
"""An answer of at most so many sentences that takes up the theme it was asked about is on it as a whole."""
_BRIEF = "in a short answer to a question on the theme"
SHORT_SENTENCES = 4
"""A short name still means the theme this many sentences after it was last spoken of."""


class Found(Struct, frozen=True):
    """What an interview says on one theme."""

    statements: tuple[Statement, ...] = ()
    """In the order of the text."""
    asked: tuple[int, ...] = ()
    """Numbers of the question turns that raise the theme."""


class _Taken(Struct, frozen=True):
    """A sentence that is on the theme."""

    number: int
    reason: str
    positions: tuple[str, ...]
    spans: tuple[Span, ...] = ()


def find_statements(interview: Interview, codebook: Codebook) -> Found:
    """Return the interview's statements on the codebook's theme, and the questions that raise it.

    A statement lies in one paragraph of one answer or remarks turn; neighbouring sentences with the same positions
    are one statement. What interviewers say is context; where several officials answer, each statement names its own.
    """
    if not may_match(interview, codebook):
        return Found()
    text = wording(interview)
    matched = hits(text, codebook)
    if not matched:
        return Found()
    order = tuple(p.id for p in codebook.theme.positions)
    asked = questions(text, matched, interview, codebook)
    statements: list[Statement] = []
    question = Question()  # what the turn answers; nothing so far
    follows = False  # whether the answer before was on the theme
    for turn in interview.turns:
        if turn.role == "question":
            question = asked[turn.number]
            continue
        numbers = text.of_turn.get(turn.number, [])
        prompted = question.raises
        answer = _Answer(text, matched, codebook, order, numbers, question, prompted, follows, interview.language)
        taken = answer.taken()
        follows = bool(taken) if numbers else follows
        statements.extend(_merged(taken, answer, interview, codebook.theme.id))
    return Found(tuple(statements), tuple(n for n, q in asked.items() if q.raises))


def silence(interview: Interview, codebook: Codebook, found: Found) -> Silence | None:
    """Return why the interview holds no statement on the theme; None where it holds one."""
    if found.statements:
        return None
    if found.asked:
        reason = "asked, but the answer does not address it"
    elif excluded := _excluded(interview, codebook):
        reason = f'not addressed; the words are there in another sense: "{excluded}"'
    else:
        reason = "neither asked nor raised"
    return Silence(codebook.theme.id, interview.id, reason)


def _excluded(interview: Interview, codebook: Codebook) -> str:
    """Return the first words that look like a term of the theme and are none."""
    if not may_match(interview, codebook):
        return ""
    text = wording(interview)
    found = [m for rule in codebook.terms for m in find(rule.node, text)]
    return text.quote(min(found, key=lambda m: m.first)) if found else ""


class _Answer(Struct, frozen=True):
    """One answer, with what was asked."""

    text: Wording
    matched: dict[int, Hits]
    codebook: Codebook
    order: tuple[str, ...]
    numbers: list[int]
    question: Question
    prompted: bool
    """The question raises the theme, or the two together do."""
    follows: bool
    """The answer before was on the theme."""
    language: str

    def taken(self) -> list[_Taken]:
        """Return the answer's sentences that are on the theme, in order."""
        direct = {n: t for n in self.numbers if (t := self._direct(n))}
        if not direct and not self.prompted:
            return replace(self, prompted=True).taken() if self._takes_up() else []
        near = self._near(direct)
        taken: list[_Taken] = []
        since = 0 if self.prompted else SHORT_SENTENCES + 1  # sentences since the theme was last spoken of
        away = 0  # the paragraph in which another subject was named last
        for n in self.numbers:
            hit, paragraph = self._hit(n), self._paragraph(n)
            cued = self._cued(n) if n in near and away != paragraph else None
            found = direct.get(n) or cued or self._continued(n, since, taken)
            if found:
                taken.append(found)
            lost = hit.turns_away if found else hit.elsewhere
            away = paragraph if lost else 0 if n in direct else away
            since = SHORT_SENTENCES + 1 if lost else 1 if found else since + 1
        return self._whole(taken)

    def _takes_up(self) -> bool:
        """Tell whether the answer goes on with the theme of the one before: a cue stands in its first sentences.

        Who asks further seldom names the theme again.
        """
        if self.question.off_theme:
            return False
        first = self.numbers[:CUE_SENTENCES]
        return (self.follows and any(map(self._cued, first))) or any(map(self._answers_hint, first))

    def _answers_hint(self, n: int) -> bool:
        """Tell whether the sentence and the question together name the theme, each by a word of its own."""
        hit, hint = self._hit(n), self.question.hint
        if hint is None or not hint.terms or hit.elsewhere:
            return False
        return bool(self._cued(n)) or bool(hit.terms and joined([hit, hint]).weight >= 1)

    def _whole(self, taken: list[_Taken]) -> list[_Taken]:
        """Return also the rest of a short answer that takes up the theme it was asked about."""
        if not (taken or self.question.straight) or not self.prompted:
            return taken
        if len(self.numbers) > SHORT_ANSWER:
            return taken or self._opening()
        known = {t.number for t in taken}
        spoken = {
            self._paragraph(n) for n in known or self.numbers[:1]
        }  # "Merry Christmas!", a paragraph below, goes on with nothing
        rest = [n for n in self.numbers if n not in known and not self._hit(n).others and self._paragraph(n) in spoken]
        whole = sorted([*taken, *(_Taken(n, _BRIEF, ()) for n in rest)], key=lambda t: t.number)
        return [t if t.positions or not self.question.about else self._to_the_point(t) for t in whole]

    def _opening(self) -> list[_Taken]:
        """Return the first sentences of a long answer that has no word of the theme it was straight asked about.

        Whoever is asked "How bad is it?" begins by answering; without this the theme would be called silent.
        """
        first = [n for n in self.numbers[:SHORT_ANSWER] if self._paragraph(n) == self._paragraph(self.numbers[0])]
        return [_Taken(n, "opens the answer to a question on the theme", ()) for n in first if not self._hit(n).others]

    def _to_the_point(self, taken: _Taken) -> _Taken:
        """Give a sentence of a short answer, which has no position of its own, that which was asked about."""
        titles = {p.id: p.title for p in self.codebook.theme.positions}
        return replace(
            taken,
            positions=self.question.about,
            reason=f'{taken.reason}; asked about "{titles[self.question.about[0]]}"',
        )

    def _paragraph(self, n: int) -> int:
        return self.text.sentences[n].paragraph

    def _hit(self, n: int) -> Hits:
        return self.matched.get(n) or Hits()

    def _direct(self, n: int) -> _Taken | None:
        """Take a sentence for its own words: terms, or a cue that is enough by itself."""
        hit = self._hit(n)
        if hit.weight >= 1:
            strong = [(rule, match) for rule, match in hit.terms if rule.weight >= 1]
            return self._take(n, f"term {self._quotes(strong or hit.terms + hit.context)}", hit.terms)
        if hit.alone and not hit.others and not self.question.off_theme:
            return self._take(n, self._cue(hit.alone), [])
        return None

    def _near(self, direct: dict[int, _Taken]) -> set[int]:
        """Return the numbers of the sentences in the theme's company."""
        if self.prompted:
            return set(self.numbers)
        return {n for d in direct for n in range(d - CUE_SENTENCES, d + CUE_SENTENCES + 1)}

    def _cued(self, n: int) -> _Taken | None:
        """Take a sentence with a position's cue, given the theme's company."""
        hit = self._hit(n)
        found = {**hit.cues, **hit.alone}
        if hit.elsewhere or not found:
            return None
        return self._take(n, self._cue(found), [])

    def _continued(self, n: int, since: int, taken: list[_Taken]) -> _Taken | None:
        """Take a sentence that goes on with the theme: by a short name, a pronoun, or context words."""
        hit = self._hit(n)
        if since > SHORT_SENTENCES or hit.others:
            return None
        if hit.short:
            return self._take(n, f"short name {self._quotes(hit.short)}", hit.short)
        if hit.terms or hit.contexts >= (1 if self.prompted else 2):
            asked = " in answer to a question on the theme" if self.prompted else ""
            return self._take(n, f"goes on{asked} with {self._quotes(hit.terms + hit.context)}", hit.terms)
        pronoun = self._pronoun(n)
        if pronoun and taken and taken[-1].number == n - 1:
            return _Taken(n, f'continues the sentence before: "{pronoun}"', taken[-1].positions)
        return None

    def _pronoun(self, n: int) -> str:
        """Return the pronoun that the sentence opens with."""
        sentence = self.text.sentences[n]
        place = opening_pronoun(self.text.words[sentence.first : sentence.last], self.language)
        return (
            ""
            if place is None
            else self.text.span(sentence.first + place, sentence.first + place + 1).of(self.text.text)
        )

    def _take(self, n: int, reason: str, terms: list[Hit]) -> _Taken:
        hit = self._hit(n)
        matches = [m for _, m in terms] or list({**hit.cues, **hit.alone}.values())
        spans = tuple(sorted({s for m in matches for s in self.text.spans(m)}))
        return _Taken(n, reason, hit.positions(self.order), spans)

    def _quotes(self, found: list[Hit]) -> str:
        """Return the matched words, each once, in quotes."""
        words = dict.fromkeys(self.text.quote(m) for _, m in sorted(found, key=lambda f: f[1].first))
        return ", ".join(f'"{" ".join(w.split())}"' for w in words)

    def _cue(self, found: dict[str, Match]) -> str:
        """Return the first position's cue in words."""
        titles = {p.id: p.title for p in self.codebook.theme.positions}
        first = next(p for p in self.order if p in found)
        return f'cue of "{titles[first]}": "{" ".join(self.text.quote(found[first]).split())}"'


def _merged(taken: list[_Taken], answer: _Answer, interview: Interview, theme: str) -> list[Statement]:
    """Return the statements; neighbours of one paragraph with the same positions become one."""
    runs: list[list[_Taken]] = []
    for one in taken:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.number == one.number - 1
            and answer.text.sentences[last.number].paragraph == answer.text.sentences[one.number].paragraph
            and last.positions == one.positions != ()
        ):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_statement(run, answer, interview, theme) for run in runs]


def _statement(run: list[_Taken], answer: _Answer, interview: Interview, theme: str) -> Statement:
    first: Sentence = answer.text.sentences[run[0].number]
    last = answer.text.sentences[run[-1].number]
    return Statement(
        theme=theme,
        interview=interview.id,
        turn=first.turn.number,
        start=first.span.start,
        end=last.span.end,
        speaker=first.turn.speaker or interview.speaker,
        prompted=answer.prompted,
        reason="; ".join(dict.fromkeys(t.reason for t in run)),
        positions=run[0].positions,
        terms=tuple(sorted({s for t in run for s in t.spans})),
    )
