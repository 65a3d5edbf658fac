"""The word diff: its laws over arbitrary text, and what a reader expects of it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.comparing import subsequence as module
from timeline.comparing import tokens as spelling
from timeline.comparing.diff import Similarity, word_diff
from timeline.comparing.tokens import Alphabet, tokens
from timeline.models import Diff

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
WORDY = st.lists(
    st.sampled_from(
        ["we", "the", "order", "rules-based", "U.S.", "don’t", " ", "  ", "\n", "\u00a0", ".", ",", "“", "é"]
    ),
    max_size=40,
).map("".join)
SENTENCE = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"]), max_size=30).map(" ".join)
EITHER = ANY | WORDY | SENTENCE


def rebuilt(diff: Diff, without: str) -> str:
    return "".join(text for op, text in diff.pieces() if op != without)


@given(EITHER, EITHER)
def test_keep_and_delete_rebuild_the_old_keep_and_insert_the_new(old: str, new: str) -> None:
    diff = word_diff(old, new)
    assert rebuilt(diff, "insert") == old
    assert rebuilt(diff, "delete") == new
    for edit in diff.edits:
        if edit.op == "equal":
            assert edit.old.of(old) == edit.new.of(new) != ""


@given(EITHER)
def test_equal_texts_have_no_change(text: str) -> None:
    diff = word_diff(text, text)
    assert {edit.op for edit in diff.edits} <= {"equal"}
    assert diff.similarity == 1
    assert not diff.rewording


@given(EITHER, EITHER)
def test_no_word_is_cut(old: str, new: str) -> None:
    diff = word_diff(old, new)
    assert "".join(tokens(old)) == old
    bounds = {0}
    for token in tokens(old):
        bounds.add(max(bounds) + len(token))
    assert {e.old.start for e in diff.edits} | {e.old.end for e in diff.edits} <= bounds


@given(EITHER, EITHER)
def test_similarity_is_a_share_and_has_no_direction(old: str, new: str) -> None:
    assert 0 <= word_diff(old, new).similarity <= 1
    assert word_diff(old, new).similarity == word_diff(new, old).similarity


@given(EITHER, EITHER)
def test_similarity_alone_is_that_of_the_diff(old: str, new: str) -> None:
    assert Similarity()(old, new) == word_diff(old, new).similarity


@given(EITHER, EITHER)
def test_the_way_back_is_the_same_way(old: str, new: str) -> None:
    there, back = word_diff(old, new), word_diff(new, old)
    assert {(e.old, e.new) for e in there.edits if e.op == "equal"} == {
        (e.new, e.old) for e in back.edits if e.op == "equal"
    }
    assert {e.old for e in there.edits if e.op == "delete"} == {e.new for e in back.edits if e.op == "insert"}
    assert [e.op for e in there.edits].count("equal") == [e.op for e in back.edits].count("equal")
    assert rebuilt(back, "delete") == old


@given(st.lists(ANY | WORDY, max_size=30))
def test_the_alphabet_is_injective_and_has_no_surrogates(parts: list[str]) -> None:
    alphabet = Alphabet()
    parts = [p for p in parts if p]
    signs = alphabet.encode(parts)
    assert len(signs) == len(parts)
    assert len(set(signs)) == len(set(parts))
    assert [alphabet.decode(s) for s in signs] == parts
    assert not any("\ud800" <= s <= "\udfff" for s in signs)


def test_the_alphabet_passes_the_surrogates_and_says_when_it_is_full() -> None:
    alphabet = Alphabet()
    signs = alphabet.encode(f"w{n}" for n in range(950_000))
    assert len(set(signs)) == 950_000
    assert not any("\ud800" <= s <= "\udfff" for s in signs)
    with pytest.raises(OverflowError):
        alphabet.encode(f"v{n}" for n in range(100_000))


def lcs(old: list[str], new: list[str]) -> int:
    """Longest common subsequence by the textbook."""
    row = [0] * (len(new) + 1)
    for x in old:
        above = row.copy()
        for j, y in enumerate(new, start=1):
            row[j] = above[j - 1] + 1 if x == y else max(above[j], row[j - 1])
    return row[-1]


@given(SENTENCE, SENTENCE)
def test_as_many_words_are_kept_as_can_be(old: str, new: str) -> None:
    total = len(old.split()) + len(new.split())
    best = 2 * lcs(old.split(), new.split()) / total if total else 1
    assert word_diff(old, new).similarity == round(best, 4)


@pytest.mark.parametrize("cells", [4, 40])
@given(old=SENTENCE, new=SENTENCE)
@settings(max_examples=40)
def test_in_pieces_it_keeps_as_many(cells: int, old: str, new: str) -> None:
    """Texts too long for one matrix are halved: without anchors that costs nothing."""
    whole = word_diff(old, new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ONE_MATRIX", cells)
        patch.setattr(module, "_ANCHORS", ())
        patch.setattr(module, "_STRETCH", 10_000)
        patch.setattr(module, "_ALIKE", 10_000)
        halved = word_diff(old, new)
    assert halved.similarity == whole.similarity
    assert rebuilt(halved, "insert") == old


def test_anchors_cut_a_long_text_where_it_is_the_same() -> None:
    old = [f"word{n}" for n in range(3000)]
    new = [w if n % 50 else f"changed{n}" for n, w in enumerate(old)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ONE_MATRIX", 100_000)
        patch.setattr(module, "_APART", 100)
        patch.setattr(module, "_best_cut", None)  # would be called if the anchors did not suffice
        diff = word_diff(" ".join(old), " ".join(new))
    assert diff.similarity == 0.98
    assert sum(e.op == "insert" for e in diff.edits) == 60


@pytest.mark.parametrize("words", [40, 4000])
def test_long_texts_are_cut_where_they_are_the_same(words: int) -> None:
    """Between the cuts as many words are kept as in one matrix, be the vocabulary small or large."""
    draw = Random(3)
    old = [f"word{draw.randrange(words)}" for _ in range(6000)]
    new = [w if draw.random() > 0.03 else f"changed{n}" for n, w in enumerate(old)]
    new[2000:2000] = new[:500]  # what stands twice in one of them is no place to cut
    whole = word_diff(" ".join(old), " ".join(new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ONE_MATRIX", 100_000)
        cut = word_diff(" ".join(old), " ".join(new))
        assert list(module.stretches(*[Alphabet().spell(" ".join(t)) for t in (old, old)]))
    assert rebuilt(cut, "insert") == " ".join(old)
    assert rebuilt(cut, "delete") == " ".join(new)
    assert cut.similarity >= whole.similarity * 0.999


def test_of_a_text_that_repeats_itself_the_right_time_is_found() -> None:
    """Each of twelve sentences stands some 25 times: how a text goes on says little of where."""
    draw = Random(3)
    said = [" ".join(f"word{draw.randrange(400)}" for _ in range(18)) for _ in range(12)]
    old = " ".join(draw.choice(said) for _ in range(300)).split()
    new = [w if draw.random() > 0.03 else f"changed{n}" for n, w in enumerate(old) if draw.random() > 0.01]
    whole = word_diff(" ".join(old), " ".join(new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ONE_MATRIX", 100_000)
        cut = word_diff(" ".join(old), " ".join(new))
    assert cut.similarity >= whole.similarity * 0.999


@given(SENTENCE, SENTENCE)
def test_cut_where_they_are_the_same_they_still_rebuild(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_ONE_MATRIX", 4)
        patch.setattr(module, "_STRETCH", 4)
        patch.setattr(module, "_ALIKE", 4)
        diff = word_diff(old, new)
        back = word_diff(new, old)
    assert rebuilt(diff, "insert") == rebuilt(back, "delete") == old
    assert rebuilt(diff, "delete") == rebuilt(back, "insert") == new
    assert diff.similarity == back.similarity


@given(st.lists(ANY | WORDY, max_size=4).map(" ".join))
def test_a_long_text_has_the_tokens_of_a_short_one(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "_LONG", 0)
        alphabet = Alphabet()
        assert [alphabet.decode(sign) for sign in alphabet.spell(text)] == tokens(text)


@given(EITHER)
def test_words_are_counted(text: str) -> None:
    alphabet = Alphabet()
    assert alphabet.count_words(alphabet.spell(text)) == sum(any(map(str.isalnum, t)) for t in tokens(text))


@given(SENTENCE, SENTENCE)
def test_never_one_block_for_another_where_they_share_a_tenth(old: str, new: str) -> None:
    diff = word_diff(old, new)
    if old and new and diff.similarity > 0.1:
        assert any(e.op == "equal" and e.old.of(old).strip() for e in diff.edits)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        (
            "The Committee judges that it can be patient in beginning to normalize policy.",
            "The Committee judges that it can act soon in beginning to normalize policy.",
            "The Committee judges that it can [-be patient-]{+act soon+} in beginning to normalize policy.",
        ),
        ("a rule-based order", "a rules-based order", "a [-rule-based-]{+rules-based+} order"),
        ("It must grow.", "It must never grow.", "It must {+never +}grow."),
        ("It grew by 2.5 percent.", "It grew by 2.75 percent.", "It grew by [-2.5-]{+2.75+} percent."),
        ("We agree.", "", "[-We agree.-]"),
        ("中国支持改革。", "中国反对改革。", "中国[-支持-]{+反对+}改革。"),
        ("हम सहमत हैं", "हम असहमत हैं", "हम [-सहमत-]{+असहमत+} हैं"),
        ("cafe\u0301 noir", "cafe\u0301s noir", "[-cafe\u0301-]{+cafe\u0301s+} noir"),
    ],
)
def test_reads_as_a_person_would_mark_it(old: str, new: str, marked: str) -> None:
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    assert "".join(signs[op].format(text) for op, text in word_diff(old, new).pieces()) == marked
