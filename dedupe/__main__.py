"""Run as ``python -m dedupe``."""

try:
    from dedupe.cli import main
except KeyboardInterrupt:  # while it is still loading; later click says that it was aborted
    raise SystemExit(130) from None

main(prog_name="python -m dedupe")
