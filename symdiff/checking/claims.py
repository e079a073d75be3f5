"""Is the claim the derivative? A proof where there is one, else a witness, else evidence.

The claim holds if it has the derivative's value wherever the formula and its derivative, as the
rules give it, have one.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from ..calculus import differentiate, off_the_kinks
from ..catalogue import CATALOGUE
from ..derivations import as_variable, assumptions, diff, only_variable
from ..evaluation import evaluate
from ..evaluation.multiprecision import Purse, special_records
from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    Expr,
    LimitExceeded,
    Number,
    Symbol,
    SymdiffError,
    apply,
    check_domain,
    check_order,
    expect_whole,
    postorder,
)
from ..notation.given import given
from ..notation.held import is_nowhere
from ..notation.names import CONSTANTS
from ..simplification import Simplification
from .agreement import Agreement, compare, number_shown
from .differences import by_steps
from .identities import vanishes_identically
from .landmarks import far_points, has_far_numbers
from .peer import peer_check
from .samples import DEEP, DIGITS, holds_at, spelled, symbol_names, value_at
from .stand_ins import with_stand_ins
from .verdict import (
    DISPROVED,
    EVIDENCE,
    NOT_RUN,
    PASSED,
    PROVED,
    UNDECIDED,
    Check,
    Verdict,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from ..notation.given import Formula, Names
    from .samples import Point


def check(
    f: Formula,
    claimed: Formula,
    x: Symbol | str | None = None,
    n: int = 1,
    *,
    domain: str = "real",
    assume: Iterable[Formula] = (),
    variables: Iterable[str | Symbol] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Verdict:
    """Whether ``claimed`` is the n-th derivative of f with respect to x.

    Of a higher order the last step is checked: the claim against the derivative of order n - 1.

    Arguments:
        f: the formula.
        claimed: what somebody says its derivative is.
        x: the variable; None for the only one.
        n: the order.
        domain: "real", or "complex" for principal values.
        assume: facts such as x > 0; no other points are tried.
        variables, functions, constants: how names in text are read.
        catalogue: the functions and rules.
        limits: bounds on the work.

    >>> print(check("x^2", "x + x").status, check("x^2", "3*x").answer)
    PROVED no
    >>> check("x^3", "6*x", n=2).answer
    'yes'
    """
    check_domain(domain)
    expect_whole(n, "the order of a claimed derivative is 1, 2 ...", 1)
    check_order(n)
    names: Names = {"variables": variables, "functions": functions, "constants": constants}
    formula = given(f, catalogue, limits, names)
    claim = given(claimed, catalogue, limits, names)
    by = only_variable(formula, claim) if x is None else as_variable(x)
    facts = assumptions(assume, catalogue)
    if n > 1:
        formula = diff(
            formula, by, n - 1, domain=domain, assume=facts, catalogue=catalogue, limits=limits
        )
    return Claim(formula, claim, by, domain, facts, catalogue, limits).verdict()


_SHOWN_DIGITS = 10
_TRIES, _LEAST_TRIES = 60, 10
_SPENT = 1.0  # on special functions, by each comparison
_EXACT_DIGITS = DIGITS - 5  # to which two values of DIGITS digits are compared


class Claim:
    """One claim, and what each check says of it."""

    def __init__(
        self,
        f: Expr,
        claimed: Expr,
        x: Symbol,
        domain: str,
        assume: tuple[Expr, ...],
        catalogue: Catalogue,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.f = f
        self.claimed = claimed
        self.x = x
        self.domain = domain
        self.assume = assume
        self.catalogue = catalogue
        self.limits = limits
        self.values = with_stand_ins(catalogue, f, claimed)
        self.raw = differentiate(f, x, catalogue=catalogue, domain=domain)
        self.names = symbol_names(f, claimed, x)
        self.kinks = off_the_kinks(f, x, catalogue=catalogue)
        self.purse = Purse(_SPENT)
        self._far: list[Point] | None = None

    def verdict(self) -> Verdict:
        """All checks, and what follows."""
        exact, proof = self.normal_form()
        by_rules = self.by_rules()
        by_differences = self.by_differences()
        checks = [
            exact,
            by_rules.check("values of the claim and of the derivative"),
            by_differences.check("numerical differentiation"),
            self.by_peer(),
        ]
        for found in (by_rules, by_differences):
            if found.witness is not None:
                return Verdict(DISPROVED, _witnessed(found), checks, dict(found.witness))
        if proof:
            return Verdict(PROVED, proof, checks, conditions=self.conditions())
        if by_rules.lacking:
            return Verdict(UNDECIDED, by_rules.lacking, checks)
        apart = self.exact_witness()
        if apart is not None:
            point, value = apart
            reason = f"the derivative less the claim is {value}, which is exact, not 0"
            return Verdict(DISPROVED, reason, checks, dict(point))
        seen = max(by_rules.points, by_differences.points)
        if not seen:
            return Verdict(UNDECIDED, "no point was found where both have a value", checks)
        reason = f"equal at {seen} points; neither proved nor disproved"
        return Verdict(EVIDENCE, reason, checks)

    def conditions(self) -> tuple[Expr, ...]:
        """Where a proof by the normal form holds, besides that the derivative has a value there.

        What derivative - claim takes for granted, without what derivative - derivative does; and
        that the formula has no kink.
        """
        difference, itself = self._simplified(self.claimed), self._simplified(self.raw)
        domain = itself.shortest(itself.domain(self.f), [])
        if any(map(is_nowhere, domain)):
            return domain
        found = [*difference.granted(), *difference.domain(self.claimed)]
        found += difference.understood((*self.kinks, *_off_the_jumps(self.claimed)))
        known = [*itself.granted(), *itself.demanded(), *itself.domain(self.f)]
        return difference.shortest(found, known)

    def _simplified(self, other: Expr) -> Simplification:
        return Simplification(
            apply("sub", (self.raw, other)),
            variable=self.x,
            domain=self.domain,
            assume=self.assume,
            catalogue=self.catalogue,
            limits=self.limits,
        )

    def normal_form(self) -> tuple[Check, str]:
        """Whether derivative - claim is 0 in the normal form; and the proof in words, if it is."""
        name = "normal form of derivative - claim"
        if self.raw is self.claimed:
            proof = "the claim is what the rules give"
            return Check(name, PASSED, proof), proof
        try:
            found = self._simplified(self.claimed)
        except LimitExceeded as error:
            return Check(name, NOT_RUN, error.message), ""
        if found.is_zero:
            return Check(name, PASSED, "it is 0"), "the difference is 0 in the normal form"
        if found.vanishes():
            proof = "it is 0 with its functions opened"
            return Check(name, PASSED, proof), "the difference is 0 with its functions opened"
        identity = vanishes_identically(found.result)
        if identity is not None:
            return Check(name, PASSED, identity), f"the difference is 0: {identity}"
        return Check(name, UNDECIDED, "it is not recognised as 0, which decides nothing"), ""

    def exact_witness(self) -> tuple[Point, int | Fraction] | None:
        """A point where derivative - claim is an exact number other than 0, and that number."""
        try:
            difference = self._simplified(self.claimed).result
        except LimitExceeded:
            return None
        self.purse = Purse(_SPENT)
        for start in (2, 11, 37):
            point: Point = {name: start + i for i, name in enumerate(sorted(self.names))}
            try:
                if self._derivative(point) is None or self._claim(point) is None:
                    continue
                found = evaluate(difference, point, catalogue=self.values, limits=self.limits)
            except SymdiffError:
                continue
            if found and isinstance(found, (int, Fraction)):
                return point, found
        return None

    def by_rules(self) -> Agreement:
        """The claim's values against those of the derivative that the rules give."""
        self.purse = Purse(_SPENT)
        return compare(
            self.names,
            self._derivative,
            self._claim,
            digits=_EXACT_DIGITS,
            tries=self.tries,
            further=self.far_points(),
            deeper=lambda point: (self._deep(self.raw, point), self._deep(self.claimed, point)),
        )

    def by_differences(self) -> Agreement:
        """The claim's values against differences of the formula, with no rule of calculus."""
        self.purse = Purse(_SPENT)
        return compare(
            self.names,
            self._difference,
            self._claim,
            tries=self.tries,
            must_exist=False,
            further=self.far_points(),
        )

    @property
    def tries(self) -> int:
        """How many points are tried: fewer, the more functions only a series gives."""
        slow = len(special_records((self.f, self.claimed), self.catalogue))
        return max(_LEAST_TRIES, _TRIES // (1 + slow))

    def far_points(self) -> Iterator[Point]:
        """Points that the numbers in the formulas suggest, found when they are asked for.

        None where the usual points have what all these numbers ask for.
        """
        if self._far is None:
            domain = self._simplified(self.raw).domain(self.f)
            formulas = (self.f, self.claimed)
            conditions = (*self.assume, *domain)
            far = has_far_numbers((*formulas, *conditions))
            found = far_points(self.names, formulas, conditions, self.catalogue)
            self._far = list(islice(found, 2 * self.tries)) if far else []
        yield from self._far

    def by_peer(self) -> Check:
        """The claim's values against those of SymPy's derivative."""
        self.purse = Purse(_SPENT)
        return peer_check(
            self.f,
            self.x,
            self.claimed,
            self.has_derivative,
            self.domain,
            self.catalogue,
            self.far_points(),
            self.purse,
        )

    def _derivative(self, point: Point) -> object:
        if not self.counts(point) or self.value(self.f, point, 5) is None:
            return None
        return self.value(self.raw, point)

    def _difference(self, point: Point) -> object:
        if not self.has_derivative(point):
            return None
        return by_steps(self.f, self.x.name, point, 1, self.domain, self.values, self.purse)

    def _claim(self, point: Point) -> object:
        return self.value(self.claimed, point)

    def value(self, e: Expr, point: Point, digits: int = DIGITS) -> Any:
        """The value at a point, None where there is none or none to be had with what is left."""
        return value_at(e, point, self.domain, digits, self.values, purse=self.purse)

    def _deep(self, e: Expr, point: Point) -> object:
        return value_at(e, point, self.domain, catalogue=self.values, limits=DEEP)

    def has_derivative(self, point: Point) -> bool:
        """Whether the point counts, and the rules give a derivative there."""
        if not self.counts(point):
            return False
        return self.value(self.raw, point, 5) is not None

    def counts(self, point: Point) -> bool:
        """Whether the point is one of those that the assumptions leave, and no kink."""
        if not all(holds_at(fact, point, self.catalogue) for fact in self.assume):
            return False
        return all(holds_at(fact, point, self.values) for fact in self.kinks)


def _off_the_jumps(claim: Expr) -> list[Expr]:
    """Where sign(u) is u/abs(u)."""
    signs = [n for n in postorder((claim,)) if type(n) is Apply and n.op == "sign"]
    return [apply("ne", (n.args[0], Number("0"))) for n in signs]


def _witnessed(found: Agreement) -> str:
    assert found.witness is not None
    right, claimed = (number_shown(value, _SHOWN_DIGITS) for value in found.values)
    if right == claimed:
        right, claimed = (number_shown(value, found.digits) for value in found.values)
    return f"at {spelled(found.witness)} the derivative is {right}, and the claim is {claimed}"
