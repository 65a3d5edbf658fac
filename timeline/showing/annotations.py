"""Each quote as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), which Hypothesis and others read.

A quote is found again by its words with what stands around them (TextQuoteSelector) and by its place
(TextPositionSelector, in Unicode code points of the text that was read).
"""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from timeline.models import Analysis, Interview, Statement

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "https://schema.org/sha256"}]
_AROUND = 32
"""Code points of prefix and suffix: what Hypothesis writes, enough to tell repeated sentences apart."""


def web_annotations(analysis: Analysis) -> str:
    """Return an annotation for each statement: its theme and positions as tags, its quote as target."""
    by_id = analysis.corpus.by_id
    items = [_annotation(s, by_id[s.interview]) for s in analysis.statements]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(item['id'] for item in items))}",
        "type": "AnnotationCollection",
        "label": "Statements",
        "total": len(items),
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(s: Statement, i: Interview) -> dict[str, Any]:
    place = f"{i.sha256}/{s.theme}#char={s.start},{s.end}"
    tags = [s.theme, *(f"{s.theme}/{position}" for position in s.positions)]
    source: dict[str, str] = {"id": i.url or i.file, "type": "Text", "language": i.language, "sha256": i.sha256}
    return {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, place)}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": {"source": source, "selector": _selectors(i.text, s.start, s.end)},
    }


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
