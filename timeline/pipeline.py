"""Runs the stages in order: reading, themes, comparing. Writes nothing that a stage did not find."""

from __future__ import annotations
