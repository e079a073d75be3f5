"""How far a compiled function is from the truth: compared with high precision, point by point."""

from __future__ import annotations

import math
import random

from ..expressions import ArgumentError, LimitExceeded, SymdiffError, expect_whole
from .value import evaluate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypeAlias

    from .compiled import Compiled

    Range: TypeAlias = tuple[float, float]


class Accuracy:
    """What a comparison found.

    Attributes:
        worst: the largest relative error.
        at: the point where it is.
        output: which of the formulas, counted from 0.
        found: what the function gave there.
        true: the value there.
        points: how many values were compared.
        without: how many were left out, since the formula has no value there.
    """

    __slots__ = ("at", "found", "output", "points", "true", "without", "worst")

    def __init__(self) -> None:
        self.worst = 0.0
        self.at: dict[str, float] = {}
        self.output = 0
        self.found = self.true = math.nan
        self.points = self.without = 0

    def compare(self, found: float, true: float, at: dict[str, float], output: int) -> None:
        """Take one more value into account."""
        self.points += 1
        if found == true:
            return
        error = abs(found - true) / abs(true) if true else math.inf
        if math.isnan(error) or error > self.worst or not self.at:
            self.worst = math.inf if math.isnan(error) else error
            self.found, self.true, self.at, self.output = found, true, at, output

    def __str__(self) -> str:
        if not self.points:
            return f"nothing compared: no value at any point, of {self.without} tried"
        if not self.at:
            return f"exact at {self.points} points"
        where = ", ".join(f"{name} = {value!r}" for name, value in self.at.items())
        return (
            f"worst relative error {self.worst:.2g} of {self.points} values, output {self.output}"
            f" at {where}: {self.found!r} for {self.true!r}"
        )

    __repr__ = __str__


def accuracy(
    function: Compiled,
    within: Range | Mapping[str, Range],
    *,
    points: int = 200,
    digits: int = 25,
    seed: int = 0,
) -> Accuracy:
    """The largest relative error of a compiled function over a box.

    Points are the corners, points spread evenly and points spread evenly in magnitude down to
    10^-12 of the range, since errors like to hide near 0. Results below the smallest normal float,
    or above the largest, are not compared.

    Arguments:
        function: a compiled function.
        within: a range for all variables, or one for each by name.
        points: how many points.
        digits: how many digits the comparison has.
        seed: of the random choice.

    Raises:
        ArgumentError: for a range that is none, and for points and digits that are no numbers.
    """
    expect_whole(points, "there are 1 to 1,000,000 points", most=1_000_000)
    expect_whole(digits, "digits is a positive integer")
    symbols = function.signature.symbols
    ranges = [_range(s.name, within) for s in symbols]
    dice = random.Random(seed)  # noqa: S311
    found = Accuracy()
    for values in _points(ranges, points, dice):
        at = {s.name: v for s, v in zip(symbols, values, strict=True)}
        computed = _flat(function(*_arguments(function, values)))
        for i, (e, value) in enumerate(zip(function.formulas, computed, strict=True)):
            try:
                true = float(evaluate(e, at, digits, catalogue=function.catalogue))
            except (LimitExceeded, OverflowError):
                continue
            except SymdiffError:
                found.without += 1
                continue
            if math.isfinite(true) and (true == 0 or abs(true) > 1e-300):
                found.compare(float(value), true, at, i)
    return found


def _range(name: str, within: Any) -> tuple[float, float]:
    own = within.get(name) if hasattr(within, "get") else within
    try:
        low, high = map(float, own)
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(
            f"no range is given for {name}", advice="(-1, 1), or one by name"
        ) from None
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise ArgumentError(f"{own} is not a range for {name}")
    return low, high


def _points(ranges: Sequence[Range], count: int, dice: random.Random) -> list[list[float]]:
    corners = [[low for low, _ in ranges], [high for _, high in ranges]]
    found = corners if count > 1 else []
    while len(found) < count:
        chosen = [_near_zero, _evenly][len(found) % 2]
        found.append([chosen(low, high, dice) for low, high in ranges])
    return found


def _evenly(low: float, high: float, dice: random.Random) -> float:
    return dice.uniform(low, high)


def _near_zero(low: float, high: float, dice: random.Random) -> float:
    """A point whose distance from 0, or from the nearest end, is spread in magnitude."""
    width = (high - low) * 10 ** dice.uniform(-12, 0)
    base = 0.0 if low <= 0 <= high else low
    return min(high, max(low, base + dice.choice((-1, 1)) * width))


def _arguments(function: Compiled, values: list[float]) -> list[Any]:
    found: list[Any] = []
    start = 0
    for argument in function.signature.inputs:
        own = values[start : start + len(argument.symbols)]
        start += len(own)
        found.append(own if argument.vector else own[0])
    return found


def _flat(result: Any) -> list[float]:
    """The numbers of a result, whatever it is made of, in order."""
    found: list[float] = []
    stack = [result]
    while stack:
        one = stack.pop()
        if hasattr(one, "tolist"):
            one = one.tolist()
        if isinstance(one, (list, tuple)):
            stack += reversed(one)
        else:
            found.append(float(one))
    return found
