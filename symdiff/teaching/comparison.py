"""One formula, differentiated in five ways at one point, with the same names in all of them.

symbolic      a formula for each partial derivative: as the rules give it, and simplified
forward       values and tangents together, one pass for each variable
reverse       values, then adjoints backwards, one pass for all variables
hybrid        reverse accumulation done with formulas: a graph for the whole gradient
differences   (f(a + h) - f(a - h)) / 2h in floating point
"""

from __future__ import annotations

from ..calculus import gradient, pruned
from ..catalogue import CATALOGUE
from ..derivations import as_variable, derivation
from ..evaluation import evaluate
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    DomainError,
    LimitExceeded,
    Number,
    Symbol,
    apply,
    as_expr,
    check_domain,
    sizes,
)
from ..loading import load
from ..notation.given import given
from ..notation.writing import tree_nodes
from .tape import Pass, Tape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from ..notation.given import Formula, Names

_LARGE = 200  # nodes of a tree
MODES = ("symbolic", "forward", "reverse", "hybrid", "differences")


class Comparison:
    """A formula at a point, and its partial derivatives in every way; made by ``compare``.

    Attributes:
        f: the formula.
        inputs: the variables.
        at: the point.
        tape: the named operations.
        values: the value of every part at the point.
        tangents: for each input the tangents of its forward pass.
        adjoints: the adjoints of the reverse pass.
        handed: what each operation handed back there, a value for each of its adjoint rules.
        raw, simplified: for each input the symbolic derivative.
        conditions: for each input what its simplified derivative takes for granted.
        before, after: for each input its entry of the gradient graph, with all that the lines give,
            and without the zeros and ones.
        found: for each mode and each input the value of the partial derivative; None for none.
        operations: for each mode how many operations its result takes.
    """

    def __init__(
        self,
        f: Expr,
        inputs: tuple[Symbol, ...],
        at: Mapping[str, Any],
        catalogue: Catalogue,
        domain: str = "real",
    ) -> None:
        self.f = f
        self.inputs = inputs
        self.at = dict(at)
        self.catalogue = catalogue
        self.domain = domain
        self._how: dict[str, Any] = {"catalogue": catalogue, "domain": domain}
        self.tape = Tape(f, inputs, catalogue, domain)
        self.run = Pass(self.tape, at)
        self.values = self.run.values
        self.tangents = {x: self.run.tangents(x) for x in inputs}
        self.adjoints = self.run.adjoints()
        self.handed = self.run.handed
        form = readable_form(f)
        derivations = {x: derivation(f, x, form=form, **self._how) for x in inputs}
        self.raw = {x: d.raw for x, d in derivations.items()}
        self.simplified = {x: d.result for x, d in derivations.items()}
        self.conditions = {x: d.conditions for x, d in derivations.items()}
        self.before = self._gradient(apply)
        self.after = self._gradient(pruned)
        self.steps = {x: _step(self._number(x)) for x in inputs}
        self.found = {mode: self._found(mode) for mode in MODES}
        self.operations = self._operations()

    @property
    def gradient(self) -> dict[str, Any]:
        """The partial derivatives at the point, by the names of the variables."""
        return {x.name: self.found["symbolic"][x] for x in self.inputs}

    @property
    def agreement(self) -> float | None:
        """The largest relative difference of the first four modes; None if one has no value."""
        worst = 0.0
        for x in self.inputs:
            several = [self.found[mode][x] for mode in MODES[:-1]]
            if any(v is None for v in several):
                return None
            size = max(abs(_as_float(v)) for v in several)
            spread = max(abs(_as_float(v) - _as_float(several[0])) for v in several)
            worst = max(worst, spread / size if size else 0.0)
        return worst

    @property
    def violated(self) -> list[Expr]:
        """Conditions of the derivatives that do not hold at the point: a kink, say, is there."""
        conditions = dict.fromkeys(c for several in self.conditions.values() for c in several)
        return [c for c in conditions if not self._number(c)]

    @property
    def errors(self) -> dict[Symbol, float | None]:
        """By how much the finite differences are off."""
        exact, rough = self.found["symbolic"], self.found["differences"]
        return {
            x: None if exact[x] is None or rough[x] is None else _error(rough[x], exact[x])
            for x in self.inputs
        }

    def text(self) -> str:
        """The tables for a terminal."""
        told: str = load("symdiff.teaching.comparing").as_text(self)
        return told

    def markdown(self) -> str:
        """The tables as Markdown, formulas in LaTeX."""
        told: str = load("symdiff.teaching.comparing").as_markdown(self)
        return told

    def html(self, *, page: bool = True) -> str:
        """The tables as HTML with pictures: a page of its own, or a part of one."""
        told: str = load("symdiff.teaching.comparing").as_html(self, page=page)
        return told

    def record(self) -> dict[str, Any]:
        """All of it as plain data; numbers as text where they are exact."""
        found: dict[str, Any] = load("symdiff.teaching.comparing").as_record(self)
        return found

    def to_json(self) -> str:
        """All of it as JSON."""
        return str(load("json").dumps(self.record()))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Comparison({self.f}, {self.gradient})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html(page=False)}

    def _gradient(self, make: Any) -> dict[Symbol, Expr]:
        entries = gradient(self.f, self.inputs, make=make, **self._how)
        return dict(zip(self.inputs, entries, strict=True))

    def _number(self, e: Expr) -> Any:
        for at in (self.at, self._rounded):
            try:
                return evaluate(e, at, **self._how)
            except DomainError:
                return None
            except LimitExceeded:  # exact numbers that grow too long
                continue
        return None

    @property
    def _rounded(self) -> dict[str, Any]:
        return {name: float(value) for name, value in self.at.items()}

    def _found(self, mode: str) -> dict[Symbol, Any]:
        """The partial derivatives by one mode; none where the formula itself has no value."""
        if self.values[self.f] is None:
            return dict.fromkeys(self.inputs)
        ways = {
            "symbolic": lambda x: self._number(self.simplified[x]),
            "forward": lambda x: self.tangents[x].get(self.f, 0),
            "reverse": lambda x: self.adjoints.get(x, 0),
            "hybrid": lambda x: self._number(self.after[x]),
            "differences": self._difference,
        }
        return {x: ways[mode](x) for x in self.inputs}

    def _difference(self, x: Symbol) -> float | complex | None:
        """The central difference quotient, in floating point as people compute it."""
        h = self.steps[x]
        here = {name: float(self._number(Symbol(name))) for name in self.at}
        ends = []
        for moved in (here[x.name] + h, here[x.name] - h):
            try:
                ends.append(evaluate(self.f, here | {x.name: moved}, **self._how))
            except (DomainError, LimitExceeded):
                return None
        return _as_float(ends[0] - ends[1]) / (2 * h)

    def _operations(self) -> dict[str, dict[str, int]]:
        """Operations of each mode: for the value and all partial derivatives together.

        Reverse mode begins with the seed, the adjoint 1 of f, and multiplies by it; the literature
        often leaves that out. Of x1*...*xn it has 3*(n - 1) operations with the seed, two less
        without; the gradient alone, without f itself, has Speelpenning's 3*(n - 2).
        """
        tape, n = self.tape, len(self.inputs)
        value = sizes(self.f).operations
        tangent = 0
        for node in tape.operations:
            rule = tape.tangent_rule(node)
            tangent += 0 if rule is None else sizes(rule).operations
        terms = [term for node in tape.operations for term in tape.adjoint_rules(node)]
        targets = [target for target, _ in terms]
        back = sum(sizes(rule).operations for _, rule in terms) + len(targets) - len(set(targets))
        last = tape.operations[-1:]  # which is f
        seeded, unseeded = (
            sum([sizes(rule).operations for f in last for _, rule in tape.adjoint_rules(f, seed)])
            for seed in (None, Number("1"))
        )
        raw, short = self.raw.values(), self.simplified.values()
        return {
            "value alone": {"operations": value},
            "symbolic, raw": {"operations": value + sum(sizes(e).operations for e in raw)},
            "symbolic, simplified": {"operations": value + sum(sizes(e).operations for e in short)},
            "forward": {"operations": value + n * tangent, "passes": n},
            "reverse": {"operations": value + back, "passes": 1},
            "reverse, the seed left out": {"operations": value + back - seeded + unseeded},
            "hybrid, before": {"operations": sizes(self.f, *self.before.values()).operations},
            "hybrid, after": {"operations": sizes(self.f, *self.after.values()).operations},
            "differences": {"operations": 2 * n * value + 4 * n, "passes": 2 * n},
        }


def readable_form(f: Expr) -> str:
    """The form of a derivative: the textbook's, unless nobody would read it and all would wait."""
    return "textbook" if tree_nodes(f, _LARGE) < _LARGE else "canonical"


def _as_float(value: Any) -> float | complex:
    """A number in floating point, complex where it is.

    Raises:
        DomainError: for an exact number that no float can hold.
    """
    try:
        return value if isinstance(value, complex) else float(value)
    except OverflowError:
        raise DomainError(
            "a value is too large for a float, and so for a comparison in floats",
            advice="choose another point",
            code="E-OVERFLOW",
        ) from None


def _error(rough: Any, exact: Any) -> float:
    """How far a value is off; for complex values the distance."""
    error = _as_float(rough) - _as_float(exact)
    return abs(error) if isinstance(error, complex) else error


def _step(a: Any) -> float:
    """The step that balances truncation and rounding: the cube root of the machine epsilon."""
    return 6.055454452393343e-06 * max(1.0, abs(float(a)))


def compare(
    f: Formula,
    at: Mapping[Any, Any],
    x: Iterable[Symbol | str] | Symbol | str | None = None,
    *,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Comparison:
    """One formula, differentiated in five ways at one point.

    Arguments:
        f: the formula, as text or as an expression.
        at: a value for each variable: a number, or text such as "0.1" or "pi/2".
        x: by which variables; None for all that the formula has.
        domain: "real", or "complex" for principal values on the way.
        catalogue: the functions and rules.
        limits: bounds on a text.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        ArgumentError: when the point lacks a variable, or there is none to differentiate by.

    >>> found = compare("ln(x1) + x1*x2 - sin(x2)", {"x1": 2, "x2": 5})
    >>> print(found.gradient["x1"], found.gradient["x2"])
    11/2 1.7163378145367738
    """
    check_domain(domain)
    if not isinstance(at, dict):
        raise ArgumentError(f"{at!r} is not a point", advice='write {"x": 2, "y": "1/3"}')
    point = {key.name if isinstance(key, Symbol) else key: value for key, value in at.items()}
    e = given(
        f, catalogue, limits, {"variables": tuple(point), **names} if isinstance(f, str) else names
    )
    inputs = _inputs(e, x)
    missing = sorted(s.name for s in e.free_symbols if s.name not in point)
    if missing:
        raise ArgumentError(
            f"no value is given for {', '.join(missing)}",
            advice=f"give one: at={{{missing[0]!r}: ...}}",
        )
    values = {
        name: evaluate(as_expr(Symbol(name)), {name: v}, catalogue=catalogue)
        for name, v in point.items()
    }
    return Comparison(e, inputs, values, catalogue, domain)


def _inputs(e: Expr, x: Iterable[Symbol | str] | Symbol | str | None) -> tuple[Symbol, ...]:
    if x is None:
        found = sorted(e.free_symbols, key=lambda s: (len(s.name), s.name))
        if not found:
            raise ArgumentError("the formula has no variable to differentiate by")
        return tuple(found)
    several = (x,) if isinstance(x, (str, Symbol)) else x
    if not isinstance(several, (tuple, list, set, frozenset)):
        raise ArgumentError(f"{x!r} is no variable and no list of variables")
    return tuple(as_variable(one) for one in several)
