"""Is a claim the derivative: proved, disproved with a witness, or supported by evidence."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE
from symdiff.checking import check, numerical_derivative
from symdiff.checking.agreement import compare
from symdiff.checking.samples import points, value_at
from symdiff.checking.verdict import DISPROVED
from symdiff.evaluation import evaluate
from symdiff.evaluation.multiprecision import Purse
from symdiff.expressions import ArgumentError, Symbol, UnknownName, rational
from symdiff.notation import parse


def outcomes(verdict):
    return [one.outcome for one in verdict.checks]


@pytest.mark.parametrize(
    ("f", "claimed"),
    [
        ("x^2", "2x"),
        ("x*x + x - 2", "2*x + 1"),
        ("sin(x)^2 + cos(x)^2", "0"),
        ("ln(x^2)", "2/x"),
        ("abs(x)", "x/abs(x)"),
        ("x^3/3 - x", "(x - 1)*(x + 1)"),
        ("x^4/4", "x*(x^2 - y^2) + x*y^2"),
        ("ln(x + 1)", "(x - 1)/(x^2 - 1)"),
        ("x*sin(x) + x^2", "(sin(x) + x)*(cos(x) + 1) + sin(x)*(1 - cos(x)) - sin(x) + x*(1 - 0*x)"),
        ("e^(2x)", "2*e^x*e^x"),
        ("5", "0"),
        ("gamma(x)", "gamma(x)*digamma(x)"),
    ],
)
def test_right_claims_are_proved(f, claimed):
    verdict = check(f, claimed, "x")
    assert (verdict.status, verdict.answer) == ("PROVED", "yes")
    assert "FAILED" not in outcomes(verdict)
    assert verdict.witness is None


@pytest.mark.parametrize(
    ("f", "claimed"),
    [
        ("x^2", "3*x"),
        ("x^2", "x"),
        ("sin(x)", "-cos(x)"),
        ("x", "1 + 10^-20"),
        ("exp(x)", "exp(x) + exp(-50*x^2)/10^9"),
        ("abs(x)", "1"),
        ("sqrt(x^2)", "1"),
        ("1/x", "-1/x"),
        ("x^x", "x*x^(x - 1)"),
    ],
)
def test_wrong_claims_have_a_witness(f, claimed):
    verdict = check(f, claimed)
    assert (verdict.status, verdict.answer) == ("DISPROVED", "no")
    right = numerical_derivative(parse(f), "x", verdict.witness)
    assert abs(evaluate(parse(claimed), verdict.witness, 30) - right) > abs(right) * 1e-25
    assert "FAILED" in outcomes(verdict)
    assert "x = " in str(verdict)


def test_a_claim_that_has_no_value_where_the_derivative_has_one_is_wrong():
    verdict = check("x^3", "3*exp(2*ln(x))")
    assert verdict.status == "DISPROVED"
    assert verdict.witness["x"] < 0
    assert "the claim is without value" in verdict.reason


def test_a_claim_counts_only_where_the_formula_has_a_value():
    assert check("ln(x)", "1/abs(x)").status in ("PROVED", "EVIDENCE")


def test_what_is_neither_proved_nor_disproved_is_evidence():
    verdict = check("besselj(n, x)", "n*besselj(n, x)/x - besselj(n + 1, x)", "x")
    assert (verdict.status, verdict.answer) == ("EVIDENCE", "likely")
    assert "neither proved nor disproved" in verdict.reason


def test_without_a_point_nothing_is_decided():
    verdict = check("sqrt(-1 - x^2)", "5")
    assert (verdict.status, verdict.answer) == ("UNDECIDED", "unknown")


def test_assumptions_choose_the_points():
    assert check("abs(x)", "1").status == "DISPROVED"
    assert check("abs(x)", "1", assume="x > 0").status == "PROVED"
    assert check("abs(x)*y", "-y", "x", assume=["x < 0"]).answer == "yes"


def test_unknown_functions_are_given_values():
    functions = ["f", "g"]
    right = check("f(g(x))", "D(f, 1)(g(x))*D(g, 1)(x)", functions=functions)
    wrong = check("f(g(x))", "D(f, 1)(x)*D(g, 1)(x)", functions=functions)
    assert right.status == "PROVED"
    assert right.checks[1].outcome == right.checks[2].outcome == "PASSED"
    assert wrong.status == "DISPROVED"


def test_names_are_read_as_they_are_declared():
    assert check("e*x", "e", "x", variables=["e", "x"]).status == "PROVED"
    with pytest.raises(UnknownName):
        check("foo(x)", "1")


def test_the_complex_domain():
    assert check("ln(x)", "1/x", domain="complex").status == "PROVED"
    verdict = check("sqrt(x)", "1/(2*sqrt(abs(x)))", domain="complex")
    assert verdict.status == "DISPROVED"
    assert verdict.witness["x"] < 0


def test_several_variables_must_be_told():
    with pytest.raises(ArgumentError, match="several variables: x, y"):
        check("x*y", "y")


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    verdict = check("x^2", "2*x")
    assert verdict.status == "PROVED"
    assert verdict.checks[-1].outcome == "NOT RUN"
    assert "SymPy" in verdict.checks[-1].detail


def test_a_verdict_is_plain_data_too():
    data = check("x^2", "3*x").to_json()
    assert data["status"] == "DISPROVED"
    assert float(data["witness"]["x"]) > 0
    assert all(set(one) == {"name", "outcome", "detail"} for one in data["checks"])


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=5), st.integers(0, 3), st.integers(1, 5))
@settings(max_examples=15)
def test_one_wrong_coefficient_is_found(coefficients, place, error):
    f = " + ".join(f"({a})*x^{n}" for n, a in enumerate(coefficients))
    slopes = [a * n for n, a in enumerate(coefficients)][1:]
    right = " + ".join(f"({a})*x^{n}" for n, a in enumerate(slopes))
    slopes[place % len(slopes)] += error
    wrong = " + ".join(f"({a})*x^{n}" for n, a in enumerate(slopes))
    assert check(f, right, "x").status == "PROVED"
    assert check(f, wrong, "x").status == "DISPROVED"


# The numbers behind


def test_points_are_the_same_every_time_and_of_both_signs():
    first = [p for p, _ in zip(points(["x", "y"]), range(50), strict=False)]
    again = [p for p, _ in zip(points(["y", "x"]), range(50), strict=False)]
    assert first == again
    assert all(min(p.values()) > 0 for p in first[::2])
    assert all(min(p.values()) < 0 for p in first[1::2])
    sizes = [abs(float(v)) for p in first for v in p.values()]
    assert min(sizes) < 0.1 < 3 < max(sizes)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_numerical_derivatives(order):
    found = numerical_derivative(parse("exp(3*x)*y"), "x", {"x": 1, "y": 2}, order)
    right = value_at(parse(f"3^{order}*2*exp(3)"), {})
    assert abs(found - right) < abs(right) * 1e-18


def test_numerical_derivatives_say_nothing_at_a_kink():
    assert numerical_derivative(parse("ln(x)"), "x", {"x": 0}) is None
    assert numerical_derivative(parse("sign(x)"), "x", {"x": 0}) is None
    assert numerical_derivative(parse("floor(x)"), "x", {"x": 2}) is None
    assert numerical_derivative(parse("floor(x)"), "x", {"x": rational(1, 2)}) == 0


@pytest.mark.parametrize(
    ("f", "claim", "conditions"),
    [
        ("abs(x)", "x/abs(x)", ["x != 0"]),
        ("abs(x)", "sign(x)", ["x != 0"]),
        ("x^2", "2*x*(x/x)", ["x != 0"]),
        ("x^2", "2*x", []),
        ("ln(x)", "1/x", []),
        ("x^3/x", "2*x", []),
        ("x*ln(x)", "ln(x) + 1", []),
        ("x^2", "2*x + (x - 1)/(x - 1) - 1", ["x != 1"]),
    ],
)
def test_a_proof_says_where_it_holds(f, claim, conditions):
    verdict = check(f, claim)
    assert verdict.status == "PROVED"
    assert [str(c) for c in verdict.conditions] == conditions
    assert verdict.to_json()["conditions"] == conditions
    assert all(f"  for {c}" in str(verdict).splitlines() for c in conditions)


@pytest.mark.parametrize(
    ("f", "claim", "reason"),
    [
        ("x^2", "3*x", "at x = 1 the derivative is 2, and the claim is 3"),
        ("ln(x)", "1/x^2", "at x = 2 the derivative is 0.5, and the claim is 0.25"),
        ("x*y", "x", "at x = 1, y = 2 the derivative is 2, and the claim is 1"),
        ("abs(x)", "1", "at x = -1 the derivative is -1, and the claim is 1"),
        ("x^2", "ln(-1 - x^2)", "at x = 1 the derivative is 2, and the claim is without value"),
    ],
)
def test_a_witness_is_as_simple_as_can_be(f, claim, reason):
    verdict = check(f, claim, "x")
    assert (verdict.status, verdict.reason) == ("DISPROVED", reason)


def test_a_small_difference_is_shown_in_full():
    reason = check("sin(x)", "cos(x) + 10^(-12)").reason
    assert "0.54030230586813971740" in reason and "0.54030230586913971740" in reason


def test_a_verdict_shows_itself():
    bundle = check("abs(x)", "x/abs(x)")._repr_mimebundle_()
    assert bundle["text/markdown"].startswith("**PROVED**") and "for `x != 0`" in bundle["text/markdown"]
    assert bundle["text/plain"].startswith("PROVED")


@pytest.mark.parametrize("formula", ["x^(10^9)", "9^9^9^9", "x^1000000000", "x + 9^(9^9)"])
def test_sympy_is_not_asked_for_powers_without_end(formula: str) -> None:
    (peer,) = [c for c in check(formula, "x", "x").checks if "SymPy" in c.name]
    assert peer.outcome == "NOT RUN"


@pytest.mark.parametrize(
    ("formula", "claim"), [("x", "1 + 1e-30"), ("x^2", "2*x + 1e-60*x"), ("1/x", "-1/x^2 + 1e-90")]
)
def test_a_claim_that_is_wrong_by_very_little_is_disproved(formula: str, claim: str) -> None:
    found = check(formula, claim)
    assert found.status == DISPROVED
    assert "exact" in found.reason


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("abs(x) + ln(1 - 100*x^2)", "where(x > 0, 1, -1) - 200*x/(1 - 100*x^2)"),
        ("floor(x)", "where(x == floor(x), 7, 0)"),
        ("floor(x)*x", "where(x == floor(x), 5, floor(x))"),
    ],
)
def test_nothing_is_disproved_at_a_kink(text: str, claim: str) -> None:
    """There is no derivative there, so that no claim about it is wrong."""
    assert check(text, claim, "x").status in ("PROVED", "EVIDENCE")


def test_only_points_that_are_assumed_count() -> None:
    verdict = check("(x^2)^(1/2)", "1", "x", assume="x > -1")
    assert verdict.status == "DISPROVED"
    assert all(outcome.outcome != "FAILED" or "x = 0" not in outcome.detail for outcome in verdict.checks)
    assert verdict.witness is not None and verdict.witness["x"] > -1


def test_a_comparison_ends_when_its_purse_is_empty_and_says_so():
    f = parse("polylog(x, x)")
    found = check(f, differentiate(f, Symbol("x"), catalogue=CATALOGUE), "x")
    assert found.status == "PROVED"
    told = [str(c) for c in found.checks if "as often as one comparison may" in str(c)]
    assert told, "polylog by its order takes more than one comparison may spend"
    assert not any("FAILED" in line for line in told)


def test_an_empty_purse_is_no_witness():
    nothing_left = Purse(0.0)

    def right(point):
        return value_at(parse("x"), point)

    def claimed(point):
        return value_at(parse("gamma(x)"), point, purse=nothing_left)

    found = compare(["x"], right, claimed)
    assert (found.witness, found.points) == (None, 0)
    assert "special functions" in found.detail
