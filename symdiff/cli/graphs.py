"""The verbs about whole graphs: ``grad``, ``jacobian``, ``hessian`` and ``code``."""

from __future__ import annotations

import symdiff

from ..asked import Asked
from ..expressions import ArgumentError, Symbol, sizes
from ..notation import infix, latex, shared_parts
from .answers import Answer, if_short, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..calculus import Matrix
    from ..expressions import Expr


class Graph(Answer):
    """What gradients, Jacobians and Hessians share: variables, named results, and sizes."""

    __slots__ = ("given", "results", "wrt")

    def find(self) -> None:
        self.given, self.wrt = self.read_all([self.formula])
        self.results = self.found()
        self.notes.append(self._told())

    def read_all(self, formulas: list[str]) -> tuple[list[Expr], list[Expr]]:
        """The formulas and the variables, all of them where none are named."""
        by = [Symbol(name) for name in self.request.names("-x")] or None
        read = Asked([self.parse(f) for f in formulas], by, symdiff.CATALOGUE, self.limits, {})
        if not read.wrt:
            raise ArgumentError("the formula has no variables", advice="name one: -x x")
        return read.formulas, read.wrt

    def found(self) -> list[tuple[str, Expr]]:
        """The results, each with its name."""
        raise NotImplementedError

    def text(self) -> str:
        if self.request.flag("--let"):
            if self.request.flag("--format"):
                raise ArgumentError("--let and --format exclude each other")
            parts, results = shared_parts([e for _, e in self.results])
            named = [*parts, *zip([name for name, _ in self.results], results, strict=True)]
            return "\n".join(f"{name} = {infix(e)}" for name, e in named)
        return self.in_full()

    def in_full(self) -> str:
        """The results without names for their parts."""
        form = self.request.value("--format", "infix")
        if form in ("json", "tree"):
            return "\n".join(written(e, self.request, self.limits) for _, e in self.results)
        named = [(name, written(e, self.request, self.limits)) for name, e in self.results]
        return "\n".join(f"{name} = {text}" for name, text in named)

    def record(self) -> dict[str, Any]:
        return {
            "formula": self.formula,
            "variables": [str(x) for x in self.wrt],
            "result": {name: if_short(infix, e) for name, e in self.results},
            "latex": {name: if_short(latex, e) for name, e in self.results},
            "sizes": {
                "given": sizes(*self.given).as_dict(),
                "result": sizes(*[e for _, e in self.results]).as_dict(),
                "together": sizes(*self.given, *[e for _, e in self.results]).as_dict(),
            },
        }

    def _told(self) -> str:
        own = sizes(*self.given).operations
        together = sizes(*self.given, *[e for _, e in self.results]).operations
        times = f", {together / own:.2g} times as many" if own else ""
        return f"{own} operation{'' if own == 1 else 's'}, with derivatives {together}{times}"

    def options(self) -> dict[str, Any]:
        """The options that say how to differentiate."""
        return {"domain": self.request.value("--domain", "real"), "limits": self.limits}


class Gradient(Graph):
    """``symdiff grad FORMULA``: the partial derivatives by all variables, or those named."""

    __slots__ = ()

    def found(self) -> list[tuple[str, Expr]]:
        form = "raw" if self.request.flag("--raw") else "local"
        slopes = symdiff.grad(self.given[0], self.wrt, form=form, **self.options())
        return [(f"df/d{x}", e) for x, e in zip(self.wrt, slopes, strict=True)]


class _Table(Graph):
    """Results that are the entries of a matrix."""

    __slots__ = ("matrix",)

    matrix: Matrix

    def in_full(self) -> str:
        form = self.request.value("--format", "infix")
        rows = [[written(e, self.request, self.limits) for e in row] for row in self.matrix.rows()]
        if form == "latex":
            inner = " \\\\ ".join(" & ".join(row) for row in rows)
            return f"\\begin{{pmatrix}} {inner} \\end{{pmatrix}}"
        return "\n".join(f"[{', '.join(row)}]" for row in rows)


class Jacobian(_Table):
    """``symdiff jacobian FORMULA...``: one row for each formula."""

    __slots__ = ()

    def find(self) -> None:
        self.given, self.wrt = self.read_all(self.request.formulas)
        self.formula = "; ".join(self.request.formulas)
        self.matrix = symdiff.jacobian(self.given, self.wrt, **self.options())
        self.results = [
            (f"df{i + 1}/d{self.wrt[j]}", e) for (i, j), e in self.matrix.entries.items()
        ]
        self.notes.append(self._told())


class Hessian(_Table):
    """``symdiff hessian FORMULA``: a symmetric matrix."""

    __slots__ = ()

    def found(self) -> list[tuple[str, Expr]]:
        self.matrix = symdiff.hessian(self.given[0], self.wrt, **self.options())
        return [
            (f"d2f/d{self.wrt[i]}d{self.wrt[j]}", e) for (i, j), e in self.matrix.entries.items()
        ]


class Code(Answer):
    """``symdiff code FORMULA...``: a function in some language."""

    __slots__ = ("source",)

    def find(self) -> None:
        formulas: list[Any] = [self.parse(f) for f in self.request.formulas]
        if self.request.flag("--grad"):
            if len(formulas) > 1:
                raise ArgumentError("--grad is for one formula")
            by = self.request.names("-x") or None
            formulas.append(symdiff.grad(formulas[0], by, limits=self.limits))
        outputs = formulas[0] if len(formulas) == 1 else formulas
        to, name = self.request.value("--to", "python"), self.request.value("--name", "f")
        self.source = symdiff.code(outputs, to=to, name=name, limits=self.limits)

    def text(self) -> str:
        return self.source.rstrip("\n")

    def record(self) -> dict[str, Any]:
        return {"formula": "; ".join(self.request.formulas), "code": self.source}


ANSWERS: dict[str, type[Answer]] = {
    "grad": Gradient,
    "jacobian": Jacobian,
    "hessian": Hessian,
    "code": Code,
}
