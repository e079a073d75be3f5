"""Formulas as functions and as code: the questions, asked with text, expressions or functions.

f = function("x, y", "x*y")         f(2, 3)  is  6.0
print(code("x*exp(x)", to="c"))     double f(double x) { ...
"""

from __future__ import annotations

from .asked import Asked
from .calculus import Matrix, gradient
from .catalogue import CATALOGUE
from .evaluation.accuracy import Accuracy, accuracy
from .evaluation.compiled import Compiled
from .evaluation.emitted import LANGUAGES, emitted
from .evaluation.signature import Signature
from .evaluation.stable import stabilised
from .expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    ArgumentTypeError,
    Expr,
    Symbol,
    expect,
    expect_one_of,
    members,
)
from .expressions.errors import in_short
from .notation.names import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeAlias, Unpack

    from .catalogue import Catalogue
    from .expressions import Limits
    from .notation.given import Formula, Names

    Input: TypeAlias = Symbol | str | Sequence[Symbol | str]
    Output: TypeAlias = Formula | Sequence[Any] | Matrix | Callable[..., Any]


def function(
    inputs: Symbol | str | Sequence[Input] | None,
    outputs: Output,
    backend: str = "numpy",
    *,
    stable: bool = True,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Compiled:
    """Formulas compiled to a function of numbers or arrays.

    Work that the outputs share is done once, powers are multiplied out, and the formulas are
    rewritten so that they are accurate in floating point (``symdiff.evaluation.stable``).

    Arguments:
        inputs: the variables, as text ("x, y") or a list; a list inside the list is one argument
            that holds several numbers; None for all variables, in the order of their names.
        outputs: one formula, or several for a tuple of results; a list among them gives a vector, a
            Jacobian or Hessian a matrix; a Python function gives what it computes.
        backend: "python" for numbers, with nothing but the standard library; "numpy" for arrays of
            any shape; "c" for arrays, compiled by a C compiler and kept between runs in the folder
            that the environment variable SYMDIFF_CACHE names, or in the user's cache.
        stable: whether to rewrite.
        catalogue, limits, **names: how text is read.

    Raises:
        ArgumentError: for an output with a variable that no input names, another backend, or a
            function that the backend cannot compute.
        MissingExtra: when NumPy, SciPy or a C compiler is needed and not there.

    >>> f = function("x, y", ["x*y", "sin(x)"], backend="python")
    >>> f(2, 3)[0], f(0, 1)
    (6.0, (0.0, 0.0))
    """
    signature = _signature(inputs, outputs, catalogue, limits, names)
    return Compiled(signature, backend, stable, catalogue)


def code(
    formulas: Output,
    inputs: Symbol | str | Sequence[Input] | None = None,
    to: str = "python",
    *,
    name: str = "f",
    stable: bool = True,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    """A function that computes formulas, as source that stands on its own.

    Arguments:
        formulas: as the outputs of ``function``.
        inputs: as for ``function``.
        to: "python", "numpy", "c", "jax", "julia", or "latex" for equations.
        name: the function's name.
        stable, catalogue, limits, **names: as for ``function``.

    >>> print(code("x^2*exp(x^2)"), end="")
    from math import exp
    <BLANKLINE>
    <BLANKLINE>
    def f(x):
        \"\"\"x**2*exp(x**2)\"\"\"
        v1 = x*x
        return v1*exp(v1)
    """
    signature = _signature(inputs, formulas, catalogue, limits, names)
    expect_one_of(to, LANGUAGES, "language")
    roots = stabilised(signature.roots) if stable and to != "latex" else signature.roots
    return emitted(signature, roots, to, name, catalogue)


def grad_source(
    cost: Any,
    wrt: Any = None,
    to: str = "python",
    *,
    name: str = "",
    stable: bool = True,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    """The gradient of a formula or a Python function as source: value first, then the partials.

    Arguments:
        cost: a formula, or a Python function, which is traced.
        wrt: by what to differentiate; None for all variables.
        to, stable, catalogue, limits, **names: as for ``code``.
        name: the function's name; of a Python function by default its own and ``_grad``.

    >>> print(grad_source(lambda w: w*w, name="square_grad"), end="")
    def square_grad(w):
        \"\"\"w*w, 2*w\"\"\"
        return w*w, [2.0*w]
    """
    asked = Asked(cost, wrt, catalogue, limits, names)
    f = asked.formula()
    own = [s for s in asked.parameters if type(s) is Symbol] or None
    slopes = gradient(f, asked.wrt, catalogue=catalogue)
    expect(name, str, "the name of a function is text")
    chosen = name or f"{asked.name if asked.name.isidentifier() else 'f'}_grad"
    outputs = [f, slopes]
    return code(outputs, own, to, name=chosen, stable=stable, catalogue=catalogue)


def check_accuracy(
    f: Compiled | Formula,
    within: tuple[float, float] | Mapping[str, tuple[float, float]] = (-10.0, 10.0),
    *,
    backend: str = "python",
    points: int = 200,
    digits: int = 25,
) -> Accuracy:
    """The largest relative error of a compiled function, and where it is.

    Arguments:
        f: a compiled function, or a formula, which is compiled first.
        within: the range of all variables, or one for each by name.
        backend: for a formula.
        points: how many points are tried.
        digits: how many digits the comparison has; needs the extra ``precision``.

    >>> check_accuracy("log(1 + exp(x))", (-700, 700)).worst < 1e-15
    True
    """
    compiled = f if isinstance(f, Compiled) else function(None, f, backend)
    return accuracy(compiled, within, points=points, digits=digits)


def _signature(
    inputs: Symbol | str | Sequence[Input] | None,
    outputs: Any,
    catalogue: Catalogue,
    limits: Limits,
    names: Names,
) -> Signature:
    named = _inputs(inputs)
    flat = None if named is None else [s for one in named for s in _several(one)]
    single = not isinstance(outputs, (list, tuple)) or isinstance(outputs, Matrix)
    items = [_output(item) for item in ([outputs] if single else outputs)]
    written = [e for _, formulas in items if not callable(formulas) for e in formulas]
    read = iter(Asked(written, flat or (), catalogue, limits, names, conditions=True).formulas)
    found: list[tuple[tuple[int, ...], list[Expr]]] = []
    own: list[Expr] | None = None
    for shape, formulas in items:
        if callable(formulas):
            asked = Asked(formulas, flat, catalogue, limits, names, conditions=True)
            found.append(((len(asked.formulas),) if asked.several else shape, asked.formulas))
            own = asked.wrt if len(items) == 1 else None
        else:
            found.append((shape, [next(read) for _ in formulas]))
    if named is None:
        every = [e for _, es in found for e in es]
        own = own or Asked(every, None, catalogue, limits, {}, conditions=True).wrt
        named = [s for s in own if type(s) is Symbol]
    return Signature(named, found, single)


def _output(item: Any) -> tuple[tuple[int, ...], Any]:
    """The shape of one output, and its formulas one after the other."""
    if isinstance(item, Matrix):
        return item.shape, [e for row in item.rows() for e in row]
    if isinstance(item, (list, tuple)):
        if item and all(isinstance(row, (list, tuple)) for row in item):
            if len({len(row) for row in item}) > 1:
                raise ArgumentError("the rows of a matrix are of different lengths")
            return (len(item), len(item[0])), [e for row in item for e in row]
        return (len(item),), list(item)
    return (), item if callable(item) else [item]


def _inputs(inputs: Symbol | str | Sequence[Input] | None) -> list[Symbol | list[Symbol]] | None:
    if inputs is None:
        return None
    several: Any = inputs
    if isinstance(inputs, str):
        several = listed(inputs)
    elif isinstance(inputs, Symbol):
        several = (inputs,)
    found: list[Symbol | list[Symbol]] = []
    for one in members(several, "the inputs are a text or a list of symbols"):
        if isinstance(one, (list, tuple)):
            found.append([_symbol(s) for s in one])
        else:
            found.append(_symbol(one))
    return found


def _several(one: Symbol | list[Symbol]) -> list[Symbol]:
    return [one] if isinstance(one, Symbol) else one


def _symbol(x: Any) -> Symbol:
    symbol = Symbol(x) if isinstance(x, str) and x.isidentifier() else x
    if type(symbol) is not Symbol:
        raise ArgumentTypeError(
            f"{in_short(x)} is not a variable", advice="an input is a symbol or its name"
        )
    return symbol
