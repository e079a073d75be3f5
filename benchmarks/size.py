"""How time and memory grow with the size of a formula.

    python benchmarks/size.py [--scale 1.0] [--seconds 120]

Each case runs in a process of its own, with ``STEPS`` for simplifying where the default limit ends it. The exponent p between two sizes says that the time grew like
size^p there: 1 is linear. Where the plain text would be quadratic or exponential in the graph, the
answer is printed with its shared parts named.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from timing import growth, in_process, peak_memory, print_heading, print_table

if TYPE_CHECKING:
    from symdiff import Expr

SHORTEST = 0.0005
STEPS = 100_000_000
PHASES = ("parse or build", "raw derivative", "simplified", "printed")


def nested_sines(n: int) -> str:
    return "sin(" * n + "x" + ")" * n


def parentheses(n: int) -> str:
    return "(" * n + "x" + ")" * n


def sum_of_terms(n: int) -> str:
    return " + ".join(f"sin({k}*x)" for k in range(1, n + 1))


def product(n: int) -> str:
    return "*".join(f"(x + {i})" for i in range(1, n + 1))


def squares(n: int) -> Expr:
    """x = x*x, n times: a tree of 2^n leaves."""
    from symdiff import symbols

    (u,) = symbols("x")
    power: Expr = u
    for _ in range(n):
        power = power * power
    return power


def sums_of_sines(n: int) -> Expr:
    """s = s + sin(s), n times."""
    from symdiff import Apply, symbols

    (u,) = symbols("x")
    total: Expr = u
    for _ in range(n):
        total = total + Apply("sin", (total,))
    return total


CASES: dict[str, tuple[Callable[[int], Any], tuple[int, ...]]] = {
    "sin nested n deep": (nested_sines, (1_000, 10_000, 100_000)),
    "x in n parentheses": (parentheses, (1_000, 10_000, 100_000)),
    "sum of n terms sin(k*x)": (sum_of_terms, (1_000, 10_000, 100_000)),
    "x = x*x, n times": (squares, (15, 30, 60)),
    "product of (x + i), i to n": (product, (250, 500, 1_000, 2_000)),
    "s = s + sin(s), n times": (sums_of_sines, (25, 50, 100, 200)),
}


def measure(name: str, n: int) -> dict[str, Any]:
    """The time of each phase, or why it ended; and the most memory that the process held."""
    from symdiff import Limits, SymdiffError, diff, let, parse

    given = CASES[name][0](n)
    answers: list[Any] = [given]
    found: dict[str, Any] = {"default limit": "kept"}
    def simplified() -> Expr:
        try:
            return diff(answers[1], "x", form="canonical")
        except SymdiffError as error:
            found["default limit"] = error.code
            return diff(answers[1], "x", form="canonical", limits=Limits(steps=STEPS))

    phases: list[Callable[[], Any]] = [
        lambda: parse(given) if isinstance(given, str) else CASES[name][0](n),
        lambda: diff(answers[1], "x", form="raw"),
        simplified,
        lambda: let(answers[-1]),
    ]
    diff("x*sin(x)", "x")
    for phase, work in zip(PHASES, phases, strict=True):
        start = process_time()
        try:
            answers.append(work())
            found[phase] = process_time() - start
        except SymdiffError as error:
            found[phase] = f"{error.code} ({process_time() - start:.3g} s)"
    found["characters"] = len(answers[-1]) if isinstance(answers[-1], str) else None
    found["MB"] = peak_memory()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="times the sizes")
    options.add_argument("--seconds", type=float, default=120.0, help="the most that one case gets")
    options.add_argument("--case", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.case:
        print(json.dumps(measure(chosen.case[0], int(chosen.case[1]))))
        return
    print_heading("Growth with size: seconds of each phase, and peak memory")
    for name, (_, sizes) in CASES.items():
        report(name, [max(2, int(n * chosen.scale)) for n in sizes], chosen.seconds)


def report(name: str, sizes: list[int], seconds: float) -> None:
    """One table: a row for each size, and the exponents between them."""
    columns = (*PHASES, "characters", "MB", "default limit")
    found = [in_process(Path(__file__), ["--case", name, n], seconds) for n in sizes]
    rows: list[tuple[object, ...]] = []
    for i, (n, case) in enumerate(zip(sizes, found, strict=True)):
        if "failed" in case:
            rows.append((n, case["failed"], *[None] * (len(columns) - 1)))
            continue
        rows.append((n, *(case[column] for column in columns)))
        after = found[i + 1] if i + 1 < len(sizes) else {"failed": ""}
        if "failed" not in after:
            powers = [_exponent(sizes[i : i + 2], (case[c], after[c])) for c in PHASES]
            rows.append(("  exponent", *powers, None, None, None))
    print_table((name, *columns), rows)


def _exponent(sizes: list[int], costs: tuple[Any, Any]) -> float | None:
    """The exponent; None for what failed or is too short to tell."""
    if any(isinstance(cost, str) or cost < SHORTEST for cost in costs):
        return None
    return growth(sizes, costs)[0]


if __name__ == "__main__":
    main()
