"""How the pages of interviews are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from timeline.models import Interview


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
