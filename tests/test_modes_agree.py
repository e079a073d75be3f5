"""One derivative by every road: graphs back and ahead, the textbook, a tape of numbers, differences, SymPy."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff
from symdiff import evaluate, grad, jvp, parse, symbols
from symdiff.checking.differences import numerical_derivative
from symdiff.checking.peer import peer_check
from symdiff.checking.verdict import PASSED
from symdiff.expressions import Apply, Expr, Number, Symbol, SymdiffError, postorder, rational

pytest.importorskip("mpmath")
X, Y = symbols("x y")

# A tape of floats with partial derivatives of its own, so that no line of the catalogue enters.
PARTIALS = {
    "add": lambda u, v: (u + v, (1, 1)),
    "sub": lambda u, v: (u - v, (1, -1)),
    "mul": lambda u, v: (u * v, (v, u)),
    "div": lambda u, v: (u / v, (1 / v, -u / v**2)),
    "neg": lambda u: (-u, (-1,)),
    "pow": lambda u, v: (u**v, (v * u ** (v - 1), u**v * math.log(u) if u > 0 else 0)),
    "sin": lambda u: (math.sin(u), (math.cos(u),)),
    "cos": lambda u: (math.cos(u), (-math.sin(u),)),
    "tan": lambda u: (math.tan(u), (1 + math.tan(u) ** 2,)),
    "exp": lambda u: (math.exp(u), (math.exp(u),)),
    "ln": lambda u: (math.log(u), (1 / u,)),
    "sqrt": lambda u: (math.sqrt(u), (0.5 / math.sqrt(u),)),
    "tanh": lambda u: (math.tanh(u), (1 - math.tanh(u) ** 2,)),
    "atan": lambda u: (math.atan(u), (1 / (1 + u * u),)),
    "abs": lambda u: (abs(u), (math.copysign(1, u),)),
    "erf": lambda u: (math.erf(u), (2 / math.sqrt(math.pi) * math.exp(-u * u),)),
}


def by_tape(f: Expr, at: dict[str, float]) -> dict[str, float]:
    """Reverse mode on numbers: values on the way up, adjoints on the way down."""
    order = postorder((f,))
    value: dict[Expr, float] = {}
    partial: dict[Expr, tuple[float, ...]] = {}
    for node in order:
        if isinstance(node, Number):
            value[node] = float(node.value)
        elif isinstance(node, Symbol):
            value[node] = at[node.name]
        else:
            assert isinstance(node, Apply)
            value[node], partial[node] = PARTIALS[node.op](*[value[a] for a in node.args])
    adjoint = dict.fromkeys(order, 0.0)
    adjoint[f] = 1.0
    for node in reversed(order):
        for a, slope in zip(node.args, partial.get(node, ()), strict=True):
            adjoint[a] += adjoint[node] * slope
    return {s.name: adjoint.get(s, 0.0) for s in (X, Y)}


FORMULAS = """
x*y + x/y;(x + y)^3*(x - y)^2;sin(x*y)*cos(x - y);exp(-x^2*y)/(1 + y^2);ln(x^2 + y^2 + 1);sqrt(x + y + 4)*tanh(x*y)
x^y;atan(x/y) + erf(x*y);tan(x/4)^2 - abs(x - 3*y);((x*y + 1)*x*y + 2)*x*y;1/(1 + exp(-x*y));exp(sin(exp(x/3)*y))
(x + y)/(x*y + 3)^2;x*exp(y)*sin(x*exp(y));ln(1 + exp(x)) + ln(1 + exp(-y));(x^2 + y^2)^(3/2)
""".replace("\n", ";").strip(";").split(";")


@pytest.mark.parametrize("text", FORMULAS)
def test_all_roads_lead_to_one_gradient(text):
    f = parse(text)
    exact = {"x": rational(7, 10), "y": rational(13, 10)}
    floats = {name: float(v) for name, v in exact.items()}
    taped = by_tape(f, floats)
    compiled = symdiff.function("x, y", [grad(f, "x, y")], backend="python")(**floats)[0]
    for i, (x, back) in enumerate(zip((X, Y), grad(f, "x, y"), strict=True)):
        (ahead,) = jvp([f], "x, y", [int(i == 0), int(i == 1)])
        expected = evaluate(symdiff.diff(f, x, form="raw"), exact, 20)
        for e in (back, ahead, symdiff.diff(f, x)):
            assert abs(evaluate(e, exact, 20) - expected) <= 1e-17 * max(1, abs(expected))
        assert math.isclose(taped[x.name], float(expected), rel_tol=1e-12)
        assert math.isclose(compiled[i], float(expected), rel_tol=1e-12)
        by_differences = numerical_derivative(f, x.name, exact)
        assert abs(by_differences - expected) <= 1e-15 * max(1, abs(expected))
        assert peer_check(f, x, back, lambda _: True).outcome == PASSED


_LEAVES = st.sampled_from([X, Y, Number("2"), Number("0.5"), X, Y])
_ONE = st.sampled_from([op for op in PARTIALS if op not in ("add", "sub", "mul", "div", "pow")])
_TWO = st.sampled_from(["add", "sub", "mul", "div", "mul", "add"])
FORMULA = st.recursive(
    _LEAVES,
    lambda below: st.one_of(
        st.builds(lambda op, u: Apply(op, [u]), _ONE, below),
        st.builds(lambda op, u, v: Apply(op, [u, v]), _TWO, below, below),
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(FORMULA, st.sampled_from([(0.7, 1.3), (-0.4, 2.2), (1.9, -0.6)]))
def test_graphs_and_the_tape_agree(f, point):
    at = dict(zip("xy", point, strict=True))
    try:
        taped = by_tape(f, at)
    except (ValueError, ZeroDivisionError, OverflowError):
        return
    found = symdiff.function("x, y", grad(f, "x, y"), backend="python")(*point)
    scale = max(1.0, *map(abs, taped.values()))
    if not math.isfinite(scale) or scale > 1e8:
        return
    for name, slope in zip("xy", found, strict=True):
        try:
            exact = float(evaluate(symdiff.diff(f, name, form="raw"), at, 20))
        except SymdiffError:
            continue
        if math.isclose(taped[name], exact, rel_tol=1e-9, abs_tol=1e-9 * scale):  # else floats do not suffice
            assert math.isclose(slope, exact, rel_tol=1e-7, abs_tol=1e-7 * scale), f


def test_formulas_of_the_corpus(corpus):
    """Every tenth formula of physics: reverse, ahead and textbook, to twenty digits."""
    cases = [json.loads(line) for line in (corpus / "physics.jsonl").read_text().splitlines()][::10]
    compared = 0
    for case in cases:
        names = [case["wrt"], *case["params"]]
        f = parse(case["formula"], variables=names)
        (back,) = grad(f, case["wrt"])
        (ahead,) = jvp([f], case["wrt"], [1])
        if case["check_value"] is None or not case["real"]:
            continue
        expected = float(case["check_value"][0])
        for e in (back, ahead):
            found = evaluate(e, case["check_point"], 20)
            assert math.isclose(float(found), expected, rel_tol=1e-12, abs_tol=1e-300), case["id"]
        compared += 1
    assert compared > 40
