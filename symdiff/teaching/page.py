"""Explanations as HTML: the steps with the places marked, and pictures of the trees."""

from __future__ import annotations

from html import escape

from ..notation.held import held, held_off
from .html_parts import figure, figures, formula, framed
from .marking import Writer
from .telling import names_of, shown_of, with_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..expressions import Expr
    from .explanation import Explanation, Line, Stage


def as_html(told: Explanation, level: str, *, page: bool) -> str:
    """The explanation as HTML, as a page of its own or a part of one."""
    writer = _Page(told)
    body = [part for stage in told.stages for part in writer.stage(stage, level)]
    holds = held(told.conditions, writer.formula)
    holds += held_off(told.not_differentiable, writer.formula)
    body += [f"<p>{line}</p>" for line in holds]
    title = f"the derivative of {writer.text(told.stages[0].derivation.given)}"
    return framed(title, body, page=page)


class _Page:
    """The parts of one explanation."""

    def __init__(self, told: Explanation) -> None:
        writer = Writer(told.catalogue)
        self.text, self.html = writer.text, writer.html
        self.number = 1

    def formula(self, e: Expr) -> str:
        """A formula inside a line of text."""
        return f'<span class="formula">{self.html(e)}</span>'

    def stage(self, stage: Stage, level: str) -> Iterator[str]:
        """Every part of one differentiation."""
        found = stage.derivation
        yield f"<h2>{self.formula(stage.question)}</h2>"
        rules, steps = stage.differentiation(level), stage.simplification(level)
        if level == "brief":
            yield f"<p>by {escape(names_of(rules))}</p>{formula('= ' + self.html(found.raw))}"
            if steps:
                yield f"<p>by {escape(names_of(stage.simplification('every')))}</p>"
        else:
            yield "<h3>Differentiate</h3>"
            yield self.listed(map(self.rule, rules), len(rules))
            if len(rules) > 1:
                yield f"<p>Put together:</p>{formula(self.html(found.raw))}"
            if steps:
                yield "<h3>Simplify</h3>"
                yield self.listed((self.step(line, level) for line in steps), len(steps))
        yield f'<div class="answer">{formula("= " + self.html(found.result))}</div>'
        shown = {"as typed": found.given, "the rules": found.raw, "simplified": found.result}
        yield figures(figure(e, caption) for caption, e in shown.items())

    def listed(self, items: Iterator[str], count: int) -> str:
        """A numbered list that goes on where the one before ended."""
        first, self.number = self.number, self.number + count
        return f'<ol start="{first}">{"".join(f"<li>{item}</li>" for item in items)}</ol>'

    def rule(self, line: Line) -> str:
        """A derivative rule: what it says, where it is used, and what it gives."""
        where = f" in {self.formula(line.where)}" if line.where is not None else ""
        letters = with_letters(line, self.formula)
        equation = formula(f"{self.html(line.before)} = {self.html(line.after)}")
        return f"{self.heading(line)}{where}{f', with {letters}' if letters else ''}{equation}"

    def step(self, line: Line, level: str) -> str:
        """A step of the simplification; a picture shows its place if every step is told."""
        before, after = shown_of(line)
        conditions = "".join(f", if {self.formula(c)}" for c in line.conditions)
        text = f"{self.html(before)} = {self.html(after)}"
        shown = ""
        if level == "every":
            pictures = [
                figure(line.before, "before", marked=[line.before]),
                figure(line.after, "after", marked=[line.after]),
            ]
            shown = f"<details><summary>as trees</summary>{figures(pictures)}</details>"
        return f"{self.heading(line)}{conditions}{formula(text)}{shown}"

    def heading(self, line: Line) -> str:
        """The name of the rule, and what it says."""
        said = f" <code>{escape(line.statement)}</code>" if line.statement else ""
        return f"<b>{escape(line.rule)}</b>{said}"
