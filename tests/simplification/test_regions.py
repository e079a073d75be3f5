"""The shortest list of conditions says what the long one says, no more and no less."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff.catalogue import CATALOGUE
from symdiff.evaluation import evaluate
from symdiff.expressions import DomainError, Expr, apply, exact_number, rational, symbols
from symdiff.notation import parse
from symdiff.simplification.comparisons import solved
from symdiff.simplification.regions import shortest

x, n = symbols("x n")


def told(found: str, known: str = "true") -> list[str]:
    return [str(c) for c in shortest([parse(found)], [parse(known)], CATALOGUE)]


@pytest.mark.parametrize(
    ("found", "known", "short"),
    [
        ("x > -1 and x < 1", "true", ["-1 < x < 1"]),
        ("x >= -1 and 1 >= x and x^2 != 1", "true", ["-1 < x < 1"]),
        ("x^2 <= 2", "true", ["-sqrt(2) <= x <= sqrt(2)"]),
        ("x^2 >= 1/4", "true", ["x <= -1/2 or x >= 1/2"]),
        ("x^2 - 3*x + 2 > 0", "true", ["x < 1 or x > 2"]),
        ("x^2 - 3*x + 2 != 0", "true", ["x != 1", "x != 2"]),
        ("abs(x - 1) < 2", "true", ["-1 < x < 3"]),
        ("ln(x) > 0", "true", ["x > 1"]),
        ("ln(x) < 0", "true", ["0 < x < 1"]),
        ("ln(ln(x)) >= 0", "true", ["x >= E"]),
        ("sqrt(x) != 0", "true", ["x > 0"]),
        ("1/x > 0", "true", ["x > 0"]),
        ("x*y != 0", "true", ["x != 0", "y != 0"]),
        ("x^2 + y^2 > 0", "true", ["x != 0 or y != 0"]),
        ("x > y and y < x", "true", ["x > y"]),
        ("x != 0", "x > 0", []),
        ("x >= 0 and y != 0", "x > 0", ["y != 0"]),
        ("x != 0", "x >= 0", ["x > 0"]),
        ("x != 2", "x^2 > 9", []),
        ("x > 0 or x == 0 or x < 0 and x == floor(x)", "true", ["x > 0 or x == floor(x)"]),
        ("x > 0 or x == 0 and n >= 0 or x < 0 and n == floor(n)", "x > 0", []),
        ("x > 0 or x < 0 and n - 1 == floor(n) - 1", "x > 0 or n == floor(n)", ["x != 0"]),
        ("2*n == floor(2*n)", "n == floor(n)", []),
        ("x > 2 and x < 1", "true", ["False"]),
        ("cos(x) != 0 and cos(x)^2 != 0", "true", ["cos(x) != 0"]),
        ("x^2 > -1", "true", []),
        ("3 < pi", "true", []),
        ("tanh(x - 1) != 0", "true", ["x != 1"]),
    ],
)
def test_the_shortest_list(found: str, known: str, short: list[str]) -> None:
    assert told(found, known) == short


NUMBERS = [rational(p, 2) for p in range(-6, 7)]
RELATIONS = ("lt", "le", "gt", "ge", "eq", "ne")
TERMS = [parse(t) for t in ("x", "n", "x - 1", "x^2", "-2*x", "abs(x)", "x^3", "x^2 - x", "ln(x)", "sqrt(x)", "1/x", "x*n", "n/2", "x^2 + n^2")]
comparisons = st.builds(
    lambda op, term, number: apply(op, (term, exact_number(number))),
    st.sampled_from(RELATIONS), st.sampled_from(TERMS), st.sampled_from(NUMBERS),
)  # fmt: skip
whole = st.builds(
    lambda op, t: apply(op, (t, apply("floor", (t,)))), st.sampled_from(("eq", "ne")), st.sampled_from([x, n, n + 1, 2 * n])
)
conditions = st.recursive(
    comparisons | whole,
    lambda inner: st.builds(lambda op, u, v: apply(op, (u, v)), st.sampled_from(("and", "or")), inner, inner)
    | st.builds(lambda u: apply("not", (u,)), comparisons),
    max_leaves=5,
)
POINTS = [{"x": a, "n": b} for a in (*NUMBERS, rational(1, 3), 7, -5) for b in (-2, -1, rational(-1, 2), 0, rational(1, 4), 1, 2)]


def holds(condition: Expr, point: dict[str, object]) -> bool | None:
    try:
        return bool(evaluate(condition, point))
    except DomainError:
        return None


@given(conditions)
@settings(max_examples=300, deadline=None)
def test_a_solved_condition_holds_where_it_did(condition: Expr) -> None:
    found = solved(condition, CATALOGUE)
    for point in POINTS:
        before = holds(condition, point)
        assert before is None or holds(found, point) is before, (found, point)


@given(conditions, conditions)
@settings(max_examples=300, deadline=None)
def test_the_short_list_holds_where_the_long_one_does(found: Expr, known: Expr) -> None:
    short = shortest([found], [known], CATALOGUE)
    for point in POINTS:
        if holds(known, point):
            before = holds(found, point)
            after = [holds(c, point) for c in short]
            assert before is None or (False not in after) is before, (short, point)


def test_what_is_too_much_to_lay_out_is_told_as_it_is() -> None:
    many = " and ".join(f"x{i} > x{i + 1}*y" for i in range(12)) + " and (" + " or ".join(f"x{i} > {i}" for i in range(13)) + ")"
    assert len(told(many)) == 13
