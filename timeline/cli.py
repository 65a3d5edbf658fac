"""The commands: the only printing and the only exit codes."""


def main() -> None:
    """Run the command line."""
