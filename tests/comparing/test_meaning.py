"""Alignment by meaning, with a tiny model made here; and that nothing changes, loads or downloads without one."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.comparing.corpora import THEME, corpus, groups
from timeline.comparing import align, fingerprint, load_model
from timeline.errors import UsageError

# Each sentence means one of these; words of one meaning share a direction of the model's space.
MEANINGS = [
    ["prolong", "extend", "agreement", "treaty"],
    ["harvest", "crops", "rich", "plentiful"],
    ["violinist", "musician", "festival", "concert"],
    ["ferry", "boat", "island", "harbour"],
    ["tunnel", "flood", "engineers", "water"],
    ["owl", "birds", "stamps", "pictures"],
]
TALKS = {
    "2019-01-10": [
        "Prolong agreement.",
        "Harvest rich.",
        "Violinist festival.",
        "Ferry island.",
        "Tunnel flood.",
        "Owl.",
    ],
    "2019-06-02": ["Concert musician.", "Birds pictures.", "Water engineers.", "Harbour boat.", "Crops plentiful."],
    "2020-02-01": ["Extend treaty."],
}


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model2vec model of 24 words in 6 dimensions, saved to a folder."""
    np = pytest.importorskip("numpy")
    model2vec = pytest.importorskip("model2vec")
    tokenizers = pytest.importorskip("tokenizers")
    words = ["[UNK]", *(w for meaning in MEANINGS for w in meaning)]
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.normalizer = tokenizers.normalizers.Lowercase()
    vectors = np.zeros((len(words), len(MEANINGS)), dtype="float32")
    for n, meaning in enumerate(MEANINGS):
        for word in meaning:
            vectors[words.index(word)] = np.eye(len(MEANINGS))[n]
    vectors[0] = 0.01
    folder = tmp_path_factory.mktemp("model")
    model2vec.StaticModel(vectors, made, {"normalize": True}).save_pretrained(str(folder))
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any attempt to reach the network fail the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("offline")
def test_the_same_meaning_in_other_words_is_one_position(model: Path) -> None:
    interviews, statements = corpus(TALKS)
    assert groups(TALKS) == []
    aligned = align(THEME, statements, interviews, embed=load_model(str(model)))
    found = groups(TALKS, aligned)
    assert {("2019-01-10", 0), ("2020-02-01", 0)} in found


@pytest.mark.usefixtures("offline")
def test_nothing_later_decides_by_meaning_either(model: Path) -> None:
    embed = load_model(str(model))
    days = list(TALKS)
    first = {d: TALKS[d] for d in days[:2]}
    interviews, statements = corpus(first)
    before = groups(first, align(THEME, statements, interviews, embed=embed))
    interviews, statements = corpus(TALKS)
    after = [
        {m for m in g if m[0] in days[:2]} for g in groups(TALKS, align(THEME, statements, interviews, embed=embed))
    ]
    assert before == [g for g in after if len({d for d, _ in g}) > 1]


@pytest.mark.usefixtures("offline")
def test_an_unknown_model_is_never_fetched() -> None:
    with pytest.raises(UsageError, match="nothing is downloaded"):
        load_model("somebody/some-model")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_model(str(tmp_path))
    assert str(tmp_path) in str(caught.value)


def test_no_model_has_no_fingerprint_and_a_changed_one_another(tmp_path: Path) -> None:
    assert fingerprint("") == ""
    (tmp_path / "a").write_text("1")
    first = fingerprint(str(tmp_path))
    (tmp_path / "a").write_text("22")
    assert "" != first != fingerprint(str(tmp_path))


def test_nothing_of_the_extra_is_imported_without_a_model() -> None:
    code = (
        "import sys; from tests.comparing.test_align_genres import BANK; from tests.comparing.corpora import groups;"
        "assert groups(BANK); print([m for m in ('numpy', 'model2vec', 'huggingface_hub') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
