"""What a format says of a document, key by key: front matter, a table's columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from timeline.reading.document import Facts

# Other names that the same thing goes by.
_NAMES = {
    "date": ("date", "event_date", "day"),
    "title": ("title", "headline", "heading"),
    "speaker": ("speaker", "speaker_name", "author", "who"),
    "outlet": ("outlet", "publisher", "event"),
    "place": ("place", "location", "city"),
    "url": ("url", "link", "source_url"),
    "language": ("language", "lang"),
}
_TAKEN = frozenset(name for names in _NAMES.values() for name in names)


def facts_of(values: Mapping[str, Any], ignored: frozenset[str] = frozenset()) -> Facts:
    """Return what `values` say, a date as written; keys that mean nothing here are kept as `extra`.

    >>> facts_of({"Title": "Talk", "date": "2020-05-03", "views": 3})
    Facts(date=None, when='2020-05-03', title='Talk', extra=(('views', '3'),))
    """
    low = {str(k).strip().lower(): v for k, v in values.items()}
    told = {key: next((w for n in names if (w := _words(low.get(n)))), "") for key, names in _NAMES.items()}
    aliases = low.get("aliases")
    extra = {k: _words(v) for k, v in low.items() if k not in _TAKEN | ignored | {"aliases"}}
    return Facts(
        when=told["date"],
        title=told["title"],
        speaker=told["speaker"],
        outlet=told["outlet"],
        place=told["place"],
        url=told["url"],
        language=told["language"][:2].lower(),
        aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
        extra=tuple(sorted((k, v) for k, v in extra.items() if v)),
    )


def _words(value: object) -> str:
    """Return a value as one line of words."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())
