"""Every benchmark runs, at a size that takes no time; what it measures is its own affair."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


def run(script: str, *options: str, corpus: Path | None = None) -> list[str]:
    """What a script prints, without the corpora, or with one of the test's own."""
    environment = {k: v for k, v in os.environ.items() if k != "SYMDIFF_CORPUS"}
    if corpus is not None:
        environment["SYMDIFF_CORPUS"] = str(corpus)
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), *options],
        capture_output=True, text=True, check=False, env=environment, timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def row(lines: list[str], begins: str) -> list[str]:
    """The cells of the first row of a table that begins so."""
    found = [line for line in lines if line.startswith(begins)]
    assert found, "\n".join(lines)
    return found[0].removeprefix(begins).split()


def test_speed() -> None:
    lines = run("speed.py", "--rounds", "1", "--limit", "3")
    refused, microseconds, *_ = [line for line in lines if line.startswith("symdiff ")][1].split()[1:]
    assert refused == "0"
    assert float(microseconds.replace(",", "")) > 0
    assert row(lines, "differentiate and simplify")


def test_high_order() -> None:
    lines = run("high_order.py", "--orders", "2", "--functions", "exp(x**2)", "--seconds", "60")
    order, seconds, characters, *_ = row(lines[5:], "symdiff")
    assert order == "2"
    assert float(seconds) > 0
    assert int(characters) > 10


def test_a_case_that_takes_too_long_is_ended() -> None:
    lines = run("high_order.py", "--orders", "2", "--functions", "x", "--seconds", "0.001")
    assert row(lines[5:], "symdiff") == ["2", ">", "0.001", "s", "-", "-", "-", "-"]


def test_size() -> None:
    lines = run("size.py", "--scale", "0.004")
    rows = [line.split() for line in lines if line[:1].isdigit()]
    assert len(rows) == 20
    for n, *seconds, characters, megabytes, default in rows:
        assert default in ("kept", "E-LIMIT-STEPS")
        assert int(n.replace(",", "")) > 1
        assert len(seconds) == 4
        assert all(float(s) >= 0 for s in seconds)
        assert int(characters.replace(",", "")) > 0
        assert float(megabytes) > 1


def test_start() -> None:
    lines = run("start.py", "--runs", "1")
    assert float(row(lines, "python -c pass")[1]) == 1
    assert float(row(lines, 'python -c "import symdiff"')[0]) > 0


@pytest.mark.parametrize("threads", ["1", "3"])
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told elsewhere")
def test_memory(threads: str) -> None:
    lines = run("memory.py", "--n", "30", "--threads", threads)
    resident, nodes, microseconds = row(lines, "30 ")
    assert float(resident) > 1
    assert int(nodes.replace(",", "")) > 30
    assert float(microseconds.replace(",", "")) > 0


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told elsewhere")
def test_batch() -> None:
    lines = run("batch.py", "--rows", "1500", "--part", "50")
    assert lines[-1].endswith("bytes each: identical")
    assert int(lines[-1].split()[3].replace(",", "")) > 100_000
    assert len([line for line in lines if line.startswith("  1,500 rows in ")]) == 2
    assert any("parent killed" in line for line in lines)
    assert any("were done by an earlier run" in line for line in lines)


def test_gradients() -> None:
    lines = run("gradients.py", "--n", "5", "--dense", "3", "--rounds", "1", "--large", "10")
    own, both, ratio = row(lines, "Rosenbrock, n = 1,000")
    assert int(own.replace(",", "")) < int(both.replace(",", ""))
    assert 1 < float(ratio) < 4
    assert len([line for line in lines if line.startswith("symdiff  ")]) == 3
    assert float(row(lines, "10 ")[0]) >= 0


def test_running() -> None:
    pytest.importorskip("scipy")
    lines = run("running.py", "--points", "50", "--rounds", "1")
    assert float(row(lines, "symdiff, numpy")[0]) > 0
    assert len([line for line in lines if line.startswith("NumPy by hand")]) == 3
    for line in lines:
        if line.startswith(("symdiff, ", "NumPy by hand", "C by hand")) and "not run" not in line:
            assert float(line.split()[-1]) < 1e-10, line


def test_fuzz(tmp_path: Path) -> None:
    finds = tmp_path / "finds.jsonl"
    lines = run("fuzz.py", "--cases", "300", "--seed", "1", "--processes", "2", "--finds", str(finds), "--kinds", "bytes,json,grammar")
    assert int(row(lines, "in all")[0]) >= 300
    assert "0 finds" in lines
    assert not finds.exists() or not finds.read_text()
    assert run("fuzz.py", "--repeat", "json:1:7")[1] == "[]"


def test_grading(tmp_path: Path) -> None:
    pytest.importorskip("sympy")
    record = {
        "id": "one", "formula": "x*sin(2*x)", "wrt": "x", "params": [], "check": "ok", "domain_hint": "reals",
        "expected": "sin(2*x) + 2*x*cos(2*x)", "check_point": {"x": "0"}, "check_value": ["0", "0"],
    }  # fmt: skip
    (tmp_path / "textbook.jsonl").write_text(json.dumps(record), "utf-8")
    right, wrong = (line.split()[1:] for line in run("grading.py", "--processes", "1", corpus=tmp_path) if line.startswith("all "))
    assert right[0] == right[1] != "0"
    assert wrong[0] == wrong[1] == wrong[2] != "0"


def test_nasty() -> None:
    lines = run("nasty.py", "--engines", "symdiff", "--only", "a call of os", "--seconds", "20")
    assert row(lines, "a call of os")[0] == "E-SYNTAX"


def test_soundness() -> None:
    lines = run("soundness.py", "--cases", "60", "--seed", "1")
    assert [line.split()[0] for line in lines if "violations" in line] == ["0"]
    counted = {line.split(maxsplit=1)[1]: line.split()[0] for line in lines if line.startswith(" ")}
    assert int(counted["tried"]) == 300
    assert int(counted["tried, with a negative coordinate"]) > 150
