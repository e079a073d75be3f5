"""Explanations as JSON, and the check that goes through every step again.

    {"symdiff explanation": 1, "rows": [...], "stages": [{"variable": "x", "given": 4, ...}]}

Formulas are rows of one graph, as in ``to_json``; a step refers to them by number. What is read can
come from anywhere, so all of it is checked.
"""

from __future__ import annotations

import json

from ..calculus.applied import applied_rules, put_in, to_be_found
from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    FormulaError,
    LimitExceeded,
    Limits,
    Symbol,
    expect,
)
from ..expressions.errors import DOMAINS
from ..notation import infix
from ..notation.json_form import read_rows, rows_of
from ..rewriting import Step, replay
from .display import PAGE
from .marking import record_of
from .statements import statements
from .textbook_lines import taught

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..calculus.applied import Applied
    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .explanation import Explanation, Stage

_KEY = "symdiff explanation"
_VERSION = 1
_LONGEST = 1_000_000  # numbers in the paths of all steps


def as_record(told: Explanation) -> dict[str, Any]:
    """Every step of the explanation as plain data."""
    rows, row = rows_of(_formulas(told))
    stages = [_stage(stage, row) for stage in told.stages]
    return {
        _KEY: _VERSION,
        "rows": rows,
        "stages": stages,
        "conditions": [row[c] for c in told.conditions],
        "not_differentiable": [row[c] for c in told.not_differentiable],
        "answer": _text(told.result),
    }


def _formulas(told: Explanation) -> list[Expr]:
    """Every formula that the record mentions."""
    found: list[Expr] = [*told.conditions, *told.not_differentiable]
    for stage in told.stages:
        for rule in stage.rules:
            found += (rule.pending, rule.after, *rule.letters.values())
        for step in stage.steps:
            found += (step.before, step.after, *step.conditions)
        found += (stage.derivation.raw, stage.derivation.result)
    return found


def _stage(stage: Stage, row: dict[Expr, int]) -> dict[str, Any]:
    found = stage.derivation
    if sum(len(step.path) for step in stage.steps) > _LONGEST:
        raise LimitExceeded(
            "the places of the steps are too deep to be written down",
            limit="output",
            value=_LONGEST,
        )
    return {
        "variable": found.variable.name,
        "given": row[found.given],
        "differentiate": [
            _rule(rule, row.__getitem__) for rule in stage.rules
        ],
        "raw": row[found.raw],
        "simplify": [
            {
                "rules": list(step.rules),
                "lines": [stage.statements.get(name, "") for name in step.rules],
                "path": list(step.path),
                "before": row[step.before],
                "after": row[step.after],
                "conditions": [row[c] for c in step.conditions],
                "text": _equation(step.before, step.after),
            }
            for step in stage.steps
        ],
        "result": row[found.result],
    }


def _rule(rule: Applied, written: Callable[[Expr], Any]) -> dict[str, Any]:
    """A rule where it was applied; ``written`` says how formulas are referred to."""
    return {
        "rule": rule.name,
        "line": rule.line,
        "letters": {letter: written(e) for letter, e in rule.letters.items()},
        "before": written(rule.pending),
        "after": written(rule.after),
        "text": _equation(rule.pending, rule.after),
    }


def _text(e: Expr) -> str | None:
    try:
        return infix(e, limits=PAGE)
    except LimitExceeded:
        return None


def _equation(before: Expr, after: Expr) -> str | None:
    left, right = _text(before), _text(after)
    return None if left is None or right is None else f"{left} = {right}"


def replay_explanation(
    text: str, *, catalogue: Catalogue = CATALOGUE, limits: Limits = DEFAULT_LIMITS
) -> Expr:
    """The answer of an explanation in JSON, each of its steps done anew.

    The rules must be those that the catalogue has, in their order, the steps must lead from the raw
    derivative to the result by declared rules, and a later stage must begin where the one before
    ended. Whether a step holds is not proved: ``check`` does that for the answer.

    Arguments:
        text: what ``Explanation.to_json`` gave.
        catalogue: the functions that are known.
        limits: bounds on the text.

    Raises:
        FormulaError: when the text is no explanation.
        ArgumentError: when a step does not lead on.

    >>> from symdiff.teaching import explain
    >>> print(replay_explanation(explain("x*x").to_json()))
    2*x
    """
    expect(limits, Limits, "limits are made by Limits(...)")
    record = _record(text, limits)
    try:
        ops = {to_be_found(Symbol(stage["variable"])): None for stage in record["stages"]}
        known = catalogue.extended(record_of(op) for op in ops)
        nodes = read_rows(record["rows"], known, limits)
        result: Expr | None = None
        for stage in record["stages"]:
            given = nodes[stage["given"]]
            if result is not None and given is not result:
                raise FormulaError(f"a stage begins with {given} where {result} was found")
            raw = _differentiated(stage, given, catalogue, nodes.__getitem__)
            result = _simplified(stage, raw, catalogue, nodes.__getitem__)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise FormulaError(f"this is no explanation: {error!r} does not fit") from None
    if result is None:
        raise FormulaError("an explanation has at least one stage")
    if record["answer"] != _text(result):
        raise FormulaError(f"the answer is not {record['answer']!r}")
    return result


def _record(text: str, limits: Limits) -> dict[str, Any]:
    if not isinstance(text, str):
        raise ArgumentError(f"JSON text is a string, not {type(text).__name__}")
    if len(text) > limits.output:
        raise LimitExceeded(
            f"the text is longer than {limits.output} characters",
            limit="output",
            value=limits.output,
        )
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise FormulaError("this is not JSON") from None
    if not isinstance(record, dict) or record.get(_KEY) != _VERSION:
        raise FormulaError(f"this is no explanation of version {_VERSION}")
    return record


def _differentiated(
    stage: dict[str, Any], given: Expr, catalogue: Catalogue, node: Callable[[int], Expr]
) -> Expr:
    """The raw derivative, if the rules that are told are those of the catalogue."""
    told = [
        rule
        | {name: node(rule[name]) for name in ("before", "after")}
        | {"letters": {letter: node(row) for letter, row in rule["letters"].items()}}
        for rule in stage["differentiate"]
    ]
    x, lines = Symbol(stage["variable"]), taught(catalogue)
    for domain in DOMAINS:
        rules = applied_rules(given, x, catalogue=lines, domain=domain)
        if told == [_rule(rule, lambda e: e) for rule in rules]:
            raw = put_in(rules[0].pending, {rule.pending: rule.after for rule in rules})
            _must_be(raw, node(stage["raw"]), "the rules")
            return raw
    raise FormulaError(f"these are not the rules that lead to the derivative of {given}")


def _simplified(
    stage: dict[str, Any], raw: Expr, catalogue: Catalogue, node: Callable[[int], Expr]
) -> Expr:
    """What the steps make of the raw derivative."""
    known = statements(catalogue)
    steps = []
    for told in stage["simplify"]:
        names, lines = tuple(told["rules"]), told["lines"]
        step = Step(names, tuple(told["path"]), node(told["before"]), node(told["after"]))
        if not names or lines != [known.get(name) for name in names]:
            raise FormulaError(f"there are no rules {names} that say {lines}")
        if told["text"] != _equation(step.before, step.after):
            raise FormulaError(f"a step is told as {told['text']!r}, which it is not")
        steps.append(step)
    result = replay(raw, steps)
    _must_be(result, node(stage["result"]), "the steps")
    return result


def _must_be(found: Expr, said: Expr, how: str) -> None:
    if found is not said:
        raise FormulaError(f"{how} do not lead to what is said")
