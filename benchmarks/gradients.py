"""Gradients of whole graphs: how many operations they have, and how long building them takes.

    python benchmarks/gradients.py [--n 1000] [--large 10000 100000] [--rounds 3]

From string to gradient (and Hessian), beside SymEngine's derivatives variable by variable and
CasADi's graphs. Every round has new names of variables.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from costs import dense, log_sum_and_norms, network, random_graph, rosenbrock, speelpenning
from timing import (
    OF_GRAPHS,
    in_process,
    installed,
    median,
    peak_memory,
    print_heading,
    print_table,
)

from symdiff import Apply, Expr, Limits, Symbol, grad, hessian, parse, sizes, symbols

UNBOUNDED = Limits(characters=10**9, nodes=10**9)
NAMES = "xyzuvw"


# Operations.


def graph(rows: list[tuple[str, ...]]) -> Expr:
    """The sum of what a random program computes and nobody uses."""
    made: dict[str, Expr] = {name: Symbol(name) for name in "abcde"}
    used: set[str] = set()
    for name, op, *args in rows:
        made[name] = Apply({"log": "ln"}.get(op, op), [made[a] for a in args])
        used.update(args)
    total = made[rows[-1][0]]
    for name, *_ in rows[:-1]:
        if name not in used:
            total = total + made[name]
    return total


def count(f: Expr, wrt: list[str] | None = None) -> tuple[int, int, float]:
    """Operations of f, of f and its gradient, and their ratio."""
    own = sizes(f).operations
    both = sizes(f, *grad(f, wrt)).operations
    return own, both, both / own


def operations() -> None:
    text, parameters = network(20, 36)  # 36*(20 + 2) + 1 = 793 parameters
    cases = [
        ("Rosenbrock, n = 1,000", parse(rosenbrock(1000)), None),
        ("product of 1,000", parse(speelpenning(1000)), None),
        (f"tanh network, {len(parameters)} parameters", parse(text), parameters),
        ("log-sum-exp and norms, n = 100", parse(log_sum_and_norms(100)), None),
    ]
    rows: list[tuple[object, ...]] = [(name, *count(f, wrt)) for name, f, wrt in cases]
    ratios = sorted(count(graph(random_graph(seed)))[2] for seed in range(50))
    rows.append(("50 random graphs of 100, median", None, None, median(ratios)))
    rows.append(("50 random graphs of 100, most", None, None, ratios[-1]))
    print_table(("", "operations of f", "of f and gradient", "ratio"), rows)
    most = max(float(str(row[3])) for row in rows)
    print(f"goal: at most 4; measured at most {most:.3g}: {'reached' if most <= 4 else 'NOT reached'}\n")


# Building.


def by_symdiff(text: str, names: list[str]) -> Any:
    return grad(parse(text, limits=UNBOUNDED), symbols(" ".join(names)))


def by_symengine(text: str, names: list[str]) -> Any:
    import symengine

    f = symengine.sympify(text)
    return [f.diff(symengine.Symbol(name)) for name in names]


def by_casadi(text: str, names: list[str]) -> Any:
    import casadi

    x = {name: casadi.SX.sym(name) for name in names}
    f = eval(text, {"exp": casadi.exp, "log": casadi.log, "sin": casadi.sin}, x)
    return casadi.gradient(f, casadi.vertcat(*x.values()))


def hessian_by_symdiff(text: str, names: list[str]) -> Any:
    return hessian(parse(text, limits=UNBOUNDED), symbols(" ".join(names)))


def hessian_by_symengine(text: str, names: list[str]) -> Any:
    """Only the entries of the lower half that are not zero, which nothing here has to find."""
    import symengine

    f = symengine.sympify(text)
    xs = [symengine.Symbol(name) for name in names]
    reach = 1 if "100*(" in text else len(xs)
    return [
        f.diff(x).diff(xs[j]) for i, x in enumerate(xs) for j in range(max(0, i - reach), i + 1)
    ]


def hessian_by_casadi(text: str, names: list[str]) -> Any:
    import casadi

    x = {name: casadi.SX.sym(name) for name in names}
    f = eval(text, {"exp": casadi.exp, "log": casadi.log, "sin": casadi.sin}, x)
    return casadi.hessian(f, casadi.vertcat(*x.values()))


GRADIENTS = {"symdiff": by_symdiff, "symengine": by_symengine, "casadi": by_casadi}
HESSIANS = {
    "symdiff": hessian_by_symdiff,
    "symengine": hessian_by_symengine,
    "casadi": hessian_by_casadi,
}


def building(
    title: str, engines: dict[str, Callable[..., Any]], text: Callable[[str], str], n: int, rounds: int
) -> None:
    """Engines take turns; each round has its own names."""
    present = [e for e in engines if e == "symdiff" or installed((e,))[e]]
    times: dict[str, list[float]] = {e: [] for e in present}
    for number in range(rounds):
        letter = NAMES[number % len(NAMES)] + "_" * (number // len(NAMES))
        formula = text(letter)
        names = [f"{letter}{i}" for i in range(1, n + 1)]
        for engine in present:
            start = perf_counter()
            engines[engine](formula, names)
            times[engine].append(perf_counter() - start)
    ours = median(times["symdiff"])
    print_table(
        (title, "seconds", "ratio"),
        [(e, median(t), median(t) / ours) for e, t in times.items()],
    )


def large(n: int) -> dict[str, float]:
    """The time and the memory of one gradient."""
    text = rosenbrock(n)
    start = perf_counter()
    f = parse(text, limits=UNBOUNDED)
    parsed = perf_counter()
    found = grad(f, symbols(" ".join(f"x{i}" for i in range(1, n + 1))))
    seconds = perf_counter() - parsed
    return {
        "parse": parsed - start,
        "grad": seconds,
        "memory": peak_memory(),
        "operations": sizes(f, *found).operations,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=1000, help="variables of Rosenbrock")
    options.add_argument("--dense", type=int, default=50, help="variables of the dense function")
    options.add_argument("--large", type=int, nargs="*", default=[1000, 10_000, 100_000])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=300.0, help="the most a large case gets")
    options.add_argument("--case", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.case:
        print(json.dumps(large(chosen.case)))
        return
    print_heading("Gradients of whole graphs", peers=OF_GRAPHS[1:3])
    operations()
    n = chosen.n
    building(f"gradient, Rosenbrock n = {n:,}", GRADIENTS, lambda x: rosenbrock(n, x), n, chosen.rounds)
    building(f"Hessian, Rosenbrock n = {n:,}", HESSIANS, lambda x: rosenbrock(n, x), n, chosen.rounds)
    m = chosen.dense
    building(
        f"Hessian, dense n = {m}", HESSIANS, lambda x: dense(m).replace("x", x).replace(f"e{x}p", "exp"), m, chosen.rounds
    )
    print("ratio: the time of the engine over that of symdiff; above 1, symdiff is faster\n")
    rows = []
    for size in chosen.large:
        found = in_process(Path(__file__), ["--case", size], chosen.seconds)
        columns = ("parse", "grad", "memory", "operations")
        rows.append((f"{size:,}", *(found.get(c, found.get("failed")) for c in columns)))
    print_table(("Rosenbrock n", "parse s", "gradient s", "peak MB", "operations"), rows)


if __name__ == "__main__":
    main()
