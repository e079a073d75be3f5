"""Two ways to one number, compared at points of both signs.

A reference says what is right at a point, or None where it says nothing; a candidate must say the
same there.
"""

from __future__ import annotations

from itertools import islice

from ..evaluation.multiprecision import Spent
from ..expressions import MissingExtra
from .samples import differ, points, simple_points, spelled, too_small_to_tell
from .verdict import FAILED, NOT_RUN, PASSED, UNDECIDED, Check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeAlias

    from .samples import Point

    Values: TypeAlias = Callable[[Point], Any]
    Pairs: TypeAlias = Callable[[Point], tuple[Any, Any]]

_ENOUGH = 4  # points of either sign
_FAR = 8  # points beyond the usual ones


class Agreement:
    """What came out of a comparison.

    Attributes:
        digits: how many digits are compared.
        tries: at most how many points are tried.
        positive, negative: at how many points the two agree, by whether a coordinate is negative.
        witness: the first point where they do not; ``values`` has both, None for no value.
        lacking: what must be installed before anything can be compared, if that is so.
        ended: why no more points were tried, if something ended it.
    """

    __slots__ = ("digits", "ended", "lacking", "negative", "positive", "tries", "values", "witness")

    def __init__(self, digits: int, tries: int) -> None:
        self.digits = digits
        self.tries = tries
        self.positive = 0
        self.negative = 0
        self.witness: Point | None = None
        self.values: tuple[Any, Any] = (None, None)
        self.lacking = ""
        self.ended = ""

    @property
    def points(self) -> int:
        """At how many points the two agree."""
        return self.positive + self.negative

    @property
    def detail(self) -> str:
        """What came out, in words."""
        if self.lacking:
            return self.lacking
        if self.witness is not None:
            reference, candidate = (number_shown(value, self.digits) for value in self.values)
            return f"at {spelled(self.witness)} it is {candidate}, and should be {reference}"
        if not self.points:
            return self.ended or f"none of {self.tries} points has both values"
        where = f"{self.positive} with positive, {self.negative} with negative coordinates"
        points = "1 point" if self.points == 1 else f"{self.points} points"
        ended = f"; {self.ended}" if self.ended else ""
        return f"agree to {self.digits} digits at {points} ({where}){ended}"

    def simplify_witness(
        self, names: list[str], reference: Values, candidate: Values, must_exist: bool
    ) -> None:
        """Take a simpler point instead, one at which both have values if there is such a point."""
        lacking: tuple[Point, Any] | None = None
        for point in simple_points(names):
            right = reference(point)
            value = None if right is None else candidate(point)
            if value is not None and differ(right, value, self.digits):
                self.witness, self.values = point, (right, value)
                return
            lacks = right is not None and value is None and must_exist
            if lacks and self.values[1] is None and lacking is None:
                lacking = point, right
        if lacking is not None:
            self.witness, self.values = lacking[0], (lacking[1], None)

    def check(self, name: str) -> Check:
        """The comparison as a check."""
        if self.witness is not None:
            return Check(name, FAILED, self.detail)
        if self.lacking:
            return Check(name, NOT_RUN, self.lacking)
        return Check(name, PASSED if self.points else UNDECIDED, self.detail)


def compare(
    names: Iterable[str],
    reference: Values,
    candidate: Values,
    *,
    digits: int = 15,
    tries: int = 60,
    must_exist: bool = True,
    further: Iterable[Point] = (),
    deeper: Pairs | None = None,
) -> Agreement:
    """Compare two ways at points, until enough of both signs agree or one does not.

    Arguments:
        names: the variables.
        reference: what is right, or None where nothing is said.
        candidate: what is compared with it.
        digits: how many digits must agree.
        tries: how many points are tried.
        must_exist: whether a candidate without value disagrees.
        further: points to try as well: some where the usual ones agree, all where too few of
            them say anything.
        deeper: both values, with more digits to cancel, for where one is 0 and the other small;
            such points say nothing without it.
    """
    names = sorted(names)
    found = Agreement(digits, tries if names else 1)
    try:
        _compare(found, names, reference, candidate, must_exist, further, deeper)
    except Spent as error:
        found.ended = error.message
    except MissingExtra as error:
        found.lacking = f"{error.message}; {error.advice}"
    return found


def _compare(
    found: Agreement,
    names: list[str],
    reference: Values,
    candidate: Values,
    must_exist: bool,
    further: Iterable[Point],
    deeper: Pairs | None,
) -> None:
    for point, usual in _usual_and_further(names, found, further):
        negative = any(value < 0 for value in point.values())
        if usual and (found.negative if negative else found.positive) >= _ENOUGH:
            continue
        right = reference(point)
        if right is None:
            continue
        value = candidate(point)
        if value is None and not must_exist:
            continue
        if value is not None and too_small_to_tell(right, value):
            right, value = deeper(point) if deeper is not None else (None, None)
            if right is None or value is None:
                continue
        if value is None or differ(right, value, found.digits):
            found.witness, found.values = point, (right, value)
            found.simplify_witness(names, reference, candidate, must_exist)
            break
        if negative:
            found.negative += 1
        else:
            found.positive += 1


def _usual_and_further(
    names: list[str], found: Agreement, further: Iterable[Point]
) -> Iterator[tuple[Point, bool]]:
    """Each point, with whether it is one of the usual ones."""
    for point in islice(points(names), found.tries):
        yield point, True
    near = found.points
    for point in further:
        if found.points >= max(_ENOUGH, near + _FAR):
            break
        found.tries += 1
        yield point, False


def number_shown(value: Any, digits: int) -> str:
    """The value in so many digits."""
    if value is None:
        return "without value"
    text: str = value.context.nstr(value, digits)
    return text.removesuffix(".0")
