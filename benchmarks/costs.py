"""The costs whose gradients are taken: written as text, so that every engine begins with the same."""

from __future__ import annotations

import random


def rosenbrock(n: int, x: str = "x") -> str:
    """The chained Rosenbrock function of n variables."""
    return " + ".join(f"100*({x}{i + 1} - {x}{i}**2)**2 + (1 - {x}{i})**2" for i in range(1, n))


def speelpenning(n: int) -> str:
    """The product of n variables."""
    return "*".join(f"x{i}" for i in range(1, n + 1))


def network(inputs: int, hidden: int) -> tuple[str, list[str]]:
    """A two-layer network with tanh: its output, and its parameters."""
    units = []
    parameters = ["c"]
    for j in range(hidden):
        weights = [f"w{i}_{j}" for i in range(inputs)]
        inner = " + ".join(f"{w}*x{i}" for i, w in enumerate(weights))
        units.append(f"v{j}*tanh({inner} + b{j})")
        parameters += [*weights, f"v{j}", f"b{j}"]
    return " + ".join([*units, "c"]), parameters


def log_sum_and_norms(n: int) -> str:
    """The logarithm of a sum of exponentials, and two norms."""
    xs = [f"x{i}" for i in range(1, n + 1)]
    powers = " + ".join(f"exp({x})" for x in xs)
    squares = " + ".join(f"{x}**2" for x in xs)
    return f"log({powers}) + sqrt({squares}) + ({squares})**2"


def dense(n: int) -> str:
    """A function whose Hessian has no zeros."""
    xs = [f"x{i}" for i in range(1, n + 1)]
    squares = " + ".join(f"{x}**2" for x in xs)
    total = " + ".join(xs)
    return f"({squares})*exp(-({total})/{n}) + sin({total})*log(1 + {squares})"


def random_graph(seed: int, size: int = 100) -> list[tuple[str, ...]]:
    """Rows (name, operation, arguments...) of a random program over a, b, c, d, e."""
    dice = random.Random(seed)
    names = list("abcde")
    rows = []
    operations = "add sub mul div add mul sin cos exp log tanh sqrt".split()
    for k in range(size):
        op = dice.choice(operations)
        count = 2 if op in ("add", "sub", "mul", "div") else 1
        rows.append((f"t{k}", op, *[dice.choice(names[-20:]) for _ in range(count)]))
        names.append(f"t{k}")
    return rows


BLACK_SCHOLES = (
    "S*(1 + erf((log(S/K) + (r + s**2/2)*T)/(s*sqrt(T))/sqrt(2)))/2"
    " - K*exp(-r*T)*(1 + erf(((log(S/K) + (r + s**2/2)*T)/(s*sqrt(T)) - s*sqrt(T))/sqrt(2)))/2"
)
BLACK_SCHOLES_INPUTS = ("S", "K", "r", "s", "T")
MIXTURE = "log({})".format(
    " + ".join(f"w{k}/s{k}*exp(-((x - m{k})/s{k})**2/2)/sqrt(2*pi)" for k in (1, 2, 3))
)
MIXTURE_PARAMETERS = tuple(f"{p}{k}" for k in (1, 2, 3) for p in ("w", "m", "s"))
