"""Comparisons in one symbol solved by zeros, held against the comparison itself at many points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff.evaluation import evaluate
from symdiff.expressions import DomainError, Expr
from symdiff.notation import parse
from symdiff.simplification.comparisons import exact_value, same_number
from symdiff.simplification.solving import solved_by_zeros
from symdiff.simplification.zeros import times, zeros

RELATIONS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
PARTS = "x; 1; 2; -1; x - 1; x + 1; x^2; 1/2; 1 - x^2; x^2 + 1; x^2 - 2; 3*x; sqrt(1 - x^2); sqrt(x); 1/x; x^3; sqrt(x^2 + 1); x^(3/2); (x - 1)^(1/2)".split(";")


def holds(condition: str, x: Fraction) -> bool:
    """Whether it holds; what has no value does not."""
    try:
        return bool(evaluate(parse(condition), {"x": x}, digits=30))
    except DomainError:
        return False


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4),
    st.lists(st.sampled_from("+-*/"), min_size=3, max_size=3),
    st.sampled_from(list(RELATIONS)),
    st.sampled_from(["0", "1", "-1", "x", "1/2"]),
)
@settings(max_examples=300, deadline=None)
def test_what_is_solved_says_the_same(parts: list[str], signs: list[str], op: str, right: str) -> None:
    left = parts[0] + "".join(f" {sign} ({part})" for sign, part in zip(signs, parts[1:], strict=False))
    found = solved_by_zeros(op, parse(left, variables=["x"]), parse(right, variables=["x"]), exact_value)
    if found is None:
        return
    for n in range(-26, 27):
        x = Fraction(n, 8)
        assert holds(f"{left} {RELATIONS[op]} {right}", x) == bool(evaluate(found, {"x": x}, digits=30)), x


@given(st.lists(st.fractions(-9, 9, max_denominator=2), min_size=1, max_size=4), st.sampled_from([[1], [1, 0, 1], [-2, 0, 1], [-1, 1, 1]]))
def test_zeros_of_a_product_are_those_of_its_factors(places: list[Fraction], other: list[int]) -> None:
    p: list[object] = list(other)
    for place in places:
        p = times(p, [-place.numerator, place.denominator])  # type: ignore[arg-type]
    found = zeros(p)  # type: ignore[arg-type]
    assert found is not None
    expected = {float(place) for place in places} | {float(v) for v, _ in zeros(list(other)) or []}
    assert [v for v, _ in found] == pytest.approx(sorted(expected))
    assert all(abs(float(evaluate(e, {})) - v) < 1e-9 for v, e in found)


def test_what_square_roots_do_not_say_is_left() -> None:
    x = "x^5 - x - 1"
    assert solved_by_zeros("gt", parse(x), parse("0"), exact_value) is None
    assert solved_by_zeros("gt", parse("sin(x)"), parse("0"), exact_value) is None
    assert solved_by_zeros("gt", parse("sqrt(x) + sqrt(x + 1)"), parse("0"), exact_value) is None


@pytest.mark.parametrize(("a", "b", "same"), [("-2/sqrt(2)", "-sqrt(2)", True), ("sqrt(8)", "2*sqrt(2)", True), ("sqrt(2)", "-sqrt(2)", False), ("sqrt(2)", "1.41421356", False)])
def test_numbers_with_square_roots_are_compared_exactly(a: str, b: str, same: bool) -> None:
    first, second = parse(a), parse(b)
    assert isinstance(first, Expr)
    assert same_number(first, second) is same
