"""``symdiff batch`` as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from symdiff.cli import main

ROOT = Path(__file__).parent.parent.parent
SYMDIFF = [sys.executable, "-m", "symdiff", "batch"]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SYMDIFF, *words], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in.csv").write_text("id,formula\n1,x^2\n2,2*sinn(x)\n3,x^2/x\n")
    return tmp_path


def test_a_file_is_answered_and_summed_up(folder) -> None:
    done = run(folder, "in.csv", "out.csv")
    assert (done.returncode, done.stdout) == (0, "")
    first, second = done.stderr.splitlines()
    assert first.startswith("3 rows in ") and first.endswith(" a second")
    assert second == "1 with errors: E-NAME 1"
    lines = (folder / "out.csv").read_text().splitlines()
    assert lines[0] == "id,formula,result,conditions,notes,error"
    assert lines[1::2] == ["1,x^2,2*x,,,", "3,x^2/x,1,x != 0,,"]
    assert sorted(p.name for p in folder.iterdir()) == ["in.csv", "out.csv"]


def test_rows_with_errors_can_be_a_failure(folder) -> None:
    assert run(folder, "in.csv", "out.csv", "--strict").returncode == 1
    (folder / "in.csv").write_text("formula\nx\n")
    assert run(folder, "in.csv", "good.csv", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in.csv"], "two files"),
        (["in.csv", "a.csv", "b.csv"], "two files"),
        (["no.csv", "out.csv"], "E-FILE: no.csv: there is no such file"),
        (["in.csv", "no/out.csv"], "E-FILE: there is no folder no"),
        ([f"{'a' * 300}.csv", "out.csv"], "File name too long"),
        (["in.csv", f"{'a' * 300}.csv"], "File name too long"),
        (["in.csv", f"{'a' * 247}.csv"], "File name too long"),
        (["in.csv", "in.csv"], "would replace the input"),
        (["in.csv", "./in.csv", "--overwrite"], "would replace the input"),
        (["in.csv", "out.jsonl"], "name the output out.csv"),
        (["in.csv", "out"], "--table csv|tsv|jsonl|parquet"),
        (["in.csv", "out.csv.gz"], "end with .gz, or neither"),
        (["in.csv", "out.csv", "--table", "xls"], "E-OPTION"),
        (["in.csv", "out.csv", "--column", "formula=f"], "it has: id, formula\n  say which it is: --column formula=NAME"),
        (["in.csv", "out.csv", "--column", "result=id"], "has a column 'id' already"),
        (["in.csv", "out.csv", "--column", "formula"], "--column formula=NAME"),
        (["in.csv", "out.csv", "--column", "formulae=f"], "the roles are formula, claim"),
        (["in.csv", "out.csv", "--do", "check"], "no column 'claim'"),
        (["in.csv", "out.csv", "--do", "quiz"], "--do is one of diff, simplify"),
        (["in.csv", "out.csv", "--do", "check", "--form", "raw"], "symdiff check has no option --form"),
        (["in.csv", "out.csv", "--workers", "0"], "--workers takes a whole number from 1"),
        (["in.csv", "out.csv", "--part", "x"], "--part takes a whole number from 1"),
        (["in.csv", "out.csv", "--timeout", "-1"], "--timeout takes"),
        (["in.csv", "out.csv", "--at", "2"], "symdiff batch has no option --at"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(folder, monkeypatch, capsys, words, said) -> None:
    monkeypatch.chdir(folder)
    assert main(["batch", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert [p.name for p in folder.iterdir()] == ["in.csv"]


def test_an_output_that_exists_is_kept(folder) -> None:
    (folder / "out.csv").write_text("mine")
    done = run(folder, "in.csv", "out.csv")
    assert done.returncode == 2
    assert "out.csv is there already" in done.stderr and "--overwrite" in done.stderr
    assert (folder / "out.csv").read_text() == "mine"
    assert run(folder, "in.csv", "out.csv", "--overwrite").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="modes of this kind are those of POSIX")
def test_a_file_that_cannot_be_read(folder) -> None:
    (folder / "dir.csv").mkdir()
    assert "dir.csv: it is a folder" in run(folder, "dir.csv", "out.csv").stderr
    (folder / "in.csv.gz").write_bytes(b"no gzip")
    done = run(folder, "in.csv.gz", "out.csv.gz")
    assert done.returncode == 2
    assert "E-FILE: in.csv.gz: Not a gzipped file" in done.stderr


def test_without_pyarrow_the_extra_is_named(folder, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.chdir(folder)
    (folder / "in.parquet").touch()
    assert main(["batch", "in.parquet", "out.parquet"]) == 2
    assert "E-EXTRA" in (said := capsys.readouterr().err)
    assert 'pip install "symdiff-engine[parquet]"' in said


def test_options_go_to_the_verb(folder) -> None:
    (folder / "in.jsonl").write_text('{"f": "t^2*a", "by": "a"}\n{"f": "t^2*a", "by": null}\n')
    words = ["in.jsonl", "out.jsonl", "--column", "formula=f", "--column", "variable=by", "-x", "t"]
    assert run(folder, *words, "--format", "latex").returncode == 0
    found = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [row["result"] for row in found] == ["t^{2}", "2 a t"]


# On a terminal


@pytest.mark.skipif(os.name == "nt", reason="terminals of this kind are those of POSIX")
@pytest.mark.parametrize("rich", [True, False])
def test_a_bar_on_a_terminal_only(tmp_path, rich) -> None:
    import pty

    if rich and not find_spec("rich"):
        pytest.skip("rich is not installed")
    (tmp_path / "in.csv").write_text("formula\n" + "".join(f"x^{n}*sin(x)\n" for n in range(600)) + "x^\n" * 9)
    hidden = [] if rich else ["sys.modules['rich'] = None;"]
    program = f"import sys; {''.join(hidden)} from symdiff.cli import console; console()"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program, "batch", "in.csv", "out.csv", "--part", "20"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TERM": "xterm"}, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                more = os.read(ours, 10_000)
            except OSError:
                break
            if not more:
                break
            shown += more
        assert process.wait(timeout=60) == 0
    os.close(ours)
    text = shown.decode()
    assert " a second" in text
    assert text.count(" rows, ") > 2
    assert text.rstrip().endswith("9 with errors: E-SYNTAX 9")
    assert ("[####" in text) != rich
