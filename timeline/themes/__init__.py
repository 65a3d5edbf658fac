"""Codebooks, and which sentences are on a theme, with the reason."""

from timeline.themes.codebook import Codebook, check_codebooks, load_codebooks, parse_codebook, read_codebook
from timeline.themes.context import Keyword, doubts, keywords, query_codebook, search, unused
from timeline.themes.corrections import (
    Corrected,
    Correction,
    correct_positions,
    correct_silences,
    correct_statements,
    read_corrections,
)
from timeline.themes.find import Found, find_statements, silence
from timeline.themes.suggest import suggest_positions, suggest_themes

__all__ = [
    "Codebook",
    "Corrected",
    "Correction",
    "Found",
    "Keyword",
    "check_codebooks",
    "correct_positions",
    "correct_silences",
    "correct_statements",
    "doubts",
    "find_statements",
    "keywords",
    "load_codebooks",
    "parse_codebook",
    "query_codebook",
    "read_codebook",
    "read_corrections",
    "search",
    "silence",
    "suggest_positions",
    "suggest_themes",
    "unused",
]
