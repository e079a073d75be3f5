"""The derivative lines of the catalogue, and what refuses a line that does not hold together."""

from __future__ import annotations

import pytest

from symdiff.calculus import derivative_lines, differentiate, in_slot
from symdiff.catalogue import CATALOGUE, Catalogue, Function
from symdiff.expressions import RuleError, apply, symbols
from symdiff.notation import parse

x, y = symbols("x y")


def test_lines_are_tried_in_the_order_of_the_page() -> None:
    names = [line.name for line in derivative_lines(CATALOGUE, "pow", "real")]
    assert names == ["constant power", "power of zero", "constant base", "general power"]


def test_a_line_without_a_name_has_that_of_its_function() -> None:
    (line,) = derivative_lines(CATALOGUE, "sin", "real")
    assert line.name == "sin"
    assert line.text == "sin(u)' = cos(u) * u'"


def test_what_nobody_knows_has_no_line() -> None:
    assert derivative_lines(CATALOGUE, "nobody_knows", "real") == ()
    assert derivative_lines(CATALOGUE, "pi", "real") == ()


def test_lines_are_read_once_for_each_catalogue() -> None:
    assert derivative_lines(CATALOGUE, "sin", "real") is derivative_lines(CATALOGUE, "sin", "real")
    mine = CATALOGUE.extended([Function("sin", derivative="sin(u)' = 2 * u'")])
    assert differentiate(apply("sin", (x,)), x, catalogue=mine) is parse("2*1")
    assert differentiate(apply("sin", (x,)), x, catalogue=CATALOGUE) is parse("cos(x)*1")


def test_every_line_of_the_catalogue_is_read() -> None:
    for record in CATALOGUE:
        for domain in ("real", "complex"):
            for line in derivative_lines(CATALOGUE, record.name, domain):
                assert set(line.constant) | set(line.without_formula) <= set(range(record.arity))


def test_a_function_of_ones_own() -> None:
    mine = CATALOGUE.extended(
        [
            Function("gd", derivative="gd(u)' = sech(u) * u'"),
            Function("between", arity=3, derivative="between(u, v, w)' = v' * u + w * u'"),
        ]
    )
    assert differentiate(apply("gd", (x * y,)), x, catalogue=mine) is parse("sech(x*y)*(1*y + x*0)")
    e = apply("between", (x, x * x, x))
    slot = apply("D(between, 3)", e.args)
    expected = parse("(1*x + x*1)*x + x*1") + slot * 1
    assert differentiate(e, x, catalogue=mine) is expected


@pytest.mark.parametrize(
    "line",
    [
        "gd(u) = sech(u) * u'",
        "gd(u)' -> sech(u) * u'",
        "gd(u)'",
        "gd(u)' = ",
        "gd(u)' = sech(u * u'",
        "gd(u)' = seech(u) * u'",
        "gd(u)' = sech(v) * u'",
        "gd(u, v)' = u' * v",
        "gd(2)' = 0",
        "sin(u)' = cos(u) * u'",
        "gd(u)' = u' when u is lovely",
        "gd(u)' = u' when v is constant",
        "gd(u)' = u' when u > 0",
    ],
)
def test_a_line_that_does_not_hold_together_is_refused(line: str) -> None:
    mine = Catalogue([*CATALOGUE, Function("gd", derivative=line)])
    with pytest.raises(RuleError):
        CATALOGUE.extended([mine["gd"]])
    with pytest.raises(RuleError):
        differentiate(apply("gd", (x,)), x, catalogue=mine)


def test_names_of_derivatives_in_a_slot() -> None:
    assert in_slot("f", 1) == "D(f, 1)"
    assert in_slot("D(f, 1)", 1) == "D(f, 1, 1)"
    assert in_slot("D(f, 2)", 1) == "D(f, 1, 2)"
    assert in_slot("D(f, 2, 11)", 3) == "D(f, 2, 3, 11)"
