"""The tangent line: exact where the numbers are, and it touches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.evaluation import evaluate, tangent_line
from symdiff.expressions import ArgumentError, DomainError
from symdiff.notation import infix, parse


def line(f, slope, at, digits=None):
    return infix(tangent_line(parse(f), parse(slope), "x", at, digits).line)


@pytest.mark.parametrize(
    ("f", "slope", "at", "expected"),
    [
        ("x^3", "3*x^2", {"x": 2}, "12*x - 16"),
        ("x^2", "2*x", {"x": 0}, "0"),
        ("x^2", "2*x", {"x": "1/2"}, "x - 1/4"),
        ("-x^2", "-2*x", {"x": 1}, "-2*x + 1"),
        ("5 - x", "-1", {"x": 3}, "-x + 5"),
        ("a*x", "a", {"x": 1, "a": "1/3"}, "1/3*x"),
        ("x^2", "2*x", {"x": "0.5"}, "x - 0.25"),
        ("sin(x)", "cos(x)", {"x": 0.5}, "0.479425538604203 + 0.8775825618903728*(x - 0.5)"),
        ("cos(x)", "-sin(x)", {"x": 0.5}, "0.8775825618903728 - 0.479425538604203*(x - 0.5)"),
        ("sin(x)", "cos(x)", {"x": -0.5}, "-0.479425538604203 + 0.8775825618903728*(x + 0.5)"),
        ("exp(x)", "exp(x)", {"x": 0}, "x + 1"),
    ],
)
def test_lines(f, slope, at, expected):
    assert line(f, slope, at) == expected


def test_lines_with_digits():
    assert line("exp(x)", "exp(x)", {"x": 1}, 10) == "2.718281828 + 2.718281828*(x - 1)"


@given(st.fractions(-5, 5, max_denominator=50))
def test_the_line_touches(a):
    f, slope = parse("x^3 - 2*x + 1/3"), parse("3*x^2 - 2")
    found = tangent_line(f, slope, "x", {"x": a})
    assert evaluate(found.line, {"x": a}) == evaluate(f, {"x": a})
    rise = evaluate(found.line, {"x": a + 1}) - evaluate(found.line, {"x": a})
    assert rise == evaluate(slope, {"x": a})
    assert evaluate(found.slope, {}) == rise


def test_no_line_without_a_value():
    with pytest.raises(DomainError):
        line("abs(x)/x", "0/x", {"x": 0})
    with pytest.raises(ArgumentError, match="no value for x"):
        line("x", "1", {"y": 0})
    with pytest.raises(ArgumentError, match="truth value"):
        line("x < 1", "1", {"x": 0})
