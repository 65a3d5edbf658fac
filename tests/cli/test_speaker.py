"""`--speaker`: one official followed where several answer in one transcript."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import timeline
from timeline.cli.commands import COMMANDS

_TALK = """Minister Ann Lee's and State Secretary Bo Ek's answers at a joint press conference, Oslo, 5 {month} 2019

Question: What about the treaty?

Ann Lee: We firmly support the extension of the treaty for {ours} years without any preconditions.

{bo}: We would support the extension of the treaty for {theirs} years under clear conditions.

Question: And the sanctions?

Ann Lee: We do not discuss sanctions with anyone.

{bo}: Sanctions stay until the treaty is kept.
"""


@pytest.fixture
def given(tmp_path):
    """Two joint press conferences, one of Ann Lee alone, and a codebook."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "a.txt").write_text(_TALK.format(month="March", bo="Bo Ek", ours="five", theirs="two"))
    (talks / "b.txt").write_text(_TALK.format(month="April", bo="B.Ek", ours="five", theirs="three"))
    alone = "Ann Lee's interview, Oslo, 5 May 2019\n\nQuestion: The treaty?\n\nAnn Lee: We want the treaty extended.\n"
    (talks / "c.txt").write_text(alone)
    book = tmp_path / "treaty.toml"
    book.write_text('title = "Treaty"\nterms = ["treaty"]\n')
    return ["--corpus", talks, "--themes", book]


def shifts(given, *more):
    return json.loads(timeline("shifts", *given, "-f", "json", "--limit", "0", *more).out)


def test_only_his_interviews_are_listed(given):
    def listed(*more):
        out = timeline("list", *given, *more).out
        return [name for name in "abc" if f"interview  {name}\n" in out or f"  {name}  " in out]

    assert listed() == ["a", "b", "c"]
    assert listed("--speaker", "Ann Lee") == ["a", "b", "c"]
    assert listed("--speaker", "ek") == ["a", "b"]


def test_only_his_own_words_change(given):
    his = shifts(given, "--speaker", "Bo Ek")
    assert [(s["from_interview"], s["to_interview"]) for s in his] == [("a", "b")]
    assert "three" in his[0]["to_quote"]
    assert not any("three" in (s["to_quote"] or "") for s in shifts(given, "--speaker", "Ann Lee"))


def test_what_is_kept_of_one_speaker_is_not_given_for_another(given):
    first = [shifts(given, "--speaker", name) for name in ("Bo Ek", "Ann Lee", "Bo Ek")]
    assert first[0] == first[2] != first[1]


def test_the_other_is_not_compared_nor_exported(given, tmp_path):
    assert "two" in timeline("compare", "a", "b", *given).out
    compared = timeline("compare", "a", "b", *given, "--speaker", "Lee").out
    assert "five" in compared
    assert "three" not in compared
    timeline("export", *given, "--speaker", "Lee", "--out", tmp_path / "out")
    exported = (tmp_path / "out" / "statements.csv").read_text()
    assert "five" in exported
    assert "three" not in exported
    assert "conditions" not in timeline("phrases", *given, "--speaker", "Lee", "--phrase", "clear conditions").out


def test_an_alias_of_a_sidecar_means_him(given):
    (given[1] / "a.meta.toml").write_text('speaker = "Bo Ek"\naliases = ["Бо Эк"]\n')
    assert shifts(given, "--speaker", "Бо Эк") == shifts(given, "--speaker", "Bo Ek")


def test_an_unknown_speaker_is_an_error_that_names_who_speaks(given):
    result = timeline("list", *given, "--speaker", "Putin")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: --speaker: no speaker 'Putin'. There is ")
    assert "Ann Lee" in result.err
    assert "Did you mean Ann Lee?" in timeline("list", *given, "--speaker", "Anne Lee").err


@pytest.mark.parametrize("name", ["build", "list", "shifts", "compare", "trace", "phrases", "export"])
def test_every_command_that_follows_officials_offers_it(name):
    assert "--speaker NAME" in timeline(name, "--help").out


@pytest.mark.parametrize("name", ["build", "shifts", "compare", "trace", "phrases", "brief", "export", "evaluate"])
def test_every_command_that_follows_positions_offers_how(name):
    assert name in COMMANDS
    shown = timeline(name, "--help").out
    assert "--no-coded" in shown
    assert "--model FOLDER" in shown


def test_without_codes_positions_are_discovered(given):
    given[3].write_text(
        'title = "Treaty"\nterms = ["treaty"]\n[[positions]]\nid = "extend"\ntitle = "Extend"\ncues = ["extension"]\n'
    )
    assert "treaty/extend" in timeline("trace", *given).out
    assert "treaty/extend " not in timeline("trace", *given, "--no-coded").out
