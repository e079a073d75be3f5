"""Gradients of whole graphs: the questions, asked with text, expressions or Python functions.

    grad("x*x + x*y", "x, y")  is  [y + 2*x, x]

All of them work on the graph as it was typed, from the same derivative lines, and simplify by local
rules alone, so that what is shared stays shared.
"""

from __future__ import annotations

from .asked import Asked
from .calculus import gradient, pruned, pullback, pushforward, tidy
from .calculus import hessian as _hessian
from .calculus import jacobian as _jacobian
from .catalogue import CATALOGUE
from .expressions import (
    COMPARISONS,
    DEFAULT_LIMITS,
    Apply,
    ArgumentError,
    Expr,
    LimitExceeded,
    Number,
    check_domain,
    check_order,
    expect_one_of,
    expect_whole,
    postorder,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias, Unpack

    from .asked import Variable, Variables
    from .calculus import Matrix
    from .calculus.forward import Row
    from .catalogue import Catalogue
    from .expressions import Limits
    from .notation.given import Formula, Names

    Question: TypeAlias = Formula | Callable[..., Any]

ZERO, ONE = Number("0"), Number("1")
_MAKE = {"raw": pruned, "local": tidy}


def grad(
    cost: Question,
    wrt: Variables = None,
    *,
    consider_constant: Iterable[Formula] = (),
    disconnected: str = "zero",
    form: str = "local",
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> list[Expr]:
    """The gradient: the partial derivatives of a cost by each of several variables.

    They are found together by reverse accumulation and share their parts: for any number of
    variables the graph of the cost and its gradient is a small multiple of that of the cost.

    Arguments:
        cost: one formula, as text, expression, or a Python function of its variables.
        wrt: the variables, as text ("x, y"), expressions, or a list of either; parts of the formula
            may be asked for too ("x*y"); None for all variables, in the order of their names.
        consider_constant: parts of the formula through which nothing is differentiated.
        disconnected: what a variable gets that the cost does not contain: "zero", or an "error".
        form: "local" for a graph simplified by local rules, "raw" for what the lines give.
        domain: "real", or "complex" where a function has another line for complex values.
        catalogue: the functions and their derivative lines.
        limits: bounds on a text, and on the work.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        ArgumentError: for a cost that is no single number, or (on request) a variable that the cost
            does not contain.

    >>> grad("x*x + x*y", "x, y")
    [y + 2*x, x]
    >>> grad(lambda w, b: (3*w + b)**2)
    [6*(3*w + b), 2*(3*w + b)]
    """
    expect_one_of(form, _MAKE, "form")
    check_domain(domain)
    asked = Asked(cost, wrt, catalogue, limits, names)
    f = asked.formula()
    asked.must_contain((f,), disconnected)
    return gradient(
        f,
        asked.wrt,
        catalogue=catalogue,
        domain=domain,
        constant=asked.parts(consider_constant),
        make=_MAKE[form],
    )


def jacobian(
    formulas: Question | Sequence[Formula],
    wrt: Variables = None,
    *,
    mode: str = "",
    consider_constant: Iterable[Formula] = (),
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Matrix:
    """The Jacobian: the matrix of the partial derivatives of formulas by variables.

    Formulas that share parts form a block; for each block it is counted whether going ahead or back
    takes fewer steps.

    Arguments:
        formulas: the formulas, one row each, or a Python function that returns them.
        wrt: the variables, one column each.
        mode: "forward" or "reverse" instead of counting.
        consider_constant, domain, catalogue, limits, **names: as for ``grad``.

    >>> jacobian(["x*y", "sin(x)"], "x, y")
    [[y, x], [cos(x), 0]]
    """
    expect_one_of(mode, ("forward", "reverse", ""), "mode")
    check_domain(domain)
    asked = Asked(formulas, wrt, catalogue, limits, names)
    return _jacobian(
        asked.formulas,
        asked.each_once(),
        catalogue=catalogue,
        domain=domain,
        constant=asked.parts(consider_constant),
        mode=mode,
        limits=limits,
    )


def hessian(
    f: Question,
    wrt: Variables = None,
    *,
    consider_constant: Iterable[Formula] = (),
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Matrix:
    """The Hessian: the symmetric matrix of the second partial derivatives; zeros are not stored.

    Arguments:
        f: one formula.
        wrt: the variables.
        consider_constant, domain, catalogue, limits, **names: as for ``grad``.

    >>> h = hessian("x^2*y + z", "x, y, z")
    >>> h
    [[2*y, 2*x, 0], [2*x, 0, 0], [0, 0, 0]]
    >>> len(h.entries)
    2
    """
    check_domain(domain)
    asked = Asked(f, wrt, catalogue, limits, names)
    return _hessian(
        asked.formula(),
        asked.each_once(),
        catalogue=catalogue,
        domain=domain,
        constant=asked.parts(consider_constant),
        limits=limits,
    )


def jvp(
    formulas: Question | Sequence[Formula],
    wrt: Variables,
    tangents: Sequence[Formula],
    *,
    consider_constant: Iterable[Formula] = (),
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> list[Expr]:
    """The Jacobian times a vector, J t: how formulas change when the variables change by t.

    Arguments:
        formulas: the formulas.
        wrt: the variables.
        tangents: one formula or number for each variable.
        consider_constant, domain, catalogue, limits, **names: as for ``grad``.

    >>> jvp(["x*y", "x + y"], "x, y", [1, "t"])
    [y + x*t, 1 + t]
    """
    asked = Asked(formulas, wrt, catalogue, limits, names)
    return _along(asked, tangents, asked.parts(consider_constant), catalogue, domain)


def _along(
    asked: Asked,
    direction: Sequence[Formula],
    constant: list[Expr],
    catalogue: Catalogue,
    domain: str,
) -> list[Expr]:
    """How each formula changes when the variables change by the direction."""
    check_domain(domain)
    steps = asked.vector(direction, "variables", len(asked.wrt))
    seeds = {x: {0: t} for x, t in zip(asked.each_once(), steps, strict=True)}
    rows = pushforward(
        asked.formulas, seeds, catalogue=catalogue, domain=domain, constant=constant
    )
    return [row.get(0, ZERO) for row in rows]


def vjp(
    formulas: Question | Sequence[Formula],
    wrt: Variables,
    cotangents: Sequence[Formula],
    *,
    consider_constant: Iterable[Formula] = (),
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> list[Expr]:
    """A vector times the Jacobian, s J: the gradient of the sum of s times the formulas.

    Arguments:
        formulas: the formulas.
        wrt: the variables.
        cotangents: one formula or number for each formula.
        consider_constant, domain, catalogue, limits, **names: as for ``grad``.

    >>> vjp(["x*y", "x + y"], "x, y", [1, "s"])
    [s + y, s + x]
    """
    check_domain(domain)
    asked = Asked(formulas, wrt, catalogue, limits, names)
    seeds: dict[Expr, Expr] = {}
    weights = asked.vector(cotangents, "formulas", len(asked.formulas))
    for f, s in zip(asked.formulas, weights, strict=True):
        seeds[f] = tidy("add", (seeds.get(f, ZERO), s))
    constant = asked.parts(consider_constant)
    found = pullback(seeds, asked.wrt, catalogue=catalogue, domain=domain, constant=constant)
    return [found.get(x, ZERO) for x in asked.wrt]


def directional(
    f: Question,
    wrt: Variables,
    direction: Sequence[Formula],
    *,
    consider_constant: Iterable[Formula] = (),
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Expr:
    """The derivative of a formula along a direction, the gradient times the direction.

    Arguments:
        f: one formula.
        wrt: the variables.
        direction: one formula or number for each variable; it is not made a unit vector.
        consider_constant, domain, catalogue, limits, **names: as for ``grad``.

    >>> directional("x^2*y", "x, y", [3, 4])
    6*x*y + 4*x**2
    """
    asked = Asked(f, wrt, catalogue, limits, names)
    asked.formula()
    (found,) = _along(asked, direction, asked.parts(consider_constant), catalogue, domain)
    return found


def implicit(
    equation: Formula,
    y: Variable,
    x: Variable,
    n: int = 1,
    *,
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> Expr:
    """The n-th derivative of y by x, where an equation F(x, y) = 0 ties them together.

        dy/dx = -(dF/dx) / (dF/dy)

    Further orders differentiate that along the curve, y changing by dy/dx when x changes by 1.

    Arguments:
        equation: "x^2 + y^2 = 1", or F alone for F = 0.
        y: the variable that depends on x.
        x: the variable that is free.
        n: the order.
        domain, catalogue, limits, **names: as for ``grad``.

    Raises:
        ArgumentError: when the equation does not contain y.
        LimitExceeded: when the graphs of all orders together have more nodes than ``limits.steps``.

    >>> implicit("x^2 + y^2 = 1", "y", "x")
    -(x/y)
    """
    check_domain(domain)
    expect_whole(n, "the order of a derivative is 1, 2 ...")
    check_order(n)
    if isinstance(equation, str) and equation.count("=") == 1:
        left, _, right = equation.partition("=")
        sides = Asked([left, right], [y, x], catalogue, limits, names)
        f = tidy("sub", tuple(sides.formulas))
    else:
        sides = Asked(equation, [y, x], catalogue, limits, names, conditions=True)
        f = sides.formula()
        if type(f) is Apply and f.op == "eq":
            f = tidy("sub", f.args)
        elif type(f) is Apply and f.op in COMPARISONS:
            raise ArgumentError(
                "an inequality ties nothing together", advice="write an equation, F(x, y) = 0"
            )
    by_y, by_x = gradient(f, sides.each_once(), catalogue=catalogue, domain=domain)
    if by_y is ZERO:
        raise ArgumentError(f"the equation does not tie {sides.wrt[0]} to {sides.wrt[1]}")
    found: Expr = tidy("neg", (tidy("div", (by_x, by_y)),))
    seeds: dict[Expr, Row] = {sides.wrt[1]: {0: ONE}, sides.wrt[0]: {0: found}}
    remaining = limits.steps
    for order in range(2, n + 1):
        remaining -= len(postorder((found,)))
        if remaining < 0:
            raise LimitExceeded(
                f"the derivative of order {order} takes more than {limits.steps} steps",
                limit="steps",
                value=limits.steps,
                advice="raise it with Limits(steps=...)",
            )
        (row,) = pushforward([found], seeds, catalogue=catalogue, domain=domain)
        found = row.get(0, ZERO)
    return found
