"""Alignment, diff, shifts, phrases."""
