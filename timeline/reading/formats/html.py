"""HTML as a browser saves it: what a reader sees, line by line, with what the markup says of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from timeline.errors import UnreadableError
from timeline.models import Span
from timeline.reading.decode import Decoded, decode
from timeline.reading.document import Document, Facts
from timeline.reading.formats.columns import speaking

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN_TAGS = "script style noscript template svg math iframe object canvas select option datalist audio video head"
_BLOCK_TAGS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul button label"
)
_ROLES = "navigation contentinfo complementary search banner menu menubar toolbar"
_UNSEEN, _BLOCKS, _ASIDE_ROLES = (frozenset(x.split()) for x in (_UNSEEN_TAGS, _BLOCK_TAGS, _ROLES))
_BOLD = frozenset(("b", "strong", "dt"))
# Classes that pages give to a paragraph that asks: as good as bold type.
_QUESTIONS = re.compile(r"(?:^|[\s_-])(?:question|frage|pregunta|domanda|vraag|interviewer)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ASIDE = frozenset(("nav", "footer", "aside", "button", "menu"))  # no form: some sites wrap the whole page in one
# Names that pages give to what is not the text, as whole words of a class or an id.
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|share|sharing|social|related|cookies?|"
    r"pagination|pager|banner|advert|ads?|promo|newsletter|subscribe|comments?|tags|toolbar|skip|print|recommended)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass
class _Page:
    """What is gathered while the elements are walked."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    line: list[str] = field(default_factory=list)
    bold: int = 0
    heading: int = 0
    aside: int = 0
    all_bold: bool = True
    italic: int = 0
    all_italic: bool = True
    headings: list[Span] = field(default_factory=list)
    margins: list[Span] = field(default_factory=list)
    bolds: list[Span] = field(default_factory=list)
    italics: list[Span] = field(default_factory=list)
    labels: set[HtmlElement] = field(default_factory=set)
    """Elements with who speaks, and nothing else."""

    told: list[str] = field(default_factory=list)
    """What these say."""

    def end_label(self) -> None:
        """End a line that is a label: with a colon, by which it is read as one."""
        words = " ".join("".join(self.line).split()).rstrip(" :：")
        if words:
            self.told.append(words)
            self.line = [words, ":"]
        self.end_line()

    def say(self, words: str | None) -> None:
        if words:
            self.line.append(words)
            if words.strip():
                self.all_bold &= self.bold > 0
                self.all_italic &= self.italic > 0

    def end_line(self) -> None:
        words = " ".join("".join(self.line).split(" ")).strip() if self.line else ""
        words = re.sub(r"[ \t\r\n\f]+", " ", words)
        if words:
            span = Span(self.length, self.length + len(words))
            marks = ((self.heading, self.headings), (self.aside, self.margins), (self.all_bold, self.bolds))
            for on, found in (*marks, (self.all_italic, self.italics)):
                if on:
                    found.append(span)
            self.parts.append(words + "\n")
            self.length += len(words) + 1
        self.line = []
        self.all_bold = self.all_italic = True


def read(file: str, data: bytes) -> list[Document]:
    """Return the one document of a page. Raises UnreadableError where it holds no words."""
    charset = _CHARSET.search(data[:4096])
    decoded = decode(data, file, charset[1].decode("ascii") if charset else "")
    return [read_page(file, data, decoded, PurePosixPath(file).stem)]


def read_page(file: str, data: bytes, decoded: Decoded, name: str) -> Document:
    """Return the document of a page's markup."""
    root = _parse(decoded.text, file)
    page = _Page(labels=speaking(root))
    _walk(root, page)
    page.end_line()
    if not page.parts:
        raise UnreadableError("is a page without text", place=file, hint="Save the page again when it is loaded")
    return Document(
        name,
        file,
        sha256(data).hexdigest(),
        "".join(page.parts),
        told=Facts(url=_url(root), language=(root.get("lang") or "")[:2].lower()),
        hint_title=_title(root),
        stamp=_meta(root, "article:published_time") or _meta(root, "datePublished"),
        headings=tuple(page.headings),
        margins=tuple(page.margins),
        bold=tuple(page.bolds),
        italic=tuple(page.italics),
        labels=tuple(dict.fromkeys(page.told)),
        warnings=decoded.warnings,
    )


def _parse(markup: str, file: str) -> HtmlElement:
    try:
        return document_fromstring(
            _DECLARATION.sub("", markup), parser=HTMLParser(remove_comments=True, no_network=True)
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(f"cannot be read as HTML: {error}", place=file, hint="Save the page again") from None


def _walk(root: HtmlElement, page: _Page) -> None:
    """Gather the words in document order, without recursion: a hostile page nests deeper than Python may."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += _is_hidden(element, tag)
            if not hidden:
                _open(element, tag, page)
        else:
            if not hidden:
                _close(element, tag, page)
            hidden -= _is_hidden(element, tag)
            if not hidden and element.tail:
                page.say(element.tail)


def _open(element: HtmlElement, tag: str, page: _Page) -> None:
    if tag in _BLOCKS or tag == "br" or element in page.labels:
        page.end_line()
    page.bold += tag in _BOLD or _is_question(element, tag)
    page.italic += tag in ("i", "em", "cite")
    page.heading += tag in _HEADINGS
    page.aside += _is_aside(element, tag)
    if tag:
        page.say(element.text)


def _close(element: HtmlElement, tag: str, page: _Page) -> None:
    if element in page.labels:
        page.end_label()
    elif tag in _BLOCKS:
        page.end_line()
    page.bold -= tag in _BOLD or _is_question(element, tag)
    page.italic -= tag in ("i", "em", "cite")
    page.heading -= tag in _HEADINGS
    page.aside -= _is_aside(element, tag)


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    if not tag or tag in _UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _is_aside(element: HtmlElement, tag: str) -> bool:
    if tag in _ASIDE or element.get("role") in _ASIDE_ROLES:
        return True
    if tag in ("body", "html", "main", "article", "b", "strong"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(named) > 1 and bool(_ASIDE_NAMES.search(named))


def _is_question(element: HtmlElement, tag: str) -> bool:
    named = (element.get("class") or "") if tag in ("p", "div", "span", "li") else ""
    return bool(named) and bool(_QUESTIONS.search(named))


def _title(root: HtmlElement) -> str:
    return _meta(root, "og:title") or " ".join((root.findtext(".//title") or "").split())


def _meta(root: HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if name in (element.get("property"), element.get("name"), element.get("itemprop")):
            return " ".join((element.get("content") or "").split())
    return ""


def _url(root: HtmlElement) -> str:
    for element in root.iter("link"):
        if element.get("rel") == "canonical":
            return element.get("href") or ""
    return _meta(root, "og:url")
