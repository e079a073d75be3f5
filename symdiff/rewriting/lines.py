"""Rule text: named lines of mathematics, read by symdiff's own parser.

    name: left -> right   [when guard]   [provided condition]      a rewriting rule
    name: left' = right   [when guard]                             a derivative rule

``when`` is checked on the match; ``provided`` is taken for granted and told to the reader.
"""

from __future__ import annotations

from ..expressions import (
    COMPARISONS,
    Apply,
    Expr,
    RuleError,
    Symbol,
    SymdiffError,
    postorder,
)
from ..notation import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalogue import Catalogue

EXPRESSIONS = ("u", "v", "w")
NUMBERS = ("a", "b")
INTEGERS = ("n", "m")
CONSTANT = "c"
LETTERS = (*EXPRESSIONS, *NUMBERS, *INTEGERS, CONSTANT, "s", "t", "z")
_PROPERTIES = (
    "integer",
    "even",
    "odd",
    "real",
    "positive",
    "nonnegative",
    "nonzero",
    "number",
    "constant",
)


class Guard:
    """A condition under which a rule holds: properties of letters and comparisons, by and / or.

    ``alternatives`` are joined by or; each is a tuple of tests joined by and; a test is
    ``(property or relation, left, right)``.
    """

    __slots__ = ("alternatives", "text")

    def __init__(self, text: str, alternatives: tuple[tuple[Test, ...], ...]) -> None:
        self.text = text
        self.alternatives = alternatives


class Test:
    """One test of a guard: ``n is even``, or ``u >= 0``; ``asks`` is "even", or "ge"."""

    __slots__ = ("asks", "left", "right")

    def __init__(self, left: Expr, asks: str, right: Expr | None) -> None:
        self.left = left
        self.asks = asks
        self.right = right


class Rule:
    """A named line ``left -> right``, with what it needs and what it takes for granted."""

    __slots__ = ("guard", "left", "letters", "name", "provided", "right")

    def __init__(
        self, name: str, left: Expr, right: Expr, guard: Guard | None, provided: Expr | None
    ) -> None:
        self.name = name
        self.left = left
        self.right = right
        self.guard = guard
        self.provided = provided
        self.letters = tuple(
            dict.fromkeys(n.name for n in postorder((left,)) if type(n) is Symbol)
        )

    def __repr__(self) -> str:
        return f"Rule({self.name!r})"


def split_lines(text: str) -> Iterator[tuple[str, str]]:
    """The name and the body of every line; the name is empty when the line has none."""
    for line in text.splitlines():
        line = line.strip()
        if line:
            name, colon, body = line.partition(": ")
            yield (name.strip(), body.strip()) if colon else ("", line)


def cut(body: str, word: str) -> tuple[str, str]:
    """The text before and after a word, as in ``left -> right when guard``."""
    before, _, after = body.partition(f" {word} ")
    return before.strip(), after.strip()


def read_rules(text: str, catalogue: Catalogue) -> list[Rule]:
    """The rewriting rules of a table.

    Raises:
        RuleError: for a line that is no rule, or names a letter, guard or function that nobody
            defines.

    >>> from symdiff.catalogue import CATALOGUE
    >>> read_rules("sine is odd: sin(-u) -> -sin(u)", CATALOGUE)
    [Rule('sine is odd')]
    """
    return [_read_rule(name, body, catalogue) for name, body in split_lines(text)]


def _read_rule(name: str, body: str, catalogue: Catalogue) -> Rule:
    body, provided = cut(body, "provided")
    body, when = cut(body, "when")
    left, arrow, right = body.partition("->")
    if not name or not arrow:
        raise RuleError(f"the line {body!r} is not of the form  name: left -> right")
    rule = Rule(
        name,
        _formula(left, name, catalogue),
        _formula(right, name, catalogue),
        read_guard(when, name, catalogue) if when else None,
        _formula(provided, name, catalogue) if provided else None,
    )
    for part in (rule.right, rule.provided, *_tested_formulas(rule.guard)):
        for node in () if part is None else postorder((part,)):
            if type(node) is Symbol and node.name not in rule.letters:
                raise RuleError(f"the rule {name!r} uses {node.name}, which its left side lacks")
    return rule


def _tested_formulas(guard: Guard | None) -> list[Expr | None]:
    """The formulas that a guard speaks of."""
    tests = [test for alternative in guard.alternatives for test in alternative] if guard else []
    return [formula for test in tests for formula in (test.left, test.right)]


def read_guard(text: str, name: str, catalogue: Catalogue) -> Guard:
    """The guard after ``when``."""
    alternatives = []
    for alternative in text.split(" or "):
        tests = [_read_test(test.strip(), name, catalogue) for test in alternative.split(" and ")]
        alternatives.append(tuple(tests))
    return Guard(text, tuple(alternatives))


def _read_test(text: str, name: str, catalogue: Catalogue) -> Test:
    subject, what = cut(text, "is")
    if what:
        what = what.removeprefix("an ").removeprefix("a ")
        if what not in _PROPERTIES:
            raise RuleError(
                f"the rule {name!r} asks whether {subject} is {what!r}, which nobody defines",
                advice=f"known properties: {', '.join(_PROPERTIES)}",
            )
        return Test(_formula(subject, name, catalogue), what, None)
    comparison = _formula(text, name, catalogue)
    if type(comparison) is not Apply or comparison.op not in COMPARISONS:
        raise RuleError(f"the rule {name!r} has a guard that is no comparison: {text!r}")
    return Test(comparison.args[0], comparison.op, comparison.args[1])


def _formula(text: str, name: str, catalogue: Catalogue) -> Expr:
    try:
        formula = parse(text.strip(), constants=("pi", "E", "I"), catalogue=catalogue)
    except SymdiffError as error:
        raise RuleError(
            f"the rule {name!r} cannot be read: {error.message}", text=error.text, span=error.span
        ) from error
    for node in postorder((formula,)):
        if type(node) is Symbol and node.name not in LETTERS:
            letters = ", ".join(LETTERS)
            raise RuleError(f"the rule {name!r} uses {node.name}; letters are {letters}")
    return formula


__all__ = [
    "CONSTANT",
    "EXPRESSIONS",
    "INTEGERS",
    "LETTERS",
    "NUMBERS",
    "Guard",
    "Rule",
    "Test",
    "cut",
    "read_guard",
    "read_rules",
    "split_lines",
]
