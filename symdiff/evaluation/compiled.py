"""Formulas as functions: compiled once, called with numbers or arrays.

function("x, y", "x*y")(2, 3)  is  6.0
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import ArgumentError, LimitExceeded, Limits, expect_one_of, sizes
from ..loading import load
from ..notation import let
from .signature import Signature
from .stable import stabilised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .arrays import Arrays
    from .native import Native
    from .scalar import Scalar

BACKENDS = ("python", "numpy", "c")


class Compiled:
    """A function that computes formulas; made by ``function``.

    Attributes:
        backend: "python", "numpy" or "c".
        source: the code that it runs, as one reads it.
        formulas: what it computes.
    """

    def __init__(
        self, signature: Signature, backend: str, stable: bool, catalogue: Catalogue
    ) -> None:
        self.signature = signature
        self.backend = backend
        self.stable = stable
        self.catalogue = catalogue
        self.formulas: Sequence[Expr] = signature.roots
        roots = stabilised(self.formulas) if stable else self.formulas
        self._run = _backend(backend)(signature, roots, catalogue)
        self.__doc__ = f"Compiled from:\n\n{_shown(self.formulas)}"

    @property
    def source(self) -> str:
        """The code of the function."""
        return self._run.source

    @property
    def operations(self) -> int:
        """How many operations the formulas have, shared ones counted once."""
        return sizes(*self.formulas).operations

    def __call__(self, /, *args: Any, **named: Any) -> Any:
        """The values at numbers, or arrays that are broadcast against each other."""
        return self._run(*(self._placed(args, named) if named else args))

    def _placed(self, args: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        """The arguments in order, some of which were given by name."""
        names = [a.name for a in self.signature.inputs]
        written = {s.name: name for s, name in self.signature.names.items() if name in names}
        named = {written.get(name, name): given for name, given in named.items()}
        for name in named:
            if name not in names:
                raise ArgumentError(f"no argument is named {name}", advice=f"there are: {names}")
            if name in names[: len(args)]:
                raise ArgumentError(f"the argument {name} is given twice")
        missing = [n for n in names[len(args) :] if n not in named]
        if missing:
            raise self.signature.count_error(len(args) + len(named))
        return [*args, *(named[n] for n in names[len(args) :])]

    def __repr__(self) -> str:
        names = ", ".join(a.name for a in self.signature.inputs)
        return f"<function of {names}: {self.operations} operations, {self.backend}>"

    def __reduce__(self) -> tuple[Any, ...]:
        inputs = [a.symbols if a.vector else a.symbols[0] for a in self.signature.inputs]
        return _rebuilt, (
            inputs,
            self.signature.outputs,
            self.signature.single,
            self.backend,
            self.stable,
            self.catalogue if self.catalogue is not CATALOGUE else None,
        )


def _rebuilt(
    inputs: Any, outputs: Any, single: bool, backend: str, stable: bool, catalogue: Any
) -> Compiled:
    return Compiled(Signature(inputs, outputs, single), backend, stable, catalogue or CATALOGUE)


def _backend(name: str) -> type[Scalar | Arrays | Native]:
    expect_one_of(name, BACKENDS, "backend")
    module, kind = _HOMES[name]
    found: type[Scalar | Arrays | Native] = getattr(load(f"symdiff.evaluation.{module}"), kind)
    return found


_HOMES = {"python": ("scalar", "Scalar"), "numpy": ("arrays", "Arrays"), "c": ("native", "Native")}


def _shown(formulas: Sequence[Expr], most: int = 2_000) -> str:
    """The formulas by their shared parts, or their size if even that is long."""
    try:
        return let(*formulas, limits=Limits(output=most))
    except LimitExceeded:
        found = sizes(*formulas)
        return f"{len(formulas)} formulas of {found.operations} operations"
