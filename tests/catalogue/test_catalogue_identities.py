"""Every simplification line by sampling both sides: equal, and the domain never shrinks."""

from __future__ import annotations

import itertools
import random

import pytest
from reference_values import CATALOGUE, close, is_real, mp, number, value

from symdiff.expressions import Apply, Expr, Symbol, postorder
from symdiff.rewriting import Rule, read_rules

TABLE = [
    (rule, title)
    for title, text in [*((r.name, r.simplify) for r in CATALOGUE), ("rules", CATALOGUE.rules)]
    for rule in read_rules(text, CATALOGUE)
]
rules = pytest.mark.parametrize(
    "rule", [r for r, _ in TABLE], ids=[f"{t}: {r.name}" for r, t in TABLE]
)

REALS = tuple(map(number, "-27/10 -3/2 -1 -4/5 -1/3 0 2/7 1/2 1 6/5 5/2 4".split()))
RATIONALS = tuple(map(number, "-5/2 -1 -3/4 -1/3 1/6 1/4 1/2 2/3 5/6 1 7/6 3/2 9/4 3 7/2".split()))
INTEGERS = tuple(map(mp.mpf, range(-4, 6)))
COMPLEX = (
    *REALS,
    mp.mpc("0.7", "0.4"),
    mp.mpc("-1.3", "-0.6"),
    mp.mpc("0", "2"),
    mp.mpc("-0.2", "1.9"),
    mp.mpc("3", "-0.1"),
)
LOGIC = {"and", "or", "not"}


def conditions(e: Expr) -> set[str]:
    """The letters that stand for conditions."""
    found = set()
    for node in postorder((e,)):
        if type(node) is Apply:
            places = node.args if node.op in LOGIC else node.args[:1] if node.op == "where" else ()
            found |= {a.name for a in places if type(a) is Symbol}
    return found


def samples(rule: Rule, numbers: tuple, most: int = 120) -> list[dict]:
    """Values for the letters of a rule, over negative, special and positive ones."""
    truths = conditions(rule.left)
    ranges = [
        (True, False)
        if letter in truths
        else INTEGERS
        if letter in "nm"
        else RATIONALS
        if letter in "ab"
        else numbers
        for letter in rule.letters
    ]
    if any(
        node.op.startswith("elliptic") for node in postorder((rule.left,)) if type(node) is Apply
    ):
        most = 30  # mpmath takes its time over them
    points = list(itertools.product(*ranges))
    if len(points) > most:
        points = random.Random(rule.name).sample(points, most)
    return [dict(zip(rule.letters, point, strict=True)) for point in points]


def allowed(rule: Rule, letters: dict, *, real: bool) -> bool:
    """Whether the guard of the rule holds."""
    if rule.guard is None:
        return True
    return any(
        all(_holds(test, letters, real) for test in alternative)
        for alternative in rule.guard.alternatives
    )


def _holds(test, letters: dict, real: bool) -> bool:
    u = value(test.left, letters, real=real)
    if u is None:
        return False
    if test.right is not None:
        v = value(test.right, letters, real=real)
        if v is None or not (is_real(u) and is_real(v)):
            return False
        return value(Apply(test.asks, (Symbol("u"), Symbol("v"))), {"u": mp.re(u), "v": mp.re(v)})
    if not is_real(u):
        return test.asks == "nonzero"
    u = mp.re(u)
    return {
        "real": True,
        "integer": u == mp.floor(u),
        "even": u % 2 == 0,
        "odd": u % 2 == 1,
        "positive": u > 0,
        "nonnegative": u >= 0,
        "nonzero": u != 0,
    }[test.asks]


@rules
def test_both_sides_are_equal_on_the_reals(rule: Rule) -> None:
    tried = 0
    for letters in samples(rule, REALS):
        if not allowed(rule, letters, real=True):
            continue
        left, right = value(rule.left, letters), value(rule.right, letters)
        assumed = rule.provided is None or value(rule.provided, letters) is True
        if left is None:
            wider = right is not None
            assert not (wider and assumed), (
                f"at {letters} only the right side is defined: what is provided?"
            )
            continue
        assert right is not None, f"at {letters} the left side is {left}, the right side undefined"
        assert close(left, right, 20), f"at {letters}: {left}, {right}"
        assert assumed, f"at {letters} the left side is defined, what is provided does not hold"
        tried += 1
    assert tried


UNLIKE = {
    "F of a right angle": ("v", {1}, "the rounded pi/2 misses the pole"),
    "1F1 of equal parameters": ("u", {-1, 0}, "mpmath lets the series end before the pole"),
}


@rules
def test_both_sides_are_equal_where_values_are_complex(rule: Rule) -> None:
    for letters in samples(rule, COMPLEX):
        if not allowed(rule, letters, real=False):
            continue
        letter, poles, _ = UNLIKE.get(rule.name, ("", (), ""))
        if letter and letters[letter] in poles:
            continue
        left, right = value(rule.left, letters, real=False), value(rule.right, letters, real=False)
        if left is not None:
            assert right is not None, (
                f"at {letters} the left side is {left}, the right side undefined"
            )
            assert close(left, right, 18), f"at {letters}: {left}, {right}"


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule, _ in TABLE]
    assert sorted(names) == sorted(set(names))


def test_every_function_in_a_rule_is_in_the_catalogue() -> None:
    for rule, _ in TABLE:
        for node in postorder(
            tuple(e for e in (rule.left, rule.right, rule.provided) if e is not None)
        ):
            if type(node) is Apply:
                assert CATALOGUE[node.op].arity == len(node.args), rule.name
