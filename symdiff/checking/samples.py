"""Points to try a formula at: the same ones every time, of both signs, small and large.

Coordinates have four digits, so that they stay short in a report and exact in the arithmetic.
"""

from __future__ import annotations

from itertools import product
from random import Random

from ..catalogue import CATALOGUE
from ..evaluation import evaluate
from ..evaluation.multiprecision import Spent
from ..evaluation.points import entered
from ..evaluation.value import Search
from ..expressions import DomainError, LimitExceeded, Limits, postorder, rational
from ..expressions.nodes import Symbol, exact_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TypeAlias

    from ..catalogue import Catalogue
    from ..evaluation.multiprecision import Purse
    from ..expressions import Expr
    from ..expressions.rationals import Exact

    Point: TypeAlias = dict[str, Exact]

DIGITS = 30
_SMALL = 100  # places behind the point; SHALLOW sees zeros to some 200
_WORKING_DIGITS = 400
_context: list[Any] = []
SHALLOW, DEEP = Limits(digits=300), Limits(digits=3_000)
_MAGNITUDES = ((0.1, 1), (1, 3), (0.1, 0.5), (2, 9), (0.5, 1.6), (0.01, 0.1))


def points(names: Iterable[str], seed: int = 0) -> Iterator[Point]:
    """Points without end, by turns with positive coordinates only and with a negative one.

    >>> first, second = (point for point, _ in zip(points(["x"]), range(2)))
    >>> first["x"] > 0 > second["x"]
    True
    """
    ordered = sorted(names)
    random = Random(seed)  # noqa: S311
    trial = 0
    while True:
        low, high = _MAGNITUDES[trial // 2 % len(_MAGNITUDES)]
        sizes = [round(random.uniform(low, high) * 10_000) for _ in ordered]
        signs = [1] * len(ordered)
        if trial % 2 and ordered:
            signs = [random.choice((1, -1)) for _ in ordered]
            signs[random.randrange(len(ordered))] = -1
        yield {
            name: rational(sign * size, 10_000, decimal=True)
            for name, sign, size in zip(ordered, signs, sizes, strict=True)
        }
        trial += 1


_SIMPLE = [1, 2, -1, 3, -2, rational(1, 2), 0, rational(-1, 2), 10]


def simple_points(names: Iterable[str], at_most: int = 60) -> Iterator[Point]:
    """Points with small coordinates, those that are quickest to check by hand first.

    >>> [point["x"] for point in simple_points(["x"], 4)]
    [1, 2, -1, 3]
    """
    ordered = sorted(names)
    count = 0
    for width in range(1, len(_SIMPLE) + 1):
        for choice in product(range(width), repeat=len(ordered)):
            if max(choice, default=0) == width - 1:
                yield {name: _SIMPLE[i] for name, i in zip(ordered, choice, strict=True)}
                count += 1
                if count == at_most:
                    return


def symbol_names(*formulas: Expr) -> list[str]:
    """The names of the symbols that occur, in order."""
    return sorted({n.name for n in postorder(formulas) if type(n) is Symbol})


def value_at(
    e: Expr,
    point: Point,
    domain: str = "real",
    digits: int = DIGITS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = SHALLOW,
    *,
    purse: Purse | None = None,
) -> Any:
    """The value of e, so many digits right, or None where it has none or none can be settled.

    Raises:
        Spent: when the purse, which several values share, is empty.
    """
    search = Search(e, entered(point, catalogue), domain == "real", catalogue, limits, purse)
    try:
        found = search.precise(digits)
    except Spent:
        raise
    except (DomainError, LimitExceeded):
        return None
    return _working_context().convert(found)


def holds_at(fact: Expr, point: Point, catalogue: Catalogue = CATALOGUE) -> bool:
    """Whether a condition on the variables holds at a point."""
    try:
        return evaluate(fact, point, catalogue=catalogue) is True
    except (DomainError, LimitExceeded):
        return False


def working_number(real: Any, imaginary: Any) -> Any:
    """A number of mpmath, real if its imaginary part is 0, in the context of all values here."""
    context = _working_context()
    real, imaginary = context.convert(real), context.convert(imaginary)
    return context.mpc(real, imaginary) if imaginary else real


def differ(a: Any, b: Any, digits: int) -> bool:
    """Whether two values differ in their first so many digits, counted from the larger one."""
    size = max(abs(a), abs(b))
    return bool(abs(a - b) > size * _working_context().mpf(10) ** -digits)


def too_small_to_tell(a: Any, b: Any) -> bool:
    """Whether one is 0 where all digits may have cancelled, and the other not, but very small."""
    return (not a) != (not b) and bool(max(abs(a), abs(b)) < _working_context().mpf(10) ** -_SMALL)


def _working_context() -> Any:
    """The arithmetic of mpmath, with more digits than any value here has."""
    if not _context:
        import mpmath  # noqa: PLC0415

        context = mpmath.MPContext()
        context.dps = _WORKING_DIGITS
        _context.append(context)
    return _context[0]


def spelled(point: Point) -> str:
    """The point as a reader would write it.

    >>> spelled({"x": rational(-3, 2, decimal=True)})
    'x = -1.5'
    """
    if not point:
        return "every point"
    return ", ".join(f"{name} = {spelled_number(value)}" for name, value in point.items())


def spelled_number(value: Exact) -> str:
    """The exact number in digits."""
    sign, e = "", exact_number(value)
    if value < 0:
        sign, e = "-", e.args[0]
    parts = [getattr(part, "spelling", "") for part in (e.args or (e,))]
    return sign + "/".join(parts)
