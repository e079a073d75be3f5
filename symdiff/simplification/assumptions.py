"""What is taken to be known of the symbols: signs, ranges, whole numbers, and comparisons.

    x > 0, 0 < x < 1, n == floor(n), x > y, sin(x) != 0

A comparison of a symbol with a number gives its sign and its range. Any other comparison is known
of the difference of its sides.
"""

from __future__ import annotations

from ..expressions import Apply, ArgumentError, Expr, Symbol, apply, parts
from ..expressions.rationals import rational
from ..loading import load
from . import facts
from .logic import FALSE, TRUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalogue import Catalogue
    from .ranges import End, Range

_ADVICE = (
    "write a comparison, such as x > 0, 0 < x < 1, x != 2 or x > y; or n == floor(n) for a whole n"
)


class Assumptions:
    """Assumptions understood.

    Attributes:
        formulas: the assumptions as formulas.
        signs: what sign a symbol can have, by its name.
        ranges: between which numbers it lies, by its name.
        whole: the names of symbols that are whole numbers.
        relations: formulas of which it is known how they compare with 0, with the signs they have.
    """

    __slots__ = ("formulas", "ranges", "relations", "signs", "whole")

    def __init__(self) -> None:
        self.formulas: tuple[Expr, ...] = ()
        self.signs: dict[str, int] = {}
        self.ranges: dict[str, Range] = {}
        self.whole: set[str] = set()
        self.relations: list[tuple[Expr, int]] = []

    def add_sign(self, name: str, signs: int) -> None:
        """Know one thing more of a symbol's sign."""
        self.signs[name] = self.signs.get(name, facts.ANY) & signs


def understood(assume: Iterable[Expr], catalogue: Catalogue) -> Assumptions:
    """The assumptions, each understood.

    Raises:
        ArgumentError: for one that is no such condition, and where they contradict each other.
    """
    found = Assumptions()
    found.formulas = tuple(assume)
    simple = all([_is_sign(condition) for condition in found.formulas])
    for condition in found.formulas:
        if simple:
            assert type(condition) is Apply and type(condition.args[0]) is Symbol
            found.add_sign(condition.args[0].name, facts.SIGNS[condition.op])
        else:
            _understand(condition, catalogue, found)
    if not all(found.signs.values()) or (not simple and _contradict(found.formulas, catalogue)):
        raise _contradiction(found.formulas)
    return found


def _is_sign(condition: Expr) -> bool:
    """Whether a condition compares a symbol with 0."""
    if type(condition) is not Apply or condition.op not in facts.SIGNS or condition.op == "eq":
        return False
    left, right = condition.args
    return type(left) is Symbol and str(right) == "0"


def _contradict(formulas: tuple[Expr, ...], catalogue: Catalogue) -> bool:
    told = load("symdiff.simplification.regions").shortest(formulas, (), catalogue)
    return len(told) == 1 and told[0].op == "false"


def _contradiction(formulas: tuple[Expr, ...]) -> ArgumentError:
    several = " and ".join([f"({f})" if f.op == "or" else str(f) for f in formulas])  # type: ignore[attr-defined]
    return ArgumentError(
        f"no value is left: {several}",
        advice="the assumptions contradict each other; leave one out",
    )


def _understand(condition: Expr, catalogue: Catalogue, found: Assumptions) -> None:
    comparisons = load("symdiff.simplification.comparisons")
    for part in parts(condition, "and"):
        solved = parts(comparisons.solved(part, catalogue), "and")
        for one in solved if all(map(_is_comparison, solved)) else [part]:
            op = one.op if type(one) is Apply else ""
            term = comparisons.whole_term(one)
            if type(term) is Symbol and op == "eq":
                found.whole.add(term.name)
            elif type(one) is Apply and _is_comparison(one) and op != "eq":
                _compare(one, comparisons, found)
            elif one is not TRUE and solved != [FALSE]:
                raise _not_understood(condition)


def _is_comparison(condition: Expr) -> bool:
    return type(condition) is Apply and condition.op in facts.SIGNS


def _compare(part: Apply, comparisons: object, found: Assumptions) -> None:
    left, right = part.args
    signs = facts.SIGNS[part.op]
    is_zero = str(right) == "0"
    if type(left) is Symbol and is_zero:
        found.add_sign(left.name, signs)
        return
    found.relations.append((left if is_zero else apply("sub", (left, right)), signs))
    if type(left) is Symbol and part.op != "ne" and not right.free_symbols:
        found.ranges[left.name] = _narrowed(found, left.name, part.op, right, comparisons)


def _narrowed(found: Assumptions, name: str, op: str, number: Expr, comparisons: object) -> Range:
    """The range of a symbol with one more bound; one that is not exact is rounded outwards."""
    ranges = load("symdiff.simplification.ranges")
    exact = comparisons.exact_value(number)  # type: ignore[attr-defined]
    end: End = (exact, op in ("le", "ge"))
    if exact is None:
        value = comparisons.approximation(number)  # type: ignore[attr-defined]
        slack = 1e-9 * max(1.0, abs(value)) * (-1 if op in ("gt", "ge") else 1)
        end = (rational(*(value + slack).as_integer_ratio()), False)
    bound: Range = (end, None) if op in ("gt", "ge") else (None, end)
    narrowed: Range = ranges.common(found.ranges.get(name, ranges.EVERYTHING), bound)
    found.add_sign(name, ranges.signs_of(narrowed))
    return narrowed


def _not_understood(condition: Expr) -> ArgumentError:
    advice = _ADVICE
    if type(condition) is Apply and condition.op == "eq":
        advice = "put the value into the formula; " + _ADVICE
    return ArgumentError(f"the assumption {condition} is not understood", advice=advice)


__all__ = ["Assumptions", "understood"]
