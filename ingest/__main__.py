"""Run as ``python -m ingest``."""

try:
    from ingest.cli import main
except KeyboardInterrupt:  # while it is still loading; later click says that it was aborted
    raise SystemExit(130) from None

main(prog_name="python -m ingest")
