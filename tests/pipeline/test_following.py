"""What a theme is followed through holds all that is looked at."""

from datetime import date
from pathlib import Path

from timeline import themes
from timeline.following import Thread, follow_theme, hear, thread
from timeline.reading import read_corpus


def test_a_theme_needs_no_words_of_interviews_that_are_silent_on_it() -> None:
    corpus = read_corpus([Path("data/interviews")], today=date(2026, 1, 1))
    silent = 0
    for codebook in themes.load_codebooks([Path("data/themes")]):
        heard = [hear((i, codebook)) for i in corpus.interviews]
        lean = thread(codebook, heard, corpus.interviews, True, "")
        silent += sum(not i.text for i in lean.interviews.values())
        assert follow_theme(lean) == follow_theme(Thread(codebook, tuple(heard), corpus.by_id, True, ""))
    assert silent
