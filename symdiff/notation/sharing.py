"""Formulas whose repeated parts are named and written once: texts no longer than the graph.

As a tree, the derivative of n nested sines is quadratic in n, and n squarings of a sum are
exponential; as a graph both are linear, and so is what ``let`` prints.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    ArgumentError,
    Number,
    Symbol,
    apply,
    expect,
    postorder,
)
from .given import given
from .infix import infix
from .writing import within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from .given import Formula, Names


def let(
    *roots: Formula,
    names: str = "v",
    style: str = "python",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **spelled: Unpack[Names],
) -> str:
    """The formulas, one a line, after lines that name the parts they share: ``v1 = exp(x)``.

    Arguments:
        *roots: the formulas, as expressions or as text.
        names: what the new names begin with; names that the formulas use are passed over.
        style: as for ``infix``.
        catalogue: the names of functions.
        limits: ``limits.output`` bounds the length of the text.
        **spelled: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer.
        ArgumentError: when ``names`` is not what a name can begin with.

    >>> print(let("exp(x)/(1 + exp(x))"))
    v1 = exp(x)
    v1/(1 + v1)
    """
    formulas = [given(root, catalogue, limits, spelled) for root in roots]
    parts, results = shared_parts(formulas, names)
    lines: list[str] = []
    length = 0
    for name, e in [*parts, *(("", result) for result in results)]:
        text = infix(e, style=style, catalogue=catalogue, limits=limits)
        lines.append(f"{name} = {text}" if name else text)
        length += len(lines[-1]) + 1
        within(limits, length - 1)
    return "\n".join(lines)


def shared_parts(
    roots: Iterable[Expr], names: str = "v"
) -> tuple[list[tuple[str, Expr]], list[Expr]]:
    """The shared parts of formulas, each with a new name, and the formulas in terms of the names.

    A part may use the names of parts before it; putting the parts back in gives the formulas again.

    >>> from symdiff.expressions import symbols
    >>> x, = symbols("x")
    >>> (name, part), = shared_parts([(x + 1) * (x + 1)])[0]
    >>> name, part is x + 1
    ('v1', True)
    """
    roots = tuple(roots)
    order = postorder(roots)
    name_of = shared_names(roots, names, order)
    written: dict[Expr, Expr] = {}
    parts: list[tuple[str, Expr]] = []
    for node in order:
        e = node
        if isinstance(node, Apply):
            e = apply(node.op, tuple([written[a] for a in node.args]))
        if node in name_of:
            parts.append((name_of[node], e))
            e = Symbol(name_of[node])
        written[node] = e
    return parts, [written[root] for root in roots]


def shared_names(
    roots: tuple[Expr, ...], names: str = "v", order: list[Expr] | None = None
) -> dict[Expr, str]:
    """A new name for each part that stands at two places or more, arguments before what uses them.

    What is as short as a name gets none: numbers, symbols, ``-x``, ``1/2`` and ``-1/2``.
    """
    order = postorder(roots) if order is None else order
    places = dict.fromkeys(order, 0)
    for root in roots:
        places[root] += 1
    for node in order:
        for a in node.args:
            places[a] += 1
    shared = [node for node in order if places[node] > 1 and _deserves_a_name(node)]
    return dict(zip(shared, new_names(names, order), strict=False))


def _deserves_a_name(node: Expr) -> bool:
    if isinstance(node, Apply) and node.op == "neg":
        node = node.args[0]
    if isinstance(node, Apply) and node.op == "div":
        return not all(isinstance(a, Number) for a in node.args)
    return len(node.args) > 0


def new_names(beginning: str, order: list[Expr]) -> Iterator[str]:
    """Names without end, v1, v2 ..., but those that the formulas use."""
    expect(beginning, str, "names begin with text")
    if not (beginning.isidentifier() and beginning.isascii()):
        raise ArgumentError(f"no name begins with {beginning!r}", advice="names='v' is usual")
    used = {e.name for e in order if isinstance(e, Symbol)}
    used |= {e.op for e in order if isinstance(e, Apply)}
    n = 0
    while True:
        n += 1
        if (name := f"{beginning}{n}") not in used:
            yield name
