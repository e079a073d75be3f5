"""How formulas grow when they are differentiated: as trees, and as graphs that share their parts.

    l1 = x,  l(n+1) = 4*l(n)*(1 - l(n))        n        2    3    4    5     6     8
    raw derivative, nodes of the tree                  19   73  217  577  1441  8065
    raw derivative, nodes of the graph                 13   23   33   43    53    73

A formula is measured for n = 1, 2, 3 ...: its n-th derivative, or the n-th member of an iteration.
"""

from __future__ import annotations

from ..calculus import differentiate, gradient, pruned
from ..catalogue import CATALOGUE
from ..derivations import ask, diff
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    Expr,
    LimitExceeded,
    Symbol,
    check_domain,
    expect_whole,
    sizes,
    substitute,
)
from ..loading import load
from .html_parts import framed
from .sections import Section, Table, Telling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..catalogue import Catalogue
    from ..derivations import Asked, Variable
    from ..expressions import Limits, Sizes

WAYS = ("derivatives", "iterations")
FORMS = ("f", "raw", "simplified", "shared")
_LONG = 1_000  # nodes of a tree beyond which the textbook form is not sought any more
MEASURES = ("tree_nodes", "graph_nodes", "operations", "depth")


class Swell:
    """The sizes of a formula and its derivatives, step by step; made by ``swell``.

    Attributes:
        f: the formula, or the map that is iterated.
        variable: by what is differentiated.
        by: "derivatives" or "iterations".
        sizes: for each n the sizes of f, of its raw, its simplified and its shared derivative;
            None where the simplifier met a limit.
    """

    def __init__(self, f: Expr, variable: Symbol, by: str, catalogue: Catalogue) -> None:
        self.f = f
        self.variable = variable
        self.by = by
        self.catalogue = catalogue
        self.sizes: dict[int, dict[str, Sizes | None]] = {}

    def series(self, form: str, measure: str) -> dict[int, int | None]:
        """One measure of one form, for each n.

        >>> swell("4*x*(1 - x)", n=4, by="iterations").series("raw", "graph_nodes")
        {2: 13, 3: 23, 4: 33}
        """
        if form not in FORMS or measure not in MEASURES:
            raise ArgumentError(
                f"no {measure} of {form}", advice=f"{', '.join(MEASURES)} of {', '.join(FORMS)}"
            )
        return {
            n: None if several[form] is None else several[form].as_dict()[measure]  # type: ignore[union-attr]
            for n, several in self.sizes.items()
        }

    def text(self) -> str:
        """The table for a terminal."""
        return Telling(self.catalogue).text([self._section()])

    def markdown(self) -> str:
        """The table as Markdown."""
        return Telling(self.catalogue).markdown([self._section()])

    def html(self, *, page: bool = True) -> str:
        """The table and the plot as HTML."""
        section = self._section()
        section.pictures.append(f"<figure>{self.plot()}</figure>")
        return framed(section.title, Telling(self.catalogue).html([section]), page=page)

    def plot(self, measures: tuple[str, ...] = ("tree_nodes", "graph_nodes")) -> str:
        """The growth as an SVG, on a logarithmic scale."""
        lines = {
            f"{form}, {measure.replace('_', ' ')}": self.series(form, measure)
            for measure in measures
            for form in FORMS[1:]
        }
        text: str = load("symdiff.teaching.plots").line_plot(lines, "n", "nodes", self._title())
        return text

    def record(self) -> dict[str, Any]:
        """The sizes as plain data."""
        return {
            "symdiff swell": 1,
            "formula": str(self.f),
            "variable": self.variable.name,
            "by": self.by,
            "sizes": {
                str(n): {form: s and s.as_dict() for form, s in several.items()}
                for n, several in self.sizes.items()
            },
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Swell({self.f}, {self.by} to {max(self.sizes, default=0)})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html(page=False)}

    def _title(self) -> str:
        if self.by == "iterations":
            return f"{self.f}, put into itself: member n begins with {self.variable} for n = 1"
        return f"derivatives of {self.f}, the n-th being f'"

    def _section(self) -> Section:
        parts: list[str | Table | tuple[str, Expr]] = []
        for measures in (MEASURES[:2], MEASURES[2:]):
            words = [measure.replace("_nodes", "") for measure in measures]
            head = ["n", *[f"{form} {word}" for form in FORMS for word in words]]
            rows: list[list[Any]] = []
            for n, several in self.sizes.items():
                told = [None if s is None else s.as_dict() for s in several.values()]
                rows.append([n, *[d and d[measure] for d in told for measure in measures]])
            parts.append(Table(head, rows))
        return Section(self._title(), parts)


def swell(
    f: Asked,
    x: Variable | None = None,
    n: int = 6,
    *,
    by: str = "derivatives",
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Any,
) -> Swell:
    """How f and its derivative grow, for the derivatives or the iterations 1 to n.

    Trees count a part at each place where it stands, operations as they were typed, numbers and
    variables too; graphs count it once. By "derivatives" the row of n begins with the derivative of
    order n - 1 as the raw rules give it; the simplified one is that of f itself. By "iterations" f
    is put into itself, beginning with x for n = 1. Simplified is the smaller of the textbook and
    the canonical form; the former is left out where it has become long. The shared derivative is
    that of reverse accumulation, without zeros and ones.

    Arguments:
        f: the formula.
        x: the variable; None for the only one.
        n: how far.
        by: "derivatives" or "iterations".
        domain: "real", or "complex" for principal values.
        catalogue: the functions and rules.
        limits: bounds on the work of the simplifier.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    >>> print(swell("4*x*(1 - x)", n=6, by="iterations").series("raw", "tree_nodes"))
    {2: 19, 3: 73, 4: 217, 5: 577, 6: 1441}
    """
    if by not in WAYS:
        raise ArgumentError(f"no growth by {by!r}", advice=f"by {' or '.join(WAYS)}")
    check_domain(domain)
    expect_whole(n, "n is a whole number from 1 to 100", most=100)
    question = ask(f, x, catalogue=catalogue, limits=limits, **names)
    variable = question.variables[0]
    found = Swell(question.formula, variable, by, catalogue)
    members = _orders if by == "derivatives" else _iterations
    simplifier = _Short(variable, catalogue, domain, limits)
    for k, e, short, shared in members(question.formula, variable, n, simplifier):
        raw = differentiate(e, variable, catalogue=catalogue, domain=domain)
        found.sizes[k] = {
            "f": sizes(e),
            "raw": sizes(raw),
            "simplified": None if short is None else sizes(short),
            "shared": sizes(shared),
        }
    return found


def _iterations(
    f: Expr, x: Symbol, n: int, short: _Short
) -> Iterator[tuple[int, Expr, Expr | None, Expr]]:
    e: Expr = x
    for k in range(2, n + 1):
        e = substitute(f, {x: e})
        (shared,) = gradient(e, (x,), catalogue=short.catalogue, domain=short.domain, make=pruned)
        yield k, e, short.derivative(e, 1), shared


def _orders(
    f: Expr, x: Symbol, n: int, short: _Short
) -> Iterator[tuple[int, Expr, Expr | None, Expr]]:
    e, shared = f, f
    options: dict[str, Any] = {"catalogue": short.catalogue, "domain": short.domain}
    for k in range(1, n + 1):
        (shared,) = gradient(shared, (x,), make=pruned, **options)
        yield k, e, short.derivative(f, k), shared
        e = differentiate(e, x, **options)


class _Short:
    """Derivatives, simplified: the smaller of the textbook and the canonical form.

    Once the textbook form has become long it is sought no more, and once the simplifier has met a
    limit nothing is.
    """

    def __init__(self, x: Symbol, catalogue: Catalogue, domain: str, limits: Limits) -> None:
        self.x = x
        self.catalogue = catalogue
        self.domain = domain
        self.limits = limits
        self._forms = ["canonical", "textbook"]

    def derivative(self, f: Expr, n: int) -> Expr | None:
        """The n-th derivative; None where it is too long to be found."""
        found = None
        for form in list(self._forms):
            other = self._in_form(form, f, n)
            if other is None:
                self._forms = self._forms[: self._forms.index(form)]
                break
            size = sizes(other).tree_nodes
            if form == "textbook" and size > _LONG:
                self._forms.remove(form)
            if found is None or size < sizes(found).tree_nodes:
                found = other
        return found

    def _in_form(self, form: str, f: Expr, n: int) -> Expr | None:
        options: dict[str, Any] = {"catalogue": self.catalogue, "limits": self.limits}
        try:
            return diff(f, self.x, n, form=form, domain=self.domain, **options)
        except LimitExceeded:
            return None
