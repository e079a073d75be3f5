"""Telling the derivative rules one by one gives the raw derivative, node for node."""

from __future__ import annotations

import pytest
from hypothesis import given

from symdiff import CATALOGUE, Function
from symdiff.calculus import differentiate
from symdiff.calculus.applied import applied_rules, put_in
from symdiff.expressions import ArgumentError, Expr, Symbol, apply, symbols
from symdiff.notation import parse
from tests.simplification.formulas import formulas

x, y = symbols("x y")


def rules(e: Expr, **options: object) -> list:
    return applied_rules(e, x, catalogue=CATALOGUE, **options)


def raw(e: Expr, **options: object) -> Expr:
    applied = rules(e, **options)
    return put_in(applied[0].pending, {rule.pending: rule.after for rule in applied})


@given(formulas)
def test_the_rules_give_the_raw_derivative(e: Expr) -> None:
    assert raw(e) is differentiate(e, x, catalogue=CATALOGUE)


@pytest.mark.parametrize(
    "text",
    ["5", "x", "y", "where(x > 0, x^2, sin(x))", "max(x, 1)", "f(x, 2*x, y)", "besselj(x, x^2)", "0^x", "acosh(x)"],
)
@pytest.mark.parametrize("domain", ["real", "complex"])
def test_the_rules_of_what_is_rare(text: str, domain: str) -> None:
    e = parse(text, functions=["f"], variables=["x", "y"])
    expected = differentiate(e, x, catalogue=CATALOGUE, domain=domain)
    assert raw(e, domain=domain) is expected


def test_the_outermost_rule_comes_first_and_a_shared_part_once() -> None:
    shared = parse("sin(x)")
    applied = rules(shared * shared)
    assert [rule.name for rule in applied] == ["mul", "sin", "variable"]
    assert applied[0].letters == {"u": shared, "v": shared}
    assert applied[1].line == "sin(u)' = cos(u) * u'"


def test_a_condition_has_no_derivative() -> None:
    with pytest.raises(ArgumentError):
        rules(parse("x > 0"))


def test_a_rule_of_ones_own_is_told_too() -> None:
    mine = CATALOGUE.extended([Function("gd", derivative="gd(u)' = sech(u) * u'")])
    (first, *_) = applied_rules(parse("gd(2*x)", catalogue=mine), x, catalogue=mine)
    assert first.line == "gd(u)' = sech(u) * u'"


def test_a_deep_formula() -> None:
    deep: Expr = x
    for _ in range(20_000):
        deep = apply("sin", (deep,))
    assert raw(deep) is differentiate(deep, Symbol("x"), catalogue=CATALOGUE)
