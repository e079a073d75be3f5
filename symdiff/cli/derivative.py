"""``symdiff FORMULA``: its derivative."""

from __future__ import annotations

import symdiff

from ..expressions import ArgumentError, sizes
from ..loading import load
from ..notation import infix
from ..notation.held import held_off
from .answers import NO, Answer, if_short, outcome, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..expressions import Expr


class Derivative(Answer):
    """``symdiff FORMULA``: the derivative, and what was asked about it."""

    __slots__ = ("asked", "checked", "corners", "point", "result")

    def find(self) -> None:
        self.corners: tuple[Expr, ...] = ()
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
        parts = [written(self.result, self.request, self.limits)]
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
            "raw": if_short(infix, raw),
            **outcome(self.result, self.conditions),
            "not_differentiable": [infix(c) for c in self.corners],
            "exhausted": self.exhausted,
            "sizes": {name: sizes(e).as_dict() for name, e in shown.items()},
        }
        if self.point is not None:
            record["at"] = self.point.record()
        if self.checked is not None:
            record["check"] = self.checked.to_json()
        return record

    def held(self) -> list[str]:
        return [*super().held(), *held_off(self.corners)]

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
        self.corners = found.not_differentiable
        self.tell_exhausted(found.exhausted)
        return found.result

    def _found(self) -> symdiff.Derivation:
        """The derivation, in the form that was asked for; the raw form is no form of a result."""
        asked, form = self.asked, self.request.value("--form", "raw")
        options = self.facts() | ({} if form == "raw" else {"form": form})
        return symdiff.derivation(asked.formula, asked.variables, **options)
