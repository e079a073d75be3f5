"""Sums of exponentials and products, taken apart: what log-sum-exp and softmax are found by."""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply

PASSED = frozenset({"mul", "div", "neg"})
_ZERO, _ONE = Number("0"), Number("1")
_MOST_FACTORS = 32


def _is(e: Expr, op: str) -> bool:
    return type(e) is Apply and e.op == op


class Exponentials:
    """A sum of exponentials with factors, a*exp(u) + b*exp(v) + w, and its largest exponent m.

    Attributes:
        exponents: the exponent of each exponential.
        shift: the largest exponent m.
        scaled: the sum times exp(-m), which neither overflows nor vanishes.
    """

    def __init__(self, terms: list[tuple[Expr, Expr, Expr]]) -> None:
        self.terms = terms
        self.exponents = {e: t for e, t, _ in terms if t is not _ZERO}
        shift: Expr | None = None
        for t in dict.fromkeys(t for _, t, _ in terms):
            shift = t if shift is None else apply("max", (shift, t))
        assert shift is not None
        self.shift = shift
        self.scaled = self._scaled(terms)

    @staticmethod
    def of(e: Expr) -> Exponentials | None:
        """The sum read so, if two of its exponents differ; exp(u) - 1 is one such."""
        if _is(e, "expm1"):
            return _OfExpm1(e.args[0])
        if not (_is(e, "add") or _is(e, "sub")):
            return None
        terms = [_term(t) for t in _signed_terms(e)]
        exponents = {t for _, t, _ in terms}
        return Exponentials(terms) if len(exponents) > 1 else None

    def _are_two(self) -> bool:
        """Whether the sum is exp(u) + exp(v)."""
        return len(self.terms) == 2 and all(factor is _ONE for _, _, factor in self.terms)

    def rest(self) -> Expr:
        """The logarithm of the sum, less its largest exponent."""
        if not self._are_two():
            return apply("ln", (self.scaled,))
        gap = apply("abs", (_difference(*[t for _, t, _ in self.terms]),))
        return apply("log1p", (apply("exp", (apply("neg", (gap,)),)),))

    def ratio(self, e: Expr) -> tuple[Expr, Expr]:
        """exp(u) over the sum as numerator and denominator that stay finite."""
        t = self.exponents[e]
        if self._are_two():
            (other,) = [s for _, s, _ in self.terms if s is not t]
            return apply("sigmoid", (_difference(t, other),)), _ONE
        return self.shifted(t), self.scaled

    def above(self, e: Expr) -> Expr | None:
        """Another sum of these exponentials, times exp(-m)."""
        if not (_is(e, "add") or _is(e, "sub")):
            return None
        terms = [_term(t) for t in _signed_terms(e)]
        known = {t for _, t, _ in self.terms}
        if any(t not in known for _, t, _ in terms) or all(t is _ZERO for _, t, _ in terms):
            return None
        return self._scaled(terms)

    def shifted(self, t: Expr) -> Expr:
        """exp(t - m)."""
        return apply("exp", (_difference(t, self.shift),))

    def _scaled(self, terms: list[tuple[Expr, Expr, Expr]]) -> Expr:
        total: Expr | None = None
        for _, t, factor in terms:
            negative = _is(factor, "neg")
            factor = factor.args[0] if negative else factor
            term = self.shifted(t)
            term = term if factor is _ONE else apply("mul", (factor, term))
            if total is None:
                total = apply("neg", (term,)) if negative else term
            else:
                total = apply("sub" if negative else "add", (total, term))
        assert total is not None
        return total


class _OfExpm1(Exponentials):
    """exp(u) - 1, whose zero is kept exact: m is max(u, 0)."""

    def __init__(self, u: Expr) -> None:
        one = (_ONE, _ZERO, apply("neg", (_ONE,)))
        super().__init__([(apply("exp", (u,)), u, _ONE), one])
        turned = apply("neg", (apply("expm1", (apply("neg", (u,)),)),))
        self.scaled = apply("where", (apply("gt", (u, _ZERO)), turned, apply("expm1", (u,))))


def _signed_terms(e: Expr) -> list[Expr]:
    """The terms of a sum, each with its sign."""
    terms: list[Expr] = []
    stack = [(e, False)]
    while stack:
        node, negative = stack.pop()
        if _is(node, "add") or _is(node, "sub"):
            stack += [(node.args[1], negative != _is(node, "sub")), (node.args[0], negative)]
        else:
            terms.append(apply("neg", (node,)) if negative else node)
    return terms


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


def _difference(u: Expr, v: Expr) -> Expr:
    if v is _ZERO:
        return u
    return apply("neg", (v,)) if u is _ZERO else apply("sub", (u, v))


def _term(e: Expr) -> tuple[Expr, Expr, Expr]:
    """A term as (its exponential, the exponent, the factor); of a term without one (e, 0, e)."""
    chain = Chain(e)
    for i, factor in chain.factors(1):
        if type(factor) is Apply and factor.op == "exp":
            chain.put(i, _ONE)
            return factor, factor.args[0], chain.product()
    return e, _ZERO, e


class Chain:
    """A product with its factors and divisors, taken through products, quotients and signs."""

    def __init__(self, e: Expr) -> None:
        self.nodes: list[Expr] = [e]
        self._below: list[tuple[int, ...]] = [()]
        self._sign = [1]
        i = 0
        while i < len(self.nodes):
            node = self.nodes[i]
            if type(node) is Apply and node.op in PASSED and len(self.nodes) < _MOST_FACTORS:
                signs = (1, -1) if node.op == "div" else (1, 1)
                self._below[i] = tuple(range(len(self.nodes), len(self.nodes) + len(node.args)))
                for a, sign in zip(node.args, signs, strict=False):
                    self.nodes.append(a)
                    self._below.append(())
                    self._sign.append(self._sign[i] * sign)
            i += 1

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


def _multiplied(op: str, args: tuple[Expr, ...]) -> Expr:
    """The operation without factors of 1."""
    if op == "mul" and args[0] is _ONE:
        return args[1]
    if op != "neg" and args[1] is _ONE:
        return args[0]
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
