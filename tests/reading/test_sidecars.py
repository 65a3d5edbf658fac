"""What the user says of a file wins over what was found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from timeline.models import Corpus
from timeline.reading import draft_sidecars, read_corpus

TODAY = date(2026, 1, 1)
TEXT = (
    "Minister Ann Lee's interview with the Daily Post, Oslo, May 3, 2020\n\nQuestion: Why?\n\n"
    "Lee: I see.\n\nQuestion: How?\n\nA. Lee: So and so.\n\nMore talk of another kind.\n"
)


def read(folder: Path, **files: str) -> Corpus:
    (folder / "talk.txt").write_text(TEXT, "utf-8")
    for name, content in files.items():
        (folder / f"{name.replace('_', '.')}.toml").write_text(content, "utf-8")
    return read_corpus([folder], today=TODAY)


def test_a_sidecar_wins(tmp_path: Path) -> None:
    said = 'date = 2020-05-01\ntitle = "T"\nspeaker = "Anna Lee"\naliases = ["Lee", "A. Lee"]\n'
    said += 'place = "Bergen"\nurl = "u"\n'
    (interview,) = read(tmp_path, talk_meta=said + 'language = "no"').interviews
    assert (interview.date, interview.date_source) == (date(2020, 5, 1), "sidecar")
    assert (interview.title, interview.speaker, interview.place) == ("T", "Anna Lee", "Bergen")
    assert (interview.url, interview.language, interview.outlet) == ("u", "no", "Daily Post")
    assert [t.speaker for t in interview.turns if t.role == "answer"] == ["Anna Lee", "Anna Lee"]


def test_one_file_for_a_folder_and_the_nearest_wins(tmp_path: Path) -> None:
    folder = '["talk.txt"]\nspeaker = "B"\noutlet = "P"\nplace = "Rome"\n'
    (interview,) = read(tmp_path, interviews=folder, talk_meta='place = "Paris"').interviews
    assert (interview.speaker, interview.outlet, interview.place) == ("B", "P", "Paris")


def test_defaults_of_a_folder_hold_where_the_text_says_nothing(tmp_path: Path) -> None:
    folder = '[default]\nspeaker = "Boris Bold"\noutlet = "O"\nurl = "u"\n'
    (interview,) = read(tmp_path, interviews=folder).interviews
    assert (interview.speaker, interview.outlet, interview.url) == ("Ann Lee", "Daily Post", "u")


def test_aliases_of_a_folder_make_one_person_of_all_spellings(tmp_path: Path) -> None:
    folder = '[default]\nspeaker = "Sergey Lavrov"\naliases = ["Sergei Lavrov", "Сергей Лавров", "С.В.Лавров"]\n'
    (tmp_path / "interviews.toml").write_text(folder, "utf-8")
    for day, (ask, name) in enumerate(
        [("Question", "S.Lavrov"), ("Question", "Sergei Lavrov"), ("Вопрос", "С.В.Лавров")]
    ):
        talk = f"Talk, May {day + 1}, 2020\n\n{ask}: {day} whys?\n\n{name}: I see {day} of them, and that is all.\n"
        (tmp_path / f"{day}.txt").write_text(talk, "utf-8")
    interviews = read_corpus([tmp_path], today=TODAY).interviews
    assert [i.speaker for i in interviews] == ["Sergey Lavrov"] * 3
    assert {t.speaker for i in interviews for t in i.turns if t.role == "answer"} == {"Sergey Lavrov"}


def test_a_default_speaker_for_texts_that_name_nobody(tmp_path: Path) -> None:
    (tmp_path / "2020-05-03 speech.txt").write_text("I want peace. We all want it, and you know it.\n", "utf-8")
    (tmp_path / "interviews.toml").write_text('[default]\nspeaker = "Ann Lee"\n', "utf-8")
    (interview,) = read_corpus([tmp_path], today=TODAY).interviews
    assert (interview.speaker, interview.date_source) == ("Ann Lee", "file name")
    assert [(t.role, t.speaker) for t in interview.turns] == [("remarks", "Ann Lee")]


def test_the_person_to_follow_is_chosen_where_several_speak(tmp_path: Path) -> None:
    text = "Joint news conference, May 3, 2020\n\nAnn Lee: We talked.\n\nBo Ek: We did.\n\nQuestion: So?\n\n"
    (tmp_path / "talk.txt").write_text(text + "Ann Lee: We agreed on much.\n\nBo Ek: Yes.\n", "utf-8")
    found = [read_corpus([tmp_path], today=TODAY, speaker=s).interviews[0] for s in ("", "B. Ek", "Nobody Else")]
    assert [i.speaker for i in found] == ["Ann Lee", "Bo Ek", "Ann Lee"]
    assert [t.speaker for t in found[1].turns] == ["Ann Lee", "Bo Ek", "Question", "Ann Lee", "Bo Ek"]


def test_lines_are_cut_and_kept(tmp_path: Path) -> None:
    (interview,) = read(tmp_path, talk_meta='cut = ["11"]').interviews
    assert interview.text[interview.start : interview.end].endswith("So and so.")
    (interview,) = read(tmp_path, talk_meta='keep = ["1-5"]').interviews
    assert (interview.questions, interview.answers) == (1, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("dat = 2020-05-03", "dat"),
        ("date = 'soon'", "date"),
        ('keep = ["x"]', "names no lines"),
        ("date =", "is no TOML"),
    ],
)
def test_a_wrong_sidecar_is_an_error_with_its_place(tmp_path: Path, content: str, said: str) -> None:
    corpus = read(tmp_path, talk_meta=content)
    assert corpus.interviews == ()
    assert "talk.meta.toml" in corpus.problems[0].place
    assert said in corpus.problems[0].message
    assert corpus.problems[0].hint


def test_a_draft_holds_what_was_found_and_reads_back_the_same(tmp_path: Path) -> None:
    before = read(tmp_path).interviews[0]
    (draft,) = draft_sidecars([tmp_path / "talk.txt"], today=TODAY)
    assert draft.path == tmp_path / "talk.meta.toml"
    draft.path.write_text(draft.text, "utf-8")
    (after,) = read_corpus([tmp_path], today=TODAY).interviews
    assert (after.date, after.title, after.speaker, after.outlet, after.place, after.blocks) == (
        before.date, before.title, before.speaker, before.outlet, before.place, before.blocks,
    )  # fmt: skip
    assert after.date_source == "sidecar"


def test_a_draft_for_a_file_without_a_date_lists_the_candidates(tmp_path: Path) -> None:
    text = "Ann Lee: Hello.\n\nQuestion: What of 9 May 1945?\n\nAnn Lee: It was on 1/10/12 that I said so.\n"
    (tmp_path / "talk.txt").write_text(text, "utf-8")
    (draft,) = draft_sidecars([tmp_path / "talk.txt"], today=TODAY)
    assert '"9 May 1945" in paragraph 2: 1945-05-09' in draft.text
    assert '"1/10/12" in paragraph 3: 2001-10-12 or 2012-01-10 or 2012-10-01' in draft.text
    draft.path.write_text(draft.text.replace("# date = 2020-12-31", "date = 2020-05-03"), "utf-8")
    assert read_corpus([tmp_path], today=TODAY).interviews[0].date == date(2020, 5, 3)


def turns(corpus: Corpus) -> list[tuple[str, str, str]]:
    (interview,) = corpus.interviews
    return [(t.role, t.speaker, t.said.of(interview.text)) for t in interview.turns]


def write(folder: Path, text: str, sidecar: str) -> Corpus:
    (folder / "talk.txt").write_text(text, "utf-8")
    (folder / "talk.meta.toml").write_text("date = 2020-05-03\n" + sidecar, "utf-8")
    return read_corpus([folder], today=TODAY)


def test_who_asks_and_who_is_behind_a_label_can_be_told(tmp_path: Path) -> None:
    text = (
        "Talk\n\nXY: Tell us of the port.\n\nZZ: We build it now.\n\nXY: And the rail.\n\nZZ: Later, says the plan.\n"
    )
    corpus = write(tmp_path, text, 'speaker = "Ann Lee"\nasks = ["XY"]\n[people]\nZZ = "Ann Lee"\nXY = "Tom Reed"\n')
    assert turns(corpus) == [
        ("question", "Tom Reed", "Tell us of the port."),
        ("answer", "Ann Lee", "We build it now."),
        ("question", "Tom Reed", "And the rail."),
        ("answer", "Ann Lee", "Later, says the plan."),
    ]


def test_a_label_that_nobody_would_take_for_one_can_be_told(tmp_path: Path) -> None:
    text = "Talk\n\nferryman | Where to?\n\nguest | To the other side.\n"
    sidecar = 'asks = ["ferryman"]\nanswers = ["guest"]\n'
    assert turns(write(tmp_path, text, sidecar)) == [
        ("question", "ferryman", "Where to?"),
        ("answer", "guest", "To the other side."),
    ]


def test_who_answers_can_be_told_against_the_signs(tmp_path: Path) -> None:
    text = "Talk\n\nAnn Lee: Is it so?\n\nTom Reed: It is.\n\nAnn Lee: Do we know?\n\nTom Reed: We do.\n"
    assert [r for r, *_ in turns(write(tmp_path, text, ""))] == ["question", "answer"] * 2
    sidecar = 'asks = ["Tom Reed"]\nanswers = ["Ann Lee"]\n'
    assert [r for r, *_ in turns(write(tmp_path, text, sidecar))] == ["remarks", "question", "answer", "question"]


def test_lines_that_ask_can_be_told(tmp_path: Path) -> None:
    text = "Talk\n\nTell us more.\n\nThere is more.\n\nMuch more.\n\nGo on.\n\nThat was it.\n"
    assert turns(write(tmp_path, text, 'speaker = "Ann Lee"\nasked = ["3", "9"]\n')) == [
        ("question", "Question", "Tell us more."),
        ("answer", "Ann Lee", "There is more.\n\nMuch more."),
        ("question", "Question", "Go on."),
        ("answer", "Ann Lee", "That was it."),
    ]


def test_unlabelled_questions_are_a_guess_that_names_its_remedy(tmp_path: Path) -> None:
    text = (
        "An interview with Ann Lee, May 3, 2020\n\nMinister, why do you go?\n\nI must go.\n\nWhen will you be back?\n\n"
    )
    text += "Soon, I think, and with more than I took.\n"
    (tmp_path / "talk.txt").write_text(text, "utf-8")
    corpus = read_corpus([tmp_path], today=TODAY)
    assert [r for r, *_ in turns(corpus)] == ["question", "answer"] * 2
    (found,) = corpus.problems
    assert found.severity == "warning"
    assert found.place.endswith("talk.txt")
    assert "asked = [" in found.message
