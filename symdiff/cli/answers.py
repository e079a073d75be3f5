"""What each verb answers to one formula: text for a reader, or a record for a program."""

from __future__ import annotations

import symdiff

from ..expressions import ArgumentError, LimitExceeded, Symbol, sizes
from ..loading import load
from ..notation import infix, parse, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..expressions import Expr
    from ..notation import Reading
    from .options import Request

NO = 1


class Answer:
    """One formula answered; each verb is one kind.

    Attributes:
        notes: what is said before the answer, on standard error.
        conditions: for what the answer holds, said after it.
        status: 0, or 1 if the answer is "no".
    """

    __slots__ = ("conditions", "formula", "names", "notes", "request", "status")

    def __init__(self, request: Request, formula: str) -> None:
        self.request = request
        self.formula = formula
        self.names = _declared(request)
        self.notes: list[str] = []
        self.conditions: list[str] = []
        self.status = 0
        self.find()

    def find(self) -> None:
        """Work the answer out."""

    def text(self) -> str:
        """The answer for a reader."""
        return ""

    def record(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"formula": self.formula}

    def parse(self, text: str) -> Expr:
        """A further formula of the command line, read with the names that were declared."""
        return parse(text, **self.names)

    def question(self) -> Question:
        """The formula, and by what it is to be differentiated."""
        reading = read(self.formula, **self.names)
        asked = self.request.whole("-n")
        named = tuple(map(Symbol, self.request.names("-x")))
        if len(named) > 1 and asked is not None:
            raise ArgumentError("-n is for one variable; name each as often as it is meant")
        if asked is not None and reading.order not in (0, asked):
            raise ArgumentError(f"the formula asks for order {reading.order}, and -n for {asked}")
        if len(named) < 2:
            x = named[0] if named else self._variable(reading)
            named = (x,) * (reading.order or 1 if asked is None else asked)
        return Question(reading.expression, named)

    def facts(self) -> dict[str, Any]:
        """The options that say what may be relied on."""
        return {
            "domain": self.request.value("--domain", "real"),
            "assume": tuple(self.parse(fact) for fact in self.request.values("--assume")),
        }

    def _variable(self, reading: Reading) -> Symbol:
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


class Derivative(Answer):
    """``symdiff FORMULA``: the derivative, and what was asked about it."""

    __slots__ = ("asked", "checked", "holds", "point", "result")

    def find(self) -> None:
        self.holds: tuple[Expr, ...] = ()
        self.asked = self.question()
        self.result = self._result()
        self.point: Any = None
        self.checked: Any = None
        if self.request.flag("--at"):
            self.point = load("symdiff.cli.points").Point(self, self.asked)
        if self.request.flag("--check"):
            self.checked = symdiff.check_derivative(self._found(), **self.facts())
            self.status = NO if self.checked.answer == "no" else 0

    def text(self) -> str:
        parts = [written(self.result, self.request)]
        if self.point is not None:
            parts.append(self.point.text())
        if self.checked is not None:
            parts.append(str(self.checked))
        return "\n".join(parts)

    def record(self) -> dict[str, Any]:
        raw = self.raw()
        shown = {"given": self.asked.formula, "raw": raw, "result": self.result}
        record = {
            "formula": self.formula,
            "variable": self.asked.variable,
            "order": len(self.asked.variables),
            "raw": _if_short(infix, raw),
            **_outcome(self.result, self.conditions),
            "sizes": {name: sizes(e).as_dict() for name, e in shown.items()},
        }
        if self.point is not None:
            record["at"] = self.point.record()
        if self.checked is not None:
            record["check"] = self.checked.to_json()
        return record

    def raw(self) -> Expr:
        """The derivative as the rules give it."""
        asked = self.asked
        return symdiff.diff(asked.formula, asked.variables, form="raw", **self.facts())

    def _result(self) -> Expr:
        request = self.request
        if request.flag("--raw") and request.flag("--form"):
            raise ArgumentError("--raw and --form exclude each other")
        if request.flag("--raw") or request.value("--form", "") == "raw":
            return self.raw()
        found = self._found()
        self.holds = found.conditions
        self.conditions = [infix(condition) for condition in found.conditions]
        return found.result

    def _found(self) -> symdiff.Derivation:
        return symdiff.derivation(self.asked.formula, self.asked.variables, **self.facts())


class Drawing(Answer):
    """``symdiff tree FORMULA``: the formula, or its derivative, drawn."""

    __slots__ = ("drawn",)

    def find(self) -> None:
        form = self.request.value("--derivative", "")
        if form:
            asked = self.question()
            self.drawn = symdiff.diff(asked.formula, asked.variables, form=form, **self.facts())
        else:
            self.drawn = read(self.formula, **self.names).expression

    def text(self) -> str:
        style = self.request.value("--style", "ascii")
        return symdiff.tree(self.drawn, style, share=self.request.flag("--share"))

    def record(self) -> dict[str, Any]:
        return {
            "formula": self.formula,
            "result": _if_short(infix, self.drawn),
            "drawing": self.text(),
            "sizes": sizes(self.drawn).as_dict(),
        }


class Simplification(Answer):
    """``symdiff simplify FORMULA``: the formula as a textbook would write it."""

    __slots__ = ("given", "result")

    def find(self) -> None:
        self.given = read(self.formula, **self.names).expression
        self.result = symdiff.simplify(self.given, **self.facts())

    def text(self) -> str:
        return written(self.result, self.request)

    def record(self) -> dict[str, Any]:
        shown = {"given": self.given, "result": self.result}
        return {
            "formula": self.formula,
            **_outcome(self.result, self.conditions),
            "sizes": {name: sizes(e).as_dict() for name, e in shown.items()},
        }


class Check(Answer):
    """``symdiff check FORMULA CLAIM``: is the claim the derivative of the formula?"""

    __slots__ = ("verdict",)

    def find(self) -> None:
        asked = self.question()
        claim = self.parse(self.request.formulas[1])
        facts = self.facts()
        *earlier, x = asked.variables
        formula = symdiff.diff(asked.formula, earlier, **facts) if earlier else asked.formula
        self.verdict = symdiff.check(formula, claim, x, **facts)
        self.status = NO if self.verdict.answer == "no" else 0

    def text(self) -> str:
        return str(self.verdict)

    def record(self) -> dict[str, Any]:
        claim = {"formula": self.formula, "claim": self.request.formulas[1]}
        return claim | self.verdict.to_json()


ANSWERS: dict[str, type[Answer]] = {
    "derive": Derivative,
    "tree": Drawing,
    "simplify": Simplification,
    "check": Check,
}


def written(e: Expr, request: Request) -> str:
    """The formula in the format that was asked for."""
    if request.flag("--let"):
        if request.flag("--format"):
            raise ArgumentError("--let and --format exclude each other")
        return symdiff.let(e)
    form = request.value("--format", "infix")
    if form == "infix":
        return infix(e)
    if form == "math":
        return infix(e, style="math")
    return {"latex": symdiff.latex, "json": symdiff.to_json, "tree": symdiff.tree}[form](e)


def _declared(request: Request) -> dict[str, Any]:
    """The names that the options declare; the variable of differentiation is no constant."""
    names: dict[str, Any] = {
        option: request.names(f"--{option}")
        for option in ("variables", "functions", "constants")
        if request.flag(f"--{option}")
    }
    variable = request.value("-x", "")
    constants = names.get("constants", ("pi", "e", "E"))
    if variable in constants:
        names["constants"] = tuple(c for c in constants if c != variable)
    if request.flag("--decimal-comma"):
        names["decimal_comma"] = True
    return names


def _outcome(result: Expr, conditions: list[str]) -> dict[str, Any]:
    """The result in text and in LaTeX, null where one would be too long to write."""
    return {
        "result": _if_short(infix, result),
        "latex": _if_short(symdiff.latex, result),
        "conditions": conditions,
    }


def _if_short(write: Any, e: Expr) -> str | None:
    try:
        text: str = write(e)
    except LimitExceeded:
        return None
    return text
