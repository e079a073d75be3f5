"""domain="complex": symbols are real, what they are put into need not be; principal values agree."""

from __future__ import annotations

import pytest
from evaluator import UNDEFINED, is_value, may_be_equal, value, values
from flint import fmpq
from formulas import POINTS, formulas
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import ArgumentError, Expr, Symbol
from symdiff.notation import parse
from symdiff.simplification import simplify

x = Symbol("x")


def disagreement(original: Expr, simplified: Expr) -> str:
    """At which point the principal values differ; empty if nowhere."""
    for point in POINTS:
        before, after = values((original, simplified), point, "complex")
        if is_value(before):
            if after == UNDEFINED:
                return f"at {point} {original} is {before}, {simplified} has no value"
            if is_value(after) and not may_be_equal(before, after):
                return f"at {point} {original} is {before}, {simplified} is {after}"
    return ""


@given(formulas)
@settings(max_examples=1_000)
def test_principal_values_agree(e: Expr) -> None:
    assert not disagreement(e, simplify(e, domain="complex"))


@given(formulas)
@settings(max_examples=300)
def test_principal_values_of_derivatives_agree(e: Expr) -> None:
    raw = differentiate(e, x, catalogue=CATALOGUE, domain="complex")
    assert not disagreement(raw, simplify(raw, domain="complex"))


@given(formulas)
@settings(max_examples=300)
def test_simplifying_twice_changes_nothing(e: Expr) -> None:
    once = simplify(e, domain="complex")
    assert simplify(once, domain="complex") is once


@pytest.mark.parametrize(
    ("formula", "real", "complex_"),
    [
        ("sqrt(x^2)", "abs(x)", "abs(x)"),
        ("sqrt(x)^2", "x", "x"),
        ("(x^3)^(1/3)", "x", "(x^3)^(1/3)"),
        ("ln(x^2)", "2*ln(abs(x))", "2*ln(abs(x))"),
        ("ln(x^3)", "3*ln(x)", "ln(x^3)"),
        ("ln(exp(x))", "x", "x"),
        ("exp(ln(x))", "x", "x"),
        ("sqrt(sqrt(x)^2)", "sqrt(x)", "sqrt(x)"),
        ("abs(sqrt(x))", "sqrt(x)", "abs(sqrt(x))"),
        ("abs(ln(x))^2", "ln(x)^2", "abs(ln(x))^2"),
        ("sqrt(ln(x)^2)", "abs(ln(x))", "sqrt(ln(x)^2)"),
        ("ln(exp(sqrt(x)))", "sqrt(x)", "ln(exp(sqrt(x)))"),
        ("abs(acos(x))", "acos(x)", "abs(acos(x))"),
        ("sin(asin(x))", "x", "x"),
    ],
)
def test_a_law_that_needs_real_values_is_left_out(formula: str, real: str, complex_: str) -> None:
    e = parse(formula)
    assert simplify(e) is parse(real)
    assert simplify(e, domain="complex") is parse(complex_)
    assert not disagreement(e, simplify(e, domain="complex"))


def test_the_imaginary_unit() -> None:
    def read(text: str) -> Expr:
        return parse(text, constants=("pi", "E", "I"))

    for text, simplified in [
        ("I^2", "-1"),
        ("I^3", "-I"),
        ("I^4", "1"),
        ("1/I", "-I"),
        ("(1 + I)*(1 - I) + 0", None),
        ("exp(I*pi)", None),
        ("sqrt(-4)", "2*I"),
        ("abs(I)", None),
    ]:
        found = simplify(read(text), domain="complex")
        if simplified is not None:
            assert found is read(simplified), text
        assert may_be_equal(value(found, {}, "complex"), value(read(text), {}, "complex")), text
    assert may_be_equal(value(read("I*I"), {}, "complex"), fmpq(-1))


@given(st.integers(-4, 4), st.integers(1, 4), st.integers(-4, 4), st.integers(1, 4))
def test_powers_of_powers(p: int, q: int, r: int, s: int) -> None:
    e = parse(f"((x)^({p}/{q}))^({r}/{s})")
    assert not disagreement(e, simplify(e, domain="complex"))


def test_an_unknown_domain_is_refused() -> None:
    with pytest.raises(ArgumentError, match="domain"):
        simplify(x, domain="quaternion")
