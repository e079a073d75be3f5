"""How a formula shows itself in a notebook."""

from __future__ import annotations

from ..checking import Verdict
from ..expressions import Expr, LimitExceeded, Limits, sizes
from ..notation import infix, latex, let
from ..notation.held import held
from ..rewriting import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from ..derivations import Derivation

# What is shown stays in the notebook's file, and a browser sets it: more than a page helps nobody.
PAGE = Limits(output=10_000)


def mimebundle(
    shown: Expr | Derivation | Step | Verdict,
    include: Container[str] | None = None,
    exclude: Container[str] | None = None,
) -> dict[str, str]:
    """A formula, derivation or step as plain text and as LaTeX, a verdict as text and as a list.

    What would be too long to show is left out.

    >>> from symdiff import symbols
    >>> x, = symbols("x")
    >>> mimebundle(x**2)
    {'text/plain': 'x**2', 'text/latex': '$\\\\displaystyle x^{2}$'}
    """
    bundle = {"text/plain": _text(shown) if isinstance(shown, Expr) else _plain(shown)}
    try:
        if isinstance(shown, Verdict):
            bundle["text/markdown"] = _verdict(shown)
        else:
            bundle["text/latex"] = f"$\\displaystyle {_latex(shown)}$"
    except LimitExceeded:
        pass
    return {
        kind: text
        for kind, text in bundle.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }


def _plain(shown: Derivation | Step | Verdict) -> str:
    """As text; the formulas in it by their size where they are too long."""
    if isinstance(shown, Verdict):
        return str(shown)
    if isinstance(shown, Step):
        return f"{shown.rule}: {_text(shown.before)} -> {_text(shown.after)}"
    told = "".join([f", {line}" for line in held(shown.conditions, _text)])
    return f"d/d{shown.variable} {_text(shown.given)} = {_text(shown.result)}{told}"


def _latex(shown: Expr | Derivation | Step) -> str:
    """As LaTeX: a derivation as an equation, a step with an arrow and the name of its rule."""
    if isinstance(shown, Expr):
        return latex(shown, limits=PAGE)
    if isinstance(shown, Step):
        before, after = (latex(e, limits=PAGE) for e in (shown.before, shown.after))
        return rf"{before} \;\to\; {after} \qquad \text{{{shown.rule}}}"
    given, result = (latex(e, limits=PAGE) for e in (shown.given, shown.result))
    by = latex(shown.variable)
    told = [latex(condition, limits=PAGE) for condition in shown.conditions]
    ending = r" \qquad \text{for } " + r",\; ".join(told) if told else ""
    return rf"\frac{{\mathrm{{d}}}}{{\mathrm{{d}}{by}}} \left({given}\right) = {result}{ending}"


def _verdict(verdict: Verdict) -> str:
    """As Markdown: the answer, and every check in a row."""
    rows = [f"- {check.outcome}: {check.name}: {check.detail}" for check in verdict.checks]
    told = "".join([f", {line}" for line in held(verdict.conditions, lambda c: f"`{c}`")])
    return "\n".join([f"**{verdict.status}**: {verdict.reason}{told}", "", *rows])


def _text(e: Expr) -> str:
    """The formula in one line, else with its shared parts named, else its size alone."""
    for written in (infix, let):
        try:
            return written(e, limits=PAGE)
        except LimitExceeded:
            continue
    return f"<formula of {sizes(e).graph_nodes} nodes>"
