"""Runs the stages in order and writes what they found.

    source file → interview → statements → positions → changes → shifts → page | terminal | table

A stage is a plain function of plain data. Work is handed out by document (reading, finding statements), then by theme
(everything after): here, to other processes or to a cluster, by one code path. What did not change is not done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import __version__, keeping
from timeline.cache import Cache, key
from timeline.errors import CodebookError, UsageError
from timeline.models import Analysis, Comparison
from timeline.stages import Progress, Stages, silent
from timeline.workers import few_collections

if TYPE_CHECKING:
    from timeline.comparing.kinds_lists import WordFiles
    from timeline.models import Corpus, Interview, Position, Statement, Theme
    from timeline.themes import Codebook

Found = tuple[Analysis, tuple[bytes, ...]]
"""An analysis, and for each theme the name of all that decided what was found on it."""


def analyse(
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    *,
    today: date,
    coded: bool = True,
    queries: Sequence[tuple[str, str]] = (),
    model: str = "",
    words: Sequence[str | Path] = (),
    speaker: str = "",
    progress: Progress = silent,
    cache: Path | None = None,
    workers: int = 0,
    scheduler: str = "",
) -> Analysis:
    """Return everything that the stages find in the interviews at `corpus_paths`.

    `today` is the day after which no interview can have taken place. With `coded=False` the positions that the
    codebooks name are left out and all are discovered. Each of `queries`, a title and a pattern in the codebooks'
    language, is a theme of its own; with queries there need be no codebook. `model` names a folder with a model of
    sentence embeddings, by which statements are aligned too; without one none is used. `words` are files with
    word lists, one for each language, by which kinds of change are told.
    `speaker` is the official to follow alone, by name, surname or an alias that a sidecar gives; without one each is
    followed for himself. Corrections are read from
    `corrections_beside(themes_paths)`. Results are kept in the folder `cache`, if one is named. The
    work is done by `workers` processes (0: as many as there are cores, where it is worth them), or on the Dask
    scheduler at an address; neither changes what is found.

    Raises UsageError where a path does not exist or holds no transcript, or where the speaker says nothing;
    CodebookError where a codebook or a word list is wrong. A file that cannot be read does not raise: it is a Problem
    of the result.
    """
    found, _ = _analysed(
        corpus_paths,
        themes_paths,
        today=today,
        coded=coded,
        queries=queries,
        model=model,
        words=words,
        speaker=speaker,
        progress=progress,
        cache=cache,
        workers=workers,
        scheduler=scheduler,
    )
    return found


def build(
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    out: Path,
    *,
    today: date,
    on: date | None = None,
    shared_assets: bool = False,
    coded: bool = True,
    queries: Sequence[tuple[str, str]] = (),
    model: str = "",
    words: Sequence[str | Path] = (),
    speaker: str = "",
    progress: Progress = silent,
    cache: Path | None = None,
    workers: int = 0,
    scheduler: str = "",
) -> Analysis:
    """Write the pages into the folder `out` and return what they show.

    `on` is the day of the build that the pages name; without it they name none, so that they can be made again byte
    for byte. With `shared_assets` plotly.js is written once beside the pages. The rest is as in `analyse`, which says
    what is raised too; also TimelineError where `out` cannot be written: what was there then stays whole.
    """
    from timeline.output import Output
    from timeline.showing.pages import Built, plan

    analysis, decided = _analysed(
        corpus_paths,
        themes_paths,
        today=today,
        coded=coded,
        queries=queries,
        model=model,
        words=words,
        speaker=speaker,
        progress=progress,
        cache=cache,
        workers=workers,
        scheduler=scheduler,
    )
    kept = Cache(cache)
    shelf = keeping.PageShelf(kept, out)
    how = Built(__version__, on)
    files = list(plan(analysis, built=how, shared_assets=shared_assets, decided=decided, shelf=shelf))
    with few_collections(), Output(out) as output:
        for done, page in enumerate(files):
            progress("writing pages", done, len(files))
            output.file(page.name, page.made_from, page.make)
    kept.close()
    progress("writing pages", len(files), len(files))
    return analysis


def _analysed(
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    *,
    today: date,
    coded: bool,
    queries: Sequence[tuple[str, str]],
    model: str,
    words: Sequence[str | Path],
    speaker: str,
    progress: Progress,
    cache: Path | None,
    workers: int,
    scheduler: str,
) -> Found:
    """Return what `analyse` does, with what decided it; what was kept of it is taken."""
    listed = words_at(words)
    with Stages(Cache(cache), workers=workers, scheduler=scheduler, progress=progress) as run:
        if cache is None:
            return _studied(run, corpus_paths, themes_paths, today, coded, queries, model, listed, speaker)
        from timeline.comparing import fingerprint

        rules = (*themes_paths, *corrections_beside(themes_paths))
        given = (*keeping.contents(corpus_paths), "themes", *keeping.contents(rules), str(list(queries)))
        whole = key("analysis", today.isoformat(), str(coded), fingerprint(model), str(listed), speaker, *given)
        found = keeping.recall(run.cache, whole)
        if found is None:
            found = _studied(run, corpus_paths, themes_paths, today, coded, queries, model, listed, speaker)
            keeping.keep(run.cache, whole, *found)
        return found


def compare(
    left: Interview,
    right: Interview,
    themes: Sequence[Theme],
    positions: Sequence[Position],
    statements: Sequence[Statement],
    *,
    words: Sequence[str | Path] = (),
    cache: Path | None = None,
) -> Comparison:
    """Return `timeline.comparing.compare` of the same; kept in the folder `cache`, if one is named."""
    ours = [s for s in statements if s.interview in (left.id, right.id)]
    run = Stages(Cache(cache), workers=1)
    what = (left, right, tuple(themes), tuple(positions), ours, words_at(words))
    return run.each("comparing", _compared, [what], [(keeping.digest(what),)], Comparison)[0]


def _compared(
    what: tuple[Interview, Interview, Sequence[Theme], Sequence[Position], Sequence[Statement], WordFiles],
) -> Comparison:
    from timeline import comparing

    *given, words = what
    return comparing.compare(*given, lists=comparing.word_lists(words))  # type: ignore[arg-type]


def follow(
    corpus: Corpus,
    codebooks: Sequence[Codebook],
    *,
    coded: bool = True,
    words: Sequence[str | Path] = (),
    progress: Progress = silent,
) -> Analysis:
    """Return the analysis of interviews that were read, theme by theme in the order of their codebooks."""
    with Stages(workers=1, progress=progress) as run:
        return _followed(run, corpus, codebooks, coded, words=words_at(words))[0]


def _studied(
    run: Stages,
    corpus_paths: Sequence[str | Path],
    themes_paths: Sequence[str | Path],
    today: date,
    coded: bool,
    queries: Sequence[tuple[str, str]],
    model: str,
    words: WordFiles,
    speaker: str,
) -> Found:
    """Read, find, follow."""
    from timeline import reading

    corpus = reading.read_corpus(corpus_paths, today=today, speaker=speaker, each=run.each)
    if speaker:
        corpus = reading.by_speaker(corpus, speaker, corpus_paths)
    return _followed(run, corpus, codebooks_at(themes_paths, queries), coded, model, words, alone=bool(speaker))


def codebooks_at(themes_paths: Sequence[str | Path], queries: Sequence[tuple[str, str]] = ()) -> tuple[Codebook, ...]:
    """Return the codebooks at the paths with people's corrections, and one for each query, a title and a pattern.

    With queries, paths at which there is nothing are passed over. Raises CodebookError as `themes.load_codebooks` does,
    UsageError where two themes have one name.
    """
    from timeline import themes

    asked = tuple(themes.query_codebook(title, pattern) for title, pattern in queries)
    there = [p for p in themes_paths if not queries or Path(p).exists()]
    loaded = themes.load_codebooks(there, corrections_beside(there))
    names = [c.theme.id for c in (*loaded, *asked)]
    if twice := next((n for n in names if names.count(n) > 1), ""):
        raise UsageError(f'two themes would have the name "{twice}"', hint="Give the query another name")
    return (*loaded, *asked)


def words_at(paths: Sequence[str | Path]) -> WordFiles:
    """Return the word lists in the files at the paths. Raises CodebookError with file and key for one that is wrong."""
    try:
        given = tuple((str(path), Path(path).read_text(encoding="utf-8-sig")) for path in paths)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        place = str(getattr(error, "filename", None) or ", ".join(map(str, paths)))
        raise CodebookError(f"cannot read: {why}", place=place, hint="Name a TOML file with --words") from error
    if given:
        from timeline.comparing import word_lists

        word_lists(given)
    return given


def corrections_beside(themes_paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """Return where people's corrections stand: `corrections.toml` beside each folder of codebooks."""
    folders = (path if path.is_dir() else path.parent for path in map(Path, themes_paths))
    return tuple(dict.fromkeys(folder.parent / "corrections.toml" for folder in folders))


def _followed(
    run: Stages,
    corpus: Corpus,
    codebooks: Sequence[Codebook],
    coded: bool,
    model: str = "",
    words: WordFiles = (),
    *,
    alone: bool = False,
) -> Found:
    from timeline import following

    found = following.follow(corpus, codebooks, run, coded=coded, model=model, words=words, alone=alone)
    parts, problems = [], list(corpus.problems)
    for codebook, (_, data) in zip(codebooks, found, strict=True):
        part, wrong = following.unpacked(codebook, data, corpus.by_id)
        parts.append(part)
        problems.extend(wrong)
    return keeping.assemble(corpus, [c.theme for c in codebooks], parts, problems), tuple(name for name, _ in found)
