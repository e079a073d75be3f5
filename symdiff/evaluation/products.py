"""Products made stable: powers cancelled, logarithms at zero, exponentials over sums of them.

    x^2/x              x                                   and not 0/0 at 0
    x^2*ln(x)          x^2*where(x == 0, 0, ln(x))         and not 0*inf at 0
    exp(x)/(1 + exp(x))^2    sigmoid(x)*sigmoid(-x)        and not inf/inf at 1000

What a product holds is looked at through further products, quotients and signs. A product that was
made stable is remembered as it was, so that 1/(exp(x)/s)*exp(x)/s^2 is seen as 1/s.
"""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply
from .exponentials import (
    PASSED,
    Chain,
    base_and_power,
    multiple,
    power,
    signed_terms,
    without_signs,
)
from .norms import over_norms
from .shares import Reach, Shares, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .exponentials import Exponentials

LOGARITHMS = frozenset({"ln", "log2", "log10", "log1p"})
_ROOTS = frozenset({"sqrt", "cbrt"})
_ZERO, _ONE = Number("0"), Number("1")
_MOST_TERMS = 8  # of a sum that a product is taken into


class Products:
    """The rewriting of products, and what they were before.

    Arguments:
        exponentials: how a formula is read as a sum of exponentials, if it is one.
    """

    def __init__(self, exponentials: Callable[[Expr], Exponentials | None]) -> None:
        self._exponentials = exponentials
        self._plain: dict[Expr, Expr] = {}
        self._reaches: dict[Expr, Reach] = {}
        self._alone: dict[tuple[Expr, int], Reach | None] = {}
        self._scaled: set[Expr] = set()
        self._looked_at: tuple[Apply, Chain, list[tuple[int, Expr, list[Expr]]]] | None = None

    def chain(self, e: Expr) -> Chain:
        """The product as it was before parts of it were made stable."""
        return Chain(e, self._plain)

    def _met(self, node: Apply) -> Chain:
        """The product, of whose stable parts only those are as before that the rest can meet.

        What is left as it is keeps its place, and is shared with what else holds it.
        """
        opened: dict[Expr, Expr] = {}
        while True:
            chain = Chain(node, opened, self._plain)
            reaches = self._reaches_of(chain)
            found = [
                base
                for k, (base, sign, one) in enumerate(reaches)
                if base in self._plain and base not in opened
                if sign < 0 or any(one.meets(r) for i, (_, _, r) in enumerate(reaches) if i != k)
            ]
            if not found:
                return chain
            opened |= {base: self._plain[base] for base in found}

    def _reaches_of(self, chain: Chain) -> list[tuple[Expr, int, Reach]]:
        """The factors (1) and divisors (-1) made of exponentials, and what each can meet."""
        found: list[tuple[Expr, int, Reach]] = []
        for sign in (1, -1):
            for _, e in chain.factors(sign):
                base, _ = base_and_power(e)
                reach = self._reaches.get(base) or self._reach_of(base, sign)
                if reach is not None:
                    found.append((base, sign, reach))
        return found

    def _reach_of(self, base: Expr, sign: int) -> Reach | None:
        """What one factor or divisor can meet; it is found once."""
        if type(base) is not Apply:
            return None
        key = base, sign
        if key not in self._alone:
            shares = Shares(self._exponentials)
            taken = shares.take(base, sign)
            above = base.op == "sigmoid" and sign > 0
            self._alone[key] = shares.reach(above) if taken else None
        return self._alone[key]

    def rewritten(self, node: Apply) -> Expr | None:
        """The product rewritten, or None where nothing is to be done."""
        chain = self._met(node)
        shares = self.shares(chain)
        if shares is not None and shares.are_needed():
            return self._shared(chain)
        chain = Chain(node)
        changed = [_cancelled(chain), _tangents(chain), over_norms(chain), _at_zero(chain)]
        return chain.product() if any(changed) else None

    def _shared(self, chain: Chain) -> Expr:
        """The product with its exponentials taken together."""
        plain = chain.copy()
        _cancelled(chain)
        _cancelled(plain)
        shares = self.shares(chain)
        _at_zero(chain)
        if shares is None:
            return chain.product()
        for i in shares.places:
            chain.put(i, _ONE)
        kept = [reach for e, _, reach in self._reaches_of(chain) if e in self._reaches]
        found = _of(shares.product(), chain.product())
        reach = Reach.union([shares.reach(shares.bounded), *kept])
        self._scaled |= shares.scaled
        self.remember(found, plain.product(), reach)
        return found

    def remember(self, found: Expr, plain: Expr, reach: Reach | None = None) -> None:
        """What a product was before it was made stable, and what it reaches."""
        sign, bare = without_signs(found)
        if reach is not None and _says_it_all(bare, reach):
            return
        if type(bare) is Apply and (bare.op in PASSED or _is_of_two(bare)):
            self._plain[bare] = plain if sign > 0 else apply("neg", (plain,))
            terms = self._exponentials(plain) if reach is None and type(plain) is Apply else None
            if terms is not None:
                reach = Reach(terms.directions, False)
            if reach is not None:
                self._reaches[bare] = reach

    def shares(self, chain: Chain, signs: tuple[int, ...] = (1, -1)) -> Shares | None:
        """The exponentials in a product, and the sums of them."""
        found = Shares(self._exponentials)
        for sign in signs:
            for i, e in chain.factors(sign):
                base, n = base_and_power(e)
                if type(base) is Apply and found.take(base, n * sign):
                    found.places.append(i)
        return found if found.places else None

    def share(self, e: Expr) -> tuple[Expr, Exponentials] | None:
        """u and exp(u) + exp(v) of the quotient exp(u)/(exp(u) + exp(v)) of just these."""
        chain = self.chain(e)
        shares = self.shares(chain)
        factors = chain.factors(1) + chain.factors(-1)
        if shares is None or any(i not in shares.places and f is not _ONE for i, f in factors):
            return None
        return shares.one()

    def plain(self, e: Expr) -> Expr:
        """What a product was before it was made stable."""
        return self._plain.get(e, e)

    def into_sum(
        self, node: Apply, opposed: bool = False, logistic: bool = False
    ) -> tuple[Expr, Expr, list[Expr]] | None:
        """e*(a/s + b) apart: what is left of the product, the exponentials e, the terms.

        None unless the divisor of a term is made of the same exponentials. With ``opposed``, only
        shares into sums such as exp(x) + exp(-x), in which they meet what they go against; with
        ``logistic``, only into terms whose exponentials are all made of one 1 + exp(u).
        """
        chain, sums = self._sums_in(node)
        for i, e, terms in sums:
            if opposed and not self._is_opposed(e):
                continue
            rest = chain.copy()
            rest.put(i, _ONE)
            bounded = self._is_bounded(rest)
            inside = bounded and all(self._is_bounded(self.chain(t)) for t in terms)
            if inside or (opposed and not bounded):
                continue
            shares = self.shares(rest)
            if logistic and (shares is None or not shares.are_logistic()):
                continue
            if shares is not None and any(self._meets(t, shares) for t in terms):
                above = [f for k, f in rest.factors(1) if k in shares.places]
                below = [f for k, f in rest.factors(-1) if k in shares.places]
                own = apply("div", (times(above), times(below))) if below else times(above)
                for k in shares.places:
                    rest.put(k, _ONE)
                return rest.product(), own, terms
        return None

    def _sums_in(self, node: Apply) -> tuple[Chain, list[tuple[int, Expr, list[Expr]]]]:
        """The product, and the short sums among its factors with their terms; kept for a while."""
        if self._looked_at is None or self._looked_at[0] is not node:
            chain = self.chain(node)
            sums = [
                (i, e, signed_terms(e, _MOST_TERMS))
                for i, e in chain.factors(1)
                if type(e) is Apply and e.op in ("add", "sub")
            ]
            self._looked_at = node, chain, [s for s in sums if len(s[2]) <= _MOST_TERMS]
        return self._looked_at[1:]

    def _is_bounded(self, chain: Chain) -> bool:
        """Whether what is made of exponentials in a product are shares above the line."""
        return all(sign > 0 and reach.bounded for _, sign, reach in self._reaches_of(chain))

    def _is_opposed(self, e: Expr) -> bool:
        """Whether one term of a sum grows where another vanishes: exp(x) + exp(-x)."""
        terms = self._exponentials(e)
        found = [multiple(u) for u in terms.exponents.values()] if terms is not None else []
        return any((-n, u) in found for n, u in found)

    def _meets(self, term: Expr, shares: Shares | None) -> bool:
        chain = self.chain(term)
        below, whole = self.shares(chain, (-1,)), self.shares(chain)
        if shares is None or whole is None:
            return False
        divides = below is not None and below.directions() & shares.directions()
        return bool(divides) or whole.is_against(shares)

    def is_scaled(self, e: Expr) -> bool:
        """Whether a sum was made by shifting: it needs that no more."""
        return e in self._scaled


def _is_of_two(e: Apply) -> bool:
    """Whether e is sigmoid(u - v), which exp(u)/(exp(u) + exp(v)) became."""
    return e.op == "sigmoid" and type(e.args[0]) is Apply and e.args[0].op in ("add", "sub")


def _says_it_all(e: Expr, reach: Reach) -> bool:
    """Whether e is sigmoid(u), of a product that held no exponentials but those of u."""
    if type(e) is not Apply or e.op != "sigmoid":
        return False
    return reach.directions <= {multiple(e.args[0])[1]}


def _of(shares: Expr, rest: Expr) -> Expr:
    """The product of the two, without ones."""
    if rest is _ONE:
        return shares
    if type(rest) is Apply and rest.op in ("div", "neg") and rest.args[0] is _ONE:
        return apply(rest.op, (shares, *rest.args[1:]))
    return rest if shares is _ONE else apply("mul", (shares, rest))


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


def _tangents(chain: Chain) -> bool:
    """sinh(u)/cosh(u)^n as tanh(u)/cosh(u)^(n - 1)."""
    changed = False
    for i, e in chain.factors(1):
        for j, f in chain.factors(-1) if type(e) is Apply and e.op == "sinh" else ():
            base, n = base_and_power(f)
            if type(base) is Apply and base.op == "cosh" and base.args == e.args:
                chain.put(i, apply("tanh", e.args))
                chain.put(j, power(base, n - 1))
                changed = True
                break
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
        zeros = _parts(base.args[0]) if base.op != "log1p" else _one_more(base.args[0])
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


def _parts(u: Expr) -> list[Expr]:
    """What u vanishes with: itself, and the numerator of a quotient."""
    return [u, u.args[0]] if type(u) is Apply and u.op == "div" else [u]


def _one_more(u: Expr) -> list[Expr]:
    """The ways in which 1 + u is written."""
    found: list[Expr] = [apply("add", (_ONE, u)), apply("add", (u, _ONE))]
    if type(u) is Apply and u.op == "neg":
        found.append(apply("sub", (_ONE, u.args[0])))
    return found
