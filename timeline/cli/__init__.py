"""The commands: the only printing and the only exit codes.

`commands` holds their table and `main`; each command lives in the module of its name; `options` holds what several
of them share, `console` what they say, `running` the way from their options to an analysis.
"""

from timeline.cli.commands import main

__all__ = ["main"]
