"""What speaks against a reading: said as a warning, with the remedy, where the tool would else be wrong in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from timeline.models import Block
from timeline.reading.chrome import speaks
from timeline.reading.lines import Line, plain
from timeline.reading.names import parse
from timeline.reading.shape import Shape
from timeline.reading.speakers import Cast
from timeline.reading.unlabelled import asks
from timeline.reading.vocabulary import words

# So many turns of each of two people are a conversation, in which somebody asks.
_TAKES_TURNS = 3
# Short paragraphs that end as questions: so many are more than a speech's rhetorical ones.
_ASKED, _SHORT = 4, 30
# Who says as large a share of the speaker's words as this may be the one who is meant.
_RIVAL = 0.7
# A page with one text has as many links to the rest of others at most.
_LINKS = 3
# Words of what somebody says, outside quotation marks, that tell of others: so many, and more than of his own.
_REPORTS = 3
_QUOTED = re.compile(r"[“\"«„][^”\"»“]{0,400}[”\"»“]")


def doubts_of(shape: Shape, cast: Cast, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what the user should look at; nothing where the reading hangs together."""
    turns = [b for b in blocks if b.kind in ("question", "answer", "remarks") and not b.continued]
    links = sum(
        plain(line.words).strip(" .…>»[]") in words("margins", "more")
        for line in shape.all_lines
        if len(line.words) < 40
    )
    if links >= _LINKS:
        yield f'it holds {links} lines such as "read more": perhaps it lists several texts; save each by itself'
    yield from _on_asking(turns, shape)
    yield from _on_speaker(cast, shape)
    if len(turns) == 1 and not shape.labels:
        yield from _on_speech(shape.lines[shape.body.first : shape.body.last])


def _on_asking(turns: Sequence[Block], shape: Shape) -> Iterator[str]:
    """Yield where two take turns, some of them questions, and neither was told to ask."""
    counts = Counter(t.speaker for t in turns)
    main = [name for name, n in counts.most_common(2) if n >= _TAKES_TURNS]
    asked = any(t.kind == "question" for t in turns)
    if len(main) == 2 and not asked and len(shape.asking_lines()) >= _TAKES_TURNS:
        yield f'{main[0]} and {main[1]} take turns, and neither was told to ask; say it in its sidecar, as asks = ["…"]'


def _on_speaker(cast: Cast, shape: Shape) -> Iterator[str]:
    """Yield where somebody else says nearly as much as who was taken for the speaker, whom no headline names."""
    volume: Counter[str] = Counter()
    for key, said in shape.said().items():
        if key not in cast.asking | cast.presiding | words("labels", "presides"):
            volume[cast.shown[key]] += sum(map(len, said))
    mine = volume.pop(cast.speaker, 0)
    named = bool(shape.head.speaker) and parse(shape.head.speaker).surname == parse(cast.speaker).surname
    rival = max(volume, key=lambda n: (volume[n], n), default="")
    if rival and mine and not named and volume[rival] >= _RIVAL * mine:
        yield f'{cast.speaker} was taken for the speaker, but {rival} says as much; name who is meant, as speaker = "…"'


def _on_speech(body: Sequence[Line]) -> Iterator[str]:
    """Yield where what was read as one speech looks like an interview without labels, or like a report."""
    asked = sum(asks(line) and line.count <= _SHORT for line in body)
    if asked >= _ASKED:
        yield (
            f"nobody is labelled, and {asked} short paragraphs end as questions: it was read as one speech; where it "
            'is an interview, name the lines of the questions in its sidecar, as asked = ["12", "15-16"]'
        )
    bare = [_QUOTED.sub(" ", line.words) for line in body]
    tokens = Counter(w.strip(".,;:!?()") for line in bare for w in plain(line).split())
    reports = sum(tokens[w] for w in words("margins", "reports"))
    own = sum(speaks(Line(0, 0, line, 0)) for line in bare)
    if reports >= _REPORTS and reports > own:
        yield "it reads like a report on somebody, not like his words; leave it out, or keep the lines that are"
