"""Text in terminal cells, whatever a file holds."""

from __future__ import annotations

import pytest
import wcwidth
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.showing.cells import _NARROW, _wrap_any, _wrap_narrow, fill, shown, width_of, wrapped
from timeline.showing.columns import side_by_side
from timeline.showing.listing import listing

WORDS = {
    "wide": "日本語のテキストは二つのセルを取る 会談は建設的だった",
    "combining": "e\u0301te\u0301 na\u0308chster Schritt a\u0300 l’ave\u0301nir",
    "cyrillic": "Мы выступаем за продление Договора на пять лет без условий",
    "hebrew": "אנחנו תומכים בהארכת האמנה לחמש שנים ללא תנאים",
    "emoji": "👨‍👩‍👧 agreed 👍🏽 with 🇷🇺",
}


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("width", [60, 81, 250])
def test_the_bar_stands_in_one_place(name: str, width: int):
    lines = side_by_side(WORDS[name] * 3, "We support it. " * 9, width)
    bars = {width_of(line.split("│")[0]) for line in lines}
    assert bars == {(width - 3) // 2 + 1}
    assert max(map(width_of, lines)) <= width


def test_right_to_left_text_is_isolated_so_that_columns_keep_their_sides():
    assert fill("אב", 4) == "\u2068אב\u2069  "


def test_no_control_reaches_the_terminal():
    assert shown("\x1b]0;title\x07a\x9b2Jb\u202ec\ud800") == "�]0;title�a�2Jbc�"


@given(st.text())
def test_what_is_shown_has_no_control_and_wraps_within_its_width(text: str):
    for line in wrapped(shown(text), 20):
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in line)
        assert width_of(line) <= 20


NARROW = [chr(c) for c in range(32, 0x2600) if _NARROW.fullmatch(chr(c)) and chr(c) != "\n"]


def test_what_is_taken_for_narrow_is_one_cell_wide():
    assert len(NARROW) > 1000
    assert {wcwidth.wcwidth(c) for c in NARROW} == {1}


@given(st.text(st.sampled_from([*NARROW, " ", " ", "-"])), st.integers(5, 40))
@example("0000 000000", 5)
def test_narrow_text_wraps_as_any_other(text: str, width: int):
    assert _wrap_narrow(text, width) == _wrap_any(text, width)


def test_colour_ends_with_each_line():
    assert wrapped("\x1b[31mone two\x1b[0m", 4) == ["\x1b[31mone\x1b[0m", "\x1b[31mtwo\x1b[0m"]


def test_a_list_wraps_its_widest_column():
    lines = listing(["id", "said"], [["a", "one two three four five six"]], 20).splitlines()
    assert lines == ["id  said", "a   one two three", "    four five six"]
