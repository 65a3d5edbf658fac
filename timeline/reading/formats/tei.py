"""TEI XML, and ParlaMint: `<u who>` with `<seg>`, `<sp>` with `<speaker>`, `<date when>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from lxml import etree

from timeline.errors import UnreadableError
from timeline.models import Span
from timeline.reading.document import Document, Facts, Utterance

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What is written into an utterance by the transcriber.
_NOTES = frozenset(_TEI + n for n in ("note", "vocal", "kinesic", "incident", "gap", "pb", "desc"))
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")


def read(file: str, data: bytes, people: Mapping[str, str] | None = None) -> list[Document]:
    """Return the one document of a TEI file. `people` names the ids that the file itself does not.

    Raises UnreadableError where it is no XML, no TEI, or holds entities: those are never expanded.
    """
    root = _parse(file, data)
    if etree.QName(root).localname not in ("TEI", "TEI.2"):
        found = etree.QName(root).localname
        raise UnreadableError(f"is XML but no TEI: its root is <{found}>", place=file, hint="Save it as TEI or text")
    names = {**(people or {}), **people_of(root)}
    language = (root.get(_XML_LANG) or "")[:2]
    text, utterances, headings = _spoken(root, names)
    if not text.strip():
        raise UnreadableError("is TEI without words in its body", place=file, hint="Check the file")
    return [
        Document(
            root.get(_XML_ID) or PurePosixPath(file).stem,
            file,
            sha256(data).hexdigest(),
            text,
            told=Facts(when=_date(root), title=_title(root), place=_place(root), language=language),
            headings=headings,
            utterances=utterances,
        )
    ]


def read_people(file: str, data: bytes) -> dict[str, str]:
    """Return the people whom a corpus's root or its listPerson file names, by id."""
    return people_of(_parse(file, data))


def people_of(root: etree._Element) -> dict[str, str]:
    """Return the names of the `<person>` elements by their ids."""
    found = {}
    for person in root.iter(_TEI + "person"):
        name = person.find(_TEI + "persName")
        if name is not None and person.get(_XML_ID):
            parts = [p for tag in ("forename", "nameLink", "surname") for p in name.findall(_TEI + tag)]
            words = [p.text or "" for p in parts] or ["".join(map(str, name.itertext()))]
            found[str(person.get(_XML_ID))] = " ".join(" ".join(words).split())
    return found


def _parse(file: str, data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise UnreadableError(f"is no XML: {error}", place=f"{file}:{line}", hint="Correct it") from None
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data[:100_000]:
        raise UnreadableError("declares entities, which are not expanded", place=file, hint="Save it without a DTD")
    return root


def _spoken(root: etree._Element, names: Mapping[str, str]) -> tuple[str, tuple[Utterance, ...], tuple[Span, ...]]:
    parts: list[str] = []
    utterances: list[Utterance] = []
    headings: list[Span] = []
    at = 0
    for kind, who, role, paragraphs in _blocks(root, names):
        start = at
        for words in paragraphs:
            parts.append(words + "\n")
            at += len(words) + 1
        if kind == "heading":
            headings.append(Span(start, at - 1))
        elif kind == "said" and at > start:
            utterances.append(Utterance(Span(start, at), who, role))
    return "".join(parts), tuple(utterances), tuple(headings)


def _blocks(root: etree._Element, names: Mapping[str, str]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield (kind, speaker, role, paragraphs) in document order."""
    for element in root.iter(_TEI + "u", _TEI + "sp", _TEI + "head", _TEI + "p"):
        tag = etree.QName(element).localname
        above = {etree.QName(a).localname for a in element.iterancestors() if isinstance(a.tag, str)}
        if "teiHeader" in above or above & {"u", "sp"}:
            continue
        if tag == "u":
            segments = element.findall(_TEI + "seg") or [element]
            role = (element.get("ana") or "").lstrip("#")
            yield "said", _who(element.get("who") or "", names), role, [w for s in segments if (w := _words(s))]
        elif tag == "sp":
            speaker = element.find(_TEI + "speaker")
            who = _words(speaker).rstrip(":. ") if speaker is not None else _who(element.get("who") or "", names)
            yield "said", who, "", [w for p in element.findall(_TEI + "p") if (w := _words(p))]
        else:
            yield ("heading" if tag == "head" else "text"), "", "", [_words(element)]


def _words(element: etree._Element) -> str:
    """Return the words of an element without the transcriber's notes."""
    parts: list[str] = []
    silent = 0
    for event, e in etree.iterwalk(element, events=("start", "end")):
        note = not isinstance(e.tag, str) or e.tag in _NOTES
        if event == "start":
            silent += note
            if not silent and e.text:
                parts.append(e.text)
        else:
            silent -= note
            if not silent and e is not element and e.tail:
                parts.append(e.tail)
    return " ".join("".join(parts).split())


def _who(reference: str, names: Mapping[str, str]) -> str:
    """Return the name behind `#BorisJohnson`: as listed, or the id with spaces between its words."""
    key = reference.split("#")[-1].strip()
    return names.get(key) or _CAMEL.sub(" ", key.replace("_", " ").replace(".", " ")).strip()


def _date(root: etree._Element) -> str:
    """Return the day of the sitting: the setting's date before the source's."""
    for path in ("setting", "bibl", "recording", "sourceDesc"):
        for element in root.iter(_TEI + path):
            for when in element.iter(_TEI + "date"):
                if words := when.get("when") or when.get("from"):
                    return words[:10]
    return ""


def _title(root: etree._Element) -> str:
    titles = [t for s in root.iter(_TEI + "titleStmt") for t in s.findall(_TEI + "title")]
    titles = [t for t in titles if t.get("type") in (None, "main")] or titles
    english = [t for t in titles if (t.get(_XML_LANG) or "en")[:2] == "en"]
    return _words((english or titles)[0]) if titles else ""


def _place(root: etree._Element) -> str:
    for setting in root.iter(_TEI + "setting"):
        for name in (*setting.iter(_TEI + "settlement"), *setting.iter(_TEI + "name")):
            if name.get("type") in (None, "city", "place"):
                return _words(name)
    return ""
