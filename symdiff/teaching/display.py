"""How a formula shows itself in a notebook."""

from __future__ import annotations

from ..expressions import LimitExceeded, Limits, sizes
from ..notation import infix, latex, let

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from ..expressions import Expr

# What is shown stays in the notebook's file, and a browser sets it: more than a page helps nobody.
PAGE = Limits(output=10_000)


def mimebundle(
    e: Expr, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, str]:
    """The formula as plain text and as LaTeX; what would be too long to show is left out.

    >>> from symdiff import symbols
    >>> x, = symbols("x")
    >>> mimebundle(x**2)
    {'text/plain': 'x**2', 'text/latex': '$\\\\displaystyle x^{2}$'}
    """
    bundle = {"text/plain": _text(e)}
    try:
        bundle["text/latex"] = f"$\\displaystyle {latex(e, limits=PAGE)}$"
    except LimitExceeded:
        pass
    return {
        kind: text
        for kind, text in bundle.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }


def _text(e: Expr) -> str:
    """The formula in one line, else with its shared parts named, else its size alone."""
    for written in (infix, let):
        try:
            return written(e, limits=PAGE)
        except LimitExceeded:
            continue
    return f"<formula of {sizes(e).graph_nodes} nodes>"
