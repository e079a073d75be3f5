"""What README.md and CONTRIBUTING.md show is run here, and has to come out as they show it."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import symdiff

ROOT = Path(__file__).parent.parent
SETS_UP = ("pip install", "-m venv")


class Block(NamedTuple):
    file: str
    line: int
    language: str
    text: str


def blocks(file: str) -> list[Block]:
    """The fenced blocks of a Markdown file."""
    found: list[Block] = []
    inside: list[str] | None = None
    start, language = 0, ""
    for number, line in enumerate((ROOT / file).read_text("utf-8").splitlines(), 1):
        if not line.startswith("```"):
            if inside is not None:
                inside.append(line)
        elif inside is None:
            inside, start, language = [], number, line[3:].strip()
        else:
            found.append(Block(file, start, language, "\n".join(inside)))
            inside = None
    assert inside is None, f"{file}:{start} is not closed"
    return found


README = blocks("README.md")
CONTRIBUTING = blocks("CONTRIBUTING.md")


def shown(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block and what is printed under each."""
    pairs: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        else:
            pairs[-1][1].append(line)
    return [(command, "\n".join(output).strip("\n")) for command, output in pairs]


COMMANDS = [
    pytest.param(command, output, id=f"{block.file}:{block.line} {command}")
    for block in README
    if block.language == "console"
    for command, output in shown(block)
    if not any(word in command for word in SETS_UP)
]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables under which ``symdiff`` is the command of this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "symdiff"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symdiff "$@"\n')
    command.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


@pytest.mark.skipif(os.name == "nt", reason="the README's commands are for a POSIX shell")
@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_commands_print_what_is_shown(command, output, environment, tmp_path):
    done = subprocess.run(
        ["sh", "-c", command], env=environment, cwd=tmp_path, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    assert printed == output


def test_python_of_the_readme():
    """One session from the first block to the last."""
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    names: dict[str, object] = {}
    for block in README:
        if block.language == "python":
            test = doctest.DocTestParser().get_doctest(
                block.text, names, block.file, block.file, block.line
            )
            assert test.examples, f"{block.file}:{block.line} shows nothing"
            report = io.StringIO()
            runner.run(test, out=report.write, clear_globs=False)
            names = test.globs
            assert not runner.failures, report.getvalue()
    assert runner.tries


def test_every_block_of_the_readme_is_of_a_kind_that_is_run():
    assert {block.language for block in README} <= {"console", "python"}


def test_two_commands_set_everything_up():
    setting_up = [
        command
        for block in README
        if block.language == "console"
        for command, _ in shown(block)
        if any(word in command for word in SETS_UP)
    ]
    assert len(setting_up) == 2
    assert 'symdiff "x*x + x - 2"' in setting_up[0]
    assert setting_up[1].endswith("pytest -q")


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("*.md")))
def test_links_lead_somewhere(file):
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / file).read_text("utf-8")):
        assert "://" in target or (ROOT / target).exists(), f"{file} links to {target}"


def test_the_record_shown_is_the_record_used():
    names: dict[str, object] = {"Function": symdiff.Function}
    (record,) = [b for b in CONTRIBUTING if b.text.startswith("SIN = ")]
    exec(record.text, names)
    shown_record, used = names["SIN"], symdiff.CATALOGUE["sin"]
    for field in ("derivative", "latex", "math", "mpmath", "numpy", "sympy"):
        assert getattr(shown_record, field) == getattr(used, field), field
    lines = [line.split() for line in used.simplify.splitlines()]
    for line in shown_record.simplify.splitlines():
        assert line.split() in lines, line


def test_the_extension_shown_runs():
    (code,) = [b for b in CONTRIBUTING if "extended" in b.text]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code.text, {})
    after = CONTRIBUTING[CONTRIBUTING.index(code) + 1]
    assert printed.getvalue().strip() == after.text.strip()
