"""How the pages of interviews are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from timeline.models import Analysis, Interview, Theme


def transcript_names(interviews: Iterable[Interview]) -> dict[str, str]:
    """Return a file name for each interview's page: its id where that is safe on every system, else a safe likeness.

    An id may come from a user's table and hold anything, a path included.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for interview in interviews:
        safe = re.sub(r"[^\w-]+", "-", interview.id).strip("-")[:100]
        if not safe or safe != interview.id or safe.lower() in taken:
            safe = f"{safe}-{sha256(interview.id.encode()).hexdigest()[:8]}".lstrip("-")
        taken.add(safe.lower())
        names[interview.id] = f"interviews/{safe}.html"
    return names


def addresses(interviews: Iterable[Interview]) -> dict[str, str]:
    """Return the address of each interview on a theme's page: its day, numbered from the second of one day on.

    It stays what it is when interviews of other days are added: a citation's link leads to the same words.

    >>> from timeline.models import Interview
    >>> talks = [Interview(i, "", "", "", (), date(2020, 8, 3), "sidecar", "", "") for i in ("a", "b")]
    >>> addresses(talks)
    {'a': '20200803', 'b': '20200803-2'}
    """
    same: Counter[date] = Counter()
    found: dict[str, str] = {}
    for interview in interviews:
        same[interview.date] += 1
        number = same[interview.date]
        found[interview.id] = interview.date.isoformat().replace("-", "") + (f"-{number}" if number > 1 else "")
    return found


def data_name(theme: Theme) -> str:
    """Return the name of the file that holds all changes of a theme whose page cannot."""
    return f"{theme.id}-changes.csv"


# Rows of the index's table: 300 interviews x 4 themes are 150 kB, and ten screens.
ROWS = 300


def paged_years(analysis: Analysis) -> list[int]:
    """Return the years that have an index page of their own: none, where one table holds all interviews."""
    interviews = analysis.corpus.interviews
    return sorted({i.date.year for i in interviews}) if len(interviews) > ROWS else []


def year_name(year: int) -> str:
    """Return the name of the page that lists a year's interviews."""
    return f"interviews-{year}.html"
