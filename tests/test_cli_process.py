"""The command line as a whole process: pipes, signals, shells and the time it takes to start."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symdiff.cli.completion import completion_script
from symdiff.cli.options import OPTIONS, SHELLS, VERBS

ROOT = Path(__file__).parent.parent
SYMDIFF = [sys.executable, "-m", "symdiff"]


def run(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SYMDIFF, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, **options
    )


def test_python_m_symdiff() -> None:
    done = run("x*x + x - 2")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2*x + 1\n", "")


def test_lines_from_a_pipe() -> None:
    done = run(input="x^2\nx^3\n")
    assert (done.returncode, done.stdout) == (0, "2*x\n3*x**2\n")


def test_no_input_at_all() -> None:
    done = run(stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="pipes of this kind are those of POSIX")
def test_a_reader_that_goes_away_is_no_error() -> None:
    lines = "x^2\n" * 20_000
    with subprocess.Popen(
        [*SYMDIFF, "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        try:
            process.stdin.write(lines.encode())
            process.stdin.close()
        except BrokenPipeError:
            process.stdin = None
        process.wait(timeout=60)
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of POSIX")
def test_an_interrupt_is_quiet() -> None:
    with subprocess.Popen(
        [*SYMDIFF, "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"x^2\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"2*x\n"
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_no_colour_off_a_terminal() -> None:
    assert "\033" not in run("(x").stderr


@pytest.mark.skipif(os.name == "nt", reason="terminals of this kind are those of POSIX")
@pytest.mark.parametrize("no_colour", [None, "1"])
def test_colour_on_a_terminal(no_colour: str | None) -> None:
    import pty

    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    if no_colour:
        environment["NO_COLOR"] = no_colour
    ours, theirs = pty.openpty()
    subprocess.run([*SYMDIFF, "(x"], cwd=ROOT, env=environment, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "E-BRACKET" in shown
    assert ("\033[" in shown) == (no_colour is None)


def test_output_of_an_ascii_terminal() -> None:
    done = run("alpha^2", "--format", "math", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_scripts_name_everything(shell: str) -> None:
    script = completion_script(shell)
    for verb in VERBS:
        assert verb == "derive" or verb in script
    for option in OPTIONS.values():
        assert option.name.lstrip("-") in script
    path = shutil.which(shell)
    if path:
        subprocess.run([path, "-n"], input=script, text=True, check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["tr"], {"tree"}),
        (["x^2", "--fo"], {"--form", "--format"}),
        (["x^2", "--format", "l"], {"latex"}),
        (["tree", "x", "--st"], {"--style"}),
        (["completion", ""], set(SHELLS)),
        (["batch", "README"], {"README.md"}),
        (["batch", "a.csv", "--do", "si"], {"simplify"}),
    ],
)
def test_bash_completes(words: list[str], offered: set[str]) -> None:
    line = " ".join(f"'{word}'" for word in ["symdiff", *words])
    program = (
        f"{completion_script('bash')}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}\n"
        '_symdiff; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == offered


def test_a_cold_start_is_quick(tmp_path: Path) -> None:
    """As a whole process at most five times ``python -c pass``; a benchmark measures it closely."""
    commands = {
        "bare": [sys.executable, "-c", "pass"],
        "whole": [*SYMDIFF, "x*x + x - 2"],
    }
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    compiled.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(12):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, env=compiled, capture_output=True, check=True)
            seconds[name].append(time.perf_counter() - start)
    assert min(seconds["whole"]) <= 5 * min(seconds["bare"])
