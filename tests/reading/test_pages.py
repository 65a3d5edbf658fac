"""Every trap page is read as its expected file says."""

from __future__ import annotations

import pytest

from tests.reading.trap_pages import Page, differences, pages


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
def test_a_page_is_read_as_expected(page: Page) -> None:
    wrong = differences(page)
    unsolved = set(page.expected.get("unsolved", ()))
    assert wrong.keys() == unsolved, "\n".join(f"{key}: {what}" for key, what in wrong.items())
