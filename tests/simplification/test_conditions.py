"""What an answer takes for granted is told; what it does not is not."""

from __future__ import annotations

import pytest
from evaluator import UNDEFINED, is_value, value, values
from formulas import POINTS, formulas
from hypothesis import given, settings

from symdiff.expressions import Apply, Expr, postorder
from symdiff.notation import parse
from symdiff.simplification import Simplification


def conditions(formula: str) -> list[str]:
    return [str(condition) for condition in Simplification(parse(formula)).conditions]


@pytest.mark.parametrize(
    "formula",
    [
        "x",
        "x + x",
        "x*x",
        "0*x",
        "x^0",
        "1^x",
        "x - x",
        "1/x",
        "1/x + 1/x",
        "2/x*x^-2",
        "sqrt(x^2)",
        "sqrt(x)*x",
        "ln(x) + ln(x)",
        "sin(x)^2 + cos(x)^2",
        "exp(x)/exp(x)",
        "(x^2 + 1)/(x^2 + 1)",
        "sqrt(x^2 + 1)^2",
        "ln(exp(x))",
        "abs(x)*sign(x)",
        "x/2*2",
        "2^x/2^x",
        "x*ln(x)/x + ln(x) - ln(x)",
        "1/x - 2/x",
    ],
)
def test_nothing_is_told_where_nothing_was_used(formula: str) -> None:
    found = conditions(formula)
    assert found == [] if "/x +" not in formula else found in ([], ["x != 0"])


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("x/x", ["x != 0"]),
        ("x^2/x", ["x != 0"]),
        ("x*y/(x*y)", ["x != 0", "y != 0"]),
        ("0/x", ["x != 0"]),
        ("(1/x)^0", ["x != 0"]),
        ("1/(1/x)", ["x != 0"]),
        ("1/x - 1/x", ["x != 0"]),
        ("(x - 1)/(x - 1)", ["x != 1"]),
        ("(x^2 - 1)/(x^2 - 1)", ["x != -1", "x != 1"]),
        ("sqrt(x)^2", ["x >= 0"]),
        ("sqrt(x)*sqrt(x)", ["x >= 0"]),
        ("sqrt(x - 1)^2", ["x >= 1"]),
        ("exp(ln(x))", ["x > 0"]),
        ("ln(x) - ln(x)", ["x > 0"]),
        ("0*ln(x)", ["x > 0"]),
        ("0*sqrt(x)", ["x >= 0"]),
        ("sin(asin(x))", ["-1 <= x <= 1"]),
        ("tan(x)*cos(x)", ["cos(x) != 0"]),
        ("u/abs(u)", ["u != 0"]),
    ],
)
def test_what_was_used_is_told(formula: str, told: list[str]) -> None:
    assert conditions(formula) == told


@pytest.mark.parametrize(
    ("formula", "assumed"), [("x/x", "x > 0"), ("x/x", "x != 0"), ("sqrt(x)^2", "x >= 0"), ("exp(ln(x))", "x > 0"), ("sqrt(x)^2", "x > 0")]
)
def test_what_is_assumed_is_not_told_again(formula: str, assumed: str) -> None:
    assert Simplification(parse(formula), assume=(parse(assumed),)).conditions == ()


def test_a_condition_that_the_answer_itself_demands_is_not_told() -> None:
    assert conditions("x/x + ln(x)") == []
    assert conditions("sqrt(x)^2 + sqrt(x)") == []
    assert conditions("x/x + 1/x") == []


def has_a_branch(e: Expr) -> bool:
    """A branch that is not taken demands nothing, which the conditions do not see."""
    return any(type(node) is Apply and node.op == "where" for node in postorder((e,)))


@given(formulas)
@settings(max_examples=700)
def test_where_the_domain_grew_a_condition_says_so(e: Expr) -> None:
    if has_a_branch(e):
        return
    found = Simplification(e)
    told = found.conditions
    for point in POINTS:
        before, after, *hold = values((e, found.result, *told), point)
        if before == UNDEFINED and is_value(after):
            assert not all(h is True for h in hold), f"{e} -> {found.result} at {point}: {told}"


@given(formulas)
@settings(max_examples=700)
def test_conditions_hold_wherever_the_original_has_a_value(e: Expr) -> None:
    if has_a_branch(e):
        return
    found = Simplification(e)
    for point in POINTS:
        before, *hold = values((e, *found.conditions), point)
        if is_value(before):
            assert False not in hold, f"{e} -> {found.result} at {point}: {found.conditions}"
            assert UNDEFINED not in hold, f"{e} -> {found.result} at {point}: {found.conditions}"


def test_samples_meet_growing_domains() -> None:
    grown = 0

    @given(formulas)
    @settings(max_examples=300)
    def count(e: Expr) -> None:
        nonlocal grown
        result = Simplification(e).result
        grown += any(value(e, p) == UNDEFINED and is_value(value(result, p)) for p in POINTS)

    count()
    assert grown > 10
