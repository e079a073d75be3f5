"""Derivatives up to order 20: how long they take and how large they are, beside SymPy and SymEngine.

    python benchmarks/high_order.py [--orders 5 10 15 20] [--seconds 60]

Each case runs in a process of its own, which is ended when its time is up. Sizes of all answers are
counted in the same way: the text that an engine prints is read by symdiff.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

from engines import ENGINES
from formulas import Formula
from timing import in_process, installed, print_heading, print_table

FUNCTIONS = ["exp(sin(x))", "1/(1 + x**2)", "tanh(x)", "x**x"]


def measure(engine: str, text: str, order: int) -> dict[str, Any]:
    """The time and the size of one derivative, after a derivative of another function."""
    from symdiff import Limits, parse, sizes

    derivative = ENGINES[engine]()
    derivative(Formula("sin(x)*exp(x) + log(x)**2", "x", 2))
    start = process_time()
    printed = derivative(Formula(text, "x", order))
    seconds = process_time() - start
    unbounded = Limits(characters=10**9, nodes=10**9)
    found = sizes(parse(printed, limits=unbounded))
    return {
        "seconds": seconds,
        "characters": len(printed),
        "tree": found.tree_nodes,
        "graph": found.graph_nodes,
        "operations": found.operations,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--orders", type=int, nargs="+", default=[5, 10, 15, 20])
    options.add_argument("--seconds", type=float, default=60.0, help="the most that one case gets")
    options.add_argument("--functions", nargs="+", default=FUNCTIONS)
    options.add_argument("--case", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.case:
        engine, text, order = chosen.case
        sys.set_int_max_str_digits(0)
        print(json.dumps(measure(engine, text, int(order))))
        return
    print_heading("Derivatives of high order, from string to string", peers=True)
    engines = ["symdiff", *(peer for peer, number in installed().items() if number)]
    for text in chosen.functions:
        rows = [
            _row(engine, order, text, chosen.seconds)
            for order in chosen.orders
            for engine in engines
        ]
        header = ("", "order", "seconds", "characters", "tree nodes", "graph nodes", "operations")
        print(f"d^n/dx^n {text}")
        print_table(header, rows)
    print("operations and graph nodes count a shared part once, tree nodes at each place")


def _row(engine: str, order: int, text: str, seconds: float) -> tuple[object, ...]:
    found = in_process(Path(__file__), ["--case", engine, text, order], seconds)
    if "failed" in found:
        return (engine, order, found["failed"], None, None, None, None)
    columns = ("seconds", "characters", "tree", "graph", "operations")
    return (engine, order, *(found[name] for name in columns))


if __name__ == "__main__":
    main()
