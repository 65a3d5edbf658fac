"""What a stage gives is the same wherever it runs and whatever was kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from timeline.cache import Cache
from timeline.models import Span
from timeline.stages import Stages


@dataclass(frozen=True)
class Measured:
    word: str
    span: Span


def measure(word: str) -> Measured:
    return Measured(word, Span(0, len(word)))


def fail(word: str) -> Measured:
    raise AssertionError(f"worked on {word}")


def count(word: str) -> int:
    return len(word)


fail.__qualname__ = count.__qualname__ = measure.__qualname__  # the same stage, for the cache
WORDS = [f"word{n}" + "x" * (n % 7) for n in range(300)]
EXPECTED = [measure(w) for w in WORDS]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_results_are_in_order(workers: int) -> None:
    with Stages(workers=workers) as run:
        assert run.each("measuring", measure, WORDS, [(w,) for w in WORDS], Measured) == EXPECTED


def test_what_was_kept_is_not_worked_on_again(tmp_path: Path) -> None:
    identities = [(w,) for w in WORDS]
    with Stages(Cache(tmp_path), workers=1) as run:
        run.each("measuring", measure, WORDS, identities, Measured)
    with Stages(Cache(tmp_path), workers=1) as run:
        assert run.each("measuring", fail, WORDS, identities, Measured) == EXPECTED
        with pytest.raises(AssertionError, match="worked on another"):
            run.each("measuring", fail, [*WORDS, "another"], [*identities, ("another",)], Measured)


def test_a_kept_result_of_another_shape_is_not_believed(tmp_path: Path) -> None:
    with Stages(Cache(tmp_path), workers=1) as run:
        run.each("measuring", count, ["word"], [("word",)], int)
        assert run.each("measuring", measure, ["word"], [("word",)], Measured) == [measure("word")]


def test_an_interrupted_stage_keeps_what_it_had_done(tmp_path: Path) -> None:
    done: list[str] = []

    def hear(step: str, now: int = 0, total: int = 0) -> None:
        done.append(step)
        if now > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Stages(Cache(tmp_path), workers=1, progress=hear) as run:
        run.each("measuring", measure, WORDS, [(w,) for w in WORDS], Measured)
    with Stages(Cache(tmp_path), workers=1) as run:
        kept = run.each("measuring", fail, WORDS[:100], [(w,) for w in WORDS[:100]], Measured)
    assert kept == EXPECTED[:100]


def test_progress_is_told_from_nothing_to_all() -> None:
    heard: list[tuple[int, int]] = []
    with Stages(workers=1, progress=lambda _, done=0, total=0: heard.append((done, total))) as run:
        run.each("measuring", measure, WORDS, [(w,) for w in WORDS], Measured)
    assert heard[0] == (0, 300)
    assert heard[-1] == (300, 300)
    assert heard == sorted(heard)


def pair_up(pair: tuple[Measured, Measured, str]) -> Measured:
    first, second, word = pair
    assert first is second  # sent once a piece, not once an item
    return Measured(word, first.span)


def test_what_a_stage_gave_goes_on_to_the_next_as_it_is() -> None:
    with Stages(workers=2) as run:
        found = run.each("measuring", measure, WORDS, [(w,) for w in WORDS], Measured)
        pairs = [(m, m, w) for m, w in zip(found, WORDS, strict=True)]
        assert run.each("pairing", pair_up, pairs, [(w,) for w in WORDS], Measured) == EXPECTED


def keep_words(measured: Measured) -> int:
    return len(measured.word)


def test_what_messagepack_cannot_hold_travels_too() -> None:
    odd = [Measured(f"\udc80{w}", Span(0, 1)) for w in WORDS]
    with Stages(workers=2) as run:
        run.each("measuring", measure, WORDS, [(w,) for w in WORDS], Measured)
        lengths = run.each("keeping", keep_words, odd, [(str(n),) for n in range(len(odd))], int)
    assert lengths == [len(w) + 1 for w in WORDS]
