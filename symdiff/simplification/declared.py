"""The candidate forms by name, each a declared record: to be left out, put in order, or added to.

The textbook form is chosen among them by what it costs its reader; of two that cost the same, the
one whose candidate stands first is taken.
"""

from __future__ import annotations

from ..expressions import ArgumentError, RuleError
from ..expressions.errors import expect, expect_one_of, in_short, members
from ..rewriting import read_rules, split_lines
from .arithmetic import Algebra
from .functions import constant_value
from .identities import ADDITIONS, DOUBLE_ANGLES, HALVES, SQUARES
from .laws import CANDIDATES as FRACTIONS
from .laws import LAWS
from .rule_check import check_rules, finding_functions
from .rules import RuleSet, file_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalogue import Catalogue

WAYS = FRACTION, SQUARE, RULES, RULES_AT_LAST = "fraction", "square", "rules", "rules at last"


class Candidate:
    """A form in which a sum, a product or a function may be written: its name, and its rule lines.

    Arguments:
        name: what steps and users call it.
        lines: lines ``left -> right [when ...] [provided ...]``, each named by ``name:`` or not.
        way: how it is carried out: as rules, unless the engine's own code does it.

    Raises:
        RuleError: for a candidate without a name, or without a rule.

    >>> Candidate("sine of a double angle", "sin(u)*cos(u) -> sin(2*u)/2")
    <candidate sine of a double angle>
    """

    __slots__ = ("lines", "name", "way")

    def __init__(self, name: str, lines: str, way: str = RULES) -> None:
        expect(name, str, "a candidate's name is text")
        expect(lines, str, "a candidate's rule lines are text")
        expect_one_of(way, WAYS, "way")
        if not name.strip() or "->" not in lines:
            raise RuleError(
                f"a candidate without a name or a rule: {in_short(name)}, {in_short(lines)}",
                advice="the name, and lines such as sin(u)*cos(u) -> sin(2*u)/2",
            )
        self.name = name
        self.lines = tuple([(own or name, body) for own, body in split_lines(lines)])
        self.way = way

    def __repr__(self) -> str:
        return f"<candidate {self.name}>"

    @property
    def text(self) -> str:
        """The rule lines, each with its name."""
        return "\n".join([f"{name}: {body}" for name, body in self.lines])


def _stated(name: str) -> Candidate:
    """A candidate that the engine's code carries out, with the law that states it."""
    laws = dict((*split_lines(LAWS), *split_lines(FRACTIONS)))
    return Candidate(name, laws[name], FRACTION)


CANDIDATES = (
    *map(_stated, ("common factor", "one fraction", "factors that cancel", "conjugates")),
    _stated("terms apart"),
    _stated("sine over its argument"),
    *[Candidate(name, lines, SQUARE) for name, lines in SQUARES.items()],
    Candidate("half angles", HALVES, RULES_AT_LAST),
    Candidate("double angles", DOUBLE_ANGLES, RULES_AT_LAST),
    Candidate("sums of angles", ADDITIONS, RULES_AT_LAST),
)
"""The candidates that are tried unless others are asked for, in their order."""


def as_candidates(given: object, catalogue: Catalogue) -> tuple[Candidate, ...]:
    """Candidates given as records, by their names, or as rule lines; None stands for all.

    Raises:
        ArgumentError: for a name that no candidate has.
        RuleError: for a line that cannot be read, or would never be tried.

    >>> from symdiff.catalogue import CATALOGUE
    >>> as_candidates(["conjugates", "halves: sin(u)*cos(u) -> sin(2*u)/2"], CATALOGUE)
    (<candidate conjugates>, <candidate halves>)
    """
    if given is None or given is CANDIDATES:
        return CANDIDATES
    known = {candidate.name: candidate for candidate in CANDIDATES}
    found = []
    for one in members(given, "candidates are a list of names, rule lines or records"):
        if isinstance(one, str):
            one = _of_lines(one) if "->" in one else known.get(one, one)
        if not isinstance(one, Candidate):
            advice = f"candidates: {', '.join(known)}; or a rule line name: left -> right"
            raise ArgumentError(f"no candidate {in_short(one)}", advice=advice)
        if one.way == RULES:
            _check(one, catalogue)
        found.append(one)
    return tuple(found)


def _of_lines(text: str) -> Candidate:
    """A candidate of a user's own, called by the name of its first line."""
    return Candidate(next((name for name, _ in split_lines(text)), ""), text)


def _check(candidate: Candidate, catalogue: Catalogue) -> None:
    """Refuse rules that no form would be tried with."""
    check_rules(catalogue, read_rules(candidate.text, catalogue))
    for rule in rule_set(Algebra(catalogue), candidate).power:
        raise RuleError(
            f"the candidate {rule.rule.name!r} would never be tried: {rule.rule.left}",
            advice="its left side is a function, or a sum or a product that holds one",
        )


def rule_set(algebra: Algebra, candidate: Candidate) -> RuleSet:
    """The rules of a candidate made ready; they are kept with the catalogue."""
    key = candidate.lines
    found: RuleSet | None = algebra.rules.get(key)
    if found is None:
        found = algebra.rules[key] = RuleSet()
        for rule in read_rules(candidate.text, algebra.catalogue):
            op = finding_functions(rule.left)[0]
            file_rule(rule, op, found, lambda e: constant_value(algebra, e))
    return found


def ranks(candidates: Iterable[Candidate]) -> dict[str, int]:
    """The place of every name of a step in the order of the candidates."""
    found: dict[str, int] = {}
    for rank, candidate in enumerate(candidates):
        for name in (candidate.name, *[name for name, _ in candidate.lines]):
            found.setdefault(name, rank)
    return found
