"""Sums of exponentials and products, taken apart: what log-sum-exp and softmax are found by."""

from __future__ import annotations

from math import inf

from ..expressions import Apply, Expr, Number, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PASSED = frozenset({"mul", "div", "neg"})
_ZERO, _ONE, _TWO = Number("0"), Number("1"), Number("2")
_MOST_FACTORS = 32
_MOST_REPEATED = 5  # powers below this one are written as products
_NOTHING: Mapping[Expr, Expr] = {}


def _is(e: Expr, op: str) -> bool:
    return type(e) is Apply and e.op == op


class Exponentials:
    """A sum of exponentials with factors, a*exp(u) + b*exp(v) + w, and its largest exponent m.

    Attributes:
        exponents: the exponent of each exponential.
        directions: what the exponents are multiples of.
        shift: the largest exponent m.
        scaled: the sum times exp(-m), which neither overflows nor vanishes.
    """

    def __init__(self, terms: list[tuple[Expr, Expr, Expr]]) -> None:
        self.terms = terms
        self.exponents = {e: t for e, t, _ in terms if t is not _ZERO}
        self.directions = frozenset(multiple(u)[1] for u in self.exponents.values())
        shift: Expr | None = None
        for t in sorted(dict.fromkeys(t for _, t, _ in terms), key=lambda t: t is _ZERO):
            shift = t if shift is None else apply("max", (shift, t))
        assert shift is not None
        self.shift = shift
        self.scaled = self._times_exp(shift, terms)

    @staticmethod
    def of(e: Expr) -> Exponentials | None:
        """The sum read so, if two of its exponents differ; exp(u) - 1 is one such."""
        if _is(e, "expm1"):
            return Gap(e.args[0], _ZERO)
        if not (_is(e, "add") or _is(e, "sub")):
            return None
        terms = [_term(t) for t in signed_terms(e)]
        exponents = {t for _, t, _ in terms}
        if _is(e, "sub") and all(_is(a, "exp") or a is _ONE for a in e.args) and len(exponents) > 1:
            u, v = [a.args[0] if a.args else _ZERO for a in e.args]
            return Gap(u, v)
        return Exponentials(terms) if len(exponents) > 1 else None

    def _are_two(self) -> bool:
        """Whether the sum is exp(u) + exp(v)."""
        return len(self.terms) == 2 and all(factor is _ONE for _, _, factor in self.terms)

    def rest(self) -> Expr:
        """The logarithm of the sum, less its largest exponent."""
        if not self._are_two():
            return apply("ln", (self.scaled,))
        gap = apply("abs", (difference(*[t for _, t, _ in self.terms]),))
        return apply("log1p", (apply("exp", (apply("neg", (gap,)),)),))

    def two(self) -> tuple[Expr, Expr] | None:
        """u and v of exp(u) + exp(v); 0 comes last."""
        if not self._are_two():
            return None
        u, v = [t for _, t, _ in self.terms]
        return (v, u) if u is _ZERO else (u, v)

    def is_logistic(self) -> bool:
        """Whether the sum is 1 + exp(u)."""
        return len(self.exponents) == 1 and self._are_two()

    def share(self, u: Expr) -> Expr:
        """exp(u) over the sum."""
        two = self.two()
        if two is not None:
            return apply("sigmoid", (difference(u, two[1] if u is two[0] else two[0]),))
        return apply("div", (apply("exp", (difference(u, self.shift),)), self.scaled))

    def less(self, u: Expr) -> Expr | None:
        """exp(-u) times the sum, less 1, if exp(u) is one of its terms."""
        factors = [factor for _, t, factor in self.terms if t is u]
        if factors != [_ONE]:
            return None
        return self._times_exp(u, [term for term in self.terms if term[1] is not u])

    def over(self, u: Expr) -> tuple[Expr, Expr] | None:
        """m - u and w, where the sum is exp(m)*(1 + w), with the exponentials less m.

        Nothing is lost in w where exp(u) is by far the largest term. None unless the sum is one
        of exponentials, and exp(u) among them.
        """
        exponents = [t for _, t, _ in self.terms]
        if exponents.count(u) != 1 or any(factor is not _ONE for _, _, factor in self.terms):
            return None
        total = apply("expm1", (difference(u, self.shift),))
        for t in exponents:
            if t is not u:
                total = apply("add", (total, apply("exp", (difference(t, self.shift),))))
        return difference(self.shift, u), total

    @staticmethod
    def _times_exp(u: Expr, terms: list[tuple[Expr, Expr, Expr]]) -> Expr:
        """The terms times exp(-u)."""
        total: Expr | None = None
        for _, t, factor in terms:
            negative = _is(factor, "neg")
            factor = factor.args[0] if negative else factor
            term = apply("exp", (difference(t, u),))
            term = term if factor is _ONE else apply("mul", (factor, term))
            if total is None:
                total = apply("neg", (term,)) if negative else term
            else:
                total = apply("sub" if negative else "add", (total, term))
        assert total is not None
        return total


class Gap(Exponentials):
    """exp(u) - exp(v), whose zero is kept exact; exp(u) - 1 is one such."""

    def __init__(self, u: Expr, v: Expr) -> None:
        minus = apply("neg", (_ONE,))
        super().__init__([(apply("exp", (u,)), u, _ONE), (apply("exp", (v,)), v, minus)])
        self.ends = u, v
        turned = apply("neg", (apply("expm1", (difference(v, u),)),))
        straight = apply("expm1", (difference(u, v),))
        self.scaled = apply("where", (apply("gt", (u, v)), turned, straight))

    def half(self) -> Expr:
        """(u - v)/2."""
        u, v = self.ends
        if apply("neg", (u,)) is v:
            return u
        return apply("div", (difference(u, v), _TWO))


def signed_terms(e: Expr, most: float = inf) -> list[Expr]:
    """The terms of a sum, each with its sign; of a sum of more than ``most``, more than that."""
    terms: list[Expr] = []
    stack = [(e, False)]
    while stack and len(terms) + len(stack) <= most + 1:
        node, negative = stack.pop()
        if _is(node, "add") or _is(node, "sub"):
            stack += [(node.args[1], negative != _is(node, "sub")), (node.args[0], negative)]
        else:
            terms.append(apply("neg", (node,)) if negative else node)
    return terms + [node for node, _ in stack]


def combined(pieces: dict[Expr, int]) -> Expr:
    """The sum of formulas with whole factors, what is added before what is taken."""
    total: Expr | None = None
    for e, n in sorted(pieces.items(), key=lambda piece: piece[1] < 0):
        if n and e is not _ZERO:
            term = e if abs(n) == 1 else apply("mul", (Number(str(abs(n))), e))
            if total is None:
                total = term if n > 0 else apply("neg", (term,))
            else:
                total = apply("add" if n > 0 else "sub", (total, term))
    return _ZERO if total is None else total


def difference(u: Expr, v: Expr) -> Expr:
    """u - v, with as few signs as can be."""
    if v is _ZERO:
        return u
    if u is _ZERO:
        return v.args[0] if _is(v, "neg") else apply("neg", (v,))
    if apply("neg", (u,)) is v:
        return apply("mul", (_TWO, u))
    if apply("neg", (v,)) is u:
        return apply("neg", (apply("mul", (_TWO, v)),))
    return apply("add", (u, v.args[0])) if _is(v, "neg") else apply("sub", (u, v))


def _term(e: Expr) -> tuple[Expr, Expr, Expr]:
    """A term as (its exponential, the exponent, the factor); of a term without one (e, 0, e)."""
    chain = Chain(e)
    for i, factor in chain.factors(1):
        if type(factor) is Apply and factor.op == "exp":
            chain.put(i, _ONE)
            return factor, factor.args[0], chain.product()
    return e, _ZERO, e


def without_signs(u: Expr) -> tuple[int, Expr]:
    """(-1, v) for -v, else (1, u)."""
    sign = 1
    while _is(u, "neg"):
        sign, u = -sign, u.args[0]
    return sign, u


def multiple(u: Expr) -> tuple[int, Expr]:
    """(n, v) for n*v with a whole n."""
    n, v = without_signs(u)
    if _is(v, "mul") and type(v.args[0]) is Number and v.args[0].value.denominator == 1:
        k = v.args[0].value.numerator
        return (n * k, v.args[1]) if k else (n, v)
    return n, v


class Chain:
    """A product with its factors and divisors, taken through products, quotients and signs.

    Arguments:
        e: the product.
        instead: products to be taken apart in place of others.
        whole: products that are not taken apart, unless they stand in place of themselves.
    """

    def __init__(
        self,
        e: Expr,
        instead: Mapping[Expr, Expr] = _NOTHING,
        whole: Mapping[Expr, Expr] = _NOTHING,
    ) -> None:
        self.nodes: list[Expr] = [_taken_apart(e, instead)]
        self._below: list[tuple[int, ...]] = [()]
        self._sign = [1]
        i = 0
        while i < len(self.nodes):
            node = self.nodes[i]
            kept = node in whole and instead.get(node) is not node
            if kept or len(self.nodes) >= _MOST_FACTORS:
                i += 1
                continue
            if type(node) is Apply and node.op in PASSED:
                signs = (1, -1) if node.op == "div" else (1, 1)
                self._below[i] = tuple(range(len(self.nodes), len(self.nodes) + len(node.args)))
                for a, sign in zip(node.args, signs, strict=False):
                    self.nodes.append(_taken_apart(a, instead))
                    self._below.append(())
                    self._sign.append(self._sign[i] * sign)
            i += 1

    def copy(self) -> Chain:
        """The same product, to be changed on its own."""
        found = Chain(_ONE)
        found.nodes = self.nodes.copy()
        found._below, found._sign = self._below, self._sign
        return found

    def factors(self, sign: int) -> list[tuple[int, Expr]]:
        """The factors (sign 1) or divisors (-1), each with its place."""
        return [
            (i, self.nodes[i])
            for i in range(len(self.nodes))
            if not self._below[i] and self._sign[i] == sign
        ]

    def put(self, i: int, e: Expr) -> None:
        """Put another factor at a place."""
        self.nodes[i] = e

    def product(self) -> Expr:
        """The product with the factors that stand there now."""
        for i in range(len(self.nodes) - 1, -1, -1):
            if self._below[i]:
                node = self.nodes[i]
                assert type(node) is Apply
                self.nodes[i] = _multiplied(node.op, tuple([self.nodes[j] for j in self._below[i]]))
        return self.nodes[0]


def _taken_apart(e: Expr, instead: Mapping[Expr, Expr]) -> Expr:
    """What stands for e; for a power of such a product the factors."""
    base, n = base_and_power(e)
    if not 1 < n < _MOST_REPEATED or base not in instead:
        return instead.get(e, e)
    found = base
    for _ in range(n - 1):
        found = apply("mul", (found, base))
    return found


def _multiplied(op: str, args: tuple[Expr, ...]) -> Expr:
    """The operation without factors of 1."""
    if op == "mul" and args[0] is _ONE:
        return args[1]
    if op != "neg" and args[1] is _ONE:
        return args[0]
    inner = args[-1]
    if op == "neg" and _is(inner, "neg"):
        return inner.args[0]
    if op == "div" and _is(inner, "div") and inner.args[0] is _ONE:
        return _multiplied("mul", (args[0], inner.args[1]))
    return apply(op, args)


def base_and_power(e: Expr) -> tuple[Expr, int]:
    """(u, n) for u^n with a positive whole n, else (e, 1)."""
    if type(e) is Apply and e.op == "pow" and type(e.args[1]) is Number:
        n = e.args[1].value
        if n.denominator == 1 and n > 0:
            return e.args[0], n.numerator
    return e, 1


def power(base: Expr, n: int) -> Expr:
    """base^n."""
    if n < 2:
        return base if n else _ONE
    return apply("pow", (base, Number(str(n))))
