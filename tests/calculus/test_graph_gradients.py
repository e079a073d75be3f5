"""Gradients, Jacobians and Hessians of graphs: all roads lead to the same numbers, and few operations."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff
from symdiff.calculus import (
    differentiate,
    gradient,
    hessian,
    jacobian,
    off_the_kinks,
    pruned,
    pushforward,
    tidy,
)
from symdiff.calculus.adjoints import IN_TERMS_OF_THE_VALUE
from symdiff.catalogue import CATALOGUE, Function
from symdiff.evaluation import evaluate
from symdiff.expressions import (
    Apply,
    Expr,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    SymdiffError,
    apply,
    parents,
    sizes,
    symbols,
)
from symdiff.notation import parse
from tests.simplification.formulas import POINTS, formulas

x, y, z = symbols("x y z")
ONE = Number("1")


def value(e: Expr, at: dict[str, object]) -> object:
    """The value to 20 digits, or None where there is none."""
    try:
        return evaluate(e, at, 20)
    except SymdiffError:
        return None


def smooth(e: Expr, at: dict[str, object]) -> bool:
    """Whether no kink is at the point; there one-sided derivatives differ, and so may the modes."""
    for variable in (x, y):
        for condition in off_the_kinks(e, variable, catalogue=CATALOGUE):
            if value(condition, at) is not True:
                return False
    return True


def close(a: object, b: object) -> bool:
    return abs(a - b) <= 1e-15 * max(1, abs(a), abs(b))  # type: ignore[operator, call-overload, no-any-return]


# Agreement.


@settings(max_examples=150)
@given(formulas, st.sampled_from(POINTS))
def test_reverse_agrees_with_the_textbook_and_is_defined_where_that_is(e: Expr, at: dict[str, object]) -> None:
    if not smooth(e, at):
        return
    for make in (tidy, pruned):
        back = gradient(e, (x, y), catalogue=CATALOGUE, make=make)
        for slope, variable in zip(back, (x, y), strict=True):
            expected = value(differentiate(e, variable, catalogue=CATALOGUE), at)
            if expected is not None:
                found = value(slope, at)
                assert found is not None, (slope, at)
                assert close(found, expected), (slope, at)


@settings(max_examples=100)
@given(formulas, st.sampled_from(POINTS))
def test_forward_agrees_with_reverse(e: Expr, at: dict[str, object]) -> None:
    (row,) = pushforward([e], {x: {0: ONE}, y: {1: ONE}}, catalogue=CATALOGUE)
    back = gradient(e, (x, y), catalogue=CATALOGUE)
    if not smooth(e, at):
        return
    for i in (0, 1):
        ahead = value(row.get(i, Number("0")), at)
        behind = value(back[i], at)
        if value(differentiate(e, (x, y)[i], catalogue=CATALOGUE), at) is not None:
            assert ahead is not None
            assert close(ahead, behind)


@settings(max_examples=60)
@given(formulas, st.sampled_from(POINTS))
def test_hessians_agree_with_derivatives_of_derivatives(e: Expr, at: dict[str, object]) -> None:
    h = hessian(e, (x, y), catalogue=CATALOGUE)
    if not smooth(e, at):
        return
    for (i, a), (j, b) in [((0, x), (0, x)), ((1, y), (0, x)), ((1, y), (1, y))]:
        raw = differentiate(differentiate(e, a, catalogue=CATALOGUE), b, catalogue=CATALOGUE)
        expected = value(raw, at)
        if expected is not None:
            found = value(h[i, j], at)
            assert found is not None, (h[i, j], at)
            assert close(found, expected), (h[i, j], at)


@pytest.mark.parametrize("op", sorted(IN_TERMS_OF_THE_VALUE))
def test_lines_in_terms_of_the_value_say_what_the_catalogue_says(op: str) -> None:
    record = CATALOGUE[op]
    e = apply(op, (x, y))
    other = CATALOGUE.extended([Function(op, arity=record.arity, derivative=record.derivative)])
    for at in ({"x": "0.7", "y": "1.3"}, {"x": "-2", "y": "0.1"}):
        for ours, theirs in zip(
            gradient(e, (x, y), catalogue=CATALOGUE), gradient(e, (x, y), catalogue=other), strict=True
        ):
            assert close(value(ours, at), value(theirs, at))


@pytest.mark.parametrize("name", [f.name for f in CATALOGUE if f.derivative and f.arity and len(f.sample) == f.arity])
def test_every_function_of_the_catalogue_is_differentiated_backwards(name: str) -> None:
    record = CATALOGUE[name]
    if name == "where" or any(isinstance(s, range) for s in record.sample):
        return
    letters = symbols("u v w p q r")[: record.arity]
    parts = (0.61, 0.47, 0.72, 0.35, 0.55, 0.65)  # apart, since some functions have a kink where u is v
    at = {
        s.name: str(round(lo + part * (hi - lo), 3))
        for s, part, (lo, hi) in zip(letters, parts, record.sample, strict=False)  # type: ignore[misc]
    }
    e = apply(name, letters)
    for s, slope in zip(letters, gradient(e, letters, catalogue=CATALOGUE), strict=True):
        expected = value(differentiate(e, s, catalogue=CATALOGUE), at)
        if expected is not None:
            assert close(value(slope, at), expected)


# Sharing and size.


def operations(*roots: Expr) -> int:
    return sizes(*roots).operations


def ratio(f: Expr) -> float:
    slopes = gradient(f, sorted(f.free_symbols, key=lambda s: s.name), catalogue=CATALOGUE)
    return operations(f, *slopes) / operations(f)


def network(inputs: int, hidden: int) -> Expr:
    total: Expr = Symbol("b")
    for j in range(hidden):
        unit: Expr = Symbol(f"c{j}")
        for i in range(inputs):
            unit = unit + Symbol(f"w{i}_{j}") * Symbol(f"x{i}")
        total = total + Symbol(f"v{j}") * apply("tanh", (unit,))
    return total


def test_the_gradient_costs_a_small_multiple_of_the_formula() -> None:
    xs = [Symbol(f"x{i}") for i in range(40)]
    rosenbrock: Expr = Number("0")
    product: Expr = xs[0]
    powers: Expr = apply("exp", (xs[0],))
    squares: Expr = xs[0] ** 2
    for a, b in itertools.pairwise(xs):
        rosenbrock = rosenbrock + 100 * (b - a**2) ** 2 + (1 - a) ** 2
        product = product * b
        powers = powers + apply("exp", (b,))
        squares = squares + b**2
    assert ratio(rosenbrock) <= 2
    assert ratio(product) <= 3
    assert ratio(apply("ln", (powers,)) + apply("sqrt", (squares,))) <= 4
    assert ratio(network(10, 20)) <= 4


def random_graph(dice: random.Random, size: int) -> Expr:
    nodes: list[Expr] = [*symbols("a b c d e")]
    for _ in range(size):
        op = dice.choice("add sub mul div sin cos exp ln tanh sqrt add mul".split())
        args = [dice.choice(nodes[-20:]) for _ in range(CATALOGUE[op].arity)]
        nodes.append(apply(op, tuple(args)))
    total = nodes[-1]
    used = parents(total)
    for node in nodes[5:-1]:
        if node not in used:
            total = total + node
            used |= parents(node)
    return total


def test_fifty_random_graphs_stay_within_four_times() -> None:
    dice = random.Random(4)
    assert max(ratio(random_graph(dice, 100)) for _ in range(50)) <= 4


def test_deep_and_wide_graphs() -> None:
    e: Expr = x
    for _ in range(20_000):
        e = apply("sin", (e,))
    (slope,) = gradient(e, (x,), catalogue=CATALOGUE)
    assert operations(slope) < 60_000
    e = x + 1
    for _ in range(60):
        e = e * e
    (slope,) = gradient(e, (x,), catalogue=CATALOGUE)
    assert operations(slope) < 200


def test_the_hessian_of_a_chain_is_sparse() -> None:
    xs = [Symbol(f"x{i}") for i in range(200)]
    f: Expr = Number("0")
    for a, b in itertools.pairwise(xs):
        f = f + 100 * (b - a**2) ** 2 + (1 - a) ** 2
    h = hessian(f, xs, catalogue=CATALOGUE)
    assert len(h.entries) == 200 + 199
    assert h[3, 4] is h[4, 3]
    assert operations(*h.entries.values()) < 15 * 200


# Branches.


def test_a_branch_is_differentiated_where_it_is_taken() -> None:
    (slope,) = gradient(parse("where(x > 0, sqrt(x), 0)"), (x,), catalogue=CATALOGUE)
    assert evaluate(slope, {"x": 0}) == 0
    assert evaluate(slope, {"x": 4}) == 0.25


@pytest.mark.parametrize("text", [
    "where(x > 0, sqrt(x), sqrt(-x))",
    "where(x > 0, ln(x)*y, where(y > 0, sqrt(y), ln(-y)*x^2))",
    "where(x > 1, ln(x), 0) + where(x > 0, ln(x), 0)",
    "where(x > 1, exp(1/x), 0) + where(y > 1, exp(1/x)*y, 0)",
    "where(x > 1, where(y > 1, exp(1/x), 2), 0) + where(x > 1, exp(1/x)*y, 3*x)",
    "where(x > 0, exp(1/x), 0)*exp(1/(x + 2))",
    "where(x > 1, where(y > 1, sqrt(x - 1), 2), sqrt(1 - x))*where(y > 1, sqrt(x - 1), 1)",
])  # fmt: skip
def test_branches_in_branches(text: str) -> None:
    e = parse(text)
    for a in ("-2", "0", "1/2", "3"):
        for b in ("-1", "1/3", "2"):
            at = {"x": a, "y": b}
            for variable, slope in zip((x, y), gradient(e, (x, y), catalogue=CATALOGUE), strict=True):
                expected = value(differentiate(e, variable, catalogue=CATALOGUE), at)
                if expected is not None:
                    found = value(slope, at)
                    assert found is not None, (slope, at)
                    assert close(found, expected), (slope, at)


# Jacobians: both modes, and blocks.


def test_blocks_are_what_shares_operations() -> None:
    from symdiff.calculus.jacobians import blocks

    s = apply("sin", (x * y,))
    assert blocks([s + 1, z, s * z, apply("cos", (z,)), s], {x: 0, y: 1, z: 2}) == [[0, 2, 4], [1], [3]]


@settings(max_examples=40)
@given(formulas, formulas, st.sampled_from(POINTS))
def test_both_modes_give_one_jacobian(e: Expr, f: Expr, at: dict[str, object]) -> None:
    ahead, back, counted = (
        jacobian([e, f, e * f], [x, y], catalogue=CATALOGUE, mode=mode) for mode in ("forward", "reverse", "")
    )
    for i in range(3):
        for j in range(2):
            values = [value(m[i, j], at) for m in (ahead, back, counted)]
            if None not in values:
                assert close(values[0], values[1])
                assert close(values[0], values[2])


def test_a_power_of_zero_and_of_a_constant_are_told_apart() -> None:
    a = parse("2^x + 0^x")
    for _ in range(2):
        (slope,) = gradient(a, (x,), catalogue=CATALOGUE)
        assert evaluate(slope, {"x": 1}) == pytest.approx(1.3862943611198906)
        (slope,) = gradient(parse("3^x"), (x,), catalogue=CATALOGUE)
        assert evaluate(slope, {"x": 0}) == pytest.approx(1.0986122886681098)


def test_unknown_functions_and_slots_without_a_formula() -> None:
    e = parse("f(x*y, x)*besselj(x, y)", functions=("f",))
    slopes = gradient(e, (x, y), catalogue=CATALOGUE)
    assert "D(f, 1)" in str(slopes[0])
    assert "D(besselj, 1)" in str(slopes[0])
    h = hessian(parse("f(x*y)", functions=("f",)), (x, y), catalogue=CATALOGUE)
    assert "D(f, 1, 1)" in str(h[1, 0])


def test_parts_may_be_variables_and_constants() -> None:
    s = apply("sin", (x,))
    f = s * s + x
    assert symdiff.grad(f, [s]) == [2 * s]
    assert symdiff.grad(f, "x", consider_constant=[s]) == [ONE]
    assert symdiff.grad(f, [x, s])[1] is 2 * s


def test_matrix() -> None:
    m = symdiff.jacobian(["x*y", "y"], "x, y, z")
    assert m.shape == (2, 3)
    assert len(m) == 2
    assert [len(row) for row in m] == [3, 3]
    assert m == symdiff.jacobian(["x*y", "y"], "x, y, z", mode="forward")
    assert repr(symdiff.hessian("x*y", [f"x{i}" for i in range(20)])) == "<matrix 20 by 20, symmetric, 0 entries>"
    with pytest.raises(SymdiffError, match="no entry 2, 0"):
        m[2, 0]


def test_local_rules() -> None:
    for op, args, expected in [
        ("add", "0; x", "x"), ("add", "x; -y", "x - y"), ("add", "-x; y", "y - x"), ("add", "x; x", "2*x"),
        ("add", "2*x; x", "3*x"), ("add", "y + x; x", "y + 2*x"), ("sub", "x; -y", "x + y"), ("sub", "-x; y", "-(x + y)"),
        ("sub", "x - 1; 1", "x - 2"), ("sub", "0; x", "-x"), ("neg", "-x", "x"), ("neg", "x - y", "y - x"),
        ("mul", "x; 2", "2*x"), ("mul", "2; 3*x", "6*x"), ("mul", "-x; y", "-(x*y)"), ("mul", "x; 1/y", "x/y"),
        ("mul", "4; x/2", "2*x"), ("mul", "2; 3/x", "6/x"), ("mul", "0; x", "0"), ("div", "4*x; 2", "2*x"),
        ("div", "-x; y", "-(x/y)"), ("div", "x; -y", "-(x/y)"), ("pow", "x; 1", "x"), ("pow", "x; 0", "1"),
        ("where", "x > 0; y; y", "y"), ("sin", "x", "sin(x)"), ("add", "1; 2", "3"), ("mul", "2; 0.5", "1"),
    ]:  # fmt: skip
        made = tidy(op, tuple(parse(a) for a in args.split(";")))
        assert made is parse(expected), (op, args, made)


def test_numbers_that_would_grow_are_left_alone() -> None:
    huge = Number(str(10**90))
    assert isinstance(tidy("mul", (huge, huge * x)), Apply)
    assert sizes(tidy("mul", (huge, huge))).operations == 1


def test_work_is_bounded() -> None:
    xs = symbols(" ".join(f"x{i}" for i in range(40)))
    total: Expr = xs[0]
    for a in xs[1:]:
        total = total + a
    dense = apply("exp", (total,))
    few = Limits(steps=500)
    with pytest.raises(LimitExceeded, match="the Hessian takes more than 500 steps"):
        hessian(dense, xs, catalogue=CATALOGUE, limits=few)
    with pytest.raises(LimitExceeded, match="the Jacobian takes more than 500 steps"):
        jacobian([dense * a for a in xs], xs, catalogue=CATALOGUE, limits=few)
    assert len(hessian(dense, xs, catalogue=CATALOGUE).entries) == 820
