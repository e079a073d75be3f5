"""How a formula shows itself in a notebook."""

from __future__ import annotations

from ..expressions import LimitExceeded, services

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from ..expressions import Expr


def mimebundle(
    e: Expr, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, str]:
    """The formula as plain text and as LaTeX; what would be too long to show is left out.

    >>> from symdiff import symbols
    >>> x, = symbols("x")
    >>> mimebundle(x**2)
    {'text/plain': 'x**2', 'text/latex': '$\\\\displaystyle x^{2}$'}
    """
    bundle = {"text/plain": repr(e)}
    try:
        bundle["text/latex"] = f"$\\displaystyle {services.latex(e)}$"
    except LimitExceeded:
        pass
    return {
        kind: text
        for kind, text in bundle.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }
