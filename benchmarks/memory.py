"""Whether memory stays flat while one process works through many different formulas.

    python benchmarks/memory.py [--n 1000000] [--threads 8]

Each formula has names and numbers of its own; it is read, differentiated, simplified and printed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import process_time

from formulas import Formula, formulas
from timing import peak_memory, print_heading, print_table

from symdiff import diff
from symdiff.expressions import interning

MICRO = 1e6


def resident() -> float:
    """The memory that this process holds now, in MB; where that is not told, the most it has held."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except OSError:
        return peak_memory()


def held() -> int:
    """The formulas in the tables that make equal ones one object."""
    return sum(map(len, [*interning.buckets.values(), *interning.leaves]))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=200_000, help="how many formulas")
    options.add_argument("--threads", type=int, default=1, help="how many share the work")
    chosen = options.parse_args()
    print_heading("Memory over many different formulas")
    source, given = formulas()
    rows: list[tuple[object, ...]] = [(0, resident(), held(), None)]
    part = max(1, chosen.n // 10)
    for tenth in range(10):
        start = process_time()
        several = range(tenth * part, (tenth + 1) * part)
        shares = [several[k :: chosen.threads] for k in range(chosen.threads)]
        with ThreadPoolExecutor(chosen.threads) as pool:
            list(pool.map(lambda share: work(given, share), shares))
        spent = process_time() - start
        rows.append(((tenth + 1) * part, resident(), held(), spent / part * MICRO))
    print(f"{source}\n")
    print_table(("formulas", "resident MB", "nodes in tables", "us a formula"), rows)
    first, last = rows[1][1], rows[-1][1]
    print(f"grown between the first tenth and the last: {float(last) - float(first):+.1f} MB")  # type: ignore[arg-type]
    print(f"the most held at any time: {peak_memory():.1f} MB")


def work(given: list[Formula], numbers: Sequence[int]) -> None:
    """Read, differentiate, simplify and print."""
    for i in numbers:
        f = varied(given[i % len(given)], i)
        str(diff(f.text, f.variable, f.order, form="canonical"))


def varied(f: Formula, i: int) -> Formula:
    """The formula with its symbols renamed and a number of its own."""
    g = f.renamed(f"_{i}")
    return g._replace(text=f"{g.text} + {i + 2}*{g.variable}/{i + 3}")


if __name__ == "__main__":
    main()
