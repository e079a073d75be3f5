"""Formulas with a derivative still to be found in them, and with a part that is pointed out.

    text      d/dx(x*x) + [1 - 0]
    LaTeX     \\frac{d}{dx}\\left[x \\cdot x\\right] + \\boxed{1 - 0}
    HTML      d/dx(x·x) + <mark>1 − 0</mark>

Both are operations of a catalogue that is made for the purpose, so that the printers print them.
"""

from __future__ import annotations

from html import escape

from ..catalogue import CATALOGUE, Function
from ..expressions import Apply, Expr, LimitExceeded, apply, postorder, sizes
from ..notation import infix, latex, let
from ..notation.lettering import latex_name
from .display import PAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..catalogue import Catalogue

MARK = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}"
_DERIVATIVE = "d/d"


def marked(e: Expr) -> Apply:
    """The formula, pointed out."""
    return apply(MARK, (e,))


class Writer:
    """Writes formulas, among them those with marks and with derivatives still to be found.

    Arguments:
        catalogue: the names of functions.
    """

    def __init__(self, catalogue: Catalogue = CATALOGUE) -> None:
        self.catalogue = catalogue
        self._extended: dict[frozenset[str], Catalogue] = {}

    def text(self, e: Expr) -> str:
        """The formula in one line, a marked part in square brackets."""
        return _bracketed(self._written(infix, e), "[", "]")

    def latex(self, e: Expr) -> str:
        """The formula in LaTeX, a marked part in a box."""
        return self._written(latex, e)

    def html(self, e: Expr) -> str:
        """The formula as a mathematician would type it, a marked part in a ``mark`` element."""
        text = self._written(lambda *a, **o: infix(*a, style="math", **o), e)
        return _bracketed(escape(text), "<mark>", "</mark>")

    def _written(self, write: Callable[..., str], e: Expr) -> str:
        try:
            return write(e, catalogue=self._knowing(e), limits=PAGE)
        except LimitExceeded:
            return _in_short(e)

    def _knowing(self, e: Expr) -> Catalogue:
        """The catalogue, and in it the operations that only steps have."""
        ops = frozenset(
            node.op
            for node in postorder((e,))
            if type(node) is Apply and (node.op == MARK or node.op.startswith(_DERIVATIVE))
        )
        if ops not in self._extended:
            self._extended[ops] = self.catalogue.extended(map(record_of, sorted(ops)))
        return self._extended[ops]


def record_of(op: str) -> Function:
    """The record of an operation that only steps have; no text can hold its name."""
    latex = r"\boxed{{{0}}}"
    if op != MARK:
        x = latex_name(op.removeprefix(_DERIVATIVE)).replace("{", "{{").replace("}", "}}")
        latex = rf"\frac{{{{d}}}}{{{{d{x}}}}}\left[{{0}}\right]"
    record = Function("step", latex=latex)
    for field in ("name", "infix"):
        object.__setattr__(record, field, op)
    return record


def _in_short(e: Expr) -> str:
    """A formula too long for a line: with its shared parts named, or its size alone."""
    if not any(type(n) is Apply and n.op == MARK for n in postorder((e,))):
        try:
            return let(e, limits=PAGE).replace("\n", "; ")
        except LimitExceeded:
            pass
    return f"<formula of {sizes(e).graph_nodes} nodes>"


def _bracketed(text: str, opening: str, closing: str) -> str:
    """The text with the mark and the brackets behind it replaced by others."""
    if MARK not in text:
        return text
    out: list[str] = []
    depth: list[bool] = []
    for c in text:
        if c == "(":
            depth.append(bool(out) and out[-1] == MARK)
            if depth[-1]:
                out[-1] = opening
                continue
        elif c == ")" and depth and depth.pop():
            c = closing
        out.append(c)
    return "".join(out)
