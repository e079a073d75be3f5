"""Derivatives of known functions by their slots are worked out where there is a formula."""

from __future__ import annotations

import pytest

from symdiff import check_derivative, derivation, diff, simplify
from symdiff.catalogue import CATALOGUE, LETTERS
from symdiff.expressions import Symbol, apply
from symdiff.notation import parse
from symdiff.simplification import Simplification


@pytest.mark.parametrize(
    ("formula", "worked_out"),
    [
        ("sin'(x)", "cos(x)"), ("D(sin, 1)(x^2)", "cos(x^2)"), ("sin''(x)", "-sin(x)"), ("D(besselj, 2)(n, x)", "(besselj(n - 1, x) - besselj(n + 1, x))/2"),
        ("D(atan2, 1)(y, x)", "x/(x^2 + y^2)"), ("ln'(x) + sin'(0)", "1/x + 1"), ("D(besselj, 1)(n, x)", "D(besselj, 1)(n, x)"),
    ],
)  # fmt: skip
def test_a_slot_with_a_formula_is_worked_out(formula: str, worked_out: str) -> None:
    assert simplify(formula) is simplify(worked_out)


def test_an_unknown_function_keeps_its_derivative() -> None:
    assert str(simplify("f'(x)", functions=["f"])) == "D(f, 1)(x)"


def test_what_the_function_demands_is_told() -> None:
    assert [str(c) for c in Simplification(parse("ln'(x)")).conditions] == ["x > 0"]
    assert [str(c) for c in Simplification(parse("abs'(x)")).conditions] == ["x != 0"]


@pytest.mark.parametrize("record", [r for r in CATALOGUE if r.derivative and r.arity and r.name.isalpha() and r.name not in ("where", "and", "or", "not")], ids=lambda r: r.name)
def test_every_slot_agrees_with_the_derivative(record) -> None:
    letters = [Symbol(letter) for letter in LETTERS[: record.arity]]
    formula = apply(record.name, tuple(letters))
    for slot, letter in enumerate(letters, 1):
        by_slot = apply(f"D({record.name}, {slot})", tuple(letters))
        assert simplify(by_slot, variable=letter) is diff(formula, letter)


def test_the_derivative_of_a_derivative_is_checked() -> None:
    assert check_derivative(derivation("sin'(x^2)", "x")).answer == "yes"
