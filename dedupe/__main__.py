"""Run as ``python -m dedupe``."""

from dedupe.cli import main

main(prog_name="python -m dedupe")
