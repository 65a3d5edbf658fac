"""A comparison or a trace as a Word file (Office Open XML, ECMA-376) with tracked changes.

What went is a tracked deletion, what came a tracked insertion: accepting all leaves the right wording, rejecting all
the left one. No kept library writes tracked changes (python-docx has no word for them), so the few parts that a
document must have are written here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from itertools import count, groupby
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from timeline.models import EditOp
from timeline.showing.markdown import wordings
from timeline.showing.sheet import Entry, Piece, Sheet

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the file may not depend on the clock

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
}


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _heading(level: int, before: int, size: int) -> str:
    spacing = f'<w:keepNext/><w:spacing w:before="{before}" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", spacing, f'<w:b/><w:sz w:val="{size}"/>')


_SOFT = '<w:color w:val="595959"/>'
_STYLES = (
    f'<w:styles xmlns:w="{_NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:eastAsia="MS Mincho"/><w:sz w:val="22"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
    '</w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + _heading(1, 0, 36) + _heading(2, 360, 28) + _heading(3, 240, 23)
    + _style("Cite", "Citation", '<w:keepNext/><w:spacing w:after="60"/>', f'{_SOFT}<w:sz w:val="19"/>')
    + _style("Context", "Context", '<w:ind w:left="360"/>', _SOFT)
    + _style("Quote", "Quote", '<w:ind w:left="360"/>', "")
    + "</w:styles>"
)  # fmt: skip


def word_bytes(sheet: Sheet) -> bytes:
    """Return the sheet as the bytes of a .docx file."""
    body = "".join(_body(sheet))
    document = f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "word/styles.xml": _STYLES, "word/document.xml": document}.items():
            info = ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, _HEAD + content)
    return out.getvalue()


def _body(sheet: Sheet) -> Iterator[str]:
    numbers = count(1)
    yield _paragraph("Heading1", _run(sheet.title))
    for source in sheet.sources:
        yield _paragraph("Cite", _run(f"{source.called}: {source.title}"))
    for theme, entries in groupby(sheet.entries, key=lambda entry: entry.theme):
        if theme:
            yield _paragraph("Heading2", _run(theme.title))
        for entry in entries:
            yield from _entry(entry, numbers)


def _entry(entry: Entry, numbers: Iterator[int]) -> Iterator[str]:
    quotes = [quote for quote in (entry.left, entry.right) if quote]
    yield _paragraph("Heading3", _run(entry.title))
    yield _paragraph("Cite", _run(" → ".join(quote.citation for quote in quotes)))
    yield from (_paragraph("Context", _run(f"… {quote.before}")) for quote in quotes if quote.before)
    track = partial(_tracked, author=_author(entry), numbers=numbers)
    for pieces in wordings(entry):
        for line in lines(pieces):
            yield _paragraph("Quote", "".join(map(track, line)))
    yield from (_paragraph("Context", _run(f"{quote.after} …")) for quote in quotes if quote.after)


def _author(entry: Entry) -> str:
    """Return the attributes that say who changed it and when: the later interview, never the clock."""
    quote = entry.right or entry.left
    if quote is None:
        return ""
    who = f"{quote.speaker or 'timeline'}, {quote.date}"
    return f'w:author={quoteattr(_clean(who))} w:date="{quote.date}T00:00:00Z"'


def lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces by line of the text, empty lines left out."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        found[-1].append(Piece(piece.op, first))
        found.extend([Piece(piece.op, line)] for line in others)
    return [line for line in found if any(piece.text.strip() for piece in line)]


def _tracked(piece: Piece, *, author: str, numbers: Iterator[int]) -> str:
    if not piece.text:
        return ""
    tags: dict[EditOp, str] = {"delete": "w:del", "insert": "w:ins"}
    if piece.op == "equal":
        return _run(piece.text)
    run = _run(piece.text, "w:delText" if piece.op == "delete" else "w:t")
    return f'<{tags[piece.op]} w:id="{next(numbers)}" {author}>{run}</{tags[piece.op]}>'


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, tag: str = "w:t") -> str:
    return f'<w:r><{tag} xml:space="preserve">{escape(_clean(text))}</{tag}></w:r>'


def _clean(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
