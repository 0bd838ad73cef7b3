"""The house rules: commands, layout, imports, versions and what must not stand in tracked files."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import dedupe
from ingest.formats import FORMATS

ROOT = Path(__file__).parent.parent
PACKAGES = ["ingest", "dedupe", "publish"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))

# package -> packages of ours that it must not import
FORBIDDEN_IMPORTS = {"ingest": {"dedupe", "publish"}, "dedupe": {"publish"}}

# modules of the record-linkage package on PyPI that is called dedupe as well: with one of these names of our own,
# nobody could tell from an import which of the two is meant
OTHER_DEDUPE = {
    "_init", "_typing", "api", "backport", "blocking", "branch_and_bound", "canonical", "canopy_index", "clustering",
    "convenience", "core", "cpredicates", "datamodel", "index", "labeler", "levenshtein", "predicate_functions",
    "predicates", "serializer", "tfidf", "training", "tuplesets", "variables",
}  # fmt: skip

# what tells of one machine: home folders, package indexes; in pieces, so that this file passes too
TRACES = re.compile(
    r"/(?:root|home/\w+|Users/\w+|work)/|"
    + "|".join(["python" + "hosted", r"pypi\.org/" + "simple", "--index" + "-url"])
)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in PACKAGES
    for path in modules(package)
    if "    >>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_the_code_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_commands_of_the_readme_exist() -> None:
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= TARGETS


def test_every_command_has_a_line_of_help_and_is_phony() -> None:
    assert set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE)) == TARGETS
    assert set(re.findall(r"^\.PHONY: ([a-z]+)$", MAKEFILE, re.MULTILINE)) == TARGETS


def test_every_format_is_told_of() -> None:
    told = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [form.NAME for form in FORMATS if f"`{form.__name__.rpartition('.')[2]}.py`" not in told] == []  # type: ignore[attr-defined]


def test_ci_runs_exactly_make_test() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").endswith("\nexec make test\n")


def test_dedupe_is_ours() -> None:
    assert Path(dedupe.__file__).parent == ROOT / "dedupe"
    assert len(ast.parse((ROOT / "dedupe" / "__init__.py").read_text(encoding="utf-8")).body) == 1
    assert not {path.stem for path in modules("dedupe")} & OTHER_DEDUPE


@pytest.mark.parametrize("package", FORBIDDEN_IMPORTS)
def test_imports_point_one_way(package: str) -> None:
    for path in modules(package):
        assert not imported(path) & FORBIDDEN_IMPORTS[package], path


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_stands_in_the_layout(package: str) -> None:
    layout = DESIGN.split("## Layout", 1)[1].split("\n## ", 1)[0]
    for path in (ROOT / package).glob("*.py"):
        if not path.name.startswith("__"):
            assert path.name in layout, f"name {package}/{path.name} in the layout of docs/design.md"


def test_tests_are_flat_and_named_like_no_package() -> None:
    assert not (ROOT / "tests" / "__init__.py").exists()
    assert not {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} & set(PACKAGES)


def test_tracked_files_tell_of_no_machine() -> None:
    for path in tracked():
        found = TRACES.search(path.read_bytes().decode(errors="replace"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_version_is_the_newest_of_the_changelog() -> None:
    newest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == PROJECT["version"]


def test_lock_holds_exact_versions_of_all_that_is_asked_for() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[\w.]+(?: ; .+)?", line) for line in pins)
    asked = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
    assert {re.split(r"[^\w.-]", line)[0].replace(".", "-") for line in asked} <= {line.split("==")[0] for line in pins}
