"""Formulas as JSON: the graph as rows, arguments before what they are arguments of.

The text ``{"symdiff": 1, "rows": [["$", "x"], ["#", "2"], ["pow", 0, 1]]}`` is x**2: row 0 is the
symbol x, row 1 the number 2, and the last row is the formula, the power of row 0 and row 1. It is
as long as the graph, however large the tree; ``symdiff`` is the version of the form. What is read
can come from anywhere, so all of it is checked.
"""

from __future__ import annotations

import json

from ..catalogue import CATALOGUE, Catalogue
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    FormulaError,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    apply,
    expect,
    postorder,
    row_of,
    to_rows,
)
from .given import given
from .slots import slots
from .writing import within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn, Unpack

    from ..expressions import Expr
    from .given import Formula, Names

_VERSION = 1


def to_json(
    e: Formula,
    *,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **names: Unpack[Names],
) -> str:
    """The formula as JSON text, each shared part once.

    Arguments:
        e: the formula, as an expression or as text.
        catalogue: the functions that a text can hold.
        limits: ``limits.output`` bounds the length of the text.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer.

    >>> to_json("x^2")
    '{"symdiff": 1, "rows": [["$", "x"], ["#", "2"], ["pow", 0, 1]]}'
    """
    rows = to_rows(given(e, catalogue, limits, names))
    text = json.dumps({"symdiff": _VERSION, "rows": rows})
    within(limits, len(text), "allow more with Limits(output=...)")
    return text


def from_json(
    text: str, *, catalogue: Catalogue = CATALOGUE, limits: Limits = DEFAULT_LIMITS
) -> Expr:
    """The formula whose ``to_json`` this is.

    Arguments:
        text: the JSON text.
        catalogue: the functions whose number of arguments is checked.
        limits: bounds on the characters of the text, the number of rows, and the digits of numbers.

    Raises:
        FormulaError: when the text is not of this form; the message says which row is wrong.
        LimitExceeded: when it passes a bound.

    >>> from_json('{"symdiff": 1, "rows": [["$", "x"], ["#", "2"], ["pow", 0, 1]]}').op
    'pow'
    """
    expect(catalogue, Catalogue, "the catalogue is a Catalogue")
    expect(limits, Limits, "limits are made by Limits(...)")
    return read_rows(_rows(text, limits), catalogue, limits)[-1]


def read_rows(rows: object, catalogue: Catalogue, limits: Limits) -> list[Expr]:
    """The formula of each row; what is wrong with one is said with its number.

    >>> from symdiff.catalogue import CATALOGUE
    >>> read_rows([["$", "x"], ["sin", 0]], CATALOGUE, DEFAULT_LIMITS)[1].op
    'sin'
    """
    if not isinstance(rows, list) or not rows:
        _refuse('"rows" is a list of one row or more')
    _at_most("nodes", len(rows), limits.nodes)
    nodes: list[Expr] = []
    for row in rows:
        try:
            nodes.append(_node(row, nodes, catalogue, limits))
        except (FormulaError, ArgumentError) as error:
            raise FormulaError(f"row {len(nodes)}: {error.message}", advice=_ADVICE) from None
    return nodes


def rows_of(formulas: Iterable[Expr]) -> tuple[list[tuple[Any, ...]], dict[Expr, int]]:
    """The rows of the graph that formulas share, and the row of each of its nodes."""
    row: dict[Expr, int] = {}
    rows: list[tuple[Any, ...]] = []
    for node in postorder(formulas):
        row[node] = len(rows)
        rows.append(row_of(node, row))
    return rows, row


_ADVICE = "to_json(...) shows how a row is written"


def _refuse(message: str) -> NoReturn:
    raise FormulaError(message, advice=_ADVICE)


def _rows(text: str, limits: Limits) -> object:
    """The rows of the text, not yet looked into."""
    expect(text, str, "JSON is text")
    _at_most("characters", len(text), limits.characters)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "pos", None)
        span = None if place is None else (place, place + 1)
        raise FormulaError("this is not JSON", text=text, span=span, advice=_ADVICE) from None
    if not isinstance(data, dict) or data.keys() != {"symdiff", "rows"}:
        _refuse('the text is an object with the two keys "symdiff" and "rows"')
    if data["symdiff"] != _VERSION or type(data["symdiff"]) is not int:
        _refuse(f'"symdiff" is the version of the form, which is {_VERSION}')
    return data["rows"]


def _node(row: object, before: list[Expr], catalogue: Catalogue, limits: Limits) -> Expr:
    if not isinstance(row, list) or not row or not isinstance(row[0], str):
        _refuse("a row is a list that begins with a word")
    kind, *rest = row
    if kind == "$":
        return Symbol(_name(rest))
    if kind == "#":
        return Number(_spelling(rest, limits))
    for i in rest:
        if type(i) is not int or not 0 <= i < len(before):
            _refuse(f"an argument is the number of an earlier row, not {_shown(i)}")
    _check_operation(kind, len(rest), catalogue)
    return apply(kind, tuple([before[i] for i in rest]))


def _name(rest: list[object]) -> str:
    match rest:
        case [str(name)]:
            return name
    _refuse("a symbol has one name")


def _spelling(rest: list[object], limits: Limits) -> str:
    """The spelling of a number, refused before anybody computes a value of too many digits."""
    match rest:
        case [str(spelling)] if (digits := _digits(spelling)) is not None:
            _at_most("digits", digits, limits.digits)
            return spelling
    _refuse("a number has one spelling, of digits with a point or an exponent")


def _digits(spelling: str) -> int | None:
    """How many digits the number has when written out at most; None if it is no number."""
    mantissa, mark, exponent = spelling.lower().partition("e")
    places = mantissa.replace(".", "", 1)
    if not (spelling.isascii() and places.isdigit()):
        return None
    if not mark:
        return len(places)
    power = exponent[1:] if exponent[:1] in ("+", "-") else exponent
    if not power.isdigit():
        return None
    return len(places) + (int(power) if len(power) < 10 else 10**9)


def _check_operation(op: str, arguments: int, catalogue: Catalogue) -> None:
    record = catalogue.get(op)
    if record is not None:
        if arguments != record.arity:
            _refuse(f"the number of arguments of {op} is {record.arity}, not {arguments}")
        return
    name, by = slots(op)
    if not name.isidentifier() or not arguments or max(by, default=0) > arguments:
        _refuse(f"{_shown(op)} is no name of a function whose number of arguments is {arguments}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def _at_most(limit: str, value: int, bound: int) -> None:
    if value > bound:
        raise LimitExceeded(
            f"the formula has more than {bound} {limit}",
            limit=limit,
            value=bound,
            advice=f"allow more with Limits({limit}=...)",
        )
