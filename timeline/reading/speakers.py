"""Who is who: labels to people, and who of them asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from timeline.reading.asking import (
    addressing,
    among,
    evidently,
    fellows,
    introducing,
    named_by_byline,
    named_by_head,
    named_by_label,
)
from timeline.reading.candidates import Label
from timeline.reading.declined import nominative
from timeline.reading.document import Facts
from timeline.reading.hearing import Hearing
from timeline.reading.lines import plain
from timeline.reading.names import Name, find_full, is_person, parse, without_brackets
from timeline.reading.official import INTERVIEW, find_official
from timeline.reading.vocabulary import words

_NOTHING = Facts()


def _no_hearing(_labels: Sequence[Label], _shown: Mapping[str, str]) -> Hearing:
    return Hearing()


class Cast(Struct, frozen=True):
    """The people of one transcript."""

    speaker: str
    """The official whose positions are followed."""
    shown: Mapping[str, str]
    """The name to show, by label key."""
    asking: frozenset[str]
    """Label keys of those who ask."""
    presiding: frozenset[str] = frozenset()
    """Label keys of whoever presides over a hearing: he asks in some turns."""


def surnames(labels: Sequence[Label]) -> tuple[str, ...]:
    """Return the surnames of the people that labels name, the most frequent first."""
    counts = Counter(parse(x.name).surname for x in labels if x.part == "person" and parse(x.name).own)
    return tuple(name for name, _ in counts.most_common())


def find_cast(
    labels: Sequence[Label],
    said: Mapping[str, Sequence[str]],
    head: str,
    titled: str,
    outlet: str,
    facts: Facts,
    wanted: Sequence[str] = (),
    default: Facts = _NOTHING,
    hearing: Callable[[Sequence[Label], Mapping[str, str]], Hearing] = _no_hearing,
) -> Cast:
    """Return who is who. `said` holds the words of each label key's turns, `head` what stands before the talk.

    `titled` and `outlet` are the speaker and the outlet by the title: an outlet asks. `facts` names the speaker that
    the user or the format tells, with aliases; `wanted` are the names of who is followed where several officials
    speak. The speaker of `default` is who is meant wherever he or one of his aliases is labelled, and where nobody is
    named.
    """
    aliases = facts.aliases or default.aliases
    order, labels = labels, list({(x.key, x.name, x.asks): x for x in labels}.values())
    told = facts.speaker or _labelled(default, labels)
    titled = _in_nominative(_named_holder(titled, head), head)
    shown = _names(labels, said, head, told, titled, outlet, facts)
    if told:
        shown = _with_aliases(shown, told, aliases)
    asking = {x.key for x in labels if x.part == "question" or _is_outlet(x, outlet)}
    answering = {x.key for x in labels if x.part == "person" and x.key not in asking}
    if titled and len(answering) == 1 and not any(parse(shown[k]).own for k in answering):
        shown |= dict.fromkeys(answering, parse(titled).shown)  # "Spokesman", and the head names one person
    hosts = {shown[k] for k in named_by_label(labels) | named_by_head(labels, shown, head)}
    protected = {n for n in shown.values() if told and _is_named(n, told)}
    hosts |= {shown[k] for k in named_by_byline(labels, shown, head, told or titled)}
    asking |= {x.key for x in labels if shown[x.key] in hosts - protected}
    asking |= introducing(labels, said, {k for k, n in shown.items() if n in protected or _is_titled(n, titled)})
    asking |= evidently(order, said, shown, protected, asking)
    heard = hearing(order, shown)
    asking = _as_told(asking - heard.witnesses - heard.presiding, labels, shown, facts)
    chairs = {x.key for x in labels if x.part == "chair"} | heard.presiding
    if heard.witnesses and not titled:
        chairs |= shown.keys() - heard.witnesses
    speaker = (
        _of_wanted(wanted, shown, told, aliases)
        or told
        or find_official(labels, said, shown, titled, head, asking | chairs)
    )
    speaker = speaker or default.speaker
    if speaker:
        asking |= _asking_beside(speaker, labels, said, shown, asking, titled, head) - heard.witnesses - heard.presiding
        if heard.witnesses:
            asking |= {k for k in shown.keys() - heard.witnesses - heard.presiding if any("?" in t for t in said[k])}
        asking = _as_told(asking, labels, shown, facts)
    return Cast(speaker, shown, frozenset(asking), heard.presiding)


def _names(
    labels: Sequence[Label],
    said: Mapping[str, Sequence[str]],
    head: str,
    told: str,
    titled: str,
    outlet: str,
    facts: Facts,
) -> dict[str, str]:
    """Return the name to show for each label key: the person's, as far as labels, head and turns tell it."""
    people = _people(labels, head, told or titled)
    shown = {x.key: people.get(x.key) or without_brackets(x.name) for x in labels}
    shown |= {x.key: x.name for x in labels if _is_outlet(x, outlet)}
    shown |= _holders(labels, shown)
    if not told:  # "Minister", where the title has "Minister for Foreign Affairs Dr Ann Lee"
        full = next((n for n in shown.values() if titled and parse(n).same_person(parse(titled))), "")
        of_title = full or (parse(titled).shown if titled else "")
        shown |= {k: of_title for k, n in shown.items() if of_title and _is_office_of(n, titled)}
    shown |= _held_in(labels, shown, head, said) | _keyed(labels, head)
    return shown | _told_people(labels, facts)


def _asking_beside(
    speaker: str,
    labels: Sequence[Label],
    said: Mapping[str, Sequence[str]],
    shown: dict[str, str],
    asking: set[str],
    titled: str,
    head: str,
) -> set[str]:
    """Return who asks besides those who are known to, now that the speaker is; words like "Answer" become his name."""
    named = {x.key for x in labels if x.part == "person"} - asking
    generic = {x.key for x in labels if x.part == "answer"}
    offices = {k for k in named if _is_office_of(shown[k], titled) and not parse(speaker).same_person(parse(shown[k]))}
    shown.update(dict.fromkeys(generic | offices, speaker))
    others = {k for k in named if shown[k] != speaker}
    found = among(others, said, shown, {x.key for x in labels if x.part == "question"})
    if found or asking:
        found |= addressing(others, said, labels, speaker)
        found |= fellows(others, labels, asking | found, speaker)
    if INTERVIEW.search(head):
        told = bool(titled) and parse(titled).same_person(parse(speaker)) and len({shown[k] for k in others}) == 1
        found |= _interviewers(labels, others, said, speaker, shown, told=told)
    return found


def _named_holder(titled: str, head: str) -> str:
    """Return the speaker by the title with his name, where the title has the office alone and the head the name too."""
    office = parse(titled).office if titled else ""
    if not office or parse(titled).own:
        return titled
    behind = r"(?:,?\s+(?:the\s)?)((?:[^\W\d_a-zа-я][\w'’.-]+\s?){1,3})"
    found = re.search(re.escape(office.removeprefix("The ")) + behind, head)
    return f"{office} {found[1].strip()}" if found and parse(found[1]).own else titled


def _in_nominative(titled: str, head: str) -> str:
    """Return the speaker by the title with his name in the nominative, where the head has it: "Ивана Лебедева"."""
    name = parse(titled)
    own = " ".join(name.own)
    told = nominative(own, head)
    return f"{name.office} {told}".strip() if told != own else titled


def _is_titled(name: str, titled: str) -> bool:
    return bool(titled) and bool(parse(name).own) and parse(name).same_person(parse(titled))


def _told_people(labels: Sequence[Label], facts: Facts) -> dict[str, str]:
    """Return the names that the user's sidecar gives to labels."""
    told = {plain(label): name for label, name in facts.people}
    return {x.key: told[k] for x in labels for k in (x.key, plain(x.name)) if k in told}


def _is_named(name: str, person: str) -> bool:
    """Tell whether a name is that person's: by his own name, or by an office that both have."""
    return parse(name).same_person(parse(person)) if parse(name).own else _is_office_of(name, person)


def _as_told(asking: set[str], labels: Sequence[Label], shown: Mapping[str, str], facts: Facts) -> set[str]:
    """Return who asks, as the user's sidecar says: by label or by name."""
    ask, answer = ({plain(n) for n in names} for names in (facts.asks, facts.answers))
    if not ask and not answer:
        return asking
    said = {x.key: {x.key, plain(x.name), plain(shown[x.key])} for x in labels}
    return {k for k, names in said.items() if names & ask or (k in asking and not names & answer)}


def _is_office_of(label: str, person: str, *, alone: bool = False) -> bool:
    """Tell whether a label is the office alone of a person: "THE PRESIDENT" for "President Biden".

    With `alone`, nothing but the label says so: then one word is too little, as a "President" may be who presides.
    """
    name, holder = parse(label), parse(person) if person else None
    if holder is None or name.own or not holder.own or not name.office_words:
        return False
    if alone and len(name.office_words) < 2:
        return False
    if name.office_words <= holder.office_words:
        return True
    stems = {w for w in name.held if len(w) > 4}  # "SAYIN BAKAN" and "Dışişleri Bakanı": one stem
    return bool(stems) and name.held == stems and all(any(h.startswith(w) for h in holder.held) for w in stems)


def _holders(labels: Sequence[Label], shown: Mapping[str, str]) -> dict[str, str]:
    """Return the names behind labels that are the office, initials or given name of one labelled person alone."""
    written = {x.key: x.name for x in labels if x.part == "person"}
    named = {k: w for k, w in written.items() if len(parse(w).own) > 1}
    found = {}
    for key, name in written.items():
        holders = {
            shown[k] for k, w in named.items() if _is_office_of(name, w, alone=True) or parse(w).initials == name
        }
        holders = holders or {n for k, n in written.items() if k != key and _initials_of_office(n) == name}
        holders = holders or {shown[k] for k, w in named.items() if plain(parse(w).own[0]) == key}  # "JACK", "WINSTON"
        if len(holders) == 1 and key not in named:
            found[key] = holders.pop()
    return found


def _initials_of_office(name: str) -> str:
    """Return the initials of an office without a name: "PM" for "Prime Minister"."""
    office = parse(name)
    return "" if office.own else "".join([w[0].upper() for w in office.office.split() if w[0].isupper()])


def _keyed(labels: Sequence[Label], head: str) -> dict[str, str]:
    """Return the names behind initials that a list in the head explains, a line each: "TJ    Tarek Lee"."""
    found = {}
    for x in {x.key: x for x in labels}.values():
        if x.part == "person" and x.name.isupper() and x.name.isalpha() and 2 <= len(x.name) <= 4:
            named = re.search(rf"^{x.name}\s{{2,}}(.{{3,60}})$", head, re.MULTILINE)
            if named and is_person(named[1].strip()):
                found[x.key] = parse(named[1].strip()).shown
    return found


def _held_in(
    labels: Sequence[Label], shown: Mapping[str, str], head: str, said: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the names behind labels that are an office alone, which the head or the first turns give to one person.

    "Ann Lee, Associate Spokesperson for", "We are joined by the Treasurer, Joe Hocking."
    """
    found = {}
    for key, x in {x.key: x for x in labels}.items():
        office = parse(x.name)
        unnamed = x.part == "person" and not office.own and not parse(shown[key]).own
        if unnamed and office.held and key not in words("labels", "presides"):
            bare = " ".join(w for w in office.office.split() if plain(w).rstrip(".") not in words("persons", "address"))
            first = " ".join(turns[0][:200] for k, turns in said.items() if k != key and turns)
            names = _holders_of(bare, head) or _holders_of(bare, first)
            known = {n for n in names if n not in {shown[x.key] for x in labels if x.part == "question"}}
            if len(known) == 1:
                found[key] = known.pop()
    return found


def _holders_of(office: str, text: str) -> set[str]:
    """Return the names that stand beside an office in running words: behind it and a comma, or before it."""
    name = r"((?:[A-ZÀ-Þ][\w'’-]+ ){1,2}[A-ZÀ-Þ][\w'’-]+)"
    held = rf"(?i:{re.escape(office)})"
    patterns = (
        rf"\b{held},? (?:(?:Mr|Ms|Mrs|Dr|Hon|the Hon|the Rt Hon)\.? )?{name}",
        rf"{name}, (?:the )?(?:[\w-]+ ){{0,2}}?{held}\b",
        rf"\b{held}['’]s Office and (?:The )?(?:Rt )?(?:Hon )?{name}",
    )
    small = words("persons", "particle") | words("headline", "genre")
    found = {m[1] for p in patterns for m in re.finditer(p, text) if small.isdisjoint(plain(m[1]).split())}
    return {parse(n).shown for n in found if is_person(n) and len(parse(n).own) in (2, 3) and not parse(n).held}


def _is_outlet(label: Label, outlet: str) -> bool:
    """Tell whether a label is the outlet's name, or the chief word of it: "SPIEGEL" for "DER SPIEGEL"."""
    tokens = label.key.split()
    if label.part != "person" or not tokens or "," in label.name:
        return False
    organised = tokens[-1] in words("headline", "organisation")
    if organised and (len(tokens) > 2 or (len(tokens) == 1 and label.name.isupper())):
        return True  # "Foreign Affairs Weekly", "TASS"
    return not parse(label.name).held and bool(outlet) and label.key in (plain(outlet), *plain(outlet).split())


def asking_outlet(cast: Cast, labels: Sequence[Label], above: Sequence[str]) -> str:
    """Return the outlet where it alone asks, under its own name; "" where people do.

    A label is an outlet's by its words ("Daily News Weekly"), or because a line above the talk is it alone: a masthead.
    """
    asking = {x.key: x for x in labels if x.key in cast.asking and x.part == "person"}
    if len(asking) != 1:
        return ""
    (label,) = asking.values()
    if masthead := next((line for line in above if plain(line) == label.key), ""):
        return masthead
    return label.name if _is_outlet(label, "") else ""


def _interviewers(
    labels: Sequence[Label],
    others: set[str],
    said: Mapping[str, Sequence[str]],
    speaker: str,
    shown: Mapping[str, str],
    *,
    told: bool,
) -> set[str]:
    """Return who asks in an interview: people without an office who say less than the one who is interviewed.

    Where the title tells the speaker (`told`) and one other talks to him, it does not matter who says more.
    """
    officials = {x.key for x in labels if parse(x.name).office_words}
    most = sum(len(t) for k, turns in said.items() if shown.get(k) == speaker for t in turns)
    main = told or any(shown[o] == speaker for o in officials)
    brief = {k for k in others if main or sum(map(len, said.get(k, ()))) < most}
    return {k for k in brief if not any(shown[o] == shown[k] for o in officials)}


def _labelled(default: Facts, labels: Sequence[Label]) -> str:
    """Return the speaker of a folder's defaults where a label names him; empty where none does."""
    names = [parse(n) for n in (default.speaker, *default.aliases) if n]
    people = [parse(x.name) for x in labels if x.part == "person"]
    return default.speaker if any(n.same_person(p) for n in names for p in people) else ""


def _of_wanted(wanted: Sequence[str], shown: Mapping[str, str], told: str, aliases: Sequence[str]) -> str:
    """Return the name under which the wanted person speaks here; empty where he does not."""
    if not wanted:
        return ""
    meant = [n for n in map(parse, wanted) if n.own]
    if any(parse(n).same_person(m) for n in aliases for m in meant):
        return told
    same = [n for n in shown.values() if any(parse(n).same_person(m) for m in meant)]
    return min(same, default="")


def _people(labels: Sequence[Label], head: str, told: str) -> dict[str, str]:
    """Return the name of each labelled person: the fullest form in the labels or the head."""
    forms: dict[str, Name] = {}
    for x in labels:  # "External Affairs Minister (Smt. Sushma Swaraj)" first, and then without her name
        if x.part == "person" and (x.key not in forms or parse(x.name).own):
            forms[x.key] = parse(x.name)
    pool = [n for n in forms.values() if n.own]
    if told and parse(told).own:
        pool.append(parse(told))
    pool.extend([full for surname in sorted({n.surname for n in pool}) if (full := find_full(surname, head))])
    return {key: _fullest(name, pool).shown for key, name in forms.items()}


def _fullest(name: Name, pool: Sequence[Name]) -> Name:
    """Return the form of the same person that says most: whole given names before initials before none."""
    if not name.own:
        return name
    same = [n for n in pool if n.own and n.same_person(name)]
    if len({_given(n) for n in same if _given(n)}) > 1 and not _given(name):
        return name  # two people of one surname: the bare one stays apart
    return max(same, key=lambda n: (_whole(n), bool(n.given), n.written == name.written))


def _whole(name: Name) -> int:
    """Count the given names that are no initials; a name of more than four words is none."""
    return sum(len(w) > 1 for w in name.given) if len(name.own) < 5 else 0


def _given(name: Name) -> str:
    return next((w for w in name.given if len(w) > 1), "")


def _with_aliases(shown: Mapping[str, str], told: str, aliases: Sequence[str]) -> dict[str, str]:
    same = [parse(n) for n in (told, *aliases)]
    return {
        key: told if any(parse(name).same_person(n) or parse(name).shown == n.shown for n in same) else name
        for key, name in shown.items()
    }
