"""What is asked of a graph: formulas and variables, read from whatever they were given as."""

from __future__ import annotations

from .expressions import (
    ArgumentError,
    ArgumentTypeError,
    Expr,
    Number,
    Symbol,
    UnknownName,
    as_expr,
    members,
    postorder,
)
from .expressions.errors import in_short
from .loading import load
from .notation import parse, read
from .notation.given import check_reading
from .notation.names import is_condition, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeAlias

    from .catalogue import Catalogue
    from .expressions import Limits
    from .notation.given import Formula, Names

    Variable: TypeAlias = Expr | str
    Variables: TypeAlias = Variable | Sequence[Variable] | None


class Asked:
    """Formulas and variables, read from whatever they were given as."""

    __slots__ = ("_options", "_typed_parts", "formulas", "name", "parameters", "several", "wrt")

    def __init__(
        self,
        what: Any,
        wrt: Variables,
        catalogue: Catalogue,
        limits: Limits,
        names: Names,
        *,
        conditions: bool = False,
    ) -> None:
        check_reading(catalogue, limits, names)
        self.name = ""
        self.parameters: list[Expr] = []
        self._typed_parts: list[Expr] = []
        self._options: dict[str, Any] = {"catalogue": catalogue, "limits": limits, **names}
        named = None if wrt is None else self._named(wrt)
        if callable(what):
            traced = load("symdiff.tracing").trace(what)
            what, self.parameters, self.name = traced.result, traced.parameters, traced.name
            named = self.parameters if named is None else named
        self.several = isinstance(what, (list, tuple))
        self.formulas = self.parts(what if self.several else (what,))
        for f in self.formulas:
            if is_condition(f) and not conditions:
                raise ArgumentError(
                    "a condition has no derivative",
                    advice="use where(condition, a, b) to choose by it",
                )
        self.wrt = named if named is not None else _all_variables(self.formulas)
        if not conditions:
            self._must_not_be_settings(what if self.several else (what,))
        self._must_hold_parts()

    def formula(self) -> Expr:
        """The one formula that a gradient is of."""
        if self.several:
            raise ArgumentError(
                f"a gradient is of one formula, and {len(self.formulas)} are given",
                advice="jacobian(...) differentiates several; a sum of them is one",
            )
        return self.formulas[0]

    def each_once(self) -> list[Expr]:
        """The variables, where none may be named twice."""
        if len(set(self.wrt)) < len(self.wrt):
            twice = next(x for i, x in enumerate(self.wrt) if x in self.wrt[:i])
            raise ArgumentError(f"the variable {twice} is named twice")
        return self.wrt

    def parts(self, given: Iterable[Any] | Formula) -> list[Expr]:
        """Formulas that may be text, read with the declared names; one may stand alone."""
        if isinstance(given, (str, Expr)):
            given = (given,)
        several = members(given, "parts of a formula are given as a list", ordered=False)
        return [self._read(e) for e in several]

    def vector(self, given: Sequence[Any], of: str, length: int) -> list[Expr]:
        """One formula for each of ``length`` things."""
        numbers = self.parts(
            given
            if isinstance(given, (str, Expr))
            else members(given, f"numbers for the {of} are given as a list")
        )
        if len(numbers) != length:
            raise ArgumentError(
                f"there are {length} {of}, and {len(numbers)} numbers are given for them"
            )
        return numbers

    def must_contain(self, formulas: Sequence[Expr], disconnected: str) -> None:
        """Refuse a variable that no formula contains, if that was asked for."""
        if not isinstance(disconnected, str) or disconnected not in ("zero", "error"):
            raise ArgumentError(f"disconnected is 'zero' or 'error', not {in_short(disconnected)}")
        if disconnected == "error":
            within = set(postorder(formulas))
            missing = [str(x) for x in self.wrt if x not in within]
            if missing:
                raise ArgumentError(
                    f"the cost does not contain {', '.join(missing)}",
                    advice='disconnected="zero" gives 0 for each of them',
                    code="E-DISCONNECTED",
                )

    def _must_not_be_settings(self, given: Iterable[Any]) -> None:
        """Refuse "x = 2", which sets x and holds nothing to differentiate by."""
        for text, f in zip(given, self.formulas, strict=True):
            if isinstance(text, str) and "=" in text and not _all_variables((f,)):
                name = text.partition("=")[0].strip()
                if not self.wrt or name in map(str, self.wrt):
                    raise ArgumentError(
                        f"{name} = {f} says what {name} is, and is no formula of a variable",
                        advice=f"where an equation is meant, write one side minus the other:"
                        f" {name} - {f}",
                    )

    def _must_hold_parts(self) -> None:
        """Refuse a part that was typed and is nowhere in the formulas; a variable may be absent."""
        if self._typed_parts:
            within = set(postorder(self.formulas))
            absent = next((x for x in self._typed_parts if x not in within), None)
            if absent is not None:
                raise ArgumentError(
                    f"{absent} is no variable, and no part of the formula",
                    advice="a part is typed as it stands there",
                    code="E-DISCONNECTED",
                )

    def _read(self, e: Any) -> Expr:
        if isinstance(e, str):
            reading = read(e, **self._options)
            if reading.order:
                raise ArgumentError(
                    "the formula asks for a derivative itself",
                    advice="diff(...) answers that; its result can be given here",
                )
            return reading.expression
        if not isinstance(e, Expr) and isinstance(e, (list, tuple)):
            raise ArgumentError("a list of lists of formulas is not differentiated")
        return as_expr(e)

    def _named(self, wrt: Variables) -> list[Expr]:
        """The variables; their names are variables in what is read after them, too."""
        several: Any = wrt
        if isinstance(wrt, str):
            several = listed(wrt)
            if not all([name.isidentifier() for name in several]):
                several = _between_commas(wrt)
        elif isinstance(wrt, Expr):
            several = (wrt,)
        given = members(several, "the variables are a text or a list")
        found = [_variable(x, self._options) for x in given]
        self._typed_parts = [
            e for x, e in zip(given, found, strict=True) if isinstance(x, str) and e.args
        ]
        own = [x.name for x in found if type(x) is Symbol]
        self._options["variables"] = (*listed(self._options.get("variables", ())), *own)
        return found


def _variable(given: Variable, options: dict[str, Any]) -> Expr:
    """A variable by its name, or a part of the formula as it is typed."""
    x = given
    if isinstance(x, str):
        if not x.strip():
            raise UnknownName(f"{x[:40]!r} is not the name of a variable")
        x = parse(x, **(options | {"variables": (x,)} if x.isidentifier() else options))
    if not isinstance(x, Expr):
        raise ArgumentTypeError(f"{in_short(x)} is not a variable")
    if type(x) is Number or is_condition(x):
        kind = "a number" if type(x) is Number else "a condition"
        raise ArgumentError(f"{x} is {kind}, not a variable")
    return x


def _between_commas(text: str) -> list[str]:
    """The parts of a text between commas that stand in no bracket.

    >>> _between_commas("x*y, f(x, y)")
    ['x*y', ' f(x, y)']
    """
    parts, depth = [""], 0
    for c in text:
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def _all_variables(formulas: Iterable[Expr]) -> list[Expr]:
    """The symbols of formulas, in the order of their names: x2 before x10."""
    found = {node.name: node for node in postorder(formulas) if type(node) is Symbol}
    return [found[name] for name in sorted(found, key=by_name)]


def by_name(name: str) -> tuple[str, int, str, str]:
    """What names are ordered by: letters, then the number at the end.

    >>> sorted(["x10", "y", "x2", "x"], key=by_name)
    ['x', 'x2', 'x10', 'y']
    """
    head = name.rstrip("0123456789")
    digits = name[len(head) :].lstrip("0")
    return head, len(digits), digits, name
