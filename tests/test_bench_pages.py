"""The benchmark of the pages chooses pages that are there, serves them and counts what fails."""

from __future__ import annotations

import re

from click.testing import CliRunner
from publish_site import archive

from bench.pages import main


def test_every_page_is_timed_and_no_reader_fails() -> None:
    said = CliRunner().invoke(main, [str(archive("few")), "--readers", "2", "--seconds", "1", "--times", "1"])
    assert not re.search(r"answers \d", said.output)
    assert "0 failed" in said.output
    assert said.output.count("\n") > 12
