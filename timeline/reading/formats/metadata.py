"""What a format says of a document, key by key: front matter, a table's columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from timeline.reading.document import Facts

# Other names that the same thing goes by.
_NAMES = {
    "date": ("date", "event_date", "day", "date_of_event", "event_day", "interview_date", "speech_date"),
    "title": ("title", "headline", "heading", "subject"),
    "speaker": ("speaker", "speaker_name", "interviewee", "who"),
    "outlet": ("outlet", "publisher", "event", "site_name", "publication", "media", "newspaper"),
    "place": ("place", "location", "city", "venue"),
    "url": ("url", "link", "source_url", "permalink", "canonical_url", "web_url", "href", "uri"),
    "language": ("language", "lang", "inlanguage"),
}
# When a page was published, which is no day of an event.
_STAMPS = (
    "datepublished", "date_published", "published", "published_at", "publishedat", "publication_date", "pubdate",
    "pub_date", "created_at", "date_gmt", "article:published_time", "timestamp",
)  # fmt: skip
_TAKEN = frozenset(name for names in _NAMES.values() for name in names)


def low_keys(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a record with keys in lower case.

    >>> low_keys({" Text ": "We stay."})
    {'text': 'We stay.'}
    """
    return {str(k).strip().lower(): v for k, v in record.items()}


def facts_of(values: Mapping[str, Any], ignored: frozenset[str] = frozenset()) -> Facts:
    """Return what `values` say, a date as written; keys that mean nothing here are kept as `extra`.

    >>> facts_of({"Title": "Talk", "date": "2020-05-03", "views": 3})
    Facts(date=None, when='2020-05-03', title='Talk', extra=(('views', '3'),))
    """
    low = low_keys(values)
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


def author_of(values: Mapping[str, Any]) -> str:
    """Return who wrote it, by `values`: a name; empty where they do not say it, or in figures."""
    low = low_keys(values)
    author = _words(low.get("author"))
    return "" if author.isdigit() else author


def stamp_of(values: Mapping[str, Any]) -> str:
    """Return when `values` say that a page was published, as written; empty where they do not."""
    low = low_keys(values)
    return next((w for n in _STAMPS if (w := _words(low.get(n)))), "")


def _words(value: object) -> str:
    """Return a value as one line of words."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return " ".join(str(value).split())
