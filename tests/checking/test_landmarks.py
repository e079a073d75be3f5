"""Points that the formula's own numbers suggest: far away, near an edge, in a narrow gap."""

from __future__ import annotations

import pytest

from symdiff import check, check_derivative, derivation
from symdiff.catalogue import CATALOGUE
from symdiff.checking.landmarks import bounds_of, far_points, scales_of
from symdiff.notation import parse


@pytest.mark.parametrize(
    "formula",
    [
        "sqrt(x - 100)", "ln(x - 1000)", "1/sqrt(10^6 - x^2)", "asin(x/10^4)", "sqrt(x - 100)*sqrt(100.5 - x)",
        "acosh(x - 50)", "ln(-x - 10^9)", "sqrt(10^-6 - x^2)", "sqrt(x - 100*pi)", "ln(ln(x - 20))",
        "sqrt(x - 100*y)", "atanh((x - 300)/7)", "sqrt(x)*sqrt(10^-8 - x)",
    ],
)  # fmt: skip
def test_every_check_finds_points(formula: str) -> None:
    report = check_derivative(derivation(formula, "x"))
    assert [(c.name, c.outcome) for c in report.checks if c.outcome != "PASSED"] == []


@pytest.mark.parametrize(
    ("formula", "claim"),
    [
        ("x^2", "2*x + max(0, x - 1000)"), ("x^2", "where(x > 1000, 0, 2*x)"), ("x^2", "where(x < -10^6, 0, 2*x)"),
        ("sqrt(x - 100)", "1/(3*sqrt(x - 100))"), ("ln(x - 50)", "1/(x - 49.999)"), ("x^2*y", "2*x*y + max(0, y - 10^5)"),
    ],
)  # fmt: skip
def test_what_is_wrong_only_far_away_is_found(formula: str, claim: str) -> None:
    assert check(formula, claim, "x").status == "DISPROVED"


def test_points_are_the_same_every_time() -> None:
    formula = parse("sqrt(x - 100*y)")
    first = [list(far_points(names, [formula])) for names in (["x", "y"], ["y", "x"])]
    assert first[0] == first[1] and len(first[0]) > 100
    assert {p["x"] > 0 for p in first[0]} == {True, False}


def test_assumptions_are_bounds_too() -> None:
    assert check("abs(x - 10)", "1", "x", assume="x > 5000").status == "PROVED"
    assert check("abs(x)^3", "3*x^2", "x", assume="400 < x < 401").checks[1].outcome == "PASSED"


def test_bounds_and_scales() -> None:
    assert bounds_of([parse("x^2 < 4"), parse("y > 1/2 or ln(x) > 0")], CATALOGUE) == {"x": [-2, 1, 2], "y": [0.5]}
    assert scales_of([parse("x/10^4 + y")])[0] == 10_000
    assert scales_of([parse("x")]) == [100]
