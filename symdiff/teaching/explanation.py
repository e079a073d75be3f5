"""A derivation told as a person would write it: rule by rule, then simplified step by step.

    d/dx(x*x)  =  d/dx(x)*x + x*d/dx(x)     product rule
               =  1*x + x*1                 put together
               =  x + x*1                   product with one
               =  2*x                       like terms

The steps are those that were taken; telling them changes nothing. Each is an equality, each names
a declared rule, and the last one ends with the answer.
"""

from __future__ import annotations

from ..calculus.applied import applied_rules, put_in
from ..catalogue import CATALOGUE
from ..derivations import derivation, diff
from ..expressions import LimitExceeded, expect_one_of, postorder, sizes, substitute
from ..loading import load
from ..notation.writing import tree_nodes
from ..rewriting import Step, replay
from .marking import marked
from .statements import TIDYING, rule_name, statements
from .textbook_lines import taught

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ..calculus.applied import Applied
    from ..catalogue import Catalogue
    from ..derivations import Asked, Derivation, Variable
    from ..expressions import Expr

LEVELS = ("brief", "normal", "every")
_MOST_STEPS = 2_000  # that are told; more than that nobody reads
_SHORT = 60  # nodes of a formula that is shown again with a part marked
_WHOLES = 200_000  # nodes that are looked at to show the whole formula after each step


class Line:
    """One line of an explanation: by a rule, ``before`` equals ``after``.

    Attributes:
        rules: what a reader calls the rule, or the rules that are taken together.
        rule: their names in one text.
        statement: the line of the rule, empty where several are taken together.
        letters: what the letters of a derivative line stand for.
        where: the given formula, the part marked; None where that says nothing.
        before: the part as it was.
        after: the part as it is now.
        whole_before: the whole formula before, the part marked; None where that is too long.
        whole: the whole formula after.
        conditions: what the step takes for granted.
    """

    __slots__ = (
        "after",
        "before",
        "conditions",
        "letters",
        "rules",
        "statement",
        "where",
        "whole",
        "whole_before",
    )

    def __init__(
        self,
        rules: tuple[str, ...],
        statement: str,
        before: Expr,
        after: Expr,
        *,
        letters: Mapping[str, Expr] | None = None,
        where: Expr | None = None,
        whole_before: Expr | None = None,
        whole: Expr | None = None,
        conditions: tuple[Expr, ...] = (),
    ) -> None:
        self.rules = rules
        self.statement = statement
        self.letters = dict(letters or {})
        self.where = where
        self.before = before
        self.after = after
        self.whole_before = whole_before
        self.whole = whole
        self.conditions = conditions

    @property
    def rule(self) -> str:
        """The names of the rules in one text."""
        return ", ".join(self.rules)

    def __repr__(self) -> str:
        return f"Line({self.rule!r}: {self.before} = {self.after})"


class Stage:
    """One differentiation: the rules that were applied, and the steps that simplify what they give.

    Attributes:
        derivation: what was found.
        rules: the derivative rules, outermost first.
        steps: the simplification, from the raw derivative to the result.
        statements: what each rule of the simplification says.
    """

    def __init__(self, found: Derivation, catalogue: Catalogue, domain: str) -> None:
        self.derivation = found
        self.statements = statements(catalogue)
        self.rules = applied_rules(
            found.given, found.variable, catalogue=taught(catalogue), domain=domain
        )
        self.steps: tuple[Step, ...] = found.steps

    @property
    def question(self) -> Expr:
        """The derivative that is to be found."""
        return self.rules[0].pending

    def differentiation(self, level: str) -> list[Line]:
        """The derivative rules as lines; x' = 1 and c' = 0 have their own if all are asked for."""
        leaves: dict[Expr, Expr] = {r.pending: r.after for r in self.rules if not r.asks}
        if level == "every" or not self.rules[0].asks:
            return [self._rule_line(rule, {}) for rule in self.rules]
        return [self._rule_line(r, leaves) for r in self.rules if r.pending not in leaves]

    def simplification(self, level: str) -> list[Line]:
        """The steps from the raw derivative to the result as lines; small ones together."""
        lines = self._step_lines()
        if level == "every" or any(line.whole is None for line in lines):
            return lines
        return _taken_together(lines)

    def _rule_line(self, rule: Applied, leaves: Mapping[Expr, Expr]) -> Line:
        name = rule_name(rule, set(rule.asks) == {self.derivation.variable})
        after = put_in(rule.after, leaves) if leaves else rule.after
        where = self._where(rule.node)
        return Line((name,), rule.line, rule.pending, after, letters=rule.letters, where=where)

    def _where(self, node: Expr) -> Expr | None:
        """The given formula with the part marked; None where it is long, or the part is all."""
        given = self.derivation.given
        if node is given or tree_nodes(given, _SHORT + 1) > _SHORT:
            return None
        return substitute(given, {node: marked(node)})

    def _step_lines(self) -> list[Line]:
        said = self.statements
        short = sizes(self.derivation.raw).tree_nodes * len(self.steps) <= _WHOLES
        wholes = _wholes(self.derivation.raw, self.steps) if short else None
        lines = []
        for i, step in enumerate(self.steps):
            whole_before, whole = wholes[i] if wholes is not None else (None, None)
            lines.append(
                Line(
                    step.rules,
                    said.get(step.rule, ""),
                    step.before,
                    step.after,
                    whole_before=whole_before,
                    whole=whole,
                    conditions=step.conditions,
                )
            )
        return lines


def _wholes(raw: Expr, steps: tuple[Step, ...]) -> list[tuple[Expr, Expr]]:
    """For each step the whole formula before it, its part marked, and after it."""
    found = []
    for i, step in enumerate(steps):
        part = marked(step.before) if step.path else step.before
        mark = Step("mark", step.path, step.before, part)
        found.append((replay(raw, (*steps[:i], mark)), replay(raw, steps[: i + 1])))
    return found


def _taken_together(lines: list[Line]) -> list[Line]:
    """Small steps that follow one another become one line about the whole formula."""
    shorter: list[Line] = []
    small: list[Line] = []
    for line in [*lines, None]:
        if line is not None and TIDYING.issuperset(line.rules):
            small.append(line)
            continue
        if len(small) == 1:
            shorter += small
        elif small:
            shorter.append(_together(small))
        small = []
        if line is not None:
            shorter.append(line)
    return shorter


def _together(lines: list[Line]) -> Line:
    rules = tuple(dict.fromkeys(name for line in lines for name in line.rules))
    before, after = lines[0].whole_before, lines[-1].whole
    assert before is not None and after is not None
    before = _unmarked(before)
    conditions = tuple(dict.fromkeys(c for line in lines for c in line.conditions))
    return Line(
        rules,
        lines[0].statement if len(rules) == 1 else "",
        before,
        after,
        whole_before=before,
        whole=after,
        conditions=conditions,
    )


def _unmarked(e: Expr) -> Expr:
    marks: dict[Expr, Expr] = {
        n: n.args[0] for n in postorder((e,)) if n.args and n is marked(n.args[0])
    }
    return put_in(e, marks)


class Explanation:
    """A derivation and its telling; made by ``explain``.

    Attributes:
        stages: one for each order of differentiation.
        level: "brief", "normal" or "every", unless a telling is asked for another one.
        result: the answer.
        conditions: for which points it holds.
        not_differentiable: points where the formula is proved to have no derivative.
    """

    def __init__(
        self, found: Derivation, *, level: str = "normal", catalogue: Catalogue = CATALOGUE,
        domain: str = "real",
    ) -> None:  # fmt: skip
        self.level = known_level(level)
        self.derivation = found
        self.catalogue = catalogue
        chain = [found]
        while chain[-1].before is not None:
            chain.append(chain[-1].before)
        self.stages = [Stage(one, catalogue, domain) for one in reversed(chain)]
        self.result = found.result
        self.conditions = found.conditions
        self.not_differentiable = found.not_differentiable

    def text(self, level: str | None = None) -> str:
        """The explanation for a terminal."""
        return self._told("symdiff.teaching.telling", "as_text", level)

    def markdown(self, level: str | None = None) -> str:
        """The explanation as Markdown, its formulas in LaTeX."""
        return self._told("symdiff.teaching.telling", "as_markdown", level)

    def html(self, level: str | None = None, *, page: bool = True) -> str:
        """The explanation as HTML with pictures: a page of its own, or a part of one."""
        return self._told("symdiff.teaching.page", "as_html", level, page=page)

    def record(self) -> dict[str, Any]:
        """Every step as plain data."""
        found: dict[str, Any] = load("symdiff.teaching.replaying").as_record(self)
        return found

    def to_json(self) -> str:
        """Every step as JSON, which ``replay_explanation`` goes through again."""
        return str(load("json").dumps(self.record()))

    def _told(self, home: str, name: str, level: str | None, **options: Any) -> str:
        level = self.level if level is None else known_level(level)
        count = sum(len(stage.rules) + len(stage.steps) for stage in self.stages)
        if level != "brief" and count > _MOST_STEPS:
            raise LimitExceeded(
                f"the explanation has {count} steps",
                limit="output",
                value=_MOST_STEPS,
                advice='level="brief" tells the rules and the answer; to_json() has every step',
            )
        told: str = getattr(load(home), name)(self, level, **options)
        return told

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Explanation({self.derivation!r})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html(page=False)}


def known_level(level: str) -> str:
    """The level, if there is one of this name."""
    expect_one_of(level, LEVELS, "level")
    return level


def explain(
    f: Asked,
    x: Variable | Iterable[Variable] | None = None,
    n: int = 1,
    *,
    level: str = "normal",
    domain: str = "real",
    catalogue: Catalogue = CATALOGUE,
    **options: Any,
) -> Explanation:
    """How the derivative of f with respect to x comes about, step by step.

    Arguments:
        f: the formula, as text or as an expression.
        x: the variable; several for a mixed derivative; None for the only one.
        n: the order, at least 1.
        level: "brief" (rules and answer), "normal", or "every" step.
        domain: "real", or "complex" for principal values.
        catalogue: the functions and rules.
        **options: ``form``, ``assume``, ``variables``, ``functions``, ``constants``, ``limits``, as
            for ``derivation``.

    Raises:
        SymdiffError: as ``diff`` does.

    >>> print(explain("x*x", level="brief"))
    d/dx(x*x)
      by product rule
      = 1*x + x*1
      by product with one, like terms
      = 2*x
    """
    known_level(level)
    lines = taught(catalogue)
    found = derivation(f, x, n, domain=domain, catalogue=lines, **options)  # type: ignore[arg-type]
    answer = diff(f, x, n, domain=domain, catalogue=catalogue, **options)  # type: ignore[arg-type]
    if found.result is not answer:  # another start may lead to another form; the answer is diff's
        found = derivation(f, x, n, domain=domain, catalogue=catalogue, **options)  # type: ignore[arg-type]
    return Explanation(found, level=level, catalogue=catalogue, domain=domain)
