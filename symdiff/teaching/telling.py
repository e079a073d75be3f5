"""Explanations as text for a terminal, and as Markdown with LaTeX."""

from __future__ import annotations

from ..notation.held import held, held_off
from .marking import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..expressions import Expr
    from .explanation import Explanation, Line, Stage


def as_text(told: Explanation, level: str) -> str:
    """The explanation as plain text."""
    return "\n".join(_Text(told).stages(level))


def as_markdown(told: Explanation, level: str) -> str:
    """The explanation as Markdown."""
    return "\n".join(_Markdown(told).stages(level))


def with_letters(line: Line, write: Callable[[Expr], str]) -> str:
    """What the letters of the rule stand for: ``u = x*x, v = x - 2``."""
    return ", ".join(f"{letter} = {write(e)}" for letter, e in line.letters.items())


class _Text:
    """Plain text: rules as headings, formulas set in."""

    def __init__(self, told: Explanation) -> None:
        self.told = told
        self.write = Writer(told.catalogue).text
        self.number = 0

    def stages(self, level: str) -> list[str]:
        """All lines of all stages, and the conditions."""
        lines: list[str] = []
        for stage in self.told.stages:
            lines += [""] if lines else []
            lines += self.brief(stage) if level == "brief" else self.stage(stage, level)
        return [*lines, *self.conditions()]

    def conditions(self) -> list[str]:
        """For which points the answer holds."""
        told = self.told
        return [*held(told.conditions, self.write), *held_off(told.not_differentiable, self.write)]

    def brief(self, stage: Stage) -> list[str]:
        """The question, the raw derivative and the result, each with the rules that lead there."""
        rules = names_of(stage.differentiation("normal"))
        lines = [self.write(stage.question), f"  by {rules}"]
        lines.append(f"  = {self.write(stage.derivation.raw)}")
        if stage.steps:
            lines.append(f"  by {names_of(stage.simplification('every'))}")
            lines.append(f"  = {self.write(stage.derivation.result)}")
        return lines

    def stage(self, stage: Stage, level: str) -> list[str]:
        """Every line of one differentiation."""
        rules = stage.differentiation(level)
        lines = [self.write(stage.question), "", "Differentiate"]
        for rule in rules:
            lines += self.rule(rule)
        if len(rules) > 1:
            lines += ["  put together:", f"     {self.write(stage.derivation.raw)}"]
        steps = stage.simplification(level)
        lines += ["", "Simplify"] if steps else []
        for step in steps:
            lines += self.step(step)
        return [*lines, "", "Answer", f"     {self.write(stage.derivation.result)}"]

    def rule(self, line: Line) -> list[str]:
        """One derivative rule: its statement, what its letters are, and what it gives."""
        letters = with_letters(line, self.write)
        return [
            self.heading(line),
            *([f"     in {self.write(line.where)}"] if line.where is not None else []),
            *([f"     with {letters}"] if letters else []),
            f"     {self.write(line.before)} = {self.write(line.after)}",
        ]

    def step(self, line: Line) -> list[str]:
        """One step of simplification: the whole formula before and after where it is short."""
        before, after = shown_of(line)
        lines = [self.heading(line), f"     {self.write(before)}", f"     = {self.write(after)}"]
        return lines + [f"     if {self.write(c)}" for c in line.conditions]

    def heading(self, line: Line) -> str:
        """The number of the line, its rule, and what the rule says."""
        self.number += 1
        said = f":  {line.statement}" if line.statement else ""
        return f"{self.number:3}. {line.rule}{said}"


class _Markdown(_Text):
    """Markdown: a numbered list, the formulas as displayed LaTeX."""

    def __init__(self, told: Explanation) -> None:
        super().__init__(told)
        self.latex = Writer(told.catalogue).latex
        self.write = lambda e: f"${self.latex(e)}$"

    def conditions(self) -> list[str]:
        told = held(self.told.conditions, self.write)
        further = [line.removeprefix("for ") for line in told[1:]]
        lines = ["", ", ".join([told[0], *further])] if told else []
        corners = held_off(self.told.not_differentiable, self.write)
        return [*lines, "", *corners] if corners else lines

    def brief(self, stage: Stage) -> list[str]:
        rules = names_of(stage.differentiation("normal"))
        lines = [*self.shown(self.latex(stage.question)), "", f"by {rules}", ""]
        lines += self.shown(f"= {self.latex(stage.derivation.raw)}")
        if stage.steps:
            steps = names_of(stage.simplification("every"))
            lines += ["", f"by {steps}", ""]
            lines += self.shown(f"= {self.latex(stage.derivation.result)}")
        return lines

    def stage(self, stage: Stage, level: str) -> list[str]:
        rules = stage.differentiation(level)
        lines = [*self.shown(self.latex(stage.question)), "", "### Differentiate", ""]
        for rule in rules:
            lines += self.rule(rule)
        if len(rules) > 1:
            lines += ["", "Put together:", "", *self.shown(self.latex(stage.derivation.raw))]
        steps = stage.simplification(level)
        lines += ["", "### Simplify", ""] if steps else []
        for step in steps:
            lines += self.step(step)
        answer = self.latex(stage.derivation.result)
        return [*lines, "", "### Answer", "", *self.shown(answer)]

    def rule(self, line: Line) -> list[str]:
        letters = with_letters(line, self.write)
        equation = f"{self.latex(line.before)} = {self.latex(line.after)}"
        where = f", in {self.write(line.where)}" if line.where is not None else ""
        return [
            self.heading(line) + where + (f", with {letters}" if letters else ""),
            "",
            *self.shown(equation, "    "),
            "",
        ]

    def step(self, line: Line) -> list[str]:
        before, after = shown_of(line)
        conditions = [f"if {self.write(c)}" for c in line.conditions]
        return [
            ", ".join([self.heading(line), *conditions]),
            "",
            *self.shown(f"{self.latex(before)} = {self.latex(after)}", "    "),
            "",
        ]

    def shown(self, formula: str, margin: str = "") -> list[str]:
        """A formula on lines of its own."""
        return [f"{margin}$$", f"{margin}{formula}", f"{margin}$$"]

    def heading(self, line: Line) -> str:
        self.number += 1
        said = f" `{line.statement}`" if line.statement else ""
        return f"{self.number}. **{line.rule}**{said}"


def shown_of(line: Line) -> tuple[Expr, Expr]:
    """The whole formula before and after a step, or the part where the whole is too long."""
    if line.whole is None or line.whole_before is None:
        return line.before, line.after
    return line.whole_before, line.whole


def names_of(lines: Iterable[Line]) -> str:
    """The names of the rules, each once."""
    return ", ".join(dict.fromkeys(name for line in lines for name in line.rules))
