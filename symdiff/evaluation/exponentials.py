"""Sums of exponentials and products, taken apart: what log-sum-exp and softmax are found by."""

from __future__ import annotations

from ..expressions import Apply, Expr, Number, apply

PASSED = frozenset({"mul", "div", "neg"})
_ZERO, _ONE = Number("0"), Number("1")
_MOST_FACTORS = 32


def _is(e: Expr, op: str) -> bool:
    return type(e) is Apply and e.op == op


class Exponentials:
    """A sum of exponentials with factors, a*exp(u) + b*exp(v) + w, and its largest exponent m."""

    def __init__(self, terms: list[tuple[Expr, Expr, Expr]]) -> None:
        self.terms = terms
        self.exponents = {e: t for e, t, _ in terms if t is not _ZERO}
        shift: Expr | None = None
        for t in dict.fromkeys(t for _, t, _ in terms):
            shift = t if shift is None else apply("max", (shift, t))
        assert shift is not None
        self.shift = shift
        self.scaled = self._scaled()

    @staticmethod
    def of(e: Expr) -> Exponentials | None:
        """The sum read so, if two of its exponents differ."""
        if not _is(e, "add"):
            return None
        terms = []
        stack = [e]
        while stack:
            node = stack.pop()
            if _is(node, "add"):
                stack += [node.args[1], node.args[0]]
                continue
            terms.append(_term(node))
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
        return self._shifted(t), self.scaled

    def _shifted(self, t: Expr) -> Expr:
        return apply("exp", (_difference(t, self.shift),))

    def _scaled(self) -> Expr:
        total: Expr | None = None
        for _, t, factor in self.terms:
            term = self._shifted(t)
            term = term if factor is _ONE else apply("mul", (factor, term))
            total = term if total is None else apply("add", (total, term))
        assert total is not None
        return total


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
