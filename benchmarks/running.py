"""Value and gradient of compiled functions: how long a call takes, beside peers and hand-written code.

    python benchmarks/running.py [--points 100000] [--rounds 15]

Black-Scholes with its five derivatives and the log-likelihood of a mixture of three Gaussians with
its nine, each at every point; and Rosenbrock of 100 variables, one point a call. Contenders take turns,
and their answers are compared. Times are what passes on the clock, since some use several threads.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
from costs import BLACK_SCHOLES, BLACK_SCHOLES_INPUTS, MIXTURE, MIXTURE_PARAMETERS, rosenbrock
from hand_written import (
    black_scholes_c,
    black_scholes_numpy,
    mixture_c,
    mixture_numpy,
    rosenbrock_numpy,
)
from timing import OF_GRAPHS, installed, median, print_heading, print_table

from symdiff import SymdiffError, function, grad, symbols

Call = Callable[..., Any]


class Task:
    """A formula, its inputs, those by which it is differentiated, and where it is computed."""

    def __init__(
        self, name: str, text: str, inputs: tuple[str, ...], wrt: tuple[str, ...], args: list[Any]
    ) -> None:
        self.name = name
        self.text = text
        self.inputs = inputs
        self.wrt = wrt
        self.args = args


def by_symdiff(task: Task, backend: str) -> Call:
    outputs = [task.text, *grad(task.text, list(task.wrt))]
    return function(list(task.inputs), outputs, backend=backend)


def by_lambdify(task: Task) -> Call:
    import sympy

    f = sympy.sympify(task.text, locals={"S": sympy.Symbol("S")})
    outputs = [f, *[f.diff(sympy.Symbol(x)) for x in task.wrt]]
    return sympy.lambdify(sympy.symbols(task.inputs), outputs, modules=["scipy", "numpy"], cse=True)


def by_symengine(task: Task) -> Call:
    import symengine

    f = symengine.sympify(task.text)
    outputs = [f, *[f.diff(symengine.Symbol(x)) for x in task.wrt]]
    inputs = [symengine.Symbol(x) for x in task.inputs]
    compiled = symengine.Lambdify(inputs, outputs, backend="llvm", cse=True)

    def call(*args: Any) -> Any:
        points = np.column_stack(np.broadcast_arrays(*args))
        return np.asarray(compiled(points)).reshape(len(points), -1).T

    return call


def by_casadi(task: Task) -> Call:
    import casadi

    x = {name: casadi.SX.sym(name) for name in task.inputs}
    known = {n: getattr(casadi, n) for n in ("exp", "log", "sqrt", "erf")} | {"pi": math.pi}
    f = eval(task.text, known, x)
    outputs = [f, *[casadi.gradient(f, x[w]) for w in task.wrt]]
    compiled = casadi.Function("f", list(x.values()), outputs)

    def call(*args: Any) -> Any:
        return [np.asarray(v).ravel() for v in compiled(*[np.reshape(a, (1, -1)) for a in args])]

    return call


def by_pytensor(task: Task) -> Call:
    import pytensor
    import pytensor.tensor as pt

    x = {
        name: pt.dvector(name) if np.ndim(a) else pt.dscalar(name)
        for name, a in zip(task.inputs, task.args, strict=True)
    }
    known = {n: getattr(pt, n) for n in ("exp", "log", "sqrt", "erf")} | {"pi": math.pi}
    size = next(v for v, a in zip(x.values(), task.args, strict=True) if np.ndim(a)).shape
    wide = {n: v if v.ndim else pt.alloc(v, *size) for n, v in x.items()}
    f = eval(task.text, known, wide)
    slopes = pytensor.grad(f.sum(), [wide[w] for w in task.wrt])
    return pytensor.function(list(x.values()), [f, *slopes])  # type: ignore[no-any-return]


def by_jax(task: Task) -> Call:
    import jax

    jax.config.update("jax_enable_x64", True)
    known = {n: getattr(jax.numpy, n) for n in ("exp", "log", "sqrt")}
    known |= {"erf": jax.scipy.special.erf, "pi": math.pi}
    text = compile(task.text, "formula", "eval")

    def value(*args: Any) -> Any:
        return eval(text, known, dict(zip(task.inputs, args, strict=True)))

    places = tuple(task.inputs.index(w) for w in task.wrt)
    over = tuple(0 if np.ndim(a) else None for a in task.args)
    compiled = jax.jit(jax.vmap(jax.value_and_grad(value, places), over))

    def call(*args: Any) -> Any:
        found, slopes = jax.block_until_ready(compiled(*args))
        return [np.asarray(found), *map(np.asarray, slopes)]

    return call


PEERS: dict[str, Callable[[Task], Call]] = {
    "sympy": by_lambdify,
    "symengine": by_symengine,
    "casadi": by_casadi,
    "pytensor": by_pytensor,
    "jax": by_jax,
}
SAID = {
    "sympy": "SymPy lambdify, cse",
    "symengine": "SymEngine, LLVM, cse",
    "casadi": "CasADi",
    "pytensor": "PyTensor",
    "jax": "JAX, jit",
}


def contenders(task: Task, by_hand: Call, in_c: Callable[[], Call]) -> dict[str, Call]:
    """The functions, built; who cannot build one is left out and named."""
    makers: dict[str, Callable[[], Call]] = {
        "symdiff, numpy": lambda: by_symdiff(task, "numpy"),
        "symdiff, c": lambda: by_symdiff(task, "c"),
        "NumPy by hand": lambda: by_hand,
        "C by hand": in_c,
    }
    for peer, maker in PEERS.items():
        if installed((peer,))[peer]:
            makers[SAID[peer]] = lambda maker=maker: maker(task)  # type: ignore[misc]
    built: dict[str, Call] = {}
    for name, make in makers.items():
        try:
            built[name] = make()
        except (SymdiffError, RuntimeError, NotImplementedError, TypeError, ValueError) as error:
            print(f"{name}: not run ({str(error).splitlines()[0][:80]})")
    return built


def timed(calls: dict[str, Call], args: list[Any], rounds: int, repeat: int = 1) -> dict[str, float]:
    """Medians of what a call takes after two untimed ones; turns are in rotating order."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    names = list(calls)
    for number in range(rounds + 1):
        for name in names:
            call = calls[name]
            for _ in range(2):  # so that the memory that others gave back is not what is measured
                call(*args)
            start = perf_counter()
            for _ in range(repeat):
                call(*args)
            if number:
                times[name].append((perf_counter() - start) / repeat)
        names.append(names.pop(0))
    return {name: median(t) for name, t in times.items()}


def disagreement(found: Any, expected: Any) -> float:
    """The largest difference, relative to the size of each output."""
    return max(
        float(np.max(np.abs(np.asarray(a) - b)) / np.max(np.abs(b)))
        for a, b in zip(found, expected, strict=True)
    )


def report(task: Task, calls: dict[str, Call], rounds: int, unit: float = 1e3, repeat: int = 1) -> None:
    expected = [np.asarray(v) for v in calls["NumPy by hand"](*task.args)]
    apart = {name: disagreement(call(*task.args), expected) for name, call in calls.items()}
    times = timed(calls, task.args, rounds, repeat)
    ours = times.get("symdiff, c", times["symdiff, numpy"])
    rows = [
        (name, t * unit, t / times["symdiff, numpy"], t / ours, f"{apart[name]:.0e}")
        for name, t in times.items()
    ]
    label = "ms" if unit == 1e3 else "us"
    print_table((task.name, label, "to numpy", "to c", "differs by"), rows)
    for mine, hand in (("symdiff, numpy", "NumPy by hand"), ("symdiff, c", "C by hand")):
        if mine in times and hand in times:
            ratio = times[hand] / times[mine]
            reached = "reached" if ratio >= 1 else "NOT reached"
            print(f"goal: {mine} no slower than {hand}; measured {ratio:.3g} times as fast: {reached}")
    print()


def per_call(rounds: int) -> None:
    """Rosenbrock of 100 variables: one point a call."""
    n = 100
    text, names = rosenbrock(n), tuple(f"x{i}" for i in range(1, n + 1))
    x = np.linspace(0.5, 1.5, n)
    task = Task(f"Rosenbrock n = {n}, a call", text, names, names, [x])
    outputs = [text, grad(text, list(names))]
    calls: dict[str, Call] = {"NumPy by hand": rosenbrock_numpy}
    for backend in ("numpy", "c"):
        try:
            calls[f"symdiff, {backend}"] = function([symbols(" ".join(names))], outputs, backend)
        except SymdiffError as error:
            print(f"symdiff, {backend}: not run ({error.message})")
    if installed(("symengine",))["symengine"]:
        import symengine

        f = symengine.sympify(text)
        xs = [symengine.Symbol(name) for name in names]
        compiled = symengine.Lambdify(xs, [f, *[f.diff(v) for v in xs]], backend="llvm", cse=True)

        def by_symengine(x: Any) -> Any:
            found = compiled(x)
            return found[0], found[1:]

        calls["SymEngine, LLVM, cse"] = by_symengine
    report(task, calls, rounds, unit=1e6, repeat=200)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    print_heading("Running: value and gradient", peers=OF_GRAPHS)
    n, dice = chosen.points, np.random.default_rng(1)
    ranges = [(80, 120), (80, 120), (0.01, 0.05), (0.1, 0.5), (0.1, 2)]
    args: list[Any] = [dice.uniform(low, high, n) for low, high in ranges]
    task = Task(f"Black-Scholes, {n:,} points", BLACK_SCHOLES, BLACK_SCHOLES_INPUTS, BLACK_SCHOLES_INPUTS, args)
    report(task, contenders(task, black_scholes_numpy, black_scholes_c), chosen.rounds)
    parameters = [0.5, -1.0, 0.7, 0.3, 0.5, 1.2, 0.2, 2.0, 0.4]
    task = Task(
        f"Gaussian mixture, {n:,} points",
        MIXTURE, ("x", *MIXTURE_PARAMETERS), MIXTURE_PARAMETERS, [dice.normal(0, 2, n), *parameters],
    )  # fmt: skip
    report(task, contenders(task, mixture_numpy, mixture_c), chosen.rounds)
    per_call(chosen.rounds)


if __name__ == "__main__":
    main()
