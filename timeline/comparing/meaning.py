"""Sentence embeddings from a model that the user names: the extra `semantic`.

Nothing here is loaded, and no result changes, unless a model is asked for. Nothing is ever downloaded: a model is a
folder, or the name of one that a Hugging Face tool put into its cache before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float32]]

Embed = Callable[[Sequence[str]], "Matrix"]
"""Turns quotes into vectors of length 1, one row each."""

_INSTALL = "Install it: pip install 'timeline[semantic]'"


@cache
def load_model(name: str) -> Embed:
    """Return the embedding of the model in the folder `name`, or of that name in the Hugging Face cache.

    Reads static models (model2vec) with the extra `semantic`, and any sentence-transformers model where that library
    is installed. Raises UsageError where neither the model nor the library for it is there.
    """
    folder = _folder(name)
    encode = _transformer(folder) if (folder / "modules.json").is_file() and not _static(folder) else _model2vec(folder)

    def embed(quotes: Sequence[str]) -> Matrix:
        import numpy as np

        vectors = np.asarray(encode(list(quotes)), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)

    return embed


def fingerprint(name: str) -> str:
    """Return what tells one state of the model in the folder `name` from another: names, sizes and times of its files.

    Empty for no model. Raises UsageError where there is none of that name.
    """
    if not name:
        return ""
    files = sorted(p for p in _folder(name).rglob("*") if p.is_file())
    return ";".join(f"{p.name}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files)


def _folder(name: str) -> Path:
    folder = Path(name)
    if folder.is_dir():
        return folder
    with suppress(ImportError, OSError, ValueError):  # what the hub raises for a name it does not hold are OSErrors
        from huggingface_hub import snapshot_download

        return Path(snapshot_download(name, local_files_only=True))
    hint = "Name a folder with a model; nothing is downloaded. To fetch one yourself: hf download NAME"
    raise UsageError(f"no model {name!r} here", hint=hint)


def _static(folder: Path) -> bool:
    """Tell whether the folder holds a static model, which needs no transformer."""
    modules = (folder / "modules.json").read_text(encoding="utf-8")
    return "StaticEmbedding" in modules or "Transformer" not in modules


def _model2vec(folder: Path) -> Callable[[list[str]], Any]:
    try:
        from model2vec import StaticModel
    except ImportError as error:
        raise UsageError("--model needs the extra 'semantic'", hint=_INSTALL) from error
    try:
        return StaticModel.from_pretrained(folder).encode
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"not a model: {error}", place=str(folder)) from error


def _transformer(folder: Path) -> Callable[[list[str]], Any]:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        hint = "Install it: pip install sentence-transformers"
        raise UsageError("this model needs the library sentence-transformers", place=str(folder), hint=hint) from error
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return lambda quotes: model.encode(quotes, show_progress_bar=False)
