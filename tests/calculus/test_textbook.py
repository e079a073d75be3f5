"""The raw derivative is what the rules give: each applied once, nothing simplified."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symdiff.calculus import derivatives, differentiate, pruned
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Apply, ArgumentError, Expr, Number, Symbol, apply, sizes, symbols
from symdiff.notation import parse, tree

x, y, t = symbols("x y t")
FUNCTIONS = ("f", "g", "h")


def read(text: str) -> Expr:
    return parse(text, functions=FUNCTIONS, variables=("x", "y", "t"))


def raw(text: str, by: Symbol = x, **options) -> Expr:
    return differentiate(read(text), by, catalogue=CATALOGUE, **options)


def test_the_derivative_of_the_first_example_as_a_tree() -> None:
    derivative = raw("x*x + (x - 2)")
    assert derivative is read("(1*x + x*1) + (1 - 0)")
    drawing = """
        ___ADD___
       /         \\
     ADD         SUB
    /   \\        / \\
 MUL     MUL    1   0
 / \\     / \\
1   x   x   1
"""
    assert tree(derivative).strip("\n") == drawing.strip("\n")


@pytest.mark.parametrize(
    ("formula", "derivative"),
    [
        ("x", "1"),
        ("y", "0"),
        ("5", "0"),
        ("pi", "0"),
        ("x + y", "1 + 0"),
        ("2 - x", "0 - 1"),
        ("-x", "-1"),
        ("x*x", "1*x + x*1"),
        ("y*x", "0*x + y*1"),
        ("x/y", "(1*y - x*0)/y^2"),
        ("1/x", "(0*x - 1*1)/x^2"),
        ("sin(x)", "cos(x)*1"),
        ("sin(x*y)", "cos(x*y)*(1*y + x*0)"),
        ("exp(-x)", "exp(-x)*(-1)"),
        ("ln(x)", "1/x"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("sin(y)", "0"),
        ("sin(y)*cos(y)", "0"),
        ("y^y", "0"),
    ],
)
def test_one_rule_for_each_operation(formula: str, derivative: str) -> None:
    assert raw(formula) is read(derivative)


@pytest.mark.parametrize(
    ("formula", "derivative"),
    [
        ("x^2", "2*x^(2 - 1)*1"),
        ("x^0", "0*x^(0 - 1)*1"),
        ("x^y", "y*x^(y - 1)*1"),
        ("x^(y - y)", "(y - y)*x^(y - y - 1)*1"),
        ("x^0.5", "0.5*x^(0.5 - 1)*1"),
        ("sin(x)^2", "2*sin(x)^(2 - 1)*(cos(x)*1)"),
        ("2^x", "2^x*ln(2)*1"),
        ("y^x", "y^x*ln(y)*1"),
        ("E^x", "E^x*ln(E)*1"),
        ("0^x", "0*1"),
        ("x^x", "x*x^(x - 1)*1 + x^x*ln(x)*1"),
        ("x^(x*y)", "x*y*x^(x*y - 1)*1 + x^(x*y)*ln(x)*(1*y + x*0)"),
        ("y^y", "0"),
        ("log(x, 2)", "1/(x*ln(2))"),
        ("log(x, y)", "1/(x*ln(y))"),
        ("log(2, x)", "0/(2*ln(x)) - ln(2)*1/(x*ln(x)^2)"),
        ("root(x, 3)", "1/(3*root(x, 3)^(3 - 1))"),
    ],
)
def test_the_line_is_chosen_by_what_is_constant(formula: str, derivative: str) -> None:
    assert raw(formula) is read(derivative)


def test_constant_is_decided_by_the_variable_and_not_by_the_value() -> None:
    assert raw("x^y", y) is read("x^y*ln(x)*1")
    assert raw("x^(x - x)") is read("(x - x)*x^(x - x - 1)*1 + x^(x - x)*ln(x)*(1 - 1)")
    assert raw("x^(0*x)") is read("0*x*x^(0*x - 1)*1 + x^(0*x)*ln(x)*(0*x + 0*1)")


@pytest.mark.parametrize(
    ("formula", "derivative"),
    [
        ("f(x)", "D(f, 1)(x)*1"),
        ("f(y)", "0"),
        ("f(g(x))", "D(f, 1)(g(x))*(D(g, 1)(x)*1)"),
        ("f(x^2)", "D(f, 1)(x^2)*(2*x^(2 - 1)*1)"),
        ("h(x, y)", "D(h, 1)(x, y)*1"),
        ("h(y, x)", "D(h, 2)(y, x)*1"),
        ("h(x, x)", "D(h, 1)(x, x)*1 + D(h, 2)(x, x)*1"),
        ("h(sin(x), g(x))", "D(h, 1)(sin(x), g(x))*(cos(x)*1) + D(h, 2)(sin(x), g(x))*(D(g, 1)(x)*1)"),
        ("D(f, 1)(x)", "D(f, 1, 1)(x)*1"),
        ("D(h, 2)(x, y)", "D(h, 1, 2)(x, y)*1"),
        ("D(h, 1)(y, x)", "D(h, 1, 2)(y, x)*1"),
        ("D(h, 1, 2)(x, x)", "D(h, 1, 1, 2)(x, x)*1 + D(h, 1, 2, 2)(x, x)*1"),
        ("besselj(x, y)", "(besselj(x - 1, y) - besselj(x + 1, y))/2*0 + D(besselj, 1)(x, y)*1"),
        ("besselj(y, x)", "(besselj(y - 1, x) - besselj(y + 1, x))/2*1"),
    ],
)
def test_unknown_functions_and_slots_without_formula(formula: str, derivative: str) -> None:
    assert raw(formula) is read(derivative)


def test_a_known_function_with_a_formula_for_one_slot_only() -> None:
    both = raw("besselj(x, x)")
    assert type(both) is Apply
    known, slot = both.args
    assert both.op == "add"
    assert known is read("(besselj(x - 1, x) - besselj(x + 1, x))/2*1")
    assert slot is read("D(besselj, 1)(x, x)*1")


def test_mixed_partials_meet() -> None:
    one = differentiate(raw("h(x, y)", x), y, catalogue=CATALOGUE, make=pruned)
    other = differentiate(raw("h(x, y)", y), x, catalogue=CATALOGUE, make=pruned)
    assert one is other is read("D(h, 1, 2)(x, y)")


def test_ten_slots_are_sorted_as_numbers() -> None:
    letters = symbols(" ".join(f"a{i}" for i in range(1, 12)))
    e: Expr = apply("F", letters)
    for i in (10, 2, 1):
        e = differentiate(e, letters[i - 1], catalogue=CATALOGUE, make=pruned)
    assert e is apply("D(F, 1, 2, 10)", letters)


@pytest.mark.parametrize(
    ("formula", "derivative"),
    [
        ("abs(x)", "sign(x)*1"),
        ("sign(x)", "0*1"),
        ("floor(x)", "0*1"),
        ("min(x, y)", "where(x <= y, 1, 0)"),
        ("where(x > 0, x^2, y)", "where(x > 0, 2*x^(2 - 1)*1, 0)"),
        ("where(x > 0, y, 3)", None),
        ("where(x > 0 and y < x, x, -x)", "where(x > 0 and y < x, 1, -1)"),
    ],
)
def test_functions_given_by_cases(formula: str, derivative: str | None) -> None:
    found = raw(formula)
    assert found is (read(derivative) if derivative else Number("0"))


@pytest.mark.parametrize("formula", ["x < 1", "x == 1 or y > 2", "not x < 1", "True"])
def test_a_condition_has_no_derivative(formula: str) -> None:
    with pytest.raises(ArgumentError, match="condition"):
        raw(formula)


def test_lines_for_the_complex_domain() -> None:
    assert raw("acosh(x)") is read("1/sqrt(x^2 - 1)")
    assert raw("acosh(x)", domain="complex") is read("1/(sqrt(x - 1)*sqrt(x + 1))")
    assert raw("sin(x)", domain="complex") is raw("sin(x)")


def test_the_derivatives_of_the_symbols_may_be_given() -> None:
    rate = apply("f", (t,))
    (found,) = derivatives((x * y,), {x: rate, y: Number("2")}, catalogue=CATALOGUE)
    assert found is rate * y + x * 2
    several = derivatives((x, y, x + y, read("3")), {x: Number("1")}, catalogue=CATALOGUE)
    assert several == [Number("1"), Number("0"), read("1 + 0"), Number("0")]


@pytest.mark.parametrize(
    ("op", "args", "shorter"),
    [
        ("add", "x, 0", "x"),
        ("add", "0, x", "x"),
        ("sub", "x, 0", "x"),
        ("sub", "0, x", "-x"),
        ("sub", "3, 1", "2"),
        ("mul", "1, x", "x"),
        ("mul", "x, 1", "x"),
        ("mul", "0, x", "0"),
        ("mul", "x, 0", "0"),
        ("div", "x, 1", "x"),
        ("div", "0, x", "0"),
        ("neg", "0", "0"),
        ("pow", "x, 1", "x"),
        ("add", "x, x", "x + x"),
        ("sub", "x, x", "x - x"),
        ("mul", "2, 3", "2*3"),
        ("neg", "x", "-x"),
        ("pow", "x, 0", "x^0"),
        ("sin", "0", "sin(0)"),
    ],
)
def test_pruning_leaves_out_zeros_and_ones_and_nothing_else(op: str, args: str, shorter: str) -> None:
    assert pruned(op, tuple(read(a) for a in args.split(", "))) is read(shorter)


# Sizes.


def logistic(n: int) -> Expr:
    """l1 = x, and l -> (4*l)*(1 - l)."""
    e: Expr = x
    for _ in range(n - 1):
        e = (4 * e) * (1 - e)
    return e


@pytest.mark.parametrize(
    ("n", "nodes"), [(1, 1), (2, 19), (3, 73), (4, 217), (5, 577), (6, 1441), (8, 8065)]
)
def test_the_expression_swell_of_the_logistic_map(n: int, nodes: int) -> None:
    derivative = differentiate(logistic(n), x, catalogue=CATALOGUE)
    assert sizes(derivative).tree_nodes == nodes
    assert sizes(logistic(n)).graph_nodes == (3 * n if n > 1 else 1)


def growth(build, *lengths: int) -> list[int]:
    """The graph nodes of the raw derivatives, one step after the other."""
    counts = [sizes(differentiate(build(n), x, catalogue=CATALOGUE)).graph_nodes for n in lengths]
    return [b - a for a, b in pairwise(counts)]


def squares(n: int) -> Expr:
    e: Expr = x
    for _ in range(n):
        e = e * e
    return e


def sums_of_sines(n: int) -> Expr:
    e: Expr = x
    for _ in range(n):
        e = e + apply("sin", (e,))
    return e


@pytest.mark.parametrize("build", [squares, sums_of_sines, logistic])
def test_the_graph_of_the_derivative_grows_linearly(build) -> None:
    steps = growth(build, *range(10, 60, 5))
    assert len(set(steps)) == 1
    assert steps[0] > 0


def test_shared_parts_are_differentiated_once() -> None:
    given = squares(60)
    derivative = differentiate(given, x, catalogue=CATALOGUE)
    assert sizes(given, derivative).graph_nodes < 61 * 5
    assert sizes(derivative).tree_nodes > 2**60


@pytest.mark.parametrize("op", ["sqrt", "f"])
def test_a_hundred_thousand_nested(op: str) -> None:
    e: Expr = x
    for _ in range(100_000):
        e = apply(op, (e,))
    found = sizes(differentiate(e, x, catalogue=CATALOGUE), e)
    assert found.graph_nodes < 700_000
    assert found.depth > 100_000


def test_a_sum_and_a_product_of_many_terms() -> None:
    terms = [x + i for i in range(10_000)]
    total: Expr = terms[0]
    product: Expr = terms[0]
    for term in terms[1:]:
        total = total + term
        product = product * term
    assert sizes(differentiate(total, x, catalogue=CATALOGUE)).graph_nodes <= 10_002
    assert sizes(differentiate(product, x, catalogue=CATALOGUE), product).graph_nodes < 8 * 10_000
