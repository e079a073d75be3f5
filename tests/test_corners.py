"""Not differentiable is said where it is proved; a kink that is none is not told."""

from __future__ import annotations

import pytest

import symdiff
from symdiff import derivation
from symdiff.checking import numerical_derivative


def told(formula: str) -> tuple[list[str], list[str]]:
    d = derivation(formula, "x")
    return [str(c) for c in d.conditions], [str(c) for c in d.not_differentiable]


@pytest.mark.parametrize(
    ("formula", "conditions", "corners"),
    [
        ("abs(x)", ["x != 0"], ["x == 0"]), ("sqrt(x)", [], ["x == 0"]), ("cbrt(x)", [], ["x == 0"]), ("asin(x)", [], ["x == -1", "x == 1"]),
        ("abs(x^2 - 4)", ["x != -2", "x != 2"], ["x == -2", "x == 2"]), ("min(x, 1)", ["x != 1"], ["x == 1"]), ("relu(x - 2)", ["x != 2"], ["x == 2"]),
        ("sin(abs(x))", ["x != 0"], ["x == 0"]), ("x*abs(x)", [], []), ("abs(x)^3", [], []), ("cos(abs(x))", [], []), ("abs(ln(x))", ["x != 1"], ["x == 1"]),
        ("abs(x)/x", ["x != 0"], []), ("ln(abs(x))", [], []), ("floor(x)", ["x != floor(x)"], []), ("abs(x)*y", ["x != 0"], []), ("x^2", [], []),
    ],
)  # fmt: skip
def test_kinks_are_corners_or_none(formula: str, conditions: list[str], corners: list[str]) -> None:
    assert told(formula) == (conditions, corners)


CENTRES = ["abs(x - {c})", "x*abs(x - {c})", "(x - {c})*abs(x - {c})", "max(x, {c})", "cbrt(x - {c})", "abs(x - {c})^3 + x", "exp(-abs(x - {c}))", "sqrt(abs(x - {c}))", "min(x, {c})^2"]


@pytest.mark.parametrize("pattern", CENTRES)
@pytest.mark.parametrize("c", ["0", "1", "-3", "1/2", "2.5"])
def test_what_is_proved_agrees_with_differences(pattern: str, c: str) -> None:
    """At a corner the two slopes differ, or grow; where nothing is said the result is the slope."""
    formula = pattern.format(c=f"({c})")
    d = derivation(formula)
    at = {"x": symdiff.evaluate(c, {})}
    left, right = (
        (symdiff.evaluate(formula, {"x": at["x"] + s}) - symdiff.evaluate(formula, at)) / s for s in (-1e-7, 1e-7)
    )
    corner = any(symdiff.evaluate(p, at) for p in d.not_differentiable)
    kept = all(symdiff.evaluate(p, at) for p in d.conditions)
    if corner:
        assert abs(left - right) > 1e-3 or abs(left) > 1e3
    elif kept:
        assert abs(left - right) < 1e-3 and abs(float(symdiff.evaluate(d.result, at)) - right) < 1e-3


def test_a_smooth_place_has_a_derivative_from_numbers_too() -> None:
    assert numerical_derivative("cos(abs(x))", "x", {"x": 1}) is not None
    assert derivation("x*abs(x)").tangent("x=0").slope == symdiff.parse("0")


@pytest.mark.parametrize("formula", ["1/0", "log(0)", "sqrt(-1)", "asin(2)", "sqrt(-1 - x^2)", "ln(-abs(x))", "1/(x - x)", "asin(2 + x^2)", "x + 0*ln(-1)", "sqrt(x - 2)*sqrt(1 - x)"])
def test_a_formula_without_a_real_value_is_called_so(formula: str) -> None:
    assert [str(c) for c in derivation(formula, "x").conditions] == ["False"]


def test_a_formula_with_values_somewhere_says_where() -> None:
    assert told("0^x") == (["x > 0"], [])
    assert told("ln(x)")[0] == ["x > 0"]
    assert told("where(x > 0, ln(x), 1/0)")[0] == ["x > 0"]
    assert told("ln(ln(x))")[0] == ["x > 1"]
    assert told("atan2(x, y)")[0] == ["x != 0 or y >= 0"]
    assert told("atan2(y, x)")[0] == []
    assert told("x^n")[0] == told("a^x")[0] == told("x^x")[0] == []


@pytest.mark.parametrize("text", ["max(x, x^3 + 1)", "abs(x^2 - 2)", "exp(min(E, x))", "max(ln(3), x)"])
def test_kinks_at_places_that_are_not_exact_are_left_open(text: str) -> None:
    assert derivation(text, "x").not_differentiable == ()


@pytest.mark.parametrize("text", ["sqrt(x)", "x^(1/2)", "x^0.5", "cbrt(x)", "x^(1/3)", "root(x, 3)", "root(x, 4)", "x^(2/3)"])
def test_all_roots_have_a_vertical_tangent_at_zero(text: str) -> None:
    assert told(text) == ([], ["x == 0"])
    assert told(f"x*{text}")[1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max(x^2, x^3)", ["x == 1"]),
        ("max(x, x^3)", ["x == -1", "x == 0", "x == 1"]),
        ("min(x, x^4)", ["x == 0", "x == 1"]),
        ("max(x, 1/x)", ["x == -1", "x == 1"]),
    ],
)
def test_where_powers_cross_there_are_corners(text: str, expected: list[str]) -> None:
    assert told(text)[1] == expected


def test_a_corner_that_is_assumed_away_is_not_told() -> None:
    assert derivation("sqrt(x)", assume="x > 0").not_differentiable == ()
    assert derivation("sqrt(x)", assume="x >= 0").not_differentiable != ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^pi", []),
        ("ln(x + sqrt(x^2 + 1))", []),
        ("asin(2*x*sqrt(1 - x^2))", ["x != -sqrt(2)/2", "x != sqrt(2)/2"]),
        ("acos((1 - x^2)/(1 + x^2))", ["x != 0"]),
        ("1/(1 + 1/x)", ["x != 0"]),
        ("asin(x/sqrt(2))", []),
        ("acos(2*x^2 - 1)", ["x != 0"]),
        ("ln((x - 1)/(x + 1))", ["x < -1 or x > 1"]),
    ],
)
def test_conditions_are_the_shortest_that_are_true(text: str, expected: list[str]) -> None:
    assert told(text)[0] == expected
