"""Run as ``python -m publish``."""

from publish.cli import main

main(prog_name="python -m publish")
