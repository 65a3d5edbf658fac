"""Transcripts that are not on this machine: the same interviews, found again from anywhere, and plain errors."""

from __future__ import annotations

import pickle
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import timeline
from timeline import pipeline
from timeline.cache import Cache
from timeline.errors import UsageError
from timeline.locating import is_elsewhere, located, name_of, stamp
from timeline.models import Corpus
from timeline.reading import read_corpus
from timeline.stages import Stages

pytest.importorskip("upath", reason="needs the extra 'remote'")
TODAY = date(2026, 1, 1)
INTERVIEWS = Path("data/interviews")
SIDECAR = '["2020-04-29-tass.txt"]\nplace = "Somewhere"\n'


@pytest.fixture
def memory() -> Iterator[str]:
    """Yield the URL of a folder in memory with the interviews, two folders deep, and a sidecar beside them."""
    from upath import UPath

    folder = UPath("memory://corpus/deep down")
    folder.mkdir(parents=True)
    for path in INTERVIEWS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "interviews.toml").write_text(SIDECAR)
    yield "memory://corpus"
    folder.parent.rmdir(recursive=True)


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """Return the URL of a folder in a zip file with the same."""
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as made:
        for path in INTERVIEWS.iterdir():
            made.write(path, f"talks/{path.name}")
        made.writestr("talks/interviews.toml", SIDECAR)
    return f"zip://talks::{(tmp_path / 'talks.zip').as_uri()}"


def local(tmp_path: Path) -> Path:
    folder = tmp_path / "local"
    folder.mkdir()
    for path in INTERVIEWS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "interviews.toml").write_text(SIDECAR)
    return folder


def without_files(corpus: Corpus) -> list[object]:
    return [replace(i, file="") for i in corpus.interviews]


@pytest.mark.parametrize("kind", ["memory", "archive"])
def test_the_interviews_are_those_of_the_same_files_here(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(kind)
    found = read_corpus([url], today=TODAY)
    here = read_corpus([local(tmp_path)], today=TODAY)
    assert without_files(found) == without_files(here)
    assert "Somewhere" in {i.place for i in found.interviews}  # the sidecar was read
    assert found.problems == here.problems


def test_names_end_in_the_file_s_own(memory: str, archive: str) -> None:
    assert [i.file for i in read_corpus([memory], today=TODAY).interviews][1] == (
        "memory://corpus/deep down/2020-04-29-tass.txt"
    )
    assert [i.file for i in read_corpus([archive], today=TODAY).interviews][1].endswith(
        "/talks.zip/talks/2020-04-29-tass.txt"
    )


def test_one_file_elsewhere_has_its_sidecar_too(memory: str) -> None:
    (interview,) = read_corpus([f"{memory}/deep down/2020-04-29-tass.txt"], today=TODAY).interviews
    assert interview.place == "Somewhere"


def test_a_file_url_is_a_path_of_this_machine(tmp_path: Path) -> None:
    place = located((tmp_path / "a b.txt").as_uri())
    assert place == tmp_path / "a b.txt"
    assert not is_elsewhere(place)


def test_a_drive_and_an_odd_name_are_no_url() -> None:
    assert located("C:/talks") == Path("C:/talks")
    assert located("a:b/c") == Path("a:b/c")


def test_what_changed_elsewhere_is_noticed_and_nothing_else_is_read_again(memory: str, tmp_path: Path) -> None:
    from upath import UPath

    def read() -> tuple[Corpus, list[str]]:
        worked: list[str] = []

        def hear(step: str, done: int = 0, total: int = 0, /) -> None:
            if step == "reading files" and done < total:
                worked.append(f"{total - done} to read")

        with Stages(Cache(tmp_path), workers=1, progress=hear) as run:
            return read_corpus([memory], today=TODAY, each=run.each), worked

    assert read()[1][0] == "5 to read"
    assert read()[1] == []
    folder = UPath(memory) / "deep down"
    (folder / "interviews.toml").write_text(SIDECAR.replace("Somewhere", "Otherwhere"))
    corpus, worked = read()
    assert worked[0] == "5 to read"  # a sidecar may speak of each
    assert "Otherwhere" in {i.place for i in corpus.interviews}
    talk = folder / "2020-04-29-tass.txt"
    talk.write_text(talk.read_text().replace("Security Council", "Security Senate"))
    corpus, worked = read()
    assert worked[0] == "1 to read"
    assert "Security Senate" in corpus.interviews[1].text


def test_an_analysis_is_kept_and_made_anew_where_a_file_elsewhere_changed(memory: str, tmp_path: Path) -> None:
    from upath import UPath

    def analysed() -> list[str]:
        steps: list[str] = []
        pipeline.analyse(
            [memory], ["data/themes"], today=TODAY, cache=tmp_path, workers=1,
            progress=lambda step, *_: steps.append(step),
        )  # fmt: skip
        return steps

    assert "reading files" in analysed()
    assert analysed() == []
    talk = UPath(memory) / "deep down" / "2020-04-29-tass.txt"
    talk.write_text(talk.read_text() + "\n")
    assert "reading files" in analysed()


def test_two_processes_read_an_archive_by_its_url(archive: str) -> None:
    one, two = (
        pipeline.analyse([archive], ["data/themes"], today=TODAY, workers=workers) for workers in (1, 2)
    )  # fmt: skip
    assert one == two
    assert pickle.loads(pickle.dumps(located(archive))) == located(archive)


def test_a_place_that_keeps_nothing_of_changes_is_read_for_it(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = located(f"{memory}/deep down/2020-04-29-tass.txt")
    by_fields = stamp(place)
    monkeypatch.setattr(type(place.fs), "info", lambda self, path: {"name": path, "size": 7, "type": "file"})  # type: ignore[attr-defined]
    assert "created" in by_fields
    assert len(stamp(place)) == 64


def test_the_command_line_takes_urls_for_transcripts_alone(archive: str) -> None:
    assert "2020-04-29-tass" in timeline("list", "--corpus", archive).out
    refused = timeline("build", "--out", "s3://bucket/pages")
    assert refused.code == 2
    assert "'s3://bucket/pages' is not a file or folder" in refused.err
    watched = timeline("build", "--watch", "--corpus", archive)
    assert "cannot be watched" in watched.err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://bucket/talks", "cannot be reached: Install s3fs"),
        ("nowhere://talks", "cannot be reached: Unsupported filesystem"),
        ("memory://not/there", "does not exist"),
        ("zip://talks::file:///not/there.zip", "cannot be reached: [Errno 2]"),
    ],
)
def test_what_cannot_be_reached_is_said_in_one_line(url: str, said: str) -> None:
    if "s3fs" in said and "s3fs" in sys.modules:
        pytest.skip("s3fs is installed")
    result = timeline("list", "--corpus", url)
    assert result.code == 2
    assert said in result.err
    assert url in result.err
    assert "Traceback" not in result.err


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(UsageError, match=r"extra 'remote'.*pip install 'timeline\[remote\]'"):
        located("s3://bucket/talks")


def test_a_file_that_fails_on_the_way_is_a_problem_of_its_own(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries of far places raise errors that are no OSError."""
    kind = type(located(memory))
    real = kind.read_bytes

    def read_bytes(place: Path) -> bytes:
        if place.name == "2020-04-29-tass.txt":
            raise LookupError("the line went dead")
        return real(place)

    monkeypatch.setattr(kind, "read_bytes", read_bytes)
    corpus = read_corpus([memory], today=TODAY)
    assert len(corpus.interviews) == 4
    assert "cannot be opened: the line went dead" in str(corpus.problems[0])


def test_names_of_chains() -> None:
    assert name_of(located("memory://a/b.txt")) == "memory://a/b.txt"
    assert name_of(Path("a/b.txt")) == "a/b.txt"
