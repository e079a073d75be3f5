"""From string to derivative string: symdiff beside SymPy and SymEngine, formula by formula.

    python benchmarks/speed.py [--rounds N] [--limit N]

Every formula gets new symbol names each time, since a warm cache only times a look-up.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import process_time
from typing import Any

from engines import ENGINES
from formulas import Formula, formulas
from timing import cut, in_turns, installed, median, print_heading, print_table

from symdiff import diff, infix, parse

BLOCK = 20
GOALS = {"sympy": 60.0, "symengine": 0.25}
MICRO = 1e6


def by_symdiff_in_pieces(f: Formula) -> tuple[float, float, float]:
    """How long it takes to parse, to differentiate and simplify, and to print."""
    start = process_time()
    given = parse(f.text, variables=(f.variable,))
    parsed = process_time()
    result = diff(given, f.variable, f.order, form="canonical")
    made = process_time()
    infix(result)
    return parsed - start, made - parsed, process_time() - made


def contenders() -> dict[str, Callable[[Formula], Any]]:
    """symdiff, and the peers that are installed."""
    names = ["symdiff", *(peer for peer, number in installed().items() if number)]
    return {"pieces": by_symdiff_in_pieces} | {name: ENGINES[name]() for name in names}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3, help="times that each formula is timed")
    options.add_argument("--limit", type=int, default=10**9, help="only so many formulas")
    chosen = options.parse_args()
    source, given = formulas()
    given = given[: chosen.limit]
    print_heading("String to derivative string", peers=True)
    rounds = [[f.renamed(f"_{i}_{k}") for i, f in enumerate(given)] for k in range(chosen.rounds)]
    warm_up = [f.renamed("_warm") for f in given[:: max(1, len(given) // (5 * BLOCK))]]
    blocks = [warm_up, *(block for turn in rounds for block in cut(turn, BLOCK))]
    times = in_turns(contenders(), blocks)
    print(f"{source}: {len(given)} formulas, {chosen.rounds} times each, always with new names\n")
    report({name: [t and t[0] for t in found] for name, found in times.items()})
    report_pieces([t[1] for t in times["pieces"] if t is not None])


def report(times: dict[str, list[float | None]]) -> None:
    """Medians, totals, and each peer's time over that of symdiff."""
    ours = times["symdiff"]
    rows = []
    for name in (name for name in times if name != "pieces"):
        both = [(a, b) for a, b in zip(ours, times[name], strict=True) if a and b]
        ratios = [b / a for a, b in both]
        rows.append(
            (
                name,
                times[name].count(None),
                median(b for _, b in both) * MICRO,
                sum(b for _, b in both),
                median(ratios),
                sum(b for _, b in both) / sum(a for a, _ in both),
                min(ratios),
                max(ratios),
            )
        )
    print_table(
        ("engine", "refused", "median us", "total s", "median ratio", "of totals", "least", "most"),
        rows,
    )
    print("ratio: the time of the engine over that of symdiff; above 1, symdiff is faster")
    for name, _, _, _, ratio, *_ in rows:
        if name in GOALS:
            reached = "reached" if ratio >= GOALS[name] else "NOT reached"
            print(f"goal: {GOALS[name]:g} against {name}; measured {ratio:.3g}: {reached}")
    print()


def report_pieces(pieces: list[tuple[float, float, float]]) -> None:
    """Where symdiff's time goes."""
    names = ("parse", "differentiate and simplify", "print")
    columns = list(zip(*pieces, strict=True))
    whole = sum(map(sum, columns))
    print_table(
        ("symdiff", "median us", "mean us", "share"),
        [
            (name, median(c) * MICRO, sum(c) / len(c) * MICRO, f"{sum(c) / whole:.0%}")
            for name, c in zip(names, columns, strict=True)
        ],
    )


if __name__ == "__main__":
    main()
