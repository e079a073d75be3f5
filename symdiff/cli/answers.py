"""What the answers of all verbs share: a formula read, text for a reader, a record for programs."""

from __future__ import annotations

import symdiff

from ..catalogue import CATALOGUE
from ..derivations import assumptions
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    LimitExceeded,
    Limits,
    Symbol,
    check_order,
)
from ..expressions.errors import expect_one_of
from ..expressions.limits import NAMES
from ..loading import load
from ..notation import infix, parse, read
from ..notation.held import held
from ..notation.names import looks_like_symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..expressions import Expr
    from ..notation import Reading
    from .options import Request

NO = 1


class Answer:
    """One formula answered; each verb is one kind.

    Attributes:
        notes: what is said before the answer, on standard error.
        holds: the conditions for which the answer holds, said after it.
        limits: bounds on the work.
        exhausted: whether the steps ended before all forms were tried.
        status: 0, or 1 if the answer is "no".
    """

    __slots__ = ("exhausted", "formula", "holds", "limits", "names", "notes", "request", "status")

    def __init__(self, request: Request, formula: str) -> None:
        self.request = request
        self.formula = formula
        self.limits = _bounds(request)
        self.names = _declared(request) | {"limits": self.limits}
        self.notes: list[str] = []
        self.holds: tuple[Expr, ...] = ()
        self.status = 0
        self.exhausted = False
        self.find()

    def find(self) -> None:
        """Work the answer out."""

    def text(self) -> str:
        """The answer for a reader."""
        return ""

    def record(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"formula": self.formula}

    def held(self) -> list[str]:
        """For what the answer holds, a line for each condition."""
        return held(self.holds, infix)

    def tell_exhausted(self, exhausted: bool) -> None:
        """Say that there may be a shorter form."""
        self.exhausted = exhausted
        if exhausted:
            steps = self.limits.steps
            self.notes.append(
                f"the {steps} steps ended before all forms were tried; --limit steps=N allows more"
            )

    @property
    def conditions(self) -> list[str]:
        """The conditions as text."""
        return [infix(condition) for condition in self.holds]

    def parse(self, text: str) -> Expr:
        """A further formula of the command line, read with the names that were declared."""
        return parse(text, **self.names)

    def read(self, text: str) -> Reading:
        """A formula, and what stands in front of it, in the notation that was asked for."""
        if self.request.value("--from", "text") == "latex":
            reading: Reading = load("symdiff.notation.latex_reading").read_latex(text, **self.names)
            return reading
        return read(text, **self.names)

    def formula_itself(self, text: str) -> Reading:
        """A formula where no derivative is taken: none may be asked for in front of it."""
        reading = self.read(text)
        if reading.order:
            raise ArgumentError(
                "this asks for a derivative, and a formula is wanted",
                advice="take the derivative first: symdiff FORMULA",
            )
        return reading

    def question(self) -> Question:
        """The formula, and by what it is to be differentiated."""
        reading = self.read(self.formula)
        order = self.request.whole("-n")
        named = tuple(map(Symbol, self.request.names("-x")))
        if len(named) > 1 and order is not None:
            raise ArgumentError("-n is for one variable; name each as often as it is meant")
        if reading.order:
            _must_agree(reading, named, order)
        if len(named) > 1:
            self.notes.append(f"the derivative by {', then by '.join([x.name for x in named])}")
        else:
            x = named[0] if named else self.variable(reading)
            times = order or reading.order or 1
            check_order(times)
            named = (x,) * times
        if reading.over_sum:
            self.notes.append(f"the derivative of all that follows: {infix(reading.expression)}")
        self._tell_reading(reading.expression, named)
        return Question(reading.expression, named)

    def _tell_reading(self, formula: Expr, by: tuple[Symbol, ...]) -> None:
        """Say what may have been meant otherwise: an absent variable, letters written together."""
        there = formula.free_symbols
        if self.request.flag("--assume"):
            self.tell_unused(formula)
        lacking = [x.name for x in dict.fromkeys(by) if x not in there]
        if lacking and (there or self.request.flag("-x")):
            self.notes.append(f"the formula does not hold {' or '.join(lacking)}")
        declared = {*self.names.get("variables", ())}
        for name in sorted(x.name for x in there):
            if _may_be_product(name) and name not in declared:
                self.notes.append(f"{name} is one name; for a product write {'*'.join(name)}")

    def facts(self) -> dict[str, Any]:
        """The options that say what may be relied on, and how much work may be done."""
        names: Any = {name: value for name, value in self.names.items() if name != "limits"}
        return {
            "limits": self.limits,
            "domain": self.request.value("--domain", "real"),
            "assume": assumptions(self.request.values("--assume"), CATALOGUE, names),
        }

    def tell_unused(self, formula: Expr) -> None:
        """Say which assumptions are about what the formula does not hold."""
        there = formula.free_symbols
        for fact in self.facts()["assume"]:
            lacking = sorted([s.name for s in fact.free_symbols - there])
            if lacking:
                names = " and ".join(lacking)
                self.notes.append(f"{infix(fact)} says nothing: the formula does not hold {names}")

    def variable(self, reading: Reading) -> Symbol:
        """The variable that the formula names, or its only one, or x if it is one of several."""
        if reading.variable is not None:
            return reading.variable
        found = sorted(symbol.name for symbol in reading.expression.free_symbols)
        if len(found) > 1:
            if "x" not in found:
                raise ArgumentError(
                    f"the formula has several variables: {', '.join(found)}",
                    advice=f"say which one: -x {found[0]}",
                )
            self.notes.append("with respect to x")
        return Symbol(found[0] if len(found) == 1 else "x")


def _may_be_product(name: str) -> bool:
    """Whether a name is two or three Latin letters, which may be variables beside each other."""
    return len(name) in (2, 3) and name.isalpha() and not looks_like_symbol(name)


class Question:
    """A formula, and the variables by which to differentiate it, one for each order."""

    __slots__ = ("formula", "variables")

    def __init__(self, formula: Expr, variables: tuple[Symbol, ...]) -> None:
        self.formula = formula
        self.variables = variables

    @property
    def variable(self) -> str:
        """The variable's name; the names, for a mixed derivative."""
        return ", ".join(dict.fromkeys(x.name for x in self.variables))


def written(e: Expr, request: Request, limits: Limits = DEFAULT_LIMITS) -> str:
    """The formula in the format that was asked for."""
    if request.flag("--let"):
        if request.flag("--format"):
            raise ArgumentError("--let and --format exclude each other")
        return symdiff.let(e, limits=limits)
    form = request.value("--format", "infix")
    if form == "infix":
        return infix(e, limits=limits)
    if form == "math":
        return infix(e, style="math", limits=limits)
    write = {"latex": symdiff.latex, "json": symdiff.to_json, "tree": symdiff.tree}[form]
    return write(e, limits=limits)


def _declared(request: Request) -> dict[str, Any]:
    """The names that the options declare; that by which one differentiates is a variable."""
    names: dict[str, Any] = {
        option: request.names(f"--{option}")
        for option in ("variables", "functions", "constants")
        if request.flag(f"--{option}")
    }
    by = request.names("-x")
    if by:
        names["variables"] = (*names.get("variables", ()), *by)
    if request.flag("--decimal-comma"):
        names["decimal_comma"] = True
    return names


def _bounds(request: Request) -> Limits:
    """The limits, those of ``--limit`` in the place of the usual ones."""
    given = {}
    for part in ",".join(request.values("--limit")).split(","):
        name, sign, value = map(str.strip, part.partition("="))
        if sign or part:
            expect_one_of(name, NAMES, "limit")
            if not value.isascii() or not value.isdigit() or len(value) > 18:
                raise ArgumentError(f"a limit is a whole number: --limit {name}=1000")
            given[name] = int(value)
    return Limits(**given) if given else DEFAULT_LIMITS


def outcome(result: Expr, conditions: list[str]) -> dict[str, Any]:
    """The result in text and in LaTeX, null where one would be too long to write."""
    return {
        "result": if_short(infix, result),
        "latex": if_short(symdiff.latex, result),
        "conditions": conditions,
    }


def if_short(write: Callable[[Expr], str], e: Expr) -> str | None:
    """The text, or None where it would pass the limit on output."""
    try:
        return write(e)
    except LimitExceeded:
        return None


def _must_agree(reading: Reading, named: tuple[Symbol, ...], order: int | None) -> None:
    """Refuse a question that the formula and the options ask in two ways."""
    if order not in (None, reading.order):
        raise ArgumentError(f"the formula asks for order {reading.order}, and -n for {order}")
    if named and named != (reading.variable,):
        raise ArgumentError("the formula says by what to differentiate, and -x says another thing")
