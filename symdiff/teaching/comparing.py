"""How a comparison is told: its sections, as text, Markdown, HTML and plain data."""

from __future__ import annotations

from fractions import Fraction

from ..expressions import LimitExceeded, Symbol, apply, postorder, substitute
from ..notation import infix, shared_parts
from ..notation.held import held
from .display import PAGE
from .html_parts import figure, framed
from .sections import Section, Table, Telling, number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ..expressions import Apply, Expr
    from .comparison import Comparison

_ROWS = 60  # of a table; the middle of a longer one is left out
_TERMS = 12  # of an adjoint


def as_text(found: Comparison) -> str:
    """The comparison for a terminal."""
    return Telling(found.catalogue).text(_sections(found, pictures=False))


def as_markdown(found: Comparison) -> str:
    """The comparison as Markdown."""
    return Telling(found.catalogue).markdown(_sections(found, pictures=False))


def as_html(found: Comparison, *, page: bool) -> str:
    """The comparison as HTML with pictures."""
    telling = Telling(found.catalogue)
    title = f"five ways to the derivative of {telling.writer.text(found.f)}"
    body = [f"<h2>{telling.writer.html(found.f)}</h2>", *telling.html(_sections(found))]
    return framed(title, body, page=page)


def _sections(found: Comparison, *, pictures: bool = True) -> list[Section]:
    return [
        _formula(found),
        _symbolic(found, pictures),
        _forward(found, pictures),
        _reverse(found, pictures),
        _hybrid(found, pictures),
        _agreement(found),
        _counts(found),
    ]


def _formula(found: Comparison) -> Section:
    at = ", ".join(f"{name} = {number_text(value)}" for name, value in found.at.items())
    value = number_text(found.values[found.f])
    return Section("The formula", [("f", found.f), f"at {at}: f = {value}"])


def _symbolic(found: Comparison, pictures: bool) -> Section:
    parts: list[str | Table | tuple[str, Expr]] = []
    shown = []
    for x in found.inputs:
        parts.append((f"df/d{x}, as the rules give it", found.raw[x]))
        parts.append((f"df/d{x}, simplified", found.simplified[x]))
        parts += held(found.conditions[x])
        if pictures:
            shown += [
                figure(found.raw[x], f"df/d{x}, raw"),
                figure(found.simplified[x], f"df/d{x}, simplified"),
            ]
    if pictures:
        shown.insert(0, figure(found.f, "f"))
    return Section("Symbolic", parts, shown)


def _forward(found: Comparison, pictures: bool) -> Section:
    """Values and tangents, one column of tangents for each pass."""
    tape = found.tape
    head = ["name", "is", "value", "tangent", *[f"by {x}" for x in found.inputs]]
    rows: list[list[Any]] = []
    for x in found.inputs:
        tangents = [found.tangents[y][x] for y in found.inputs]
        value = found.values.get(x, found.at[x.name])
        rows.append([x, "input", value, Symbol(f"dot_{x}"), *tangents])
    for node in tape.operations:
        rule = tape.tangent_rule(node)
        tangents = [found.tangents[x].get(node, 0) for x in found.inputs]
        tangent: Any = "does not move" if rule is None else rule
        rows.append([tape.names[node], tape.named(node), found.values[node], tangent, *tangents])
    notes = _notes(found, found.tangents)
    shown = [
        figure(found.f, f"values and tangents by {x}", shared=True, notes=notes[x])
        for x in (found.inputs[:4] if pictures else ())
    ]
    return Section("Forward mode", [Table(head, _cut(rows))], shown)


def _reverse(found: Comparison, pictures: bool) -> Section:
    """Adjoints from the result back to the inputs: where each comes from, and its value."""
    tape = found.tape
    terms: dict[Expr, list[Expr]] = {}
    came: dict[Expr, list[str]] = {}
    for node in reversed(tape.operations):
        for argument, rule, value in _handed(found, node):
            terms.setdefault(argument, []).append(rule)
            came.setdefault(argument, []).append(f"{number_text(value)} from {tape.name(node)}")
    rows: list[list[Any]] = []
    for part in [*reversed(tape.operations), *found.inputs]:
        if part not in tape.active:
            continue
        gets: Any = "f itself: 1" if part is tape.f else _sum(terms.get(part, []))
        value = found.adjoints.get(part, 0)
        rows.append([Symbol(f"bar_{tape.name(part)}"), gets, value, _one_by_one(came.get(part))])
    notes = _notes(found, {"": found.adjoints}, "bar")[""]
    head = ["adjoint", "is", "value", "term by term"]
    if not any([row[-1] for row in rows]):
        head, rows = head[:-1], [row[:-1] for row in rows]
    shown = [figure(found.f, "values and adjoints", shared=True, notes=notes)] if pictures else []
    return Section("Reverse mode", [Table(head, _cut(rows))], shown)


def _handed(found: Comparison, node: Apply) -> list[tuple[Expr, Expr, Any]]:
    """What an operation hands back: to which argument, as a formula, and its value."""
    rules = found.tape.adjoint_rules(node)
    values = found.handed.get(node, [0] * len(rules))
    return [(to, rule, value) for (to, rule), value in zip(rules, values, strict=True)]


def _one_by_one(came: list[str] | None) -> str:
    """The contributions to an adjoint, where there are several."""
    if came is None or len(came) < 2:
        return ""
    more = len(came) - _TERMS
    return ", ".join([*came[:_TERMS], *([f"and {more} more"] if more > 0 else [])])


def _sum(terms: list[Expr]) -> Any:
    if not terms:
        return "not used: 0"
    total: Expr = terms[0]
    for term in terms[1:]:
        total = apply("add", (total, term))
    return total


def _notes(
    found: Comparison, marks: Mapping[Any, Mapping[Expr, Any]], mark: str = "dot"
) -> dict[Any, dict[Expr, list[str]]]:
    """For each pass what is written into the boxes: name and value, then tangent or adjoint."""
    notes: dict[Any, dict[Expr, list[str]]] = {}
    for key, numbers in marks.items():
        notes[key] = {}
        for node in postorder((found.f,)):
            name = found.tape.names[node]
            if isinstance(name, Symbol):
                own = "" if name is node else f"{name} "
                told = [f"{own}= {number_text(found.values[node])}"]
                if node in found.tape.active:
                    told.append(f"{mark} = {number_text(numbers.get(node, 0))}")
                notes[key][node] = told
    return notes


def _hybrid(found: Comparison, pictures: bool) -> Section:
    """The gradient as formulas in the names of the operations, before and after pruning."""
    parts: list[str | Table | tuple[str, Expr]] = []
    for told, entries in (("before", found.before), ("after", found.after)):
        parts.append(f"{told} the zeros and ones are left out:")
        parts += named_gradient(found, entries)
    shown = []
    if pictures:
        for x in found.inputs[:4]:
            shown.append(figure(found.before[x], f"df/d{x}, before", shared=True))
            shown.append(figure(found.after[x], f"df/d{x}, after", shared=True))
    return Section("Hybrid: the gradient as a graph", parts, shown)


def named_gradient(found: Comparison, entries: Mapping[Symbol, Expr]) -> list[tuple[str, Expr]]:
    """The gradient's entries, after the parts that they share; operations of f by their names."""
    names = {n: name for n, name in found.tape.names.items() if name is not n and not name.args}
    terms = [substitute(entries[x], names) for x in found.inputs]
    parts, results = shared_parts(terms, "g")
    several = [f"df/d{x}" for x in found.inputs]
    return [*parts, *zip(several, results, strict=True)]


def _agreement(found: Comparison) -> Section:
    head = ["", *found.found, "error of differences"]
    rows = [
        [f"df/d{x}", *[several[x] for several in found.found.values()], found.errors[x]]
        for x in found.inputs
    ]
    spread = found.agreement
    said = "no value in one of the modes"
    if spread is not None:
        said = f"the first four agree, the largest relative difference being {spread:.1e}"
        if spread > 1e-6:
            said = f"the first four differ by as much as {spread:.1e}"
    steps = ", ".join(f"{found.steps[x]:.2g} for {x}" for x in found.inputs)
    parts: list[str | Table | tuple[str, Expr]] = [Table(head, rows), said]
    parts.append(f"step of the differences: {steps}")
    if found.violated:
        fails = ", ".join(map(str, found.violated))
        parts.append(f"the derivative is proved for {fails}, which fails here: trust no number")
    return Section("Agreement", parts)


def _counts(found: Comparison) -> Section:
    rows: list[list[Any]] = [
        [mode, c["operations"], str(c.get("passes", ""))] for mode, c in found.operations.items()
    ]
    parts: list[str | Table | tuple[str, Expr]] = [
        "operations for the value and all partial derivatives; a shared part counts once;"
        " reverse mode multiplies by the seed, the adjoint 1 of f: once with that, once without",
        Table(["mode", "operations", "passes"], rows),
    ]
    return Section("Operations", parts)


def _cut(rows: list[list[Any]]) -> list[list[Any]]:
    if len(rows) <= _ROWS:
        return rows
    left_out = [f"... {len(rows) - _ROWS} rows ...", *[""] * (len(rows[0]) - 1)]
    return [*rows[: _ROWS // 2], left_out, *rows[-_ROWS // 2 :]]


def as_record(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    tape = found.tape
    return {
        "symdiff comparison": 1,
        "formula": _text(found.f),
        "at": {name: _data(value) for name, value in found.at.items()},
        "value": _data(found.values[found.f]),
        "operations of f": [
            {
                "name": tape.name(node),
                "is": _text(tape.named(node)),
                "value": _data(found.values[node]),
                "tangent rule": _text(tape.tangent_rule(node)),
                "tangents": {x.name: _data(found.tangents[x].get(node, 0)) for x in found.inputs},
                "adjoint": _data(found.adjoints.get(node, 0)),
                "adjoint rules": [
                    {"to": tape.name(to), "term": _text(rule), "value": _data(value)}
                    for to, rule, value in _handed(found, node)
                ],
            }
            for node in tape.operations
        ],
        "symbolic": {
            x.name: {"raw": _text(found.raw[x]), "simplified": _text(found.simplified[x])}
            for x in found.inputs
        },
        "hybrid": {
            "before": _lines(named_gradient(found, found.before)),
            "after": _lines(named_gradient(found, found.after)),
        },
        "derivatives": {
            mode: {x.name: _data(value) for x, value in several.items()}
            for mode, several in found.found.items()
        },
        "errors of differences": {x.name: error for x, error in found.errors.items()},
        "agreement": found.agreement,
        "conditions that fail": [_text(c) for c in found.violated],
        "operations": found.operations,
    }


def _lines(several: Iterable[tuple[str, Expr]]) -> list[str]:
    return [f"{name} = {_text(e)}" for name, e in several]


def _text(e: Expr | None) -> str | None:
    try:
        return None if e is None else infix(e, limits=PAGE)
    except LimitExceeded:
        return None


def _data(value: Any) -> Any:
    """A number as JSON has it; a fraction as text, so that nothing is lost."""
    if isinstance(value, Fraction) or (isinstance(value, int) and abs(value) > 2**53):
        return str(value)
    return str(value) if isinstance(value, complex) else value
