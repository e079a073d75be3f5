"""The verbs that are written, each a kind of answer."""

from __future__ import annotations

import symdiff

from .. import simplification
from ..expressions import ArgumentError, Symbol, sizes
from ..notation import infix
from .answers import NO, Answer, if_short, outcome, written
from .points import entered_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Drawing(Answer):
    """``symdiff tree FORMULA``: the formula, or its derivative, drawn."""

    __slots__ = ("drawn",)

    def find(self) -> None:
        form = self.request.value("--derivative", "")
        if form:
            asked = self.question()
            self.drawn = symdiff.diff(asked.formula, asked.variables, form=form, **self.facts())
        else:
            self.drawn = self.formula_itself(self.formula).expression

    def text(self) -> str:
        style = self.request.value("--style", "ascii")
        share = self.request.flag("--share")
        file = self.request.value("--save", "")
        if file:
            symdiff.picture(self.drawn, shared=share, limits=self.limits).save(file)
            return file
        if style in ("svg", "dot", "mermaid"):
            drawn = symdiff.picture(self.drawn, shared=share, limits=self.limits)
            return {"svg": drawn.svg, "dot": drawn.dot, "mermaid": drawn.mermaid}[style]()
        return symdiff.tree(self.drawn, style, share=share, limits=self.limits)

    def record(self) -> dict[str, Any]:
        return {
            "formula": self.formula,
            "result": if_short(infix, self.drawn),
            "drawing": self.text(),
            "sizes": sizes(self.drawn).as_dict(),
        }


class Telling(Answer):
    """``symdiff explain FORMULA``: its derivative, step by step."""

    __slots__ = ("told",)

    def find(self) -> None:
        asked = self.question()
        level = self.request.value("--level", "normal")
        self.told = symdiff.explain(asked.formula, asked.variables, level=level, **self.facts())

    def text(self) -> str:
        form = self.request.value("--as", "text")
        tellings = {"text": self.told.text, "markdown": self.told.markdown, "html": self.told.html}
        return tellings[form]()

    def record(self) -> dict[str, Any]:
        return {"formula": self.formula, **self.told.record()}


class Comparing(Answer):
    """``symdiff compare FORMULA --at x=2``: five ways to the derivative at a point."""

    __slots__ = ("found",)

    def find(self) -> None:
        e = self.read(self.formula).expression
        by = self.request.names("-x") or None
        only = next((s.name for s in e.free_symbols if len(e.free_symbols) == 1), "")
        at = entered_at(self.request.values("--at"), only, self.parse)
        if not at:
            raise ArgumentError("compare needs a point", advice="write, for example: --at x=2")
        domain = self.request.value("--domain", "real")
        self.found = symdiff.compare(e, at, by, domain=domain, limits=self.limits)

    def text(self) -> str:
        form = self.request.value("--as", "text")
        found = self.found
        return {"text": found.text, "markdown": found.markdown, "html": found.html}[form]()

    def record(self) -> dict[str, Any]:
        return self.found.record() | {"formula": self.formula}


class Growth(Answer):
    """``symdiff swell FORMULA``: how its derivatives grow."""

    __slots__ = ("found",)

    def find(self) -> None:
        reading = self.read(self.formula)
        named = self.request.names("-x")
        x = Symbol(named[0]) if named else self.variable(reading)
        way = self.request.value("--by", "derivatives")
        n, domain = self.request.whole("-n") or 6, self.request.value("--domain", "real")
        options: dict[str, Any] = {"by": way, "domain": domain, "limits": self.limits}
        self.found = symdiff.swell(reading.expression, x, n, **options)

    def text(self) -> str:
        form = self.request.value("--as", "text")
        found = self.found
        return {"text": found.text, "markdown": found.markdown, "html": found.html}[form]()

    def record(self) -> dict[str, Any]:
        return self.found.record() | {"formula": self.formula}


class Simplification(Answer):
    """``symdiff simplify FORMULA``: the formula as a textbook would write it."""

    __slots__ = ("given", "result")

    def find(self) -> None:
        reading = self.formula_itself(self.formula)
        self.given = reading.expression
        self.tell_unused(self.given)
        form = self.request.value("--form", "textbook")
        by = self.variable(reading) if form == "collected" else None
        simplified = simplification.Simplification(
            self.given,
            form=form,
            variable=by,
            otherwise=(lambda: self.given) if form == "textbook" else None,
            **self.facts(),
        )
        self.tell_exhausted(simplified.exhausted)
        self.result = simplified.result
        self.holds = simplified.conditions

    def text(self) -> str:
        return written(self.result, self.request, self.limits)

    def record(self) -> dict[str, Any]:
        shown = {"given": self.given, "result": self.result}
        return {
            "formula": self.formula,
            **outcome(self.result, self.conditions),
            "exhausted": self.exhausted,
            "sizes": {name: sizes(e).as_dict() for name, e in shown.items()},
        }


class Check(Answer):
    """``symdiff check FORMULA CLAIM``: is the claim the derivative; and if not, what went wrong?"""

    __slots__ = ("grade",)

    def find(self) -> None:
        asked = self.question()
        claim = self.formula_itself(self.request.formulas[1]).expression
        facts = self.facts()
        *earlier, x = asked.variables
        formula, n = asked.formula, len(asked.variables)
        if {*earlier} - {x}:
            formula, n = symdiff.diff(formula, earlier, **facts), 1
        self.grade = symdiff.grade(formula, claim, x, n, **facts)
        self.status = NO if self.grade.verdict.answer == "no" else 0

    def text(self) -> str:
        return str(self.grade)

    def record(self) -> dict[str, Any]:
        claim = {"formula": self.formula, "claim": self.request.formulas[1]}
        return claim | self.grade.to_json()


class Problems(Answer):
    """``symdiff quiz --topic TOPIC``: problems with answers and steps."""

    __slots__ = ("quiz",)

    def find(self) -> None:
        if self.formula:
            raise ArgumentError(f"quiz takes no formula: {self.formula!r}", advice="--topic chain")
        request = self.request
        self.quiz = symdiff.quiz(
            request.value("--topic", "mixed"),
            request.whole("-n") or 5,
            request.whole("--seed") or 0,
            level=request.value("--level", "brief"),
        )

    def text(self) -> str:
        form = self.request.value("--as", "text")
        made = self.quiz
        return {"text": made.text, "markdown": made.markdown, "html": made.html}[form]()

    def record(self) -> dict[str, Any]:
        return self.quiz.record()


ANSWERS: dict[str, type[Answer]] = {
    "tree": Drawing,
    "explain": Telling,
    "compare": Comparing,
    "swell": Growth,
    "simplify": Simplification,
    "check": Check,
    "quiz": Problems,
}
