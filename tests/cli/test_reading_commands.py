"""`timeline check`, `timeline show` and `timeline init`."""

from __future__ import annotations

import json

from tests.cli.running import timeline

TALK = "Minister Ann Lee's interview with the Daily Post, Oslo, May 3, 2020\n\nQuestion: Why?\n\nAnn Lee: I see.\n"


def test_check_finds_nothing_in_the_samples():
    result = timeline("check")
    assert (result.code, result.out) == (0, "nothing found\n")


def test_check_prints_every_finding_and_exits_1(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "undated.txt").write_text(TALK.replace(", May 3, 2020", ""), "utf-8")
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    result = timeline("check", "--corpus", tmp_path)
    assert result.code == 1
    assert [line.split(":")[0] for line in result.out.splitlines()] == ["error", "warning", "error"]
    assert "empty.txt: is empty" in result.out
    assert "undated.txt: no date" in result.out
    found = json.loads(timeline("check", "--corpus", tmp_path, "--format", "json").out)
    assert [sorted(f) for f in found] == [["hint", "message", "place", "severity"]] * 3


def test_check_reports_a_wrong_codebook(tmp_path):
    (tmp_path / "a.toml").write_text("titel = 'A'\n", "utf-8")
    result = timeline("check", "--themes", tmp_path)
    assert result.code == 1
    assert "titel" in result.out


def test_show_prints_turns_and_only_with_margins_what_was_left_out():
    shown = timeline("show", "2020-04-29", "--no-pager").out
    assert "14: question, Question" in shown
    assert "16: answer, Sergey Lavrov" in shown
    assert "all messages" not in shown
    assert "all messages" in timeline("show", "2020-04-29", "--margins", "--no-pager").out


def test_show_lets_no_control_character_of_a_text_through(tmp_path):
    (tmp_path / "talk.txt").write_text(TALK.replace("see", "s\x1b[31mee"), "utf-8")
    shown = timeline("show", "talk", "--corpus", tmp_path, "--no-pager").out
    assert "\x1b" not in shown
    assert "[31mee" in shown


def test_show_names_the_themes_of_a_turn():
    assert "[new-start-extension]" in timeline("show", "2020-12-29", "--no-pager").out


def test_init_writes_once_and_the_sidecar_is_read(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(TALK, "utf-8")
    first = timeline("init", file)
    assert (first.code, first.out) == (0, f"wrote {(tmp_path / 'talk.meta.toml').as_posix()}\n")
    sidecar = tmp_path / "talk.meta.toml"
    sidecar.write_text(sidecar.read_text("utf-8").replace("Ann Lee", "Anne Lee"), "utf-8")
    assert timeline("init", file).code == 2
    assert "Anne Lee" in timeline("list", "--corpus", tmp_path).out
    assert timeline("init", file, "--force").code == 0
