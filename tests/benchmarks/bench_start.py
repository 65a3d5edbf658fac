"""How soon a command answers, whole process against whole process, and what it imports on the way."""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

from tests.benchmarks.measuring import ROOT, Goal, Table, environment, publish, python, ratio, side_by_side, spread

# A Typer program that imports nothing else: the floor for every command of ours.
PLAIN = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
@app.command("list")
def list_(corpus: str = "data"):
    "List."
    typer.echo("one line")
@app.command()
def other():
    "Other."
app()
"""
# Into a folder of its own each time: pages that lie there unharmed would not be made again.
ANEW = """
import sys, tempfile
from timeline.cli import main
sys.argv = ["timeline", "build", "--no-cache", "--out", tempfile.mkdtemp(dir=sys.argv[1])]
main()
"""
# What `list` and `compare` on unchanged files may import: everything here costs more than it gives them.
BANNED = (
    "polars",
    "plotly",
    "sklearn",
    "scipy",
    "numpy",
    "jinja2",
    "sentencex",
    "diff_match_patch",
    "rapidfuzz",
    "rich",
)
A, B = "2019-09-04", "2020-12-29"


def tables(rounds: int) -> list[Table]:
    """Return one table of ratios and one of imports."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"TIMELINE_CACHE": f"{folder}/cache", "NO_COLOR": "1", "COLUMNS": "100"}
        plain = Path(folder) / "plain.py"
        plain.write_text(PLAIN)
        out = f"{folder}/out"
        ours = {
            "timeline --help": ["--help"],
            "timeline list": ["list"],
            "timeline compare A B": ["compare", A, B],
            "timeline build, nothing changed": ["build", "--out", out],
        }
        subprocess.run(
            python("-m", "timeline", "build", "--out", out),
            cwd=ROOT,
            env=environment(env),
            check=True,
            capture_output=True,
        )
        commands = {
            "bare Python": python("-c", "pass"),
            "import typer": python("-c", "import typer"),
            "plain Typer --help": python(str(plain), "--help"),
            "plain Typer command": python(str(plain), "list"),
            "import polars and plotly": python("-c", "import polars, plotly.graph_objects"),
            "git word diff of A and B": python(
                "-c",
                "import typer, subprocess; subprocess.run(['git', 'diff', '--no-index', '--word-diff', *"
                + repr(_files())
                + "], stdout=-3)",
            ),
            **{name: python("-m", "timeline", *arguments) for name, arguments in ours.items()},
            "timeline build, from nothing": python("-c", ANEW, folder),
        }
        seconds = side_by_side(commands, rounds, env)
        imports = {name: _imported(arguments, env) for name, arguments in ours.items()}
    peers = (
        ("timeline --help", "plain Typer --help", 1.2), ("timeline --help", "import typer", 3.0),
        ("timeline list", "plain Typer command", 1.5), ("timeline compare A B", "plain Typer command", 1.5),
        ("timeline compare A B", "git word diff of A and B", 3.0),
        ("timeline build, nothing changed", "plain Typer command", None),
        ("timeline build, from nothing", "import polars and plotly", 4.0),
    )  # fmt: skip
    times = Table("Whole processes", ("process", "median (middle half)"), [(n, spread(s)) for n, s in seconds.items()])
    ratios = Table("Start, as ratios", ("ours", "beside", "ratio", "to reach"))
    for name, peer, goal in peers:
        reached = ratio(seconds[name], seconds[peer])
        ratios.rows.append((name, peer, f"{reached:.2f}", f"<= {goal}" if goal else "-"))
        if goal:
            ratios.goals.append(Goal.below(f"{name}, times {peer}", reached, goal))
    budget = Table("Imports (-X importtime)", ("command", "modules", "ms", "banned ones met"))
    for name, (count, cost, banned) in imports.items():
        budget.rows.append((name, str(count), f"{cost:.0f}", ", ".join(banned) or "none"))
    budget.note = "Banned outside a build that has work to do: " + ", ".join(BANNED) + "."
    return [times, ratios, budget]


def _files() -> list[str]:
    found = sorted(str(p) for p in (ROOT / "data/interviews").glob("*.txt"))
    return [found[0], found[-1]]


def _imported(arguments: list[str], env: dict[str, str]) -> tuple[int, float, list[str]]:
    """Return how many modules a command imports, what that costs in ms, and which of them are banned."""
    done = subprocess.run(
        python("-X", "importtime", "-m", "timeline", *arguments),
        cwd=ROOT,
        env=environment(env),
        capture_output=True,
        text=True,
        check=True,
    )
    lines = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", done.stderr)
    roots = {name.split(".")[0] for _, name in lines}
    return len(lines), sum(int(cost) for cost, _ in lines) / 1000, [b for b in BANNED if b in roots]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    publish(tables(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
