"""Codebooks, and which sentences are on a theme, with the reason."""

from timeline.themes.codebook import Codebook, check_codebooks, load_codebooks, parse_codebook, read_codebook
from timeline.themes.find import Found, find_statements, silence

__all__ = [
    "Codebook",
    "Found",
    "check_codebooks",
    "find_statements",
    "load_codebooks",
    "parse_codebook",
    "read_codebook",
    "silence",
]
