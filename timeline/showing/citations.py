"""The interviews as CSL-JSON, which Zotero, Pandoc and every CSL processor read.

Schema: https://github.com/citation-style-language/schema, version 1.0.2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from timeline.models import Interview


def csl_json(interviews: Iterable[Interview]) -> str:
    """Return one CSL item of type `interview` for each interview; the speaker is its author.

    Names are given as they stand ("literal"): which part is the family name is not known in every language.
    """
    return json.dumps([_item(i) for i in interviews], ensure_ascii=False, indent=2) + "\n"


def _item(i: Interview) -> dict[str, Any]:
    item = {
        "id": i.id,
        "type": "interview",
        "title": i.title,
        "author": [{"literal": i.speaker}] if i.speaker else [],
        "issued": {"date-parts": [[i.date.year, i.date.month, i.date.day]]},
        "container-title": i.outlet,
        "event-place": i.place,
        "language": i.language,
        "URL": i.url,
        "note": f"sha256: {i.sha256}",
    }
    return {name: value for name, value in item.items() if value}
