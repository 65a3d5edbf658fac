"""A seeded generator of interviews with known truth: `python -m tests.generator --documents 200 --seed 1 OUT`.

It writes `OUT/interviews/*.txt`, `OUT/themes/*.toml`, `OUT/truth.json` (themes, positions, wordings, shifts) and
`OUT/truth.jsonl` (a line per interview: date, speaker, turns, margins, statements, silences). Lines count from 1,
offsets in code points. Document n of a seed and a number of documents is always the same.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

OFFICIAL = "Anna Verne"
OFFICE = "Foreign Minister"
FIRST_DAY, LAST_DAY = date(2004, 1, 12), date(2023, 12, 18)
OUTLETS = (
    "Northern Herald", "Radio Tarn", "Weekly Observer", "Evening Post", "Channel Six", "Veranian News Agency",
    "Morning Courier", "Bessanian Times", "Public Forum", "The Ledger", "Student Gazette", "Melk Broadcasting",
)  # fmt: skip
# Rates were chosen so that a theme is met in about half of the interviews and a position in about a third, as in
# the five real ones.
ADDRESSED, STATED, PROMPTED, ASKED_IN_VAIN, DECOY = 0.55, 0.65, 0.6, 0.25, 0.3


ONSETS = ["b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z"]
VOWELS = ["a", "e", "i", "o", "u", "ae", "ei", "ou"]
SLOT = re.compile(r"\{(\w+)\}")


class Grammar:
    """Expands rules with words picked by one random source."""

    def __init__(self, rules: dict[str, list[str]], chance: random.Random) -> None:
        self.chance = chance
        self.rules = {name: [SLOT.split(a) for a in alternatives] for name, alternatives in rules.items()}
        self.made = {
            "place": lambda: self.name(2), "person": lambda: f"{self.name(1)} {self.name(3)}",
            "pact": lambda: f"{self.name(2)} {chance.choice(('Accord', 'Protocol', 'Convention', 'Declaration'))}",
            "number": lambda: str(chance.choice((2, 3, 4, 5, 7, 9, 11, 12, 15, 20, 24, 30, 48, 60, 75, 90, 120, 300))),
            "year": lambda: str(chance.randrange(1951, 2004)), "percent": lambda: str(chance.randrange(3, 97)),
        }  # fmt: skip

    def name(self, syllables: int) -> str:
        """Return an invented name; low numbers are commoner, so that a few names are known and most are rare."""
        number = int(self.chance.paretovariate(0.45)) % 40_000
        spell = random.Random(f"{syllables}/{number}")
        made = "".join(
            spell.choice(ONSETS) + spell.choice(VOWELS) + spell.choice(["", "", "l", "n", "r", "s", "th"])
            for _ in range(syllables)
        )
        return made.capitalize()

    def expand(self, rule: str) -> str:
        """Return one expansion of a rule, as one sentence part without outer capital."""
        return self.fill(self.chance.choice(self.rules[rule]))

    def fill(self, parts: list[str]) -> str:
        return "".join(
            part if n % 2 == 0 else self.made[part]() if part in self.made else self.expand(part)
            for n, part in enumerate(parts)
        )

    def sentence(self, rule: str = "sentence") -> str:
        """Return one expansion with a capital and the right indefinite articles."""
        return tidy(self.expand(rule))


def tidy(words: str) -> str:
    words = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", words)
    return words[:1].upper() + words[1:]


@dataclass
class Claim:
    """A stated position: where it stands is known once the document is put together."""

    theme: str
    position: str
    wording: int
    prompted: bool
    claim: str
    sentence: str


@dataclass
class Paragraph:
    kind: str
    """question, answer, remarks, heading or margin."""
    text: str
    speaker: str = ""
    label: str = ""
    claims: list[Claim] = field(default_factory=list)
    starts: bool = True
    """Whether a turn begins here; False for its further paragraphs."""


@dataclass(frozen=True)
class Style:
    """How a site prints a transcript."""

    name: str
    top: str
    headline: str
    day: str
    question: str
    first: str
    later: str
    bottom: str
    glue: str = " "


def styles() -> tuple[Style, ...]:
    """Return the site styles: embassy, presidency, briefing room, newspaper, markdown, agency."""
    bars = "\n\n  • de-DE1 en-GB1 es-ES1 ru-RU1 fr-FR1\n"
    clock = (
        "{clock}\nTarn: 12:57\nLondon: 10:57\n\nConsular queries:  \n+44 (0) 203 000 0000  \n\n"
        "{days} days have passed since the ferry accident - no credible information\n"
    )
    menu = "Skip to Content\n\nNews\nPhotos\nContacts\nSearch\n"
    related = "\nRelated news\n\n{clock} - {teaser}\n\n{clock} - {teaser}\n\nall messages"
    long, short = "%B {d}, %Y", "{d} %B %Y"
    return (
        Style("embassy", clock, "{office} {name}’s interview with {outlet}, {place}, {date}" + bars, long,
              "Question:", "{name}:", "{name}:", related),
        Style("presidency", "{clock}19:37\n", "Interview with {outlet}\n\n{date}\n{place}", long + " at 15:40",
              "Question:", "{office} of Verania {name}:", "{name}:", "\nPrint\n\nShare\n\nlink to source"),
        Style("briefing", menu, "Remarks by {office} {name} to {outlet}\n\n{place}\n\n{date}", long,
              "Q", "MS. {LAST}:", "MS. {LAST}:", "\nShare this page\n\nPrivacy Policy\nCopyright Information", "  "),
        Style("newspaper", menu, "{office} {name} talks to {outlet} about the year behind us\n\n{date}", short,
              "{Outlet}:", "{name}:", "{last}:", "\nSubscribe to our newsletter\n\nMost read\n\n{teaser}\n\n{teaser}"),
        Style("markdown", "", "# {office} {name}’s interview with {outlet}, {place}, {date}", short,
              "**Question:**", "**{name}:**", "**{name}:**", "\n[Back to top](#top)"),
        Style("agency", "", "{office} {name}’s interview with {outlet}, {date}", long,
              "Question:", "{I}.{last}:", "{I}.{last}:", "\nlink to source"),
    )  # fmt: skip


def spell(pattern: str, day: date) -> str:
    return day.strftime(pattern.replace("{d}", str(day.day)))


class World:
    """What all documents of one corpus share: its grammar file, its dates and when which wording is in use."""

    def __init__(self, documents: int, seed: int, size: int) -> None:
        data = tomllib.loads(Path(__file__).with_name("generator_grammar.toml").read_text("utf-8"))
        self.rules: dict[str, list[str]] = data["talk"]
        self.themes: dict[str, dict[str, Any]] = data["themes"]
        self.documents, self.seed, self.size = documents, seed, size
        days = (LAST_DAY - FIRST_DAY).days
        self.dates = [FIRST_DAY + timedelta(round(days * n / max(1, documents - 1))) for n in range(documents)]
        self.since: dict[tuple[str, str], list[date]] = {}
        chance = random.Random(f"{seed}/plan")
        for theme, position in self.positions():
            steps = len(position["wordings"])
            at = [(k + chance.uniform(-0.25, 0.25)) / steps for k in range(1, steps)]
            self.since[theme, position["id"]] = [FIRST_DAY] + [FIRST_DAY + timedelta(round(days * a)) for a in at]

    def positions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for theme, book in self.themes.items():
            for position in book["positions"]:
                yield theme, position

    def wording(self, theme: str, position: str, day: date) -> int:
        """Return the number of the wording in use on a day."""
        return sum(day >= since for since in self.since[theme, position]) - 1

    def silent(self, theme: str, day: date) -> bool:
        share = (day - FIRST_DAY) / (LAST_DAY - FIRST_DAY)
        return any(a <= share < b for a, b in self.themes[theme]["silent"])


class Document:
    """One transcript in the making."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number, self.day = world, number, world.dates[number]
        self.chance = random.Random(f"{world.seed}/{world.documents}/{number}")
        self.grammar = Grammar(world.rules, self.chance)
        self.style = self.chance.choice(styles())
        self.outlet = self.chance.choice(OUTLETS)
        self.place = self.grammar.name(2)
        self.paragraphs: list[Paragraph] = []
        self.silences: list[dict[str, object]] = []
        self.answered = False

    def write(self) -> None:
        """Fill the paragraphs: margin, heading, opening remarks sometimes, exchanges, margin."""
        self.frame(self.style.top, "margin")
        self.frame(self.style.headline, "heading")
        todo = self.agenda()
        if self.style.name in ("embassy", "briefing") and self.chance.random() < 0.3:
            for n in range(self.chance.randrange(2, 5)):
                self.paragraphs.append(Paragraph("remarks", self.talk(3, 6), OFFICIAL, "", [], n == 0))
        gap = self.world.size / (len(todo) + 1)
        for n, planned in enumerate([*todo, None]):
            while sum(len(p.text) for p in self.paragraphs) < gap * (n + 1):
                self.exchange(None, [], False)
            if planned:
                self.exchange(*planned)
        self.frame(self.style.bottom, "margin")

    def agenda(self) -> list[tuple[str | None, list[tuple[str, dict[str, Any]]], bool]]:
        """Return what is to be said in which exchange: theme, its positions, whether the question raises it."""
        todo: list[tuple[str | None, list[tuple[str, dict[str, Any]]], bool]] = []
        for theme, book in self.world.themes.items():
            if self.world.silent(theme, self.day) or self.chance.random() > ADDRESSED:
                asked = self.chance.random() < ASKED_IN_VAIN
                self.silences.append({"theme": theme, "asked": asked})
                if asked:
                    todo.append((theme, [], True))
                continue
            stated = [(theme, p) for p in book["positions"] if self.chance.random() < STATED]
            prompted = self.chance.random() < PROMPTED
            todo.append((theme, stated or [(theme, self.chance.choice(book["positions"]))], prompted))
        self.chance.shuffle(todo)
        return todo

    def frame(self, pattern: str, kind: str) -> None:
        """Add lines of margin or heading."""
        last = OFFICIAL.split()[1]
        for line in pattern.split("\n") if pattern else []:
            text = line.format(
                office=OFFICE, name=OFFICIAL, last=last, outlet=self.outlet, place=self.place,
                date=spell(self.style.day, self.day), teaser=self.grammar.sentence("teaser"),
                clock=spell("{d} %B %Y", self.day + timedelta(self.chance.randrange(20, 900))),
                days=self.chance.randrange(20, 2000),
            )  # fmt: skip
            self.paragraphs.append(Paragraph("margin" if line.startswith("  •") else kind, text))

    def label(self, pattern: str) -> str:
        first, last = OFFICIAL.split()
        return pattern.format(
            office=OFFICE, name=OFFICIAL, last=last, LAST=last.upper(), I=first[0], Outlet=self.outlet
        )

    def exchange(self, theme: str | None, stated: list[tuple[str, dict[str, Any]]], prompted: bool) -> None:
        """Add a question and its answer."""
        asks = self.world.themes[theme]["asks"] if theme and prompted else []
        question = self.chance.choice(asks) if asks else self.grammar.sentence("question")
        if self.chance.random() < 0.4:
            question = f"{self.grammar.sentence()} {question}"
        self.paragraphs.append(Paragraph("question", question, "Question", self.label(self.style.question)))
        label = self.label(self.style.later if self.answered else self.style.first)
        self.answered = True
        body = self.answer(theme, stated, prompted)
        body[0].label, body[0].starts = label, True
        self.paragraphs.extend(body)

    def answer(self, theme: str | None, stated: list[tuple[str, dict[str, Any]]], prompted: bool) -> list[Paragraph]:
        """Return the paragraphs of an answer, the claims among talk of other things."""
        made = []
        for n in range(max(self.chance.randrange(1, 5), len(stated))):
            sentences = [self.grammar.sentence() for _ in range(self.chance.randrange(2, 6))]
            claims = [self.claim(*stated[n], prompted)] if n < len(stated) else []
            if claims:
                sentences.insert(
                    0 if prompted and n == 0 else self.chance.randrange(len(sentences)), claims[0].sentence
                )
                if self.chance.random() < 0.4 and theme:
                    loose = self.chance.choice(self.world.themes[theme]["loose"])
                    sentences.append(tidy(self.grammar.fill(SLOT.split(loose))))
            elif not theme and self.chance.random() < DECOY / 8:
                decoys = self.world.themes[self.chance.choice(list(self.world.themes))]["decoys"]
                sentences.append(tidy(self.grammar.fill(SLOT.split(self.chance.choice(decoys)))))
            made.append(Paragraph("answer", " ".join(sentences), OFFICIAL, "", claims, False))
        return made

    def claim(self, theme: str, position: dict[str, Any], prompted: bool) -> Claim:
        number = self.world.wording(theme, position["id"], self.day)
        claim = position["wordings"][number]["text"]
        frame = self.chance.choice(self.world.rules["frame"])
        at_start = frame.startswith("{Claim}")
        said = tidy(claim) if at_start else claim
        head, tail = re.split(r"\{[Cc]laim\}", frame)
        head, tail = (self.grammar.fill(SLOT.split(part)) for part in (head, tail))
        return Claim(theme, position["id"], number, prompted, said, tidy(head) + said + tail)

    def talk(self, least: int, most: int) -> str:
        return " ".join(self.grammar.sentence() for _ in range(self.chance.randrange(least, most)))

    @property
    def file(self) -> str:
        """Tells neither date nor outlet, as scraped files often do not."""
        return f"{self.number:05d}-{random.Random(f'{self.world.seed}/{self.number}').getrandbits(32):08x}.txt"

    def render(self) -> tuple[str, dict[str, Any]]:
        """Return the text and its truth."""
        parts: list[str] = []
        turns: list[dict[str, Any]] = []
        margins: list[int] = []
        statements: list[dict[str, Any]] = []
        at, line = 0, 1
        for paragraph in self.paragraphs:
            label = paragraph.label + self.style.glue if paragraph.label else ""
            if paragraph.kind in ("question", "answer", "remarks"):
                if paragraph.starts:
                    turns.append({"role": paragraph.kind, "speaker": paragraph.speaker, "first": line, "last": line})
                turns[-1]["last"] = line
                for c in paragraph.claims:
                    start = at + len(label) + paragraph.text.index(c.sentence)
                    said = start + c.sentence.index(c.claim)
                    statements.append({
                        "theme": c.theme, "position": c.position, "wording": c.wording, "prompted": c.prompted,
                        "line": line, "start": start, "end": start + len(c.sentence),
                        "claim_start": said, "claim_end": said + len(c.claim), "turn": len(turns),
                    })  # fmt: skip
                text = label + paragraph.text + "\n\n"
            else:
                if paragraph.kind == "margin" and paragraph.text.strip():
                    margins.append(line)
                text = paragraph.text + "\n"
                if paragraph is self.last_heading():
                    text += "\n"
            parts.append(text)
            at, line = at + len(text), line + text.count("\n")
        truth = {
            "file": self.file, "date": self.day.isoformat(), "speaker": OFFICIAL, "outlet": self.outlet,
            "place": self.place, "style": self.style.name, "turns": turns, "margins": margins,
            "statements": statements, "silences": self.silences,
        }  # fmt: skip
        return "".join(parts).rstrip("\n"), truth

    def last_heading(self) -> Paragraph:
        return [p for p in self.paragraphs if p.kind == "heading"][-1]


def codebook(theme: dict[str, Any]) -> str:
    """Return a theme's codebook as TOML, in the codebook's language of `data/themes`."""
    lines = [f"title = {json.dumps(theme['title'])}", f"description = {json.dumps(theme['description'])}"]
    lines += [f"terms = {json.dumps(theme['terms'])}", f"exclude = {json.dumps(theme['exclude'])}"]
    for position in theme["positions"]:
        lines += ["", "[[positions]]", f'id = "{position["id"]}"', f"title = {json.dumps(position['title'])}"]
        lines.append(f"cues = {json.dumps(position['cues'])}")
    return "\n".join(lines) + "\n"


def plan(world: World, truths: list[dict[str, Any]]) -> dict[str, Any]:
    """Return themes, wordings and the shifts as they can be seen: between the last old and the first new wording."""
    seen: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for truth in truths:
        for s in truth["statements"]:
            seen.setdefault((s["theme"], s["position"]), []).append((truth["date"], truth["file"], s["wording"]))
    shifts = []
    for theme, position in world.positions():
        run = seen.get((theme, position["id"]), [])
        for (_, before, old), (day, after, new) in pairwise(run):
            if new != old:
                shifts.append({
                    "theme": theme, "position": position["id"], "date": day, "from_file": before, "to_file": after,
                    "kinds": [w["kind"] for w in position["wordings"][old + 1 : new + 1]],
                    "from": position["wordings"][old]["text"], "to": position["wordings"][new]["text"],
                })  # fmt: skip
    themes = {
        id_: {
            "title": t["title"],
            "positions": [
                {"id": p["id"], "since": [d.isoformat() for d in world.since[id_, p["id"]]],
                 "wordings": [w["text"] for w in p["wordings"]]}
                for p in t["positions"]
            ],
        }
        for id_, t in world.themes.items()
    }  # fmt: skip
    return {"seed": world.seed, "documents": world.documents, "themes": themes, "shifts": shifts}


def generate(documents: int, seed: int = 1, size: int = 20_000) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each document's file name, text and truth, by date."""
    world = World(documents, seed, size)
    for number in range(documents):
        document = Document(world, number)
        document.write()
        text, truth = document.render()
        yield document.file, text, truth


def write(out: Path, documents: int, seed: int = 1, size: int = 20_000) -> Path:
    """Write a corpus, its codebooks and its truth below `out`, and return `out`."""
    world = World(documents, seed, size)
    (out / "interviews").mkdir(parents=True, exist_ok=True)
    (out / "themes").mkdir(exist_ok=True)
    truths = []
    with (out / "truth.jsonl").open("w", encoding="utf-8", newline="\n") as lines:
        for name, text, truth in generate(documents, seed, size):
            (out / "interviews" / name).write_text(text, encoding="utf-8", newline="\n")
            lines.write(json.dumps(truth, ensure_ascii=False) + "\n")
            truths.append(truth)
    for id_, theme in world.themes.items():
        (out / "themes" / f"{id_}.toml").write_text(codebook(theme), encoding="utf-8")
    (out / "truth.json").write_text(json.dumps(plan(world, truths), ensure_ascii=False, indent=1), encoding="utf-8")
    return out


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=20_000, help="characters of talk per document")
    given = parser.parse_args()
    write(given.out, given.documents, given.seed, given.size)


if __name__ == "__main__":
    main()
