"""Points to try where the usual ones say nothing: those that the formula's own numbers suggest.

    sqrt(x - 100)      x > 100: a little more than 100, 101, 110, 200 ...
    ln(x - y*1000)     multiples of 1000, of its root, of its inverse, of both signs
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

from ..catalogue import CATALOGUE
from ..expressions import COMPARISONS, Apply, Symbol, postorder, rational
from ..simplification.comparisons import approximation, solved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from ..expressions.rationals import Exact
    from .samples import Point

AT_MOST = 120
_USUAL = (0.01, 10)
_FIRST_ONES = 0.5
_MOST_SCALES = 24
_LARGEST, _SMALLEST = 1e60, 1e-60
_INSIDE = (0.5, 0.25, 0.75, 0.1, 0.9)
_BEYOND = (1.0, 0.1, 10.0, 0.01, 100.0)


def far_points(
    names: Iterable[str],
    formulas: Iterable[Expr],
    conditions: Iterable[Expr] = (),
    catalogue: Catalogue = CATALOGUE,
) -> Iterator[Point]:
    """Points at the sizes of the formulas' numbers, the same ones every time.

    Arguments:
        names: the variables.
        formulas: whose numbers are taken.
        conditions: what must hold, of which the bounds are taken.
        catalogue: the functions that are known.

    >>> from symdiff.notation import parse
    >>> point = next(far_points(["x"], [parse("sqrt(x - 100)")], [parse("x > 100")]))
    >>> 100 < point["x"] < 102
    True
    """
    ordered = sorted(names)
    bounds = bounds_of(conditions, catalogue)
    scales = scales_of(formulas)
    columns = [[*_between(bounds.get(name, ())), *_around(scales)] for name in ordered]
    random = Random(0)  # noqa: S311
    for trial in range(AT_MOST if ordered else 0):
        yield {
            name: _digits(
                column[trial % len(column)]
                if trial % len(ordered) == i
                else random.choice(column[:4] if random.random() < _FIRST_ONES else column)
            )
            for i, (name, column) in enumerate(zip(ordered, columns, strict=True))
        }


def has_far_numbers(formulas: Iterable[Expr]) -> bool:
    """Whether a number in the formulas is of a size that the usual points do not have."""
    numbers = [e for e in postorder(tuple(formulas)) if not e.free_symbols]
    sizes = [abs(value) for value in map(approximation, numbers) if value]
    return any(size > _USUAL[1] or size < _USUAL[0] for size in sizes)


def bounds_of(conditions: Iterable[Expr], catalogue: Catalogue) -> dict[str, list[float]]:
    """The numbers with which conditions compare symbols, by their names, in order."""
    found: dict[str, set[float]] = {}
    for condition in conditions:
        for node in postorder((solved(condition, catalogue),)):
            if type(node) is Apply and node.op in COMPARISONS:
                for term, number in (node.args, node.args[::-1]):
                    value = approximation(number)
                    if type(term) is Symbol and value is not None:
                        found.setdefault(term.name, set()).add(value)
    return {name: sorted(values) for name, values in found.items()}


def scales_of(formulas: Iterable[Expr]) -> list[float]:
    """The sizes of the numbers in the formulas, the largest first; their roots and inverses."""
    numbers = [e for e in postorder(tuple(formulas)) if not e.free_symbols]
    values = [abs(value) for value in map(approximation, numbers) if value]
    sizes = sorted({size for size in values if size != 1}, reverse=True)
    near = [size**power for power in (1, 0.5, -1, 2) for size in sizes if size < _LARGEST]
    found = [size for size in dict.fromkeys(near) if _SMALLEST < size < _LARGEST]
    return found[:_MOST_SCALES] or [100.0]


def _between(bounds: Iterable[float]) -> list[float]:
    """Numbers between each two bounds, and beyond the first and the last."""
    ordered = list(bounds)
    if not ordered:
        return []
    found = []
    for share, far in zip(_INSIDE, _BEYOND, strict=True):
        found += [low + (high - low) * share for low, high in pairwise(ordered)]
        found += [ordered[-1] + far, ordered[0] - far]
    return found


def _around(scales: list[float]) -> list[float]:
    """Numbers near the scales, of both signs."""
    found = []
    for factor in (1.3, 0.7, 2.4, 0.21, 7.0):
        for scale in scales:
            found += [scale * factor, -scale * factor]
    return found


def _digits(value: float) -> Exact:
    """The number in some ten digits, exactly."""
    text = f"{value:.10g}"
    mantissa, _, exponent = text.partition("e")
    whole, _, places = mantissa.partition(".")
    power = int(exponent or 0) - len(places)
    digits = int(whole + places)
    return rational(digits * 10 ** max(power, 0), 10 ** max(-power, 0), decimal=True)
