"""Every rule line, with many kinds of formulas for its letters, leads to a formula that agrees."""

from __future__ import annotations

import itertools
import random

import evaluator
import pytest
from evaluator import UNDEFINED, is_value, may_be_equal, values
from formulas import POINTS

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import COMPARISONS, Apply, Expr, Symbol, apply, postorder, substitute
from symdiff.notation import parse
from symdiff.rewriting import Rule, read_rules
from symdiff.simplification import simplify

LOGIC = COMPARISONS | {"and", "or", "not"}
EXPRESSIONS = [
    parse(text)
    for text in """x; y; x^2 + 1; -x^2 - 1; x^2; exp(x); sin(x); 2; 1/2; -3; pi/3; x + y; 0; 3*x; -x; sqrt(x); ln(x);
        1/x; abs(x); acos(x); cbrt(x); x^(1/3)""".split(";")
]
CONDITIONS = [parse("x < y"), apply("true", ())]
NUMBERS = [parse(text) for text in "2 1/3 3/4 -5/3 7/2 5/6 3 -1/2".split()]
INTEGERS = [parse(text) for text in "2 3 -1 -2 4 0 1".split()]
KNOWN = {*evaluator._REAL, *evaluator._LOGIC}


def within_reach(rule: Rule) -> bool:
    """Whether the evaluator knows every function of the rule."""
    return all(type(n) is not Apply or n.op in KNOWN for n in postorder((rule.left, rule.right)))


TABLE = [
    rule
    for text in [*(record.simplify for record in CATALOGUE), CATALOGUE.rules]
    for rule in read_rules(text, CATALOGUE)
    if within_reach(rule)
]


def conditions(e: Expr) -> set[str]:
    """The letters that stand for conditions."""
    found = set()
    for node in postorder((e,)):
        if type(node) is Apply:
            places = node.args if node.op in ("and", "or", "not") else node.args[:1] if node.op == "where" else ()
            found |= {a.name for a in places if type(a) is Symbol}
    return found


def instances(rule: Rule, most: int) -> list[Expr]:
    """The left side with many kinds of formulas for its letters."""
    truths = conditions(rule.left)
    kinds = [
        CONDITIONS if name in truths else NUMBERS if name in "ab" else INTEGERS if name in "nm" else EXPRESSIONS
        for name in rule.letters
    ]
    choices = list(itertools.product(*kinds))
    if len(choices) > most:
        choices = random.Random(rule.name).sample(choices, most)
    made = [substitute(rule.left, dict(zip(map(Symbol, rule.letters), chosen, strict=True))) for chosen in choices]
    if type(rule.left) is Apply and rule.left.op in LOGIC:
        return [apply("where", (e, Symbol("x"), Symbol("y"))) for e in made]
    return made


@pytest.mark.parametrize("domain", ["real", "complex"])
@pytest.mark.parametrize("rule", TABLE, ids=[rule.name for rule in TABLE])
def test_what_a_rule_leads_to_agrees(rule: Rule, domain: str) -> None:
    for e in instances(rule, 30):
        simplified = simplify(e, domain=domain)
        for point in POINTS:
            before, after = values((e, simplified), point, domain)
            if is_value(before):
                assert after != UNDEFINED, f"{e} -> {simplified} at {point}"
                assert not is_value(after) or may_be_equal(before, after), f"{e} -> {simplified} at {point}"


def test_the_table_is_long() -> None:
    assert len(TABLE) > 250
