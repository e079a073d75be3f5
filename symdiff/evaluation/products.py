"""Products made stable: powers cancelled, logarithms at zero, exponentials over sums of them.

    x^2/x              x                                   and not 0/0 at 0
    x^2*ln(x)          x^2*where(x == 0, 0, ln(x))         and not 0*inf at 0
    exp(x)/(1 + exp(x))^2    exp(x - 2*m)/(exp(x - m) + exp(-m))^2,  m = max(x, 0)

What a product holds is looked at through further products, quotients and signs.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply
from .exponentials import Chain, base_and_power, combined, power

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .exponentials import Exponentials

LOGARITHMS = frozenset({"ln", "log2", "log10", "log1p"})
_ROOTS = frozenset({"sqrt", "cbrt"})
_ZERO, _ONE = Number("0"), Number("1")


class Products:
    """The rewriting of products, and the sums of exponentials that were scaled on the way.

    Arguments:
        exponentials: how a formula is read as a sum of exponentials, if it is one.
    """

    def __init__(self, exponentials: Callable[[Expr], Exponentials | None]) -> None:
        self._exponentials = exponentials
        self._of_scaled: dict[Expr, Exponentials] = {}
        self._pieces: dict[Expr, dict[Expr, int]] = {}

    def rewritten(self, node: Apply) -> Expr | None:
        """The product rewritten, or None where nothing is to be done."""
        chain = Chain(node)
        changed = [
            _cancelled(chain),
            _at_zero(chain),
            self._shifted(chain),
            self._merged(chain),
            self._unscaled(chain),
        ]
        return chain.product() if any(changed) else None

    def _shifted(self, chain: Chain) -> bool:
        """Exponentials over a sum of them: both times exp(-m)."""
        changed = False
        for j, e in chain.factors(-1):
            base, k = base_and_power(e)
            terms = self._exponentials(base) if type(base) is Apply else None
            if terms is not None:
                done = self._share(chain, terms, j, k) or self._quotient(chain, terms, j, base, k)
                changed = done or self._powers(chain, terms, j, k) or changed
        return changed

    def _share(self, chain: Chain, terms: Exponentials, j: int, k: int) -> bool:
        """exp(u)/(exp(u) + exp(v)), as softmax."""
        for i, e in chain.factors(1) if k == 1 else ():
            if e in terms.exponents:
                above, below = terms.ratio(e)
                self._keep(below, terms)
                self._pieces[above] = {terms.exponents[e]: 1, terms.shift: -1}
                chain.put(i, above)
                chain.put(j, below)
                return True
        return False

    def _quotient(self, chain: Chain, terms: Exponentials, j: int, base: Expr, k: int) -> bool:
        """(exp(u) - exp(v))/(exp(u) + exp(v)), as tanh."""
        for i, e in chain.factors(1):
            above = terms.above(e)
            if above is not None:
                self._keep(terms.scaled, terms)
                rest = power(base, k - 1)
                below = terms.scaled if k == 1 else apply("mul", (terms.scaled, rest))
                chain.put(i, above)
                chain.put(j, below)
                return True
        return False

    def _powers(self, chain: Chain, terms: Exponentials, j: int, k: int) -> bool:
        """exp(u)/(exp(u) + exp(v))^2: one exponential above, of what remains of all exponents."""
        directions = {_direction(t) for t in terms.exponents.values()}
        pieces = {terms.shift: -k}
        scaled: dict[int, Expr] = {}
        for i, e in chain.factors(1):
            base, n = base_and_power(e)
            other = self._exponentials(base) if type(base) is Apply else None
            if _is_exp(e) and e not in self._pieces:
                _add(pieces, {e.args[0]: 1}, 1)
                scaled[i] = _ONE
            elif other is not None and any(
                _direction(t) in directions for t in other.exponents.values()
            ):
                _add(pieces, {other.shift: 1}, n)
                self._keep(other.scaled, other)
                scaled[i] = power(other.scaled, n)
        if not scaled:
            return False
        first, rest = next(iter(scaled.items()))
        whole = self._exp(pieces)
        for i, e in scaled.items():
            chain.put(i, e)
        chain.put(first, whole if rest is _ONE else apply("mul", (whole, rest)))
        self._keep(terms.scaled, terms)
        chain.put(j, power(terms.scaled, k))
        return True

    def _merged(self, chain: Chain) -> bool:
        """Another exponential beside one that was made here: together they stay finite."""
        several = [(i, e) for i, e in chain.factors(1) if _is_exp(e)]
        if len(several) < 2 or not any(e in self._pieces for _, e in several):
            return False
        pieces: dict[Expr, int] = {}
        for i, e in several:
            _add(pieces, self._pieces.get(e, {e.args[0]: 1}), 1)
            chain.put(i, _ONE)
        chain.put(several[0][0], self._exp(pieces))
        return True

    def _unscaled(self, chain: Chain) -> bool:
        """A sum of exponentials above what has been divided by its scaled form already."""
        changed = False
        for j, e in chain.factors(-1):
            base, k = base_and_power(e)
            terms = self._of_scaled.get(base)
            for i, f in chain.factors(1) if terms is not None else ():
                above, n = base_and_power(f)
                made = [p for p, g in chain.factors(1) if g in self._pieces]
                if made and self._exponentials(above) is terms and n <= k:
                    assert terms is not None
                    pieces = dict(self._pieces[chain.nodes[made[0]]])
                    _add(pieces, {terms.shift: 1}, n)
                    chain.put(made[0], self._exp(pieces))
                    chain.put(i, _ONE)
                    chain.put(j, power(base, k - n))
                    changed = True
                    break
        return changed

    def _exp(self, pieces: dict[Expr, int]) -> Expr:
        found = apply("exp", (combined(pieces),))
        self._pieces[found] = pieces
        return found

    def _keep(self, scaled: Expr, terms: Exponentials) -> None:
        if scaled is not _ONE:
            self._of_scaled[scaled] = terms

    def is_scaled(self, e: Expr) -> bool:
        """Whether a sum was made by shifting: it needs that no more."""
        return e in self._of_scaled


def _cancelled(chain: Chain) -> bool:
    """u^n/u^k as one power."""
    above: dict[Expr | None, int] = {base_and_power(e)[0]: i for i, e in chain.factors(1)}
    changed = False
    for j, e in chain.factors(-1):
        base, k = base_and_power(e)
        i, turned = above.get(base), above.get(_turned(e))
        if turned is not None and chain.nodes[turned] is _turned(e):
            chain.put(turned, apply("neg", (_ONE,)))
            chain.put(j, _ONE)
            changed = True
        if i is None or base is _ONE or base_and_power(chain.nodes[i])[0] is not base:
            continue
        n = base_and_power(chain.nodes[i])[1]
        chain.put(i, power(base, n - k) if n > k else _ONE)
        chain.put(j, power(base, k - n) if k > n else _ONE)
        changed = True
    return changed


def _turned(e: Expr) -> Expr | None:
    """b - a for a - b."""
    return apply("sub", e.args[::-1]) if type(e) is Apply and e.op == "sub" else None


def _at_zero(chain: Chain) -> bool:
    """u^a*ln(u)^k for a > 0, whose limit at u = 0 is 0."""
    vanishing = {v for _, e in chain.factors(1) for v in (e, _vanishing(e))}
    changed = False
    for i, e in chain.factors(1):
        base, _ = base_and_power(e)
        if type(base) is not Apply or base.op not in LOGARITHMS:
            continue
        zeros = [base.args[0]] if base.op != "log1p" else _one_more(base.args[0])
        zero = next((z for z in zeros if z in vanishing), None)
        if zero is not None:
            chain.put(i, apply("where", (apply("eq", (zero, _ZERO)), _ZERO, e)))
            changed = True
    return changed


def _vanishing(e: Expr) -> Expr:
    """What e vanishes with: u for u^a, a > 0, and for a root of u."""
    if type(e) is Apply and e.op in _ROOTS:
        return e.args[0]
    if type(e) is Apply and e.op == "pow" and _is_positive(e.args[1]):
        return e.args[0]
    return e


def _is_positive(e: Expr) -> bool:
    parts = e.args if type(e) is Apply and e.op == "div" else (e,)
    return all(type(part) is Number and part.value > 0 for part in parts)


def _one_more(u: Expr) -> list[Expr]:
    """The ways in which 1 + u is written."""
    found: list[Expr] = [apply("add", (_ONE, u)), apply("add", (u, _ONE))]
    if type(u) is Apply and u.op == "neg":
        found.append(apply("sub", (_ONE, u.args[0])))
    return found


def _is_exp(e: Expr) -> bool:
    return type(e) is Apply and e.op == "exp"


def _direction(u: Expr) -> Expr:
    """The exponent without sign and number, so that exp(2*x) goes with exp(-x)."""
    while type(u) is Apply:
        if u.op == "neg" or (u.op == "div" and type(u.args[1]) is Number):
            u = u.args[0]
        elif u.op == "mul" and type(u.args[0]) is Number:
            u = u.args[1]
        else:
            break
    return u


def _add(pieces: dict[Expr, int], others: dict[Expr, int], times: int) -> None:
    for e, n in others.items():
        pieces[e] = pieces.get(e, 0) + n * times
