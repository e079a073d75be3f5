"""Explanations as JSON, and the check that goes through every step again.

    {"symdiff explanation": 1, "rows": [...], "stages": [{"variable": "x", "given": 4, ...}]}

Formulas are rows of one graph, as in ``to_json``; a step refers to them by number. What is read can
come from anywhere, so all of it is checked.
"""

from __future__ import annotations

import json

from ..calculus.applied import put_in, to_be_found
from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    FormulaError,
    LimitExceeded,
    Limits,
    Symbol,
    apply,
    expect,
    postorder,
)
from ..notation import infix
from ..notation.json_form import read_rows, rows_of
from ..rewriting import Step, replay
from .display import PAGE
from .marking import record_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

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
        "answer": _text(told.result),
    }


def _formulas(told: Explanation) -> list[Expr]:
    """Every formula that the record mentions."""
    found: list[Expr] = [*told.conditions]
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
            {
                "rule": rule.name,
                "line": rule.line,
                "letters": {letter: row[e] for letter, e in rule.letters.items()},
                "before": row[rule.pending],
                "after": row[rule.after],
                "text": _equation(rule.pending, rule.after),
            }
            for rule in stage.rules
        ],
        "raw": row[found.raw],
        "simplify": [
            {
                "rule": step.rule,
                "line": stage.statements.get(step.rule, ""),
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

    The rules must lead from the question to the raw derivative, the steps from there to the result,
    and a later stage must begin where the one before ended.

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
        ops = [to_be_found(Symbol(stage["variable"])) for stage in record["stages"]]
        known = catalogue.extended(record_of(op) for op in dict.fromkeys(ops))
        nodes = read_rows(record["rows"], known, limits)
        result: Expr | None = None
        for stage, op in zip(record["stages"], ops, strict=True):
            result = _replayed(stage, op, result, nodes.__getitem__)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise FormulaError(f"this is no explanation: {error!r} does not fit") from None
    if result is None:
        raise FormulaError("an explanation has at least one stage")
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


def _replayed(
    stage: dict[str, Any], op: str, before: Expr | None, node: Callable[[int], Expr]
) -> Expr:
    given = node(stage["given"])
    found = {node(rule["before"]): node(rule["after"]) for rule in stage["differentiate"]}
    if before is not None and given is not before:
        raise FormulaError(f"a stage begins with {given} where {before} was found")
    raw = put_in(apply(op, (given,)), found)
    _must_be(raw, node(stage["raw"]), "the rules")
    steps = [
        Step(s["rule"], tuple(s["path"]), node(s["before"]), node(s["after"]))
        for s in stage["simplify"]
    ]
    result = replay(raw, steps)
    _must_be(result, node(stage["result"]), "the steps")
    return result


def _must_be(found: Expr, said: Expr, how: str) -> None:
    if found is not said:
        pending = sum(1 for n in postorder((found,)) if str(getattr(n, "op", "")).startswith("d/d"))
        left = f", with {pending} derivatives left to be found" if pending else ""
        raise FormulaError(f"{how} do not lead to what is said{left}")
