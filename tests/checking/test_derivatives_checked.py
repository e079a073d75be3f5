"""The checks of a derivative that symdiff found, and what they say of one that is spoilt."""

from __future__ import annotations

import sys

import pytest

import symdiff
from symdiff.checking import claims, samples
from symdiff.checking.derivatives import printing
from symdiff.evaluation import multiprecision
from symdiff.expressions import apply, symbols
from symdiff.notation import parse

(x,) = symbols("x")


def by_name(report):
    return {check.name: check for check in report.checks}


@pytest.mark.parametrize(
    "text",
    [
        "x*x + x - 2",
        "sin(x)/x",
        "x^x",
        "ln(ln(x))",
        "exp(-x^2/2)/sqrt(2*pi)",
        "asec(x)*acosh(x)",
        "where(x > 0, x^2, -x)",
        "cbrt(x)*abs(x)",
        "atan2(x, x + 1)",
        "(x - 0.1)^3/7",
    ],
)
def test_every_check_passes(text):
    report = symdiff.check_derivative(symdiff.derivation(text))
    assert report.answer == "yes"
    assert {check.outcome for check in report.checks} == {"PASSED"}, str(report)


def test_both_signs_are_tried():
    report = symdiff.check_derivative(symdiff.derivation("x^3"))
    assert "4 with positive, 4 with negative" in by_name(report)["raw and simplified"].detail


def test_higher_orders_are_checked_one_by_one():
    report = symdiff.check_derivative(symdiff.derivation("exp(sin(x))", n=2))
    assert report.answer == "yes"
    assert [name for name in by_name(report) if "order 2" in name]


def test_the_options_of_the_derivation_are_taken_over():
    found = symdiff.derivation("abs(x)*x", assume="x > 0")
    assert symdiff.check_derivative(found, assume="x > 0").answer == "yes"
    found = symdiff.derivation("sqrt(x)*ln(x)", domain="complex")
    report = symdiff.check_derivative(found, domain="complex")
    assert report.answer == "yes"
    assert "4 with negative" in by_name(report)["raw and simplified"].detail


def test_unknown_functions():
    found = symdiff.derivation("f(x^2)*g(x)", functions=["f", "g"])
    report = symdiff.check_derivative(found)
    assert report.answer == "yes"
    assert by_name(report)["numerical differentiation"].outcome == "PASSED"


def test_a_spoilt_result_is_caught():
    found = symdiff.derivation("x^2")
    found.result = parse("2*x + 10^-15*x")
    report = symdiff.check_derivative(found)
    assert report.answer == "no"
    assert by_name(report)["raw and simplified"].outcome == "FAILED"
    assert "FAILED" in str(report)
    assert report.to_json()["answer"] == "no"


def test_a_result_whose_domain_shrinks_is_caught():
    found = symdiff.derivation("x^2")
    found.result = parse("2*sqrt(x)*sqrt(x)")
    check = by_name(symdiff.check_derivative(found))["raw and simplified"]
    assert check.outcome == "FAILED"
    assert "without value" in check.detail


def test_a_wrong_rule_cannot_hide():
    mine = symdiff.CATALOGUE.extended(
        [symdiff.Function("twist", definition="u^2", derivative="twist(u)' = 3 * u * u'")]
    )
    found = symdiff.derivation("twist(x)", catalogue=mine)
    report = by_name(symdiff.check_derivative(found, catalogue=mine))
    assert report["raw and simplified"].outcome == "PASSED"
    assert report["numerical differentiation"].outcome == "FAILED"


def test_missing_packages_are_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    check = by_name(symdiff.check_derivative(symdiff.derivation("x^2")))["SymPy's derivative"]
    assert check.outcome == "NOT RUN"
    assert "symdiff-engine[sympy]" in check.detail or "SymPy" in check.detail


def test_printing_is_read_back():
    assert printing(x**2 / 3).outcome == "PASSED"
    assert printing(parse("D(f, 1)(x) + I", functions=["f"], constants=["I"])).outcome == "PASSED"
    squares = x
    for _ in range(60):
        squares = squares * squares
    assert printing(squares).outcome == "NOT RUN"
    assert printing(apply("mul", (x, apply("no such", (x,))))).outcome == "FAILED"


def test_the_peer_is_not_asked_for_polynomials_of_any_order() -> None:
    verdict = symdiff.check_derivative(symdiff.derivation("laguerre(where(x > 0, 7, 3), x)", "x"))
    peer = next(check for check in verdict.checks if check.name == "SymPy's derivative")
    assert peer.outcome == "NOT RUN"
    assert "polynomials" in peer.detail


@pytest.mark.parametrize(("text", "tries"), [("sin(x)^x", 60), ("besselk(1, x)", 30), ("chebyshevu(besselk(1, x), x)*Ei(x)", 15)])
def test_fewer_points_are_tried_where_series_give_the_values(text: str, tries: int) -> None:
    x = symdiff.Symbol("x")
    claim = claims.Claim(parse(text), x, x, "real", (), symdiff.CATALOGUE, symdiff.Limits())
    assert claim.tries == tries


def test_the_peer_is_not_asked_for_towers_of_powers() -> None:
    verdict = claims.check("9^9^9^x", "9^9^8^x", "x")
    peer = next(check for check in verdict.checks if check.name == "SymPy's derivative")
    assert peer.outcome == "NOT RUN"
    assert "towers" in peer.detail


@pytest.fixture
def without_mpmath(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mpmath", None)
    monkeypatch.setattr(multiprecision, "_contexts", [])
    monkeypatch.setattr(samples, "_context", [])


@pytest.mark.usefixtures("without_mpmath")
def test_checks_that_need_mpmath_are_not_run_without_it() -> None:
    report = symdiff.check_derivative(symdiff.derivation("x^3*atan(2/x)"))
    outcomes = {check.name: check.outcome for check in report.checks}
    assert outcomes["raw and simplified"] == outcomes["numerical differentiation"] == "NOT RUN"
    assert outcomes["printing"] == "PASSED"
    assert all("symdiff-engine[precision]" in check.detail for check in report.checks[:2])


@pytest.mark.usefixtures("without_mpmath")
def test_proofs_need_no_mpmath() -> None:
    assert claims.check("x^2", "x + x").status == "PROVED"
    assert claims.check("x^2", "3*x").status == "UNDECIDED"
