"""What all benchmarks share: fair turns, medians, tables, and processes with an end.

Contenders take turns block by block and in rotating order, so that a machine that slows down slows
all of them; the first block warms up and is thrown away; the garbage collector stays on.
"""

from __future__ import annotations

import json
import math
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

T = TypeVar("T")
Seconds = float
PEERS = ("sympy", "symengine")
OF_GRAPHS = ("sympy", "symengine", "casadi", "pytensor", "jax")


def in_turns(
    contenders: dict[str, Callable[[T], Any]], blocks: Iterable[Sequence[T]]
) -> dict[str, list[tuple[Seconds, Any] | None]]:
    """The time and the answer of each contender for each item; None where it refuses.

    Arguments:
        contenders: what to do with an item, by name.
        blocks: the items; each contender works through a block before the next one gets it.
    """
    names = list(contenders)
    found: dict[str, list[tuple[Seconds, Any] | None]] = {name: [] for name in names}
    for number, block in enumerate(blocks):
        for name in names:
            timed = [_timed(contenders[name], item) for item in block]
            if number:
                found[name] += timed
        names.append(names.pop(0))
    return found


def _timed(work: Callable[[T], Any], item: T) -> tuple[Seconds, Any] | None:
    start = process_time()
    try:
        answer = work(item)
    except Exception:  # a refusal, whatever the peer calls it
        return None
    return process_time() - start, answer


def cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items in blocks of this size."""
    return [items[i : i + size] for i in range(0, len(items), size)]


def median(values: Iterable[float]) -> float:
    """The median; nan of nothing."""
    return statistics.median(list(values) or [math.nan])


def growth(sizes: Sequence[float], costs: Sequence[float]) -> list[float]:
    """The exponents p in cost ~ size^p between successive sizes."""
    points = list(zip(sizes, costs, strict=True))
    return [
        math.log(d / b) / math.log(c / a) if b and d and a != c else math.nan
        for (a, b), (c, d) in pairwise(points)
    ]


def installed(peers: Sequence[str] = PEERS) -> dict[str, str | None]:
    """The peers and their versions; None for one that is not installed."""
    return {peer: _version(peer) for peer in peers}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def print_heading(title: str, *, peers: Sequence[str] | bool = False) -> None:
    """What is measured, and on what."""
    import symdiff

    print(title)
    print("=" * len(title))
    print(f"symdiff {symdiff.__version__}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    named = PEERS if peers is True else peers or ()
    for peer, number in installed(named).items():
        print(f"{peer} {number}" if number else f"{peer}: not installed, not run")
    print()


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; the first column to the left, the others to the right."""
    lines = [list(map(str, header)), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        first = line[0].ljust(widths[0])
        print("  ".join([first, *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]))
        if not number:
            print("  ".join("-" * w for w in widths))
    print()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else "-" if value is None else str(value)


def in_process(script: Path, arguments: Sequence[object], seconds: float) -> dict[str, Any]:
    """What ``script`` prints as JSON in a process of its own, or why it did not.

    Arguments:
        script: a Python file.
        arguments: its command line.
        seconds: when to stop waiting.
    """
    command = [sys.executable, str(script), *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"> {seconds:g} s"}
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
        return {"failed": last[0].split(":")[0]}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def peak_memory() -> float:
    """The most memory that this process has held, in MB."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
