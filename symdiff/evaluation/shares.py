"""Shares: the exponentials of a product and the sums of them, with their powers.

    exp(u)/(exp(u) + exp(v))                    sigmoid(u - v), between 0 and 1
    (exp(u) - exp(v))/(exp(u) + exp(v))         tanh((u - v)/2)
"""

from __future__ import annotations

from collections import Counter

from ..expressions import Apply, Expr, Number, apply
from .exponentials import Gap, combined, multiple, power, without_signs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .exponentials import Exponentials

_ZERO, _ONE = Number("0"), Number("1")


class Reach:
    """What a product of exponentials can meet.

    Attributes:
        directions: what its exponents are multiples of.
        bounded: whether it is made of shares, which are never more than 1.
    """

    __slots__ = ("bounded", "directions")

    def __init__(self, directions: frozenset[Expr], bounded: bool) -> None:
        self.directions = directions
        self.bounded = bounded

    def meets(self, other: Reach) -> bool:
        """Whether one can overflow where the other vanishes."""
        together = self.bounded and other.bounded
        return not together and not self.directions.isdisjoint(other.directions)

    @staticmethod
    def union(parts: list[Reach]) -> Reach:
        """What the product of them can meet."""
        directions = frozenset(d for part in parts for d in part.directions)
        return Reach(directions, all(part.bounded for part in parts))


class Shares:
    """Exponentials and sums of them, with their powers: exp(u)^a*s^b.

    Arguments:
        read: how a formula is read as a sum of exponentials, if it is one.

    Attributes:
        places: where they stand in the product.
        exponents: the power of each exponential.
        sums: the power of each sum.
        scaled: the sums that were scaled.
        bounded: whether ``product`` found nothing but shares, none of which exceeds 1.
    """

    def __init__(self, read: Callable[[Expr], Exponentials | None]) -> None:
        self.places: list[int] = []
        self.exponents: dict[Expr, int] = {}
        self.sums: dict[Expr, int] = {}
        self.scaled: set[Expr] = set()
        self.bounded = False
        self._read = read
        self._terms: dict[Expr, Exponentials] = {}
        self._grow = self._vanish = False
        self._up: set[Expr] = set()
        self._down: set[Expr] = set()

    def take(self, e: Apply, n: int) -> bool:
        """Take e^n in, if e is made of exponentials."""
        if e.op == "exp":
            self._raise(e.args[0], n)
        elif e.op == "sigmoid":
            self._logistic(e.args[0], -n)
            self._raise(e.args[0], n)
            n = -n
        else:
            terms = self._read(e)
            if terms is None:
                return False
            if terms.is_logistic():
                self._logistic(next(iter(terms.exponents.values())), n)
            else:
                self._count(e, terms, n)
        self._grow, self._vanish = self._grow or n > 0, self._vanish or n < 0
        return True

    def _logistic(self, u: Expr, n: int) -> None:
        """(1 + exp(u))^n, with u freed of its sign: 1 + exp(-v) = exp(-v)*(1 + exp(v))."""
        sign, v = without_signs(u)
        if sign < 0:
            self._raise(v, -n)
        e = apply("add", (_ONE, apply("exp", (v,))))
        terms = self._read(e)
        assert terms is not None
        self._count(e, terms, n)

    def _raise(self, u: Expr, n: int) -> None:
        k, v = multiple(u)
        (self._up if k * n > 0 else self._down).add(v)
        self.exponents[v] = self.exponents.get(v, 0) + k * n

    def _count(self, e: Expr, terms: Exponentials, n: int) -> None:
        self._terms[e] = terms
        self.sums[e] = self.sums.get(e, 0) + n

    def are_needed(self) -> bool:
        """Whether something can overflow, or vanish, that the whole does not."""
        if not self.sums:
            return bool(self._up & self._down)
        return self._grow and self._vanish

    def is_against(self, other: Shares) -> bool:
        """Whether one of them grows where the other vanishes."""
        return bool(self._up & other._down or self._down & other._up)

    def are_logistic(self) -> bool:
        """Whether they are made of one exponential exp(u) and of 1 + exp(u)."""
        logistic = all(terms.is_logistic() for terms in self._terms.values())
        return bool(self._terms) and logistic and len(self.directions()) == 1

    def directions(self) -> frozenset[Expr]:
        """What the exponents are multiples of."""
        return frozenset(self.exponents).union(*[t.directions for t in self._terms.values()])

    def reach(self, bounded: bool) -> Reach:
        """What it can meet."""
        return Reach(self.directions(), bounded)

    def one(self) -> tuple[Expr, Exponentials] | None:
        """u and exp(u) + exp(v), if there is nothing but their quotient."""
        exponents = [(u, n) for u, n in self.exponents.items() if n]
        sums = [(e, n) for e, n in self.sums.items() if n]
        if len(sums) != 1 or sums[0][1] != -1 or len(exponents) > 1:
            return None
        terms = self._terms[sums[0][0]]
        found = combined(dict(exponents))
        return (found, terms)

    def product(self) -> Expr:
        """The product, of factors that neither overflow nor vanish before it does."""
        above = self._tangents()
        for e in self.sums:
            above += self._shares(e)
        if not any(self.exponents.values()):
            for e in self.sums:
                above += self._shares_of_one(e)
        below: list[Expr] = []
        for e, n in self.sums.items():
            if n:
                self._raise(self._terms[e].shift, n)
                self.scaled.add(self._terms[e].scaled)
                (above if n > 0 else below).append(power(self._terms[e].scaled, abs(n)))
        exponent = combined(self.exponents)
        gaps = any(isinstance(terms, Gap) for terms in self._terms.values())
        self.bounded = exponent is _ZERO and not gaps and not any(self.sums.values())
        if exponent is not _ZERO:
            above.insert(0, apply("exp", (exponent,)))
        found = times(above)
        return apply("div", (found, times(below))) if below else found

    def _tangents(self) -> list[Expr]:
        """(exp(u) - exp(v))/(exp(u) + exp(v)) as tanh((u - v)/2)."""
        found: list[Expr] = []
        for e, gap in self._terms.items():
            for f, total in self._terms.items() if isinstance(gap, Gap) else ():
                two = total.two()
                k = min(self.sums[e], -self.sums[f])
                if k > 0 and two is not None and isinstance(gap, Gap):
                    u, v = gap.ends
                    turned = v is _ZERO is two[1] and two[0] is without_signs(u)[1]
                    if {*two} != {u, v} and not turned:
                        continue
                    if {*two} != {u, v}:  # 1 + exp(-u) = exp(-u)*(1 + exp(u))
                        self._raise(u, k)
                    found.append(power(apply("tanh", (gap.half(),)), k))
                    self.sums[e] -= k
                    self.sums[f] += k
        return found

    def _shares(self, e: Expr) -> list[Expr]:
        """exp(u)^a*exp(v)^b/(exp(u) + exp(v))^(a + b) as powers of shares."""
        terms = self._terms[e]
        found: list[Expr] = []
        for u in terms.exponents.values() if self.sums[e] < 0 else ():
            k, bare = multiple(u)
            a = min(max(self.exponents.get(bare, 0) // k, 0), -self.sums[e])
            if a:
                self.exponents[bare] -= k * a
                self.sums[e] += a
                found += [terms.share(u)] * a
        return found

    def _shares_of_one(self, e: Expr) -> list[Expr]:
        """1/(1 + exp(u))^n as powers of shares."""
        n = self.sums[e]
        if n >= 0 or not self._terms[e].is_logistic():
            return []
        self.sums[e] = 0
        return [self._terms[e].share(_ZERO)] * -n


def times(factors: list[Expr]) -> Expr:
    """The product of the factors, powers of shares as such."""
    found: Expr = _ONE
    for e, n in Counter(factors).items():
        for part in [power(e, n)] if type(e) is Apply and e.op == "sigmoid" else [e] * n:
            found = part if found is _ONE else apply("mul", (found, part))
    return found
