"""Stable code: named rewrites that keep in floating point what is true of exact numbers.

    ln(1 + exp(x))  at x = 1000  is 1000, and its derivative  exp(x)/(1 + exp(x))  is 1, not inf/inf

They are applied when a formula is compiled and never when it is displayed. Each line of the table
says what becomes of what; patterns are matched up to the order of sums and products. Those of
``BY_CODE`` reach through products and sums of any length, so code carries them out.
"""

from __future__ import annotations

from itertools import product

from ..catalogue import CATALOGUE, LETTERS
from ..expressions import Apply, Expr, Number, apply, postorder
from ..notation import parse
from ..rewriting import Template, cut, split_lines
from .exponentials import PASSED, Chain, Exponentials, base_and_power, power, without_signs
from .norms import log_of_norm, norm
from .pairs import as_difference, common_factors, sum_of, terms_of
from .products import LOGARITHMS, Products
from .series import near_zero

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = """
    exp:               E^u                 -> exp(u)
    ln of E:           ln(E)               -> 1
    times ln of E:     u * 1               -> u
    minus minus:       -(-u)               -> u
    sinh:              exp(u) - exp(-u)    -> 2*sinh(u)
    logistic:          1/(1 + exp(u))      -> sigmoid(-u)
    expm1:             exp(u) - 1          -> expm1(u)
    expm1 turned:      1 - exp(u)          -> -expm1(u)
    softplus:          ln(1 + exp(u))      -> softplus(u)
    softplus, log1p:   log1p(exp(u))       -> softplus(u)
    log1mexp:          ln(-expm1(u))       -> where(u > -0.7, ln(-expm1(u)), log1p(-exp(u)))
    ln of exp:         ln(exp(u))          -> u
    ln of sigmoid:     ln(sigmoid(u))      -> -softplus(-u)
    ln of logistic:    ln(1/(1 + exp(u)))  -> -softplus(u)
    logit:             -softplus(u) - (-softplus(-u))  -> -u
    logit turned:      -softplus(-u) - (-softplus(u))  -> u
    1 - sigmoid:       1 - sigmoid(u)      -> sigmoid(-u)
    both shares:       sigmoid(u) - sigmoid(-u) -> tanh(u/2)
    sigmoid - 1:       sigmoid(u) - 1      -> -sigmoid(-u)
    1 - tanh:          1 - tanh(u)         -> 2*sigmoid(-2*u)
    1 + tanh:          1 + tanh(u)         -> 2*sigmoid(2*u)
    1 - 2*sigmoid:     1 - 2*sigmoid(u)    -> -tanh(u/2)
    1 - logistic:      1 - 1/(1 + exp(u))  -> sigmoid(u)
    log1p:             ln(1 + u)           -> log1p(u)
    log1p of minus:    ln(1 - u)           -> log1p(-u)
    1 - cos:           1 - cos(u)          -> 2*sin(u/2)^2
    cos - 1:           cos(u) - 1          -> -2*sin(u/2)^2
    1 - tanh^2:        1 - tanh(u)^2       -> sech(u)^2
    tanh^2 - 1:        tanh(u)^2 - 1       -> -sech(u)^2
    tanh^2 as product: 1 - tanh(u)*tanh(u) -> sech(u)^2
    hypot:             sqrt(u^2 + v^2)     -> hypot(u, v)
    hypot as product:  sqrt(u*u + v*v)     -> hypot(u, v)
    rest of a norm:    1 - (u/hypot(u, v))^2   -> (v/hypot(u, v))^2
    rest, turned:      1 - (v/hypot(u, v))^2   -> (u/hypot(u, v))^2
    rest, as product:  1 - u/hypot(u, v)*(u/hypot(u, v)) -> (v/hypot(u, v))^2
    rest of product:   1 - v/hypot(u, v)*(v/hypot(u, v)) -> (u/hypot(u, v))^2
    asinh:             ln(u + sqrt(u^2 + 1))   -> asinh(u)
    root near 1:       sqrt(1 - u^2)       -> sqrt((1 - u)*(1 + u))
    root beyond 1:     sqrt(u^2 - 1)       -> sqrt(abs(u) - 1)*sqrt(abs(u) + 1)
    ln of cosh:        ln(cosh(u))         -> where(abs(u) < 1, NEAR, FAR)
    tanh:              sinh(u) / cosh(u)   -> tanh(u)
    sinc:              sin(u) / u          -> sinc(u)
    slope of sinc:     (cos(u) - sinc(u))/u    -> where(abs(u) < 1/2, -SERIES, (cos(u) - sinc(u))/u)
    slope, apart:      cos(u)/u - sinc(u)/u    -> where(abs(u) < 1/2, -SERIES, (cos(u) - sinc(u))/u)
    slope at 0:        where(u == 0, -u/3 * hyp0f1(5/2, -u^2/4), v)     -> v
    slope at 0, tidy:  where(u == 0, -(u/3 * hyp0f1(5/2, -(u^2/4))), v) -> v
""".replace("NEAR", "log1p(2*sinh(u/2)^2)")
TABLE = TABLE.replace("FAR", "abs(u) + log1p(exp(-2*abs(u))) - ln(2)").replace(
    "SERIES", "u/3*(1 - u^2/10*(1 - u^2/28*(1 - u^2/54*(1 - u^2/88*(1 - u^2/130*(1 - u^2/180))))))"
)
BY_CODE = """
    sigmoid:           exp(u) / (exp(u) + exp(v))  -> sigmoid(u - v)
    logsumexp of two:  ln(exp(u) + exp(v))         -> m + log1p(exp(-abs(u - v)))
    logsumexp:         ln(a*exp(u) + b*exp(v))     -> m + ln(a*exp(u - m) + b*exp(v - m))
    softmax:           exp(u)/(a*exp(u) + exp(v))  -> exp(u - m)/(a*exp(u - m) + exp(v - m))
    exp over a power:  exp(u)/(exp(u) + exp(v))^2  -> exp(u - 2*m)/(exp(u - m) + exp(v - m))^2
    sum over a sum:    (1 - exp(v))/(1 + exp(v))   -> (exp(-m) - exp(v-m))/(exp(-m) + exp(v-m))
    exp over expm1:    exp(u)/expm1(u)     -> exp(u - max(u, 0))/where(u > 0, -expm1(-u), expm1(u))
    rest of a share:   1 - u/(u + v)               -> v/(u + v)
    x log x:           u * ln(u)                   -> u * where(u == 0, 0, ln(u))
    powers of them:    u^2 * ln(u)^3               -> u^2 * where(u == 0, 0, ln(u)^3)
    entropy:           (1 - u) * log1p(-u)         -> (1 - u) * where(1 - u == 0, 0, log1p(-u))
    root and number:   sqrt(u^2 + 1)               -> where(abs(u) < 1e150, sqrt(u^2 + 1), abs(u))
    norm, weighted:    sqrt(2*u^2 + 3*v^2)         -> hypot(sqrt(2)*u, sqrt(3)*v)
    norm of few:       sqrt(u^2 + v^2 + w^2)       -> hypot(hypot(u, v), w)
    log1p of many:     ln(1 + a*exp(u) + b*exp(v)) -> m + ln(exp(-m) + a*exp(u - m) + b*exp(v - m))
    common factor:     a - a*tanh(u)^2             -> a*sech(u)^2
    minus in front:    -tanh(u)^2 + 1              -> sech(u)^2
    among others:      v + exp(u) - 1              -> v + expm1(u)
    tanh in products:  v * sinh(u) / cosh(u)^2     -> v * tanh(u) / cosh(u)
    into a sum:        exp(u)*(v/exp(u) - w)       -> v - exp(u)*w
    ln of a share:     ln(exp(u)/(exp(u) + exp(v)))    -> -softplus(v - u)
    ln of a multiple:  ln((exp(u) + exp(v))/a)         -> m + ln((exp(u - m) + exp(v - m))/a)
    power of one:      ((exp(u) + exp(v))/2)^2         -> (exp(u) + exp(v))^2/2^2
    ln of squares:     ln(u^2 + v^2)                   -> 2*ln(hypot(u, v))
    over squares:      u/(u^2 + v^2)                   -> u/hypot(u, v)/hypot(u, v)
    less logsumexp:    u - ln(exp(u) + exp(v))     -> -softplus(v - u)
    cancelled:         u * v / u                   -> v
    powers cancelled:  u^3 * v / u^2               -> u * v
"""
_ZERO, _ONE = Number("0"), Number("1")
_DEEPEST = 6  # rewritings of what a rewriting made; what is left then is right, if less accurate
_LARGE = Number("300")  # exponentials up to here leave room for factors
_WITH_FACTORS = frozenset({"mul", "div", "neg", "pow", "sigmoid"})
_ASKED = LOGARITHMS | {"div", "exp", "sigmoid"}


def stabilised(roots: Sequence[Expr]) -> list[Expr]:
    """The formulas rewritten by the table, shared parts once.

    >>> from symdiff.notation import parse
    >>> print(*stabilised([parse("ln(1 + exp(x))"), parse("exp(x)/(1 + exp(x))")]))
    softplus(x) sigmoid(x)
    """
    rewriting = Rewriting()
    series = near_zero(roots, rewriting.by_line)
    made: dict[Expr, Expr] = {}
    for node in postorder(roots):
        made[node] = node
        if type(node) is Apply and node.args:
            made[node] = rewriting.rewritten(apply(node.op, tuple([made[a] for a in node.args])))
        if node in series:
            inside, near, _ = series[node].args
            made[node] = apply("where", (inside, near, made[node]))
    return [made[root] for root in roots]


class Line:
    """One line of the table: its name, the pattern, and what takes its place."""

    __slots__ = ("name", "patterns", "right")

    def __init__(self, name: str, text: str) -> None:
        left, right = cut(text, "->")
        self.name = name
        self.patterns = _turned(parse(left, variables=LETTERS))
        self.right = Template(parse(right, variables=LETTERS), LETTERS)

    def rewritten(self, node: Apply) -> Expr | None:
        """What the node becomes, or None if it is not of the pattern."""
        for pattern in self.patterns:
            letters = _matched(pattern, node)
            if letters is not None:
                return self.right.fill([letters.get(name, _ZERO) for name in LETTERS], _made)
        return None


def _made(op: str, args: tuple[Expr, ...]) -> Expr:
    """The operation without a sign in front of another, or of a difference."""
    if op == "neg" and type(args[0]) is Apply and args[0].op in ("neg", "sub"):
        inner = args[0]
        return inner.args[0] if inner.op == "neg" else apply("sub", inner.args[::-1])
    return apply(op, args)


def lines() -> dict[str, list[Line]]:
    """The table by the outermost operation of the pattern; it is read once."""
    found: dict[str, list[Line]] | None = CATALOGUE.compiled.get("stable lines")
    if found is None:
        found = {}
        for name, text in split_lines(TABLE):
            line = Line(name, text)
            found.setdefault(line.patterns[0].op, []).append(line)
        CATALOGUE.compiled["stable lines"] = found
    return found


def _turned(pattern: Expr) -> list[Apply]:
    """The pattern with the operands of each sum and product in both orders."""
    order = postorder((pattern,))
    turning = [n for n in order if type(n) is Apply and n.op in ("add", "mul")]
    found: dict[Apply, None] = {}
    for turns in product((False, True), repeat=len(turning)):
        turned = {n for n, t in zip(turning, turns, strict=True) if t}
        made: dict[Expr, Expr] = {}
        for n in order:
            args = tuple([made[a] for a in n.args])
            made[n] = apply(n.op, args[::-1] if n in turned else args) if type(n) is Apply else n
        whole = made[pattern]
        assert type(whole) is Apply
        found[whole] = None
    return list(found)


def _matched(pattern: Expr, node: Expr) -> dict[str, Expr] | None:
    """What the letters of a pattern stand for, if the node is of it."""
    letters: dict[str, Expr] = {}
    stack = [(pattern, node)]
    while stack:
        p, e = stack.pop()
        if type(p) is Apply:
            if type(e) is not Apply or e.op != p.op:
                return None
            stack += zip(p.args, e.args, strict=True)
        elif type(p) is Number:
            if type(e) is not Number or e.value != p.value:
                return None
        elif letters.setdefault(p.name, e) is not e:  # type: ignore[attr-defined]
            return None
    return letters


def _within(e: Expr) -> frozenset[str]:
    """What a product that was made on the way holds."""
    bases = [base_and_power(n)[0] for n in Chain(e).nodes]
    return _ASKED.intersection([base.op for base in bases if type(base) is Apply])


def _is_log1p(e: Expr) -> bool:
    return type(e) is Apply and e.op == "log1p"


def _is_share(e: Expr) -> bool:
    return type(e) is Apply and e.op in ("exp", "sigmoid")


class Rewriting:
    """The table at work, and the sums of exponentials that were met."""

    def __init__(self) -> None:
        self._lines = lines()
        self._depth = 0
        self._sums: dict[Expr, Exponentials | None] = {}
        self._holds: dict[Expr, frozenset[str]] = {}
        self._logarithms: dict[Expr, Exponentials] = {}
        self._products = Products(self._exponentials)

    def rewritten(self, node: Apply) -> Expr:
        """The node by the first line that fits."""
        found = self.by_line(node)
        if found is not None:
            if node.op == "sub" and self._exponentials(node) is not None:
                self._products.remember(found, node)
            return self._guarded(node, found) if _is_log1p(found) else found
        if node.op in ("add", "sub"):
            return self._sum(node) or node
        if node.op == "ln":
            terms = self._exponentials(node.args[0])
            if terms is not None:
                return self._logarithm(terms)
            found = self._of_share(node.args[0]) or self._of_multiple(node.args[0])
            return found or log_of_norm(node.args[0]) or node
        if node.op == "sqrt":
            return norm(node.args[0]) or node
        if node.op == "pow":
            return self._of_powers(node) or node
        if node.op in PASSED and self._factors_of(node):
            found = (
                self._into_sum(node, opposed=True)
                or self._into_sum(node, logistic=True)
                or self._products.rewritten(node)
                or self._into_sum(node)
            )
            return node if found is None else self.by_line(found) or found
        return node

    def _into_sum(
        self, node: Apply, *, opposed: bool = False, logistic: bool = False
    ) -> Expr | None:
        """e*(a/s + b) as e*a/s + e*b, where the exponentials e and s would be inf/inf."""
        apart = self._products.into_sum(node, opposed, logistic)
        if apart is None:
            return None
        rest, own, terms = apart
        made: list[Expr] = []
        for t in terms:
            sign, bare = without_signs(t)
            term = self._made("mul", own, bare)
            made.append(apply("neg", (term,)) if sign < 0 else term)
        total = made[0]
        for t in made[1:]:
            total = self._total(total, t)
        return total if rest is _ONE else self._made("mul", total, rest)

    def _total(self, u: Expr, v: Expr) -> Expr:
        """u + v, of two terms that a line may take together."""
        pair = as_difference(apply("add", (u, v)))
        if pair is None:
            return self._without_common("add", u, v) or apply("add", (u, v))
        difference = apply("sub", pair)
        return (
            self.by_line(difference)
            or self._without_common("sub", *pair)
            or self._rest_of_share(*pair)
            or difference
        )

    def _of_share(self, e: Expr) -> Expr | None:
        """ln(exp(u)/(exp(u) + exp(v))) as -ln(1 + exp(v - u))."""
        share = self._products.share(e)
        if share is None:
            return None
        u, terms = share
        return self._less(u, terms)

    def _of_multiple(self, e: Expr) -> Expr | None:
        """ln(a*(exp(u) + exp(v))) as m + ln(a*(exp(u - m) + exp(v - m)))."""
        if type(e) is not Apply or e.op not in PASSED:
            return None
        chain = Chain(e)
        for sign, op in ((1, "add"), (-1, "sub")):
            for i, f in chain.factors(sign):
                terms = self._exponentials(f)
                if terms is not None:
                    self._sums[terms.scaled] = None
                    chain.put(i, terms.scaled)
                    rest = apply("ln", (chain.product(),))
                    return apply(op, (rest, terms.shift))
        return None

    def _of_powers(self, node: Apply) -> Expr | None:
        """(s/a)^n as s^n/a^n, where s is a sum of exponentials and a a number."""
        base, n = base_and_power(node)
        if n < 2 or type(base) is not Apply or base.op not in PASSED:
            return None
        chain = Chain(base)
        factors = [*chain.factors(1), *chain.factors(-1)]
        sums = [e for _, e in factors if type(e) is not Number]
        signed = any(type(e) is Apply and e.op == "neg" for e in chain.nodes)
        if signed or len(sums) != 1 or self._exponentials(sums[0]) is None:
            return None
        for i, e in factors:
            if e is not _ONE:
                chain.put(i, power(e, n))
        return self._again(chain.product())

    def _less(self, u: Expr, terms: Exponentials) -> Expr | None:
        """u less the logarithm of a sum of exponentials that holds exp(u)."""
        apart = terms.over(u) if terms.two() is None else None
        if apart is not None:
            over, rest = apart
            return apply("neg", (apply("add", (over, apply("log1p", (rest,)))),))
        more = terms.less(u)
        if more is None:
            return None
        return apply("neg", (self._made("ln", self._made("add", _ONE, more)),))

    def by_line(self, node: Expr) -> Expr | None:
        """The formula by a line of the table, if one fits."""
        if type(node) is Apply:
            for line in self._lines.get(node.op, ()):
                found = line.rewritten(node)
                if found is not None:
                    return found
        return None

    def _guarded(self, node: Apply, near: Expr) -> Expr:
        """ln(1 + ...) with log-sum-exp where exponentials in the sum would overflow."""
        terms = self._exponentials(node.args[0])
        if terms is None:
            return near
        return apply("where", (apply("lt", (terms.shift, _LARGE)), near, self._logarithm(terms)))

    def _sum(self, node: Apply) -> Expr | None:
        """A sum, two terms of which a line takes together, perhaps after their common factors."""
        pair = as_difference(node)
        if pair is None:
            return self._without_common("add", *node.args)
        left, right = pair
        found = (
            self.by_line(apply("sub", pair))
            or self._without_common("sub", left, right)
            or self._rest_of_share(left, right)
            or self._of_difference(left, right)
        )
        if found is not None:
            return found
        found = self._with_common(node)
        if found is not None:
            return found
        terms = terms_of(left)
        for i, t in enumerate(terms):
            if len(terms) > 1 and _ONE in (t, right):
                found = self.by_line(apply("sub", (t, right)))
                if found is not None:
                    return sum_of([*terms[:i], found, *terms[i + 1 :]])
        return None

    def _without_common(self, op: str, left: Expr, right: Expr) -> Expr | None:
        """a - a*u as a*(1 - u), if a line takes 1 - u; and so for sums."""
        shared = self._common(left, right)
        if shared is None:
            return None
        over, below, one, other = shared
        if _ONE not in (one, other):
            return None
        found = self.by_line(apply(op, (one, other)))
        if found is None and op == "sub":
            found = self._rest_of_share(one, other)
        return None if found is None else self._with_factors(found, over, below)

    def _with_common(self, node: Apply) -> Expr | None:
        """s*a - s*b as s*(a - b) for an exponential or share s, which then meets its divisors."""
        if not all(type(a) is Apply and a.op in _WITH_FACTORS for a in node.args):
            return None
        shared = self._common(*node.args)
        if shared is None:
            return None
        over, below, one, other = shared
        if below or not all(_is_share(base_and_power(e)[0]) for e in over):
            return None
        return self._with_factors(apply(node.op, (one, other)), over, [])

    def _common(
        self, left: Expr, right: Expr
    ) -> tuple[list[Expr], list[Expr], Expr, Expr] | None:
        """Common factors, and what is left made stable on its own."""
        if not any(type(e) is Apply and e.op in _WITH_FACTORS for e in (left, right)):
            return None
        shared = common_factors(left, right, self._products.chain)
        if shared is None:
            return None
        over, below, one, other = shared
        return over, below, self._again(one), self._again(other)

    def _with_factors(self, e: Expr, over: list[Expr], below: list[Expr]) -> Expr:
        for factor in over:
            e = self._made("mul", factor, e)
        for divisor in below:
            e = self._made("div", e, divisor)
        return e

    def _rest_of_share(self, left: Expr, right: Expr) -> Expr | None:
        """1 - u/(u + v) = v/(u + v)."""
        right = self._products.plain(right)
        if left is not _ONE or type(right) is not Apply or right.op != "div":
            return None
        share, whole = right.args
        terms = terms_of(whole)
        if len(terms) < 2 or share not in terms:
            return None
        terms.remove(share)
        return self._made("div", sum_of(terms), whole)

    def _of_difference(self, left: Expr, right: Expr) -> Expr | None:
        """u - ln(exp(u) + exp(v)) as -ln(1 + exp(v - u))."""
        terms = self._logarithms.get(right)
        return None if terms is None else self._less(left, terms)

    def _made(self, op: str, *args: Expr) -> Expr:
        return self._again(apply(op, args))

    def _again(self, node: Expr) -> Expr:
        if type(node) is not Apply or not node.args or self._depth == _DEEPEST:
            return node
        self._depth += 1
        try:
            return self.rewritten(node)
        finally:
            self._depth -= 1

    def _factors_of(self, node: Apply) -> frozenset[str]:
        """Which operations a product holds that the lines by code ask for."""
        found: frozenset[str] = _ASKED & {node.op}
        for a in node.args:
            base, _ = base_and_power(a)
            if type(base) is Apply and base.op in PASSED:
                found |= self._holds.get(base) or _within(base)
            elif type(base) is Apply:
                found |= _ASKED & {base.op}
        self._holds[node] = found
        return found

    def _logarithm(self, terms: Exponentials) -> Expr:
        self._sums[terms.scaled] = None
        found = apply("add", (terms.shift, terms.rest()))
        self._logarithms[found] = terms
        return found

    def _exponentials(self, e: Expr) -> Exponentials | None:
        if self._products.is_scaled(e):
            return None
        if e not in self._sums:
            self._sums[e] = Exponentials.of(e)
        return self._sums[e]
