"""Conditions as regions: the shortest list that says the same where the rest is known.

The numbers with which conditions compare a term cut its line into cells, points and open
intervals: -1 < x and x != 0 into those before -1, -1, (-1, 0), 0 and after it; where a condition
asks whether the term is whole, every interval is two cells. A condition of several terms holds on
some of the boxes of their cells. What holds on every box follows; what holds on none cannot be.
"""

from __future__ import annotations

from itertools import product

from ..expressions import COMPARISONS, Apply, Expr, Number, apply, parts
from .comparisons import (
    approximation,
    exact_value,
    is_numeric,
    same_number,
    solved,
    whole_term,
)
from .logic import CONNECTIVES, FALSE, TRUE, TURNED, joined, over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from ..catalogue import Catalogue

    Cell: TypeAlias = tuple[int, bool]
    Box: TypeAlias = tuple[Cell, ...]

_MOST_BOXES = 2_000
_CLOSE = 1e-9
_PLACES: dict[str, Callable[[int], bool]] = {
    "lt": lambda side: side < 0,
    "le": lambda side: side <= 0,
    "gt": lambda side: side > 0,
    "ge": lambda side: side >= 0,
    "eq": lambda side: side == 0,
    "ne": lambda side: side != 0,
}


class Undecided(Exception):
    """The conditions are too many, or their numbers too close, to be laid out in cells."""


class Line:
    """The line of one term, cut at the numbers with which it is compared.

    Place 2*i + 1 is the i-th number, place 2*i the open interval before it. A cell is a place, and
    whether the term is whole there; where nobody asks, it is not.
    """

    def __init__(self, term: Expr) -> None:
        self.term = term
        self.whole = False
        self.cuts: list[Expr] = []
        self._values: list[float] = []

    def cut(self, number: Expr) -> None:
        """Cut at a number.

        Raises:
            Undecided: where two numbers are so close that nobody knows which is the larger.
        """
        value = approximation(number)
        assert value is not None
        for i, known in enumerate(self._values):
            if abs(known - value) <= _CLOSE * max(1.0, abs(value)):
                if not same_number(self.cuts[i], number):
                    raise Undecided
                self.cuts[i] = min(self.cuts[i], number, key=lambda c: len(str(c)))
                return
        place = sum(known < value for known in self._values)
        self.cuts.insert(place, number)
        self._values.insert(place, value)

    def place(self, number: Expr) -> int:
        """The place of a number at which the line was cut."""
        for i, known in enumerate(self.cuts):
            if same_number(known, number):
                return 2 * i + 1
        raise Undecided

    def cells(self) -> list[Cell]:
        """All cells, from left to right."""
        found: list[Cell] = []
        for place in range(2 * len(self.cuts) + 1):
            if not self.whole:
                found.append((place, False))
                continue
            number = exact_value(self.cuts[place // 2]) if place % 2 else None
            if place % 2 == 0 or type(number) is not int:
                found.append((place, False))
            if (place % 2 and type(number) is int) or (place % 2 == 0 and self._holds_whole(place)):
                found.append((place, True))
        return found

    def _holds_whole(self, place: int) -> bool:
        """Whether the open interval may hold a whole number."""
        i = place // 2
        if i == 0 or i == len(self.cuts):
            return True
        low, high = exact_value(self.cuts[i - 1]), exact_value(self.cuts[i])
        if low is None or high is None:
            return self._values[i - 1] // 1 + 1 < self._values[i] + _CLOSE
        return low.numerator // low.denominator + 1 < high


def _literals(condition: Expr) -> list[Expr]:
    """What stands under and, or and not."""
    found: dict[Expr, None] = {}
    stack = [condition]
    while stack:
        node = stack.pop()
        if type(node) is Apply and node.op in CONNECTIVES:
            stack += node.args
        else:
            found[node] = None
    return list(found)


def _connected(op: str, holds: list[bool]) -> bool:
    return not holds[0] if op == "not" else all(holds) if op == "and" else any(holds)


def _read(literal: Expr) -> tuple[Expr, str, Expr | None]:
    """The term, the relation and the number; "whole" or "truth" where none is compared with."""
    term = whole_term(literal)
    if term is not None:
        return term, "whole" if literal.op == "eq" else "broken", None  # type: ignore[attr-defined]
    if type(literal) is Apply and literal.op in COMPARISONS:
        u, v = literal.args
        if is_numeric(v) and not is_numeric(u):
            return u, literal.op, v
        if is_numeric(u) and not is_numeric(v):
            return v, TURNED[literal.op], u
        if not is_numeric(u):
            return apply("sub", (u, v)), literal.op, Number("0")
    return literal, "truth", None


def shortest(
    found: Iterable[Expr], known: Iterable[Expr], catalogue: Catalogue
) -> tuple[Expr, ...]:
    """The shortest list found that, where ``known`` holds, says the same as ``found``.

    Arguments:
        found: conditions that hold together.
        known: what holds anyway.
        catalogue: the functions and rules.

    ``(false,)`` is returned when there is no point where all of it holds.

    >>> from symdiff.catalogue import CATALOGUE
    >>> from symdiff.notation import parse
    >>> def short(found: str, known: str = "true") -> str:
    ...     return ", ".join(map(str, shortest([parse(found)], [parse(known)], CATALOGUE)))
    >>> short("x >= -1 and x <= 1 and x^2 != 1")
    '-1 < x < 1'
    >>> short("x != 0 and y != 0", "x > 0"), short("x > 0 and x < -1")
    ('y != 0', 'False')
    """
    wanted = _conjuncts(found, catalogue)
    given = _conjuncts(known, catalogue)
    if FALSE in wanted or FALSE in given:
        return (FALSE,)
    given += _of_multiples([*wanted, *given])
    wanted = [c for c in wanted if c not in set(given)]
    told: list[Expr] = []
    for group in _groups([*wanted, *given]):
        here = [c for c in wanted if c in group]
        there = [c for c in given if c in group]
        try:
            told += _Region(here, there).shortest()
        except Undecided:
            told += here
    return (FALSE,) if FALSE in told else tuple(dict.fromkeys(told))


def _of_multiples(conditions: list[Expr]) -> list[Expr]:
    """Where n is whole, 2*n is."""
    asked = dict.fromkeys([whole_term(a) for c in conditions for a in _literals(c)])
    whole = [term for term in asked if term is not None]
    found: list[Expr] = []
    for term in whole:
        for multiple in whole:
            if _is_multiple(multiple, term):
                sides = [apply("floor", (one,)) for one in (term, multiple)]
                unless = apply("ne", (term, sides[0]))
                found.append(apply("or", (unless, apply("eq", (multiple, sides[1])))))
    return found


def _is_multiple(multiple: Expr, term: Expr) -> bool:
    if type(multiple) is not Apply or multiple.op != "mul" or multiple.args[1] is not term:
        return False
    return type(exact_value(multiple.args[0])) is int


def _conjuncts(conditions: Iterable[Expr], catalogue: Catalogue) -> list[Expr]:
    whole = joined("and", [solved(c, catalogue) for c in conditions])
    return [] if whole is TRUE else list(dict.fromkeys(parts(whole, "and")))


def _groups(conditions: list[Expr]) -> list[set[Expr]]:
    """The conditions in groups that share no term, in the order of their first ones."""
    groups: list[tuple[set[Expr], set[Expr]]] = []
    for condition in conditions:
        terms = {_read(literal)[0] for literal in _literals(condition)}
        together = {condition}
        apart = []
        place = len(groups)
        for i, (others, names) in enumerate(groups):
            if names & terms:
                together |= others
                terms |= names
                place = min(place, i)
            else:
                apart.append((others, names))
        apart.insert(place, (together, terms))
        groups = apart
    return [group for group, _ in groups]


class _Region:
    """Conditions that share terms, laid out in boxes of cells."""

    def __init__(self, wanted: list[Expr], given: list[Expr]) -> None:
        self.wanted = wanted
        self.lines: dict[Expr, Line] = {}
        for literal in [a for c in (*wanted, *given) for a in _literals(c)]:
            term, op, number = _read(literal)
            line = self.lines.setdefault(term, Line(term))
            if number is not None:
                line.cut(number)
            line.whole = line.whole or op in ("whole", "broken", "truth")
        self.terms = list(self.lines)
        columns = [line.cells() for line in self.lines.values()]
        count = 1
        for column in columns:
            count *= len(column)
            if count > _MOST_BOXES:
                raise Undecided
        boxes: list[Box] = list(product(*columns))
        self._known: dict[Expr, set[Box]] = {}
        self.boxes = [b for b in boxes if all([self._holds(c, b) for c in given])]
        self.right = {b for b in self.boxes if all([self._holds(c, b) for c in wanted])}

    def shortest(self) -> list[Expr]:
        """The shortest conditions found that hold on the right boxes and on no others."""
        if not self.right:
            return [FALSE]
        if len(self.right) == len(self.boxes):
            return []
        said = list(self.wanted)
        for i in range(len(said)):
            said[i] = self._shorter(said[i], said[:i] + said[i + 1 :])
        candidates = [self._fewest(said)]
        if not any([line.whole for line in self.lines.values()]):
            alone = [c for i in range(len(self.terms)) for c in self._of_line(i)]
            if self._region(alone) == self.right:
                candidates.insert(0, alone)
        return min(candidates, key=_length)

    def _region(self, conditions: Sequence[Expr]) -> set[Box]:
        return {b for b in self.boxes if all([self._holds(c, b) for c in conditions])}

    def _holds(self, condition: Expr, box: Box) -> bool:
        """Whether the condition holds on a box."""
        return over(condition, lambda literal: self._literal_holds(literal, box), _connected)

    def _literal_holds(self, literal: Expr, box: Box) -> bool:
        if literal is TRUE or literal is FALSE:
            return literal is TRUE
        term, op, number = _read(literal)
        place, whole = box[self.terms.index(term)]
        if number is None:
            return whole != (op == "broken")
        return _PLACES[op](place - self.lines[term].place(number))

    # Shorter ways to say a condition

    def _shorter(self, condition: Expr, others: list[Expr]) -> Expr:
        """The condition without what changes nothing beside the others."""
        around = self._region(others)
        alternatives = [parts(a, "and") for a in parts(condition, "or")]
        for i in range(len(alternatives) - 1, -1, -1):
            for demand in tuple(alternatives[i]):
                fewer = [c for c in alternatives[i] if c is not demand]
                if self._agrees(alternatives, i, fewer, around):
                    alternatives[i] = fewer
            if self._agrees(alternatives, i, [FALSE], around):
                alternatives[i] = [FALSE]
        return joined("or", _merged([joined("and", a) for a in alternatives]))

    def _agrees(
        self, alternatives: list[list[Expr]], i: int, instead: list[Expr], around: set[Box]
    ) -> bool:
        changed = [*alternatives[:i], instead, *alternatives[i + 1 :]]
        condition = joined("or", [joined("and", a) for a in changed])
        return {b for b in around if self._holds(condition, b)} == self.right

    def _fewest(self, conditions: list[Expr]) -> list[Expr]:
        """Those of the conditions that are needed, bounds on both sides of a term as one."""
        kept = list(dict.fromkeys(c for c in conditions if c is not TRUE))
        for condition in sorted(kept, key=lambda c: -_length([c])):
            fewer = [c for c in kept if c is not condition]
            if self._region(fewer) == self.right:
                kept = fewer
        return between(kept)

    def _of_line(self, i: int) -> list[Expr]:
        """The shortest conditions on one term that hold on all right boxes, as tight as can be."""
        line = self.lines[self.terms[i]]
        right = {b[i][0] for b in self.right}
        wrong = {b[i][0] for b in self.boxes} - right
        clusters: list[list[int]] = []
        for place in sorted(right):
            gap = range(clusters[-1][-1] + 1, place) if clusters else range(0)
            if clusters and not any(p % 2 == 0 and p in wrong for p in gap):
                clusters[-1].append(place)
            else:
                clusters.append([place])
        said = [self._cluster(line, cluster, wrong) for cluster in clusters]
        if len(said) == 1:
            return said[0]
        return [joined("or", [joined("and", one) for one in said])]

    def _cluster(self, line: Line, places: list[int], wrong: set[int]) -> list[Expr]:
        """Bounds where something wrong lies beyond them, and the points left out within."""
        low, high = places[0], places[-1]
        term, cuts = line.term, line.cuts
        found: list[Expr] = []
        below, above = any(p < low for p in wrong), any(p > high for p in wrong)
        if low == high and low % 2:
            return [apply("eq", (term, cuts[low // 2]))]
        if below:
            found.append(apply("ge" if low % 2 else "gt", (term, cuts[(low - 1) // 2])))
        if above:
            found.append(apply("le" if high % 2 else "lt", (term, cuts[high // 2])))
        inside = [p for p in sorted(wrong) if low < p < high]
        return between([*found, *[apply("ne", (term, cuts[p // 2])) for p in inside]])


_EITHER = {
    frozenset(("gt", "lt")): "ne",
    frozenset(("gt", "eq")): "ge",
    frozenset(("lt", "eq")): "le",
}


def _merged(alternatives: list[Expr]) -> list[Expr]:
    """x > 0 or x == 0 said as x >= 0."""
    kept: list[Expr] = []
    for one in alternatives:
        for i, other in enumerate(kept):
            if type(one) is Apply and type(other) is Apply and one.args == other.args:
                op = _EITHER.get(frozenset((one.op, other.op)))
                if op is not None:
                    kept[i] = apply(op, one.args)
                    break
        else:
            kept.append(one)
    return kept


def between(conditions: list[Expr]) -> list[Expr]:
    """x > -1 and x < 1 said as -1 < x < 1."""
    low: dict[Expr, int] = {}
    told: list[Expr] = list(conditions)
    for sign in ("gt", "lt"):
        for i, c in enumerate(told):
            if type(c) is not Apply or c.op not in (sign, sign[0] + "e"):
                continue
            term = c.args[0]
            if not is_numeric(c.args[1]):
                continue
            if sign == "gt":
                low.setdefault(term, i)
            elif term in low:
                lower = told[low[term]]
                assert type(lower) is Apply
                chain = (apply(TURNED[lower.op], (lower.args[1], term)), c)
                told[low.pop(term)] = apply("and", chain)
                told[i] = TRUE
    return [_terms_compared(c) for c in told if c is not TRUE]


def _terms_compared(condition: Expr) -> Expr:
    """x - y > 0 as x > y, where a difference of two terms was made to compare them."""
    if type(condition) is Apply and condition.op in COMPARISONS:
        u, v = condition.args
        if v is Number("0") and type(u) is Apply and u.op == "sub":
            return apply(condition.op, u.args)
    return condition


def _length(conditions: Sequence[Expr]) -> int:
    """How many comparisons a reader meets; a whole number asked for counts twice."""
    literals = [a for c in conditions for a in _literals(c)]
    return sum(2 if whole_term(a) is not None else 1 for a in literals) + len(conditions)


__all__ = ["Line", "Undecided", "between", "shortest"]
