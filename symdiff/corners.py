"""What becomes of a derivative at a kink: a corner, a vertical tangent, or no kink after all.

    abs(x)      the slopes on the two sides of 0 tend to -1 and 1: not differentiable there
    sqrt(x)     the slope grows beyond all bounds: not differentiable at 0
    x*abs(x)    the slopes on both sides tend to 0: differentiable, and the derivative is 0

If f is continuous at c and f' tends to a limit on one side, the one-sided derivative there is that
limit (by the mean value theorem; Spivak, Calculus, chapter 11).
"""

from __future__ import annotations

from .evaluation import evaluate
from .expressions import (
    COMPARISONS,
    Apply,
    DomainError,
    LimitExceeded,
    MissingExtra,
    Number,
    apply,
    exact_number,
    postorder,
    substitute,
)
from .expressions.rationals import magnitude
from .simplification import Simplification
from .simplification.comparisons import approximation, exact_value, solved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .catalogue import Catalogue
    from .expressions import Expr, Symbol
    from .expressions.rationals import Exact

SMOOTH, CORNER, UNKNOWN = "smooth", "corner", "unknown"
_CONTINUOUS = frozenset(
    {
        *("add", "sub", "mul", "div", "neg", "abs", "min", "max", "sqrt", "cbrt", "hypot"),
        *("sin", "cos", "tan", "exp", "ln", "atan", "asin", "acos", "sinh", "cosh", "tanh"),
        *("asinh", "acosh", "atanh", "relu", "softplus", "sigmoid", "erf", "pi", "E"),
    }
)
_MOST_POINTS = 12
_LARGEST = 200
_APART = 1e-6


class Corners:
    """What is proved of one derivative at the kinks of its formula.

    Arguments:
        f: the formula.
        x: the variable, the only one that the formula holds.
        slope: its derivative, simplified.
        kinks: the conditions that it is off the kinks of its functions.
        catalogue: the functions and rules.
    """

    def __init__(
        self, f: Expr, x: Symbol, slope: Expr, kinks: Iterable[Expr], catalogue: Catalogue
    ) -> None:
        self.f, self.x, self.slope, self.kinks, self.catalogue = f, x, slope, kinks, catalogue
        self._found: dict[Expr, str] = {}
        nodes = postorder((f, slope))
        self.readable = f.free_symbols == {x} and len(nodes) <= _LARGEST and _is_continuous(f)

    def points(self) -> list[Expr]:
        """The exact places where the rules do not give the derivative, in order."""
        if not self.readable:
            return []
        found: dict[Expr, None] = {}
        for node in postorder([solved(kink, self.catalogue) for kink in self.kinks]):
            if type(node) is Apply and node.op in ("eq", "ne") and _is_place(node, self.x):
                found[node.args[1]] = None
        return sorted(found, key=lambda c: approximation(c) or 0.0)[:_MOST_POINTS]

    def at(self, c: Expr) -> str:
        """Whether f is differentiable at c with the derivative that was found."""
        if c not in self._found:
            self._found[c] = UNKNOWN if not self.readable or c.free_symbols else self._at(c)
        return self._found[c]

    def _at(self, c: Expr) -> str:
        if _value(self.f, self.x, c) is None:
            return UNKNOWN
        sides = [self._limit(c, op) for op in ("lt", "gt")]
        if _INFINITE in sides:
            return CORNER
        left, right = sides
        if left is None or right is None:
            return UNKNOWN
        if abs(left - right) > _APART * max(1, abs(left), abs(right)):
            return CORNER
        here = _value(self.slope, self.x, c)
        exact = all(map(_is_exact, (left, right, here)))
        return SMOOTH if exact and left == right == here else UNKNOWN

    def _limit(self, c: Expr, side: str) -> Any:
        """The limit of the slope on one side of c; None if it is not found."""
        place = exact_value(c)
        if place is None or not self._lives(c, side):
            return None
        beside = self._beside(c, place, side)
        slope = self._simplified(self.slope, beside)
        found = _value(slope, self.x, c) if _is_continuous(slope) else None
        if found is None:
            inverse = self._simplified(apply("div", (Number("1"), slope)), beside)
            tends = _value(inverse, self.x, c) if _is_continuous(inverse) else None
            steep = tends == 0 and _value(inverse, self.x, _near(c, side))  # 0 there, not underflow
            return _INFINITE if steep else None
        return found

    def _beside(self, c: Expr, place: Exact, side: str) -> tuple[Expr, ...]:
        """x is beside c on this side, and no further from it than 1, or the next kink."""
        others = [exact_value(p) for p in self.points()]
        gaps = [magnitude(other - place) for other in others if other is not None]
        gap = min([1, *[g for g in gaps if g]])
        far = exact_number(place + gap if side == "gt" else place - gap)
        return (apply(side, (self.x, c)), apply("lt" if side == "gt" else "gt", (self.x, far)))

    def _lives(self, c: Expr, side: str) -> bool:
        """Whether f and its slope have values close to c on this side."""
        near = _near(c, side)
        return all([_value(e, self.x, near) is not None for e in (self.f, self.slope)])

    def _simplified(self, e: Expr, assume: tuple[Expr, ...]) -> Expr:
        in_cells = _with_comparisons_solved(e, self.catalogue)
        return Simplification(
            in_cells, form="canonical", variable=self.x, assume=assume, catalogue=self.catalogue
        ).result


_INFINITE = "infinite"


def _with_comparisons_solved(e: Expr, catalogue: Catalogue) -> Expr:
    """The formula with where(x^3 > x^2, ...) as where(x > 1, ...)."""
    nodes = [node for node in postorder((e,)) if type(node) is Apply]
    compared = [node for node in nodes if node.op in COMPARISONS]
    return substitute(e, {c: solved(c, catalogue) for c in compared})


def _near(c: Expr, side: str) -> Expr:
    return apply("add" if side == "gt" else "sub", (c, Number("1e-9")))


def _is_exact(value: Any) -> bool:
    return hasattr(value, "numerator")


def _is_continuous(e: Expr) -> bool:
    """Whether e is made of operations that are continuous wherever they are defined."""
    for node in postorder((e,)):
        if type(node) is Apply and node.op not in _CONTINUOUS and not _is_power(node):
            return False
    return True


def _is_power(node: Apply) -> bool:
    return node.op in ("pow", "root") and exact_value(node.args[1]) is not None


def _is_place(comparison: Apply, x: Symbol) -> bool:
    return comparison.args[0] is x and exact_value(comparison.args[1]) is not None


def _value(e: Expr, x: Symbol, c: Expr) -> Any:
    """The real value at c, or None."""
    try:
        found = evaluate(e, {x.name: c})
    except (DomainError, LimitExceeded, MissingExtra):
        return None
    return None if isinstance(found, bool) else found
