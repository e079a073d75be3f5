"""Claims graded as a teacher would: equal, equal in part or unequal; where, by what mistake."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from ..calculus import differentiate, pruned
from ..calculus.applied import applied_rules
from ..catalogue import CATALOGUE
from ..checking import check
from ..checking.agreement import number_shown
from ..checking.samples import (
    DIGITS,
    holds_at,
    points,
    spelled,
    spelled_number,
    symbol_names,
    value_at,
)
from ..checking.stand_ins import with_stand_ins
from ..checking.verdict import DISPROVED, EVIDENCE, PROVED
from ..derivations import as_variable, assumptions, diff, only_variable, simplify
from ..evaluation import evaluate
from ..expressions import (
    DEFAULT_LIMITS,
    DomainError,
    LimitExceeded,
    MissingExtra,
    Symbol,
    apply,
    check_order,
    expect_whole,
)
from ..notation import infix
from ..notation.given import given
from .departure import departure
from .mistakes import find_mistakes, whole_mistakes
from .sections import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..catalogue import Catalogue
    from ..checking.samples import Point
    from ..checking.verdict import Verdict
    from ..expressions import Expr, Limits
    from ..notation.given import Names
    from .mistakes import Mistake

EQUAL, PARTLY, UNEQUAL, UNKNOWN = "equal", "equal in part", "unequal", "unknown"
_TRIED, _ENOUGH = 24, 3
_CLOSE = 1e-9  # beyond this the digits of a float settle that two values differ
_MORE_DIGITS = (10, 30, 100, 300)


class Grade:
    """What is said of a claim; made by ``grade``.

    Attributes:
        mark: "equal", "equal in part", "unequal" or "unknown".
        verdict: what ``check`` says, with its witness.
        answer: the derivative.
        witness: a point where the claim is wrong, exactly; None if none is known.
        values: there, the value of the derivative and that of the claim; None for no value.
        shown: the two in digits, so many that they differ; none where no digits show it.
        good: a point where the claim is right, if it is right in part.
        departs: the parts of the claim and of the answer where they begin to differ.
        mistakes: the classic mistakes that lead to the claim, the likelier first.
    """

    def __init__(self, claimed: Expr, answer: Expr, verdict: Verdict) -> None:
        self.claimed = claimed
        self.answer = answer
        self.verdict = verdict
        self.mark = {PROVED: EQUAL, EVIDENCE: EQUAL, DISPROVED: UNEQUAL}.get(
            verdict.status, UNKNOWN
        )
        self.witness: Point | None = verdict.witness
        self.values: tuple[Any, Any] = (None, None)
        self.shown: tuple[str, ...] = ()
        self.good: Point | None = None
        self.departs: tuple[Expr, Expr] | None = None
        self.mistakes: list[Mistake] = []

    @property
    def accepted(self) -> bool:
        """Whether the claim is right."""
        return self.mark == EQUAL

    def lines(self) -> list[str]:
        """What is told besides the verdict."""
        if self.mark in (EQUAL, UNKNOWN):
            return []
        told = []
        if self.witness is not None and self.shown:
            right, claimed = self.shown
            told.append(
                f"at {spelled(self.witness)} the derivative is {right}, the claim {claimed}"
            )
        if self.good is not None:
            told.append(f"in part it is right, as at {spelled(self.good)}")
        for i, mistake in enumerate(self.mistakes):
            where = "everywhere" if mistake.place is None else f"in {_short(mistake.place)}"
            word = "and also" if mistake.beside else "or" if i else "mistake"
            told.append(f"{word}: {mistake.kind}, {where}: {mistake.sentence}")
        if self.departs is not None:
            claimed_part, right_part = map(_short, self.departs)
            told.append(f"the claim has {claimed_part} where the derivative has {right_part}")
        return [*told, f"the derivative is {_short(self.answer)}"]

    def __str__(self) -> str:
        first, *checks = str(self.verdict).splitlines()
        return "\n".join([first, *[f"  {line}" for line in self.lines()], *checks])

    def __repr__(self) -> str:
        return f"Grade({self.mark!r})"

    def to_json(self) -> dict[str, Any]:
        """The grade as plain data."""
        good = None if self.good is None else {k: spelled_number(v) for k, v in self.good.items()}
        departs = self.departs and {
            "claim": _short(self.departs[0]),
            "answer": _short(self.departs[1]),
        }
        return self.verdict.to_json() | {
            "mark": self.mark,
            "derivative": _short(self.answer),
            "right at": good,
            "departs": departs,
            "mistakes": [
                {
                    "kind": m.kind,
                    "sentence": m.sentence,
                    "with the one before": m.beside,
                    "place": None if m.place is None else _short(m.place),
                }
                for m in self.mistakes
            ],
        }


def grade(
    f: Expr | str,
    claimed: Expr | str,
    x: Symbol | str | None = None,
    n: int = 1,
    *,
    domain: str = "real",
    assume: Iterable[Expr | str] = (),
    variables: Iterable[str] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = ("pi", "e", "E"),
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Grade:
    """How good a claimed derivative is, and what went wrong if something did.

    Arguments:
        f: the formula.
        claimed: what somebody says its derivative is.
        x: the variable; None for the only one.
        n: the order of the derivative that is claimed.
        domain: "real", or "complex" for principal values.
        assume: facts such as x > 0; no other points are tried.
        variables, functions, constants: how names in text are read.
        catalogue: the functions and rules.
        limits: bounds on the work.

    >>> found = grade("sin(x^2)", "cos(x^2)")
    >>> found.mark, found.mistakes[0].kind
    ('unequal', 'chain factor forgotten')
    >>> grade("sin(x)^2", "sin(2*x)").accepted, grade("x^3", "6*x", n=2).accepted
    (True, True)
    """
    names: Names = {"variables": variables, "functions": functions, "constants": constants}
    f, claimed = (given(e, catalogue, limits, names) for e in (f, claimed))
    x = only_variable(f, claimed) if x is None else as_variable(x)
    expect_whole(n, "the order of a claimed derivative is 1, 2 ...", 1)
    check_order(n)
    assume = assumptions(assume, catalogue)
    options: Any = {"domain": domain, "assume": assume, "catalogue": catalogue, "limits": limits}
    orders = [f]
    for _ in range(n - 1):
        orders.append(diff(orders[-1], x, **options))
    verdict = check(orders[-1], claimed, x, **options)
    answer = diff(orders[-1], x, **options)
    found = Grade(claimed, answer, verdict)
    if found.mark == UNEQUAL:
        _Diagnosis(found, orders, x, domain, assume, catalogue, limits).tell()
    return found


class _Diagnosis:
    """Why a claim is wrong."""

    def __init__(
        self,
        found: Grade,
        orders: list[Expr],
        x: Symbol,
        domain: str,
        facts: tuple[Expr, ...],
        catalogue: Catalogue,
        limits: Limits,
    ) -> None:
        self.found = found
        self.orders = orders
        self.f = f = orders[-1]
        self.x = x
        self.domain = domain
        self.catalogue = catalogue
        self.limits = limits
        self.numbers = with_stand_ins(catalogue, f, found.claimed)
        self.raw = differentiate(f, x, catalogue=catalogue, domain=domain)
        tried = list(islice(points(symbol_names(f, found.claimed, x)), _TRIED))
        inside = [p for p in tried if all(holds_at(fact, p, catalogue) for fact in facts)]
        self.claims = [(point, self.value(found.claimed, point)) for point in inside]

    def tell(self) -> None:
        """Fill in the grade."""
        found = self.found
        if found.witness is not None:
            point = found.witness
            found.values = (self.value(self.raw, point), self.value(found.claimed, point))
            found.shown = self.told_apart(found.values, point)
        self._in_part()
        first, last = whole_mistakes(self.orders, found.claimed, self.is_claimed)
        found.mistakes = [*first, *self._made_last(twice=not first), *last]
        if not found.mistakes:
            found.mistakes = self._made_before()
        try:
            claimed = simplify(
                found.claimed, domain=self.domain, catalogue=self.catalogue, limits=self.limits
            )
            found.departs = departure(claimed, found.answer)
        except LimitExceeded:
            found.departs = departure(found.claimed, found.answer)
        if found.departs == (found.claimed, found.answer):
            found.departs = None

    def _made_last(self, *, twice: bool) -> list[Mistake]:
        """The mistakes in the last differentiation."""
        rules = applied_rules(self.f, self.x, catalogue=self.catalogue, domain=self.domain)
        return find_mistakes(rules, self.x, self.found.claimed, self.is_claimed, twice=twice)

    def _made_before(self) -> list[Mistake]:
        """Those in an earlier one, after which all went well."""
        how: Any = {"catalogue": self.catalogue, "domain": self.domain}
        for i, f in reversed(list(enumerate(self.orders[:-1]))):
            rules = applied_rules(f, self.x, **how)

            def rest(e: Expr, orders: int = len(self.orders) - 1 - i) -> Expr:
                for _ in range(orders):
                    e = differentiate(e, self.x, make=pruned, **how)
                return e

            found = find_mistakes(
                rules, self.x, self.found.claimed, self.is_claimed, twice=False, then=rest
            )
            if found:
                return found
        return []

    def _in_part(self) -> None:
        """Whether the claim is right on a part of the line, and where."""
        right = [
            point
            for point, claimed in self.claims
            if claimed is not None and self.agrees(self.raw, point, claimed)
        ]
        if len(right) >= _ENOUGH:
            self.found.mark = PARTLY
            self.found.good = right[0]

    def is_claimed(self, e: Expr) -> bool:
        """Whether a formula has the values of the claim, at every point where both have one."""
        seen = 0
        for point, claimed in self.claims:
            if claimed is None:
                continue
            agrees = self.agrees(e, point, claimed)
            if agrees is None:
                continue
            if not agrees:
                return False
            seen += 1
            if seen == 2 * _ENOUGH:
                break
        return seen >= _ENOUGH or (seen > 0 and len(self.claims) < _ENOUGH)

    def agrees(self, e: Expr, point: Point, claimed: Any) -> bool | None:
        """Whether e has the value of the claim at a point; None where it has none.

        Values that are close are equal if nothing is left of their difference, however many of
        its digits cancel.
        """
        value = self.value(e, point)
        if value is None:
            return None
        if isinstance(value, (int, Fraction)) and isinstance(claimed, (int, Fraction)):
            return bool(value == claimed)
        if not _close(value, claimed):
            return False
        return bool(self.in_digits(apply("sub", (e, self.found.claimed)), point) == 0)

    def told_apart(self, values: tuple[Any, Any], point: Point) -> tuple[str, ...]:
        """The derivative's value and the claim's, in so many digits that they differ."""
        texts = tuple(map(number_text, values))
        for digits in _MORE_DIGITS:
            if len(set(texts)) > 1:
                return texts
            several = [self.in_digits(e, point, digits) for e in (self.raw, self.found.claimed)]
            texts = tuple(number_shown(value, digits) for value in several)
        return texts if len(set(texts)) > 1 else ()

    def in_digits(self, e: Expr, point: Point, digits: int = DIGITS) -> Any:
        """The value at a point in so many digits, None where there is none."""
        try:
            return value_at(e, point, self.domain, digits, self.numbers)
        except MissingExtra:
            return None

    def value(self, e: Expr, point: Point) -> Any:
        """The value at a point, None where there is none."""
        try:
            return evaluate(
                e, point, domain=self.domain, catalogue=self.numbers, limits=self.limits
            )
        except (DomainError, LimitExceeded, MissingExtra):
            return None


def _close(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return False
    try:
        return bool(abs(complex(a) - complex(b)) <= _CLOSE * max(abs(complex(a)), abs(complex(b))))
    except OverflowError:
        return bool(a == b)


def _short(e: Expr) -> str:
    try:
        text = infix(e)
    except LimitExceeded:
        return "a long formula"
    return text if len(text) <= 120 else f"{text[:117]}..."
