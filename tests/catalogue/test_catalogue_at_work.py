"""Every simplification line does its work: the engine leads its left side where it leads its right side."""

from __future__ import annotations

import itertools

import pytest
from test_catalogue_identities import TABLE, conditions

import symdiff
from symdiff.expressions import Expr, Symbol, substitute
from symdiff.rewriting import Rule

INTEGERS = [symdiff.parse(text) for text in ("3", "2", "-3", "-2", "4")]
NUMBERS = [symdiff.parse(text) for text in ("3", "1/2", "5/2", "7/3", "-2", "3/4")]
TRUTHS = [symdiff.parse(text) for text in ("x < y", "y < z")]
OTHERS = [symdiff.parse(text) for text in ("exp(x)", "-exp(x)", "5", "1/7")]

SILENT = {
    **dict.fromkeys(
        ("arcsine of sine", "arccosine of cosine", "arctangent of tangent"),
        "the engine knows the sign of pi, not its size",
    ),
    "W from exponential": "the function stands in an exponent only",
}
"""Lines that hold and that the engine does not find yet; a line that works may leave the list."""


def values(rule: Rule, letter: str, truths: set[str]) -> list[Expr]:
    """Formulas to put in place of a letter."""
    if letter in truths:
        return TRUTHS
    if letter in "nm":
        return INTEGERS
    if letter in "ab":
        return NUMBERS
    return [Symbol(dict(u="x", v="y", w="z").get(letter, letter)), *OTHERS]


@pytest.mark.parametrize(
    "rule",
    [r for r, _ in TABLE if r.name not in SILENT],
    ids=[r.name for r, _ in TABLE if r.name not in SILENT],
)
def test_the_engine_uses_the_line(rule: Rule) -> None:
    truths = conditions(rule.left)
    for choice in itertools.product(*(values(rule, letter, truths) for letter in rule.letters)):
        filled = {Symbol(letter): e for letter, e in zip(rule.letters, choice, strict=True)}
        left, right = (substitute(side, filled) for side in (rule.left, rule.right))
        if symdiff.simplify(left) is symdiff.simplify(right) and left is not symdiff.simplify(left):
            return
    pytest.fail(f"{rule.left} -> {rule.right} is never used")
