"""Files to text, text to interviews: dates, speakers, turns, margins. The only room that opens input files."""

from timeline.reading.corpus import read_corpus

__all__ = ["read_corpus"]
