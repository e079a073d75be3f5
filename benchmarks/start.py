"""How long the command line takes to answer, as a whole process, beside a Python that does nothing.

    python benchmarks/start.py [--runs 30]

Both run with the same interpreter and take turns. Time is given as it passes and as the processor
counts it.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from timing import ROOT, median, print_heading, print_table

MILLI = 1e3
FORMULA = "x*x + x - 2"


def commands() -> dict[str, list[str]]:
    """What is run, by what it is called."""
    python, script = sys.executable, Path(sys.executable).with_name("symdiff")
    asked = [str(script), FORMULA] if script.exists() else [python, "-m", "symdiff", FORMULA]
    name = "symdiff FORMULA" if script.exists() else "python -m symdiff FORMULA"
    return {
        "python -c pass": [python, "-c", "pass"],
        name: asked,
        'python -c "import symdiff"': [python, "-c", "import symdiff"],
    }


def run(command: Sequence[str]) -> tuple[float, float]:
    """The time that passed, and the processor's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    passed = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=30, help="how often each command is run")
    chosen = options.parse_args()
    print_heading(f'Cold start: symdiff "{FORMULA}"')
    asked = commands()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for turn in range(chosen.runs + 1):
        for name, command in asked.items():
            found = run(command)
            if turn:
                times[name].append(found)
    bare = [median(column) for column in zip(*times["python -c pass"], strict=True)]
    rows = []
    for name, found in times.items():
        passed, processor = (median(column) for column in zip(*found, strict=True))
        ratio = median(a / b for (a, _), (b, _) in zip(found, times["python -c pass"], strict=True))
        rows.append((name, passed * MILLI, ratio, processor * MILLI, processor / bare[1]))
    print_table(("command", "median ms", "median ratio", "processor ms", "ratio"), rows)
    print(f"{chosen.runs} runs each, in turns; ratios are to python -c pass; the goal is 5 at most")


if __name__ == "__main__":
    main()
