"""The candidate forms are declared records: they can be listed, left out, put in order and added to."""

from __future__ import annotations

import pytest
from evaluator import UNDEFINED, is_value, may_be_equal, values
from formulas import POINTS, formulas, quotients, roots
from hypothesis import given, settings

from symdiff import CANDIDATES, Candidate, derivation, diff, simplify
from symdiff.expressions import ArgumentError, Expr, RuleError
from symdiff.notation import parse
from symdiff.rewriting import replay
from symdiff.simplification import Simplification
from symdiff.simplification.cost import ReadingCost

HALF = "sine of a double angle: sin(u)*cos(u) -> sin(2*u)/2"
NAMES = [candidate.name for candidate in CANDIDATES]


def test_the_candidates_are_listed_with_their_rules() -> None:
    assert NAMES[:2] == ["common factor", "one fraction"]
    assert len(set(NAMES)) == len(NAMES)
    for candidate in CANDIDATES:
        assert all("->" in body for _, body in candidate.lines)


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("x*sin(x) + x*cos(x)", "common factor"),
        ("1/(x - 1) - 1/(x + 1)", "one fraction"),
        ("(x^2 - 1)/(x - 1)*sin(x)", "factors that cancel"),
        ("1/(sqrt(x) - 1) + 1/(sqrt(x) + 1)", "conjugates"),
        ("sin(x)^4 - cos(x)^4 + 2*cos(x)^2", "squares of sines"),
        ("sin(x)^2 - cos(x)^2", "double angles"),
    ],
)
def test_a_candidate_that_is_left_out_is_not_used(formula: str, name: str) -> None:
    without = [candidate for candidate in CANDIDATES if candidate.name != name]
    e = parse(formula)
    full, less = Simplification(e), Simplification(e, candidates=without)
    said = {name, *[line for line, _ in next(c for c in CANDIDATES if c.name == name).lines]}
    assert said & {chosen for chosen, _, _ in full._chosen}
    assert not said & {chosen for chosen, _, _ in less._chosen}
    assert ReadingCost()(full.result) <= ReadingCost()(less.result)


def test_without_candidates_the_normal_form_stays() -> None:
    for text in ("1/(x - 1) - 1/(x + 1)", "sin(x)^2 - cos(x)^2", "x*sin(x) + x*cos(x)"):
        assert simplify(text, candidates=[]) is simplify(text, form="canonical")


def test_a_rule_line_is_a_candidate_and_the_cost_decides() -> None:
    assert str(diff("sin(x)^2")) == "2*sin(x)*cos(x)"
    assert str(diff("sin(x)^2", candidates=[*CANDIDATES, HALF])) == "sin(2*x)"
    assert str(simplify("sin(x)^2*cos(x)", candidates=[*NAMES, HALF])) == "sin(x)**2*cos(x)"
    longer = Candidate("tangent", "tan(u) -> sin(u)/cos(u)")
    assert str(simplify("tan(x)", candidates=[longer])) == "tan(x)"
    assert str(simplify("tan(x)*cos(x)", candidates=[longer])) == str(simplify("tan(x)*cos(x)"))


def test_a_rule_may_stand_for_a_function_a_product_or_a_sum() -> None:
    for line, before, after in [
        ("shift: gamma(u + 1) -> gamma(u)*u", "gamma(x + 1)", "gamma(x + 1)"),
        ("angle: atan(u) -> acot(1/u) provided u != 0", "atan(1/x)", "acot(x)"),
        ("sum: sin(u)*cos(v) + cos(u)*sin(v) -> sin(u + v)", "sin(x)*cos(1) + cos(x)*sin(1)", "sin(x + 1)"),
    ]:
        assert str(simplify(before, candidates=[line])) == after


def test_what_a_rule_takes_for_granted_is_told_only_if_it_was_used() -> None:
    shorter = "far: cosh(u) + sinh(u) -> exp(u) provided u > 1"
    longer = "far: cosh(u) -> (exp(u) + exp(-u))/2 provided u > 1"
    e = parse("cosh(x) + sinh(x) + 1")
    assert Simplification(e, candidates=[longer]).conditions == ()
    used = Simplification(e, candidates=[longer, shorter])
    assert str(used.result) == "exp(x) + 1"
    assert [str(condition) for condition in used.conditions] == ["x > 1"]


def test_of_two_that_cost_the_same_the_first_is_taken() -> None:
    rules = ["one: erf(u) -> erfc(u)", "two: erf(u) -> erfi(u)"]
    free = {"cost": lambda e: str(e).count("erf(")}
    assert str(simplify("erf(x)", candidates=rules, **free)) == "erfc(x)"
    assert str(simplify("erf(x)", candidates=rules[::-1], **free)) == "erfi(x)"


def test_the_steps_name_the_candidate() -> None:
    found = derivation("sin(x)^2", candidates=[*CANDIDATES, HALF])
    assert found.steps[-1].rule == "sine of a double angle"
    assert found.replay() is found.result


@given(formulas | roots | quotients)
@settings(max_examples=300)
def test_any_choice_of_candidates_keeps_the_value(e: Expr) -> None:
    for chosen in (NAMES[::-1], NAMES[::2], NAMES[1::2], [*NAMES, HALF]):
        found = Simplification(e, candidates=chosen, trace=True)
        assert replay(e, found.steps()) is found.result
        for point in POINTS:
            before, after = values((e, found.result), point)
            if is_value(before):
                assert after != UNDEFINED
                assert not is_value(after) or may_be_equal(before, after)


@pytest.mark.parametrize(
    "wrong",
    ["conjugates", 3, [3], ["nothing of the kind"], ["sin(u) -> cos(u)"], ["a: u + v -> v"],
     ["a: 2^sin(u) -> u"], ["a: sin(u -> u"], ["a: sin(u) -> nope(u)"], ["a: ->"]],
)  # fmt: skip
def test_a_wrong_candidate_is_refused_in_words(wrong: object) -> None:
    with pytest.raises((ArgumentError, RuleError)) as refused:
        simplify("x", candidates=wrong)
    assert refused.value.message
