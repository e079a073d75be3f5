"""What a user adds to the catalogue is read and checked when it is added; rules end or say so."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from symdiff import CATALOGUE, Function, diff, parse, simplify
from symdiff.expressions import LimitExceeded, RuleError, UnknownName
from symdiff.tables import check_tables


def test_the_whole_catalogue_holds_together() -> None:
    check_tables(CATALOGUE, CATALOGUE.functions, CATALOGUE.rules)


NOT_LINEAR = ["u'*u'", "2*u' + 1", "sin(u')", "u", "1/u'", "0", "u'^2", "u'/u'", "u^u'", "abs(u')"]


@pytest.mark.parametrize("right", NOT_LINEAR)
def test_a_derivative_line_is_linear(right: str) -> None:
    with pytest.raises(RuleError, match="not linear in u'"):
        CATALOGUE.extended([Function("foo", derivative=f"foo(u)' = {right}")])


@pytest.mark.parametrize("right", ["where(u' > 0, u', u')", "where(u > 0, u', 1)", "u'*v'", "u' + 1"])
def test_a_line_of_two_letters_is_linear(right: str) -> None:
    with pytest.raises(RuleError, match="not linear in u', v'"):
        CATALOGUE.extended([Function("foo", arity=2, derivative=f"foo(u, v)' = {right}")])


LINEAR = ["u'", "-u'", "0*u'", "u*u' - u'/2", "where(u > 0, u', 0)", "0 + u'", "(u' + sin(u)*u')/u"]


@pytest.mark.parametrize("right", LINEAR)
def test_linear_lines_are_taken(right: str) -> None:
    mine = CATALOGUE.extended([Function("foo", derivative=f"foo(u)' = {right}")])
    assert diff("foo(3)*x", catalogue=mine) is simplify("foo(3)", catalogue=mine)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a line of wrong arity": ({"derivative": "foo(u, v)' = u'"}, "foo takes 1 argument, not 2"),
    "a line of another function": ({"derivative": "sin(u)' = u'"}, "not foo of 1 letter"),
    "a letter twice": ({"arity": 2, "derivative": "foo(u, u)' = u'"}, "not foo of 2 letters"),
    "a complex line": ({"derivative_complex": "foo(u)' = u'*u'"}, "not linear"),
    "a rule without name": ({"simplify": "foo(u) -> u"}, "name: left -> right"),
    "a rule of wrong arity": ({"simplify": "a: foo(u, v) -> u"}, "foo takes 1 argument, not 2"),
    "a rule with a new letter": ({"simplify": "a: foo(u) -> v"}, "which its left side lacks"),
    "a rule with a bad guard": ({"simplify": "a: foo(u) -> u when u is nice"}, "nobody defines"),
    "a rule of another function": ({"simplify": "a: sin(u) -> u"}, "does not hold"),
    "a rule that is never tried": ({"simplify": "a: sin(foo(u)) -> u"}, "never be tried"),
    "a rule with two free letters": ({"simplify": "a: foo(u*v) -> u"}, "two letters would share"),
    "a domain with a slip": ({"domain": "u >"}, "domain that cannot be read"),
    "a domain that is no condition": ({"domain": "u + 1"}, "no condition"),
    "kinks in another letter": ({"kinks": "v == 0"}, "uses v in its kinks"),
    "a misspelled definition": ({"definition": "sinn(u)"}, "sinn is not a function"),
    "a definition by itself": ({"definition": "foo(u)"}, "by itself"),
    "a condition as definition": ({"definition": "u > 0"}, "condition as its definition"),
    "an unknown sign": ({"sign": "big"}, "the sign 'big'"),
    "an unknown name in math": ({"math": "nothing"}, "math.nothing"),
    "LaTeX without an argument": ({"arity": 2, "latex": "<{0}>"}, "not all of its arguments"),
    "too many arguments": ({"arity": 7}, "7 arguments"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_record_is_told_when_it_is_added(case: str) -> None:
    fields, message = WRONG[case]
    with pytest.raises(RuleError, match=message):
        CATALOGUE.extended([Function("foo", **fields)])


def test_free_rules_are_read_when_they_are_added() -> None:
    with pytest.raises(RuleError, match="never be tried"):
        CATALOGUE.extended(rules="swap: u + v -> v + u")
    with pytest.raises(RuleError, match="cannot be read"):
        CATALOGUE.extended(rules="slip: sin(u -> u")


def test_records_may_name_each_other() -> None:
    foo = Function("foo", derivative="foo(u)' = bar(u) * u'")
    bar = Function("bar", derivative="bar(u)' = -foo(u) * u'")
    assert str(diff("foo(x)", n=2, catalogue=CATALOGUE.extended([foo, bar]))) == "-foo(x)"


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match="did you mean sin"):
        CATALOGUE["sinn"]
    with pytest.raises(KeyError, match="spelling of asin"):
        CATALOGUE["arcsin"]


FOO_BAR = [Function("foo"), Function("bar")]
ENDLESS = {
    "in place": ("a: foo(u) -> foo(u)", "foo(x)"),
    "there and back": ("a: foo(u) -> bar(u)\nb: bar(u) -> foo(u)", "foo(x)"),
    "larger arguments": ("a: foo(u) -> foo(u^2)", "foo(x)"),
    "twice as many": ("a: foo(u) -> foo(u^2) + foo(u)", "foo(x)"),
    "a longer product": ("a: foo(u)*bar(u) -> foo(u)^2*bar(u)", "foo(x)*bar(x)"),
    "a product that stays": ("a: foo(u)*bar(u) -> 2*foo(u)*bar(u)", "foo(x)*bar(x)"),
    "a sum that stays": ("a: foo(u) + bar(u) -> foo(u) + bar(u) + 1", "foo(x) + bar(x)"),
    "an exponent": ("a: 2^foo(u) -> 2^foo(u + 1)", "2^foo(x)"),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_rules_without_end_are_told(case: str) -> None:
    rules, formula = ENDLESS[case]
    mine = CATALOGUE.extended(FOO_BAR, rules)
    with pytest.raises(LimitExceeded, match=r"the rule .[ab]. leads back to itself") as caught:
        simplify(formula, catalogue=mine)
    assert caught.value.code == "E-LIMIT-RULES"


def test_a_rule_that_takes_many_turns_and_ends() -> None:
    mine = CATALOGUE.extended([Function("foo")], "a: foo(n) -> foo(n - 1) + 1 when n > 0\nb: foo(0) -> 0")
    assert str(simplify("foo(40)", catalogue=mine)) == "40"


@pytest.mark.parametrize("n", [50, 300])  # the work on sums is quadratic, and counted
def test_long_products_and_sums_of_rules_do_not_recur(n: int) -> None:
    pairs = "*".join(f"sinh(x{i})*coth(x{i})" for i in range(n))
    assert simplify(pairs) is simplify("*".join(f"cosh(x{i})" for i in range(n)))
    squares = " + ".join(f"y{i}*cosh(x{i})^2 - y{i}*sinh(x{i})^2" for i in range(n))
    assert simplify(squares) is simplify(" + ".join(f"y{i}" for i in range(n)))


def test_a_rule_is_done_as_often_as_it_fits() -> None:
    assert str(simplify("sinh(x)^1000000/cosh(x)^999999")) == "sinh(x)*tanh(x)**999999"


def calls(n: int) -> int:
    """How many calls of Python functions it takes to look for pairs among 2*n factors."""
    text = "*".join([*(f"sinh(x{i})" for i in range(n)), *(f"coth(y{i})" for i in range(n))])
    count = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    e = parse(text)
    simplify(e)
    sys.setprofile(counting)
    try:
        simplify(e)
    finally:
        sys.setprofile(None)
    return count


def test_pairs_are_found_without_trying_all() -> None:
    assert calls(400) < 2.5 * calls(200)
