"""The same talk in every format is the same interview."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.reading.writing import docx, paragraph, pdf
from timeline.models import Interview
from timeline.reading import read_corpus
from timeline.reading.formats import read_documents

TODAY = date(2026, 1, 1)
TITLE = "Minister Ann Lee's interview with the Daily Post newspaper, Oslo, May 3, 2020"
TALK = [
    ("Question", "What is the future of the treaty?"),
    ("Ann Lee", "We want it to be extended for five years, without conditions."),
    ("Question", "And if they refuse?"),
    ("Ann Lee", "Then we shall ask again. There is time."),
]
WAYS = ["firmly", "gladly", "openly", "fully", "soon", "now", "again", "twice", "freely", "fairly", "calmly", "truly"]
SAID = [(("question" if who == "Question" else "answer"), who, words) for who, words in TALK]
TEXT = "\n\n".join([TITLE, *(f"{who}: {words}" for who, words in TALK)])


def read(folder: Path, name: str, data: bytes | str) -> Interview:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    corpus = read_corpus([path], today=TODAY)
    assert [p for p in corpus.problems if p.severity == "error"] == []
    return corpus.interviews[0]


def said(interview: Interview) -> list[tuple[str, str, str]]:
    return [(t.role, t.speaker, t.said.of(interview.text)) for t in interview.turns]


def check(interview: Interview) -> None:
    assert interview.date == date(2020, 5, 3)
    assert (interview.title, interview.speaker) == (TITLE, "Ann Lee")
    assert (interview.outlet, interview.place) == ("Daily Post newspaper", "Oslo")
    assert said(interview) == SAID


def as_html() -> str:
    rows = "".join(f"<p><b>{who}:</b> {words}</p>" for who, words in TALK)
    return f"<html><body><nav><a>Menu</a></nav><h1>{TITLE}</h1>{rows}<footer>Contacts</footer></body></html>"


def as_docx() -> bytes:
    return docx(paragraph(TITLE) + "".join(paragraph(f"{who}: {words}") for who, words in TALK))


def as_pdf() -> bytes:
    return pdf([[TITLE, "", *(line for who, words in TALK for line in (f"{who}: {words}", ""))]])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("talk.txt", TEXT),
        ("talk.text", TEXT.replace("\n", "\r\n")),
        ("talk.md", TEXT.replace("Question:", "**Question:**").replace("Minister Ann", "# Minister Ann")),
        ("talk.html", as_html()),
        ("talk.docx", as_docx()),
        ("talk.pdf", as_pdf()),
        ("bom.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("utf16.txt", TEXT.encode("utf-16")),
        ("old-mac.txt", TEXT.replace("\n", "\r")),
    ],
)
def test_the_same_talk_in_every_format(tmp_path: Path, name: str, data: bytes | str) -> None:
    check(read(tmp_path, name, data))


def table(**more: str) -> dict[str, str]:
    return {
        "doc_id": "post-1",
        "text": "\n\n".join(TEXT.split("\n\n")[1:]),
        "title": TITLE,
        "Date": "2020-05-03",
        **more,
    }


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
def test_a_row_of_a_table_is_an_interview_and_other_columns_are_kept(tmp_path: Path, suffix: str) -> None:
    import polars

    frame = polars.DataFrame([table(speaker="Ann Lee", url="https://a.b", views="7")])
    buffer = io.BytesIO()
    if suffix == "parquet":
        frame.write_parquet(buffer)
    elif suffix == "jsonl":
        buffer.write(json.dumps(frame.to_dicts()[0]).encode())
    else:
        frame.write_csv(buffer, separator="\t" if suffix == "tsv" else ",")
    interview = read(tmp_path, f"talks.{suffix}", buffer.getvalue())
    assert (interview.id, interview.date, interview.date_source) == ("post-1", date(2020, 5, 3), "front matter")
    assert (interview.title, interview.speaker, interview.url) == (TITLE, "Ann Lee", "https://a.b")
    assert interview.extra == (("views", "7"),)
    assert said(interview) == SAID


def test_rows_that_are_wrong_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "talks.jsonl"
    rows = [table(), {"doc_id": "b", "text": ""}, table(doc_id="c", Date="soon", title="A talk")]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    corpus = read_corpus([path], today=TODAY)
    assert [i.id for i in corpus.interviews] == ["post-1"]
    assert [p.place.rpartition(": ")[2] for p in corpus.problems] == ["row 2", "row 3"]


def test_tracked_insertions_count_and_tracked_deletions_do_not(tmp_path: Path) -> None:
    ins = '<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve">five</w:t></w:r></w:ins>'
    gone = '<w:del w:id="2" w:author="x"><w:r><w:delText>one</w:delText></w:r></w:del>'
    plain = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    run = f"<w:p>{plain.format('Ann Lee: For ')}{ins}{gone}{plain.format(' years.')}</w:p>"
    cell = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
    rows = cell.format(paragraph("2019: one"), paragraph("2020: five"))
    body = paragraph(TITLE) + paragraph("Question: How long?") + run + rows
    interview = read(tmp_path, "talk.docx", docx(body))
    assert interview.turns[1].said.of(interview.text).startswith("For five years.")
    assert "2020: five" in interview.text


def test_running_heads_and_page_numbers_of_a_pdf_interrupt_nobody(tmp_path: Path) -> None:
    lines = [f"We want the treaty to be extended for five years {way} and without any condition, and" for way in WAYS]
    pages = [["Daily Post", *lines[n * 3 : n * 3 + 3], f"Page {n + 1} of 4"] for n in range(4)]
    pages[0][1:2] = [TITLE, "Question: What about the treaty?", "Ann Lee: " + lines[0]]
    interview = read(tmp_path, "talk.pdf", pdf(pages))
    assert (interview.questions, interview.answers) == (1, 1)
    answer = interview.turns[1].said.of(interview.text)
    assert answer.count("We want the treaty") == len(WAYS)
    assert "Page" not in answer
    assert "Daily Post" not in answer
    assert "Page 3 of 4" in interview.text


def test_encodings_are_guessed_and_the_guess_is_reported(tmp_path: Path) -> None:
    text = (
        "Интервью Министра Ивана Петрова газете Известия, Москва, 4 сентября 2019 года\n\n"
        "Вопрос: Каковы перспективы продления этого договора?\n\n"
        "И.Петров: Мы предлагаем продлить его на пять лет без предварительных условий.\n"
    )
    for name in ("cp1251", "koi8-r"):
        path = tmp_path / f"{name}.txt"
        path.write_bytes(text.encode(name))
        corpus = read_corpus([path], today=TODAY)
        assert corpus.interviews[0].text == text
        assert "is not UTF-8 (line 1); read as" in str(corpus.problems[0])
        assert corpus.problems[0].severity == "warning"


def test_text_decoded_twice_is_reported_and_kept(tmp_path: Path) -> None:
    twice = TEXT.replace("There", "“There”").encode().decode("cp1252", "ignore")
    (tmp_path / "twice.txt").write_text(twice, "utf-8")
    corpus = read_corpus([tmp_path / "twice.txt"], today=TODAY)
    assert corpus.interviews[0].text == twice
    assert "looks decoded twice" in str(corpus.problems[0])


def test_invisible_characters_stay_in_the_text_and_disturb_nothing(tmp_path: Path) -> None:
    text = TEXT.replace("Question:", "\u200bQuestion:\u00a0").replace("conditions", "condi\u00adtions")
    interview = read(tmp_path, "talk.txt", text)
    assert interview.text == text
    assert [r for r, _, _ in said(interview)] == [r for r, _, _ in SAID]


@pytest.mark.parametrize(
    ("module", "name", "data", "extra"),
    [
        ("mammoth", "talk.docx", as_docx(), "timeline[docx]"),
        ("pypdfium2", "talk.pdf", as_pdf(), "timeline[pdf]"),
        ("yaml", "talk.md", b"---\ntitle: a\n---\n" + TEXT.encode(), "timeline[yaml]"),
    ],
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(data)
    corpus = read_corpus([tmp_path / name], today=TODAY)
    assert corpus.interviews == ()
    assert extra in corpus.problems[0].hint


def test_names_of_a_tei_corpus_come_from_its_list(tmp_path: Path) -> None:
    ns = 'xmlns="http://www.tei-c.org/ns/1.0"'
    (tmp_path / "ParlaMint-XX-listPerson.xml").write_text(
        f'<listPerson {ns}><person xml:id="p.1"><persName><forename>Ann</forename><surname>Lee</surname></persName>'
        "</person></listPerson>"
    )
    (tmp_path / "ParlaMint-XX_2020-05-03.xml").write_text(
        f'<TEI {ns} xml:id="s1"><teiHeader><fileDesc><sourceDesc><bibl><date when="2020-05-03"/></bibl></sourceDesc>'
        '</fileDesc></teiHeader><text><body><div><u who="#p.1"><seg>We shall extend it.</seg></u></div></body></text>'
        "</TEI>"
    )
    corpus = read_corpus([tmp_path], today=TODAY)
    assert corpus.problems == ()
    assert [(i.id, i.speaker) for i in corpus.interviews] == [("s1", "Ann Lee")]


SRT = "1\n00:00:01,000 --> 00:00:03,000\nHOST: Welcome back. Is the\n\n"
SRT += "2\n00:00:03,000 --> 00:00:04,000\ndeal <i>dead</i>?\n\n"
SRT += "3\n00:00:05,000 --> 00:00:08,000\nANN LEE: It is as alive\n\n4\n00:00:08,000 --> 00:00:09,000\n[Music]\n\n"
SRT += "5\n00:00:09,000 --> 00:00:11,000\nas ever.\n\n6\n00:00:12,000 --> 00:00:13,000\nHOST: Thank you.\n"


@pytest.mark.parametrize("name", ["talk-2023-05-02.srt", "talk-2023-05-02.txt"])
def test_subtitles_are_paragraphs_without_times(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SRT, "utf-8")
    (interview,) = read_corpus([tmp_path], today=date(2026, 1, 1)).interviews
    assert interview.text.split("\n\n")[:2] == [
        "HOST: Welcome back. Is the deal dead?",
        "ANN LEE: It is as alive as ever.",
    ]
    assert [t.role for t in interview.turns] == ["question", "answer", "question"]


def test_voices_of_webvtt_are_speakers(tmp_path: Path) -> None:
    cues = "WEBVTT - A talk\n\n0:00:00.240 --> 0:00:03.440\n<v Ann>Why do you\n\n"
    cues += "0:00:03.680 --> 0:00:05.000\n<v Ann>go?\n\n"
    cues += "0:00:06.000 --> 0:00:09.000\n<v Tom>I must, and I said so in the spring.\n"
    (tmp_path / "talk-2023-05-02.vtt").write_text(cues, "utf-8")
    (interview,) = read_corpus([tmp_path], today=date(2026, 1, 1)).interviews
    assert interview.title == "A talk"
    assert [(t.speaker, t.said.of(interview.text)) for t in interview.turns] == [
        ("Ann", "Why do you go?"),
        ("Tom", "I must, and I said so in the spring."),
    ]


def test_rows_are_turns_of_one_interview_only_where_they_share_it(tmp_path: Path) -> None:
    """Rows with a speaker that share neither id, nor date and title, stay documents: as in corpora of speeches."""
    path = tmp_path / "speeches.csv"
    said = "We have come here today to speak about what unites us, and I thank you all."
    path.write_text(f'date,speaker,text\n2020-01-02,Ann Lee,"{said}"\n2020-01-02,Tom King,"{said} Indeed."\n', "utf-8")
    documents = read_documents(path.name, path.read_bytes())
    assert [d.told.speaker for d in documents] == ["Ann Lee", "Tom King"]


def test_an_author_is_the_speaker_only_where_nobody_else_is_named(tmp_path: Path) -> None:
    talk = {"date": "2020-01-02", "author": "Lena Frost", "text": "Dear friends, we have come far, and I thank you."}
    asked = "Question: Will you go?\nMinister Ann Lee: I will.\nQuestion: When?\nMinister Ann Lee: In the spring."
    path = tmp_path / "talks.json"
    path.write_text(json.dumps([talk, {**talk, "text": asked}]), "utf-8")
    found = read_corpus([path], today=date(2026, 1, 1)).interviews
    assert sorted(i.speaker for i in found) == ["Ann Lee", "Lena Frost"]
