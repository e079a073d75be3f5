"""A rule is a line of mathematics; a line that does not hold together is refused when it is read."""

from __future__ import annotations

import pytest

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Apply, Number, RuleError, Symbol, apply
from symdiff.notation import parse
from symdiff.rewriting import Rule, cut, read_guard, read_rules, split_lines
from symdiff.rewriting.lines import LETTERS

u, v, n, a = map(Symbol, "uvna")


def formula(text: str):
    return parse(text, variables=LETTERS)


def only(text: str) -> Rule:
    (rule,) = read_rules(text, CATALOGUE)
    return rule


def test_both_sides_are_read_as_typed() -> None:
    rule = only("square of a sum: (u + v)^2 -> u^2 + 2*u*v + v^2")
    assert rule.name == "square of a sum"
    assert rule.left is (u + v) ** Number("2")
    assert rule.right is u ** Number("2") + 2 * u * v + v ** Number("2")
    assert rule.letters == ("u", "v")
    assert rule.guard is None
    assert rule.provided is None
    assert repr(rule) == "Rule('square of a sum')"


def test_letters_stand_in_the_order_in_which_the_left_side_names_them() -> None:
    assert only("r: v^n*u -> u*v^n").letters == ("v", "n", "u")
    assert only("r: sin(0) -> 0").letters == ()


def test_what_is_provided_is_a_formula() -> None:
    rule = only("r: u/v*v -> u provided v != 0 and u > 1")
    assert rule.provided is formula("v != 0 and u > 1")


def test_a_line_may_have_guard_and_provision() -> None:
    rule = only("r: abs(u)/u -> sign(u) when u is real provided u != 0")
    assert rule.right is apply("sign", (u,))
    assert rule.guard is not None
    assert rule.guard.text == "u is real"
    assert rule.provided is formula("u != 0")


def test_guards_are_alternatives_of_tests() -> None:
    guard = read_guard("n is even or u >= 0 and a - 1/2 is integer", "r", CATALOGUE)
    (even,), (nonnegative, integer) = guard.alternatives
    assert (even.left, even.asks, even.right) == (n, "even", None)
    assert (nonnegative.left, nonnegative.asks, nonnegative.right) == (u, "ge", Number("0"))
    assert (integer.left, integer.asks, integer.right) == (formula("a - 1/2"), "integer", None)


@pytest.mark.parametrize("text", ["n is integer", "n is an integer"])
def test_articles_may_be_written(text: str) -> None:
    assert read_guard(text, "r", CATALOGUE).alternatives[0][0].asks == "integer"


@pytest.mark.parametrize("relation", ["<", "<=", ">", ">=", "!=", "=="])
def test_a_guard_may_compare(relation: str) -> None:
    (test,) = read_guard(f"u + 1 {relation} v", "r", CATALOGUE).alternatives[0]
    assert test.left is u + 1
    assert test.right is v
    assert apply(test.asks, (test.left, v)) is formula(f"u + 1 {relation} v")


def test_tables_have_one_line_for_each_rule() -> None:
    text = """
        first:   sin(0)  -> 0

        second:  cos(-u) -> cos(u)
    """
    assert [rule.name for rule in read_rules(text, CATALOGUE)] == ["first", "second"]
    assert read_rules("", CATALOGUE) == []
    assert read_rules("\n  \n", CATALOGUE) == []


def test_lines_and_words() -> None:
    assert list(split_lines("  one:  u -> v \n\nsin(u)' = cos(u)*u'\n")) == [
        ("one", "u -> v"),
        ("", "sin(u)' = cos(u)*u'"),
    ]
    assert cut("u -> v  when  u is real", "when") == ("u -> v", "u is real")
    assert cut("u -> v", "when") == ("u -> v", "")
    assert cut("whenever(u) -> v", "when") == ("whenever(u) -> v", "")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("sin(0) -> 0", "name: left -> right"),
        (": sin(0) -> 0", "name: left -> right"),
        ("r: sin(0) = 0", "name: left -> right"),
        ("r: sin(0)", "name: left -> right"),
        ("r: -> 0", "cannot be read"),
        ("r: sin(0) ->", "cannot be read"),
        ("r: sin(u -> 0", "cannot be read"),
        ("r: sinq(u) -> 0", "cannot be read"),
        ("r: snn(u) -> 0", "cannot be read"),
        ("r: sin(u) -> u when v > 0", "its left side lacks"),
        ("r: sin(u) -> u when v is even", "its left side lacks"),
        ("r: sin(u) -> u when u + 1", "no comparison"),
        ("r: sin(u) -> u when 0 < u < 1", "no comparison"),
        ("r: sin(u, v) -> 0", "cannot be read"),
        ("r: sin(x) -> x", "uses x"),
        ("r: sin(theta) -> 0", "uses theta"),
        ("r: sin(u) -> v", "its left side lacks"),
        ("r: sin(u) -> u provided w > 0", "its left side lacks"),
        ("r: sin(u) -> u when u is lovely", "nobody defines"),
        ("r: sin(u) -> u when u is", "is"),
        ("r: sin(u) -> u when lovely(u)", "cannot be read"),
        ("r: sin(u) -> u when u", "no comparison"),
        ("r: sin(u) -> u when sin(u)", "no comparison"),
        ("r: sin(u) -> u when u > ", "cannot be read"),
        ("r: sin(u) -> u provided", "uses provided"),
    ],
)
def test_lines_that_do_not_hold_together_are_refused(line: str, complaint: str) -> None:
    with pytest.raises(RuleError, match=r"rule|line") as caught:
        read_rules(f"good: sin(0) -> 0\n{line}", CATALOGUE)
    assert complaint in caught.value.message


def test_a_refusal_points_into_the_line() -> None:
    with pytest.raises(RuleError) as caught:
        read_rules("r: sinn(u) -> 0", CATALOGUE)
    assert caught.value.text is not None
    assert caught.value.span is not None
    assert "'r'" in caught.value.message
    start, end = caught.value.span
    assert caught.value.text[start:end] == "sinn"


def test_an_unknown_property_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(RuleError, match="lovely") as caught:
        read_rules("r: sin(u) -> u when u is lovely", CATALOGUE)
    assert "integer" in (caught.value.advice or "")


def test_every_line_of_the_catalogue_is_read() -> None:
    tables = [record.simplify for record in CATALOGUE] + [CATALOGUE.rules]
    rules = [rule for text in tables for rule in read_rules(text, CATALOGUE)]
    assert len(rules) > 300
    assert all(type(rule.left) is Apply for rule in rules)
