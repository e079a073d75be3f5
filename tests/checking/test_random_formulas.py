"""Random formulas: the simplified derivative against the raw one, against numbers, against SymPy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff
from symdiff.checking import check_derivative, from_sympy, to_sympy
from symdiff.checking.agreement import compare
from symdiff.checking.samples import symbol_names, value_at
from symdiff.expressions import Expr, Number, Symbol, apply, number

LEAVES: list[Expr] = [
    *map(Symbol, "xxxxy"),
    *map(number, range(5)),
    apply("div", (number(1), number(3))),
    Number("0.5"),
    apply("pi", ()),
]
EXPONENTS: list[Expr] = [
    number(2),
    number(3),
    number(-1),
    number(-2),
    *[apply("div", (number(p), number(q))) for p, q in ((1, 2), (1, 3), (2, 3), (-1, 2))],
]
SMOOTH = "sin cos tan exp ln sqrt asin acos atan sinh cosh tanh sec acosh asinh atanh log2 erf sinc"
KINKED = "cbrt abs sign floor heaviside"


def formulas(functions: str, depth: int = 4) -> st.SearchStrategy[Expr]:
    def larger(smaller: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        operators = st.sampled_from(["add", "add", "sub", "mul", "mul", "div"])
        return st.one_of(
            st.builds(lambda op, a, b: apply(op, (a, b)), operators, smaller, smaller),
            st.builds(lambda op, a, b: apply(op, (a, b)), operators, smaller, smaller),
            st.builds(lambda a, b: apply("pow", (a, b)), smaller, st.sampled_from(EXPONENTS)),
            st.builds(lambda f, a: apply(f, (a,)), st.sampled_from(functions.split()), smaller),
            st.builds(lambda a: apply("neg", (a,)), smaller),
        )

    return st.recursive(st.sampled_from(LEAVES), larger, max_leaves=5 * depth)


@pytest.mark.parametrize("domain", ["real", "complex"])
@given(e=formulas(f"{SMOOTH} {KINKED}"))
@settings(max_examples=150)
def test_wherever_the_raw_derivative_has_a_value_the_simplified_one_has_it(domain, e):
    raw = symdiff.diff(e, "x", form="raw", domain=domain)
    result = symdiff.diff(e, "x", domain=domain)
    found = compare(
        symbol_names(e, Symbol("x")),
        lambda point: value_at(raw, point, domain),
        lambda point: value_at(result, point, domain),
        tries=16,
    )
    assert found.witness is None, f"{raw} -> {result}: {found.detail}"


@given(e=formulas(f"{SMOOTH} {KINKED}", depth=2))
@settings(max_examples=25)
def test_no_check_fails(e):
    report = check_derivative(symdiff.derivation(e, "x"))
    assert report.answer != "no", f"{e}\n{report}"


@given(e=formulas(SMOOTH, depth=3))
@settings(max_examples=80)
def test_sympy_and_back_keeps_the_value(e):
    pytest.importorskip("sympy")
    try:
        back = from_sympy(to_sympy(e, real=True))
    except symdiff.errors.ArgumentError:
        return  # SymPy writes 1/0 as zoo, which has no counterpart
    found = compare(
        symbol_names(e),
        lambda point: value_at(e, point),
        lambda point: value_at(back, point),
        tries=16,
    )
    assert found.witness is None, f"{e} -> {back}: {found.detail}"
