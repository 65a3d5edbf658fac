"""Codebooks, and which sentences are on a theme, with the reason."""
