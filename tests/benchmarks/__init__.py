"""What it costs: start, build, rebuild, diff. `uv run python -m tests.benchmarks` runs all and prints tables."""
