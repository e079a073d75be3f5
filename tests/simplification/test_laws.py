"""The laws that are stated, and those that the code carries out, are the same."""

from __future__ import annotations

import random

import pytest
from evaluator import UNDEFINED, is_value, may_be_equal, values
from formulas import POINTS, put_together

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Apply, Expr, Symbol, apply, postorder, substitute
from symdiff.notation import parse
from symdiff.rewriting import Rule, read_rules
from symdiff.simplification import CANDIDATES as FORMS_BY_NAME
from symdiff.simplification import Simplification, simplify
from symdiff.simplification.laws import CANDIDATES, LAWS, WITHOUT_LINE
from symdiff.simplification.named import names_of

FALSE = Apply("false", ())

RULES = read_rules(LAWS, CATALOGUE)
laws = pytest.mark.parametrize("law", RULES, ids=[rule.name for rule in RULES])
_NUMBERS = [parse(t) for t in ("2", "3", "1/2", "-5", "0.5", "1", "12/7")]
_INTEGERS = [parse(t) for t in ("2", "3", "1", "4", "-1", "-2", "5")]


def letters(law: Rule, dice: random.Random) -> dict[Expr, Expr]:
    """A random formula for each letter, of the kind that the letter stands for."""
    return {Symbol(name): _letter(name, dice) for name in law.letters}


def _letter(name: str, dice: random.Random) -> Expr:
    if name in "nm":
        return dice.choice(_INTEGERS)
    if name in "ab":
        return dice.choice(_NUMBERS)
    while True:
        e = put_together(dice.randbytes(dice.randint(1, 4)))
        if simplify(e * 1) is not e * 1 and not _has_symbolic_exponent(e):
            return e


def _has_symbolic_exponent(e: Expr) -> bool:
    """Powers such as x^x lose the square that they had: (x^x)^2 is x^(2*x)."""
    return any(type(node) is Apply and node.op == "pow" and node.args[1].free_symbols for node in postorder((e,)))


def instances(law: Rule, count: int) -> list[tuple[Expr, Expr]]:
    """Both sides of the law for random letters; no side is without value everywhere."""
    dice = random.Random(law.name)
    found: list[tuple[Expr, Expr]] = []
    while len(found) < count:
        chosen = letters(law, dice)
        sides = substitute(law.left, chosen), substitute(law.right, chosen)
        if not any(FALSE in Simplification(side).conditions for side in sides):
            found.append(sides)
    return found


# Two laws run against each other, and the simplifier takes the side that is shorter; a root of a square may
# find its sign known after its sum has become a fraction.
ONE_WAY = [rule for rule in RULES if rule.name not in ("multiplied out", "common factor", "root of a square")]


@pytest.mark.parametrize("law", ONE_WAY, ids=[rule.name for rule in ONE_WAY])
def test_both_sides_of_a_law_simplify_to_one_formula(law: Rule) -> None:
    """Or to two that differ in how a sum was typed, and whose difference is 0."""
    same = 0
    for left, right in instances(law, 50):
        one, other = simplify(left), simplify(right)
        same += one is other
        assert one is other or Simplification(left - right).is_zero, f"{left} -> {right}: {one}, {other}"
    assert same > 40


@laws
def test_laws_are_sound(law: Rule) -> None:
    told = 0
    for left, right in instances(law, 40):
        for point in POINTS:
            one, other = values((left, right), point)
            if is_value(one) and other != UNDEFINED:
                told += is_value(other)
                assert not is_value(other) or may_be_equal(one, other), f"{left} -> {right} at {point}"
            elif is_value(one):
                assert law.provided is not None, f"{left} -> {right} at {point}"
    assert told > 50


@pytest.mark.parametrize(
    ("before", "law"),
    [
        ("u + 0", "sum with zero"),
        ("0 + u", "sum with zero"),
        ("u - 0", "difference with zero"),
        ("0 - u", "zero minus"),
        ("-(-u)", "double minus"),
        ("2*u + 3*u", "like terms"),
        ("u - u", "terms that cancel"),
        ("1*u", "product with one"),
        ("u*1", "product with one"),
        ("0*u", "product with zero"),
        ("u*u", "like factors"),
        ("u^2*u^3", "like factors"),
        ("u*2", "order of factors"),
        ("2*(3*u)", "numbers in a product"),
        ("u/1", "quotient by one"),
        ("u^1", "first power"),
        ("u^0", "zeroth power"),
        ("1^u", "power of one"),
        ("(u^2)^3", "power of a power"),
        ("sqrt(u^2)", "root of a square"),
        ("2 + 3", "numbers"),
        ("2*3", "numbers"),
        ("v + u", "order"),
        ("sin(0)", "sine of zero"),
        ("sin(-u)", "sine is odd"),
        ("sin(u)^2 + cos(u)^2", "sum of squares"),
        ("ln(exp(u))", "logarithm of exponential"),
    ],
)
def test_a_step_is_named_after_its_law(before: str, law: str) -> None:
    e = parse(before)
    steps = Simplification(e, trace=True).steps()
    assert steps[-1].path == ()
    assert steps[-1].rule == law


def test_every_name_of_a_step_is_declared() -> None:
    declared = {*WITHOUT_LINE, *(rule.name for rule in RULES)}
    for text in [CATALOGUE.rules, *(record.simplify for record in CATALOGUE)]:
        declared |= {rule.name for rule in read_rules(text, CATALOGUE)}
    declared |= {name for c in FORMS_BY_NAME for name in (c.name, *[line for line, _ in c.lines])}
    dice = random.Random(7)
    seen = set()
    for _ in range(400):
        e = put_together(dice.randbytes(12))
        seen |= {name for step in Simplification(e, trace=True).steps() for name in step.rules}
    assert seen <= declared, seen - declared
    assert len(seen) > 25


def test_the_rule_of_the_catalogue_is_named_where_arithmetic_is_not_enough() -> None:
    assert names_of(parse("x*x"), parse("x^2"), ["sine is odd"]) == ("like factors",)
    assert names_of(apply("sin", (parse("-x"),)), parse("-sin(x)"), ["sine is odd"]) == ("sine is odd",)
    assert names_of(parse("sin(x)"), parse("cos(x)")) == ("rewritten",)


@pytest.mark.parametrize("law", read_rules(CANDIDATES, CATALOGUE), ids=lambda law: law.name)
def test_candidate_forms_are_equal_to_what_they_replace(law: Rule) -> None:
    assert str(simplify(apply("sub", (law.left, law.right)))) == "0"
